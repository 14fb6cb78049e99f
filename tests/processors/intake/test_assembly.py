# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.findings import RAW
from processors.intake.headers import Alias, ColumnMap
from processors.lines import TABLES
from workbooks.grid import Oddity

LINE = {
    "Wet": "wmo", "Gemeente": "0983", "Aanbieder (AGB)": "01234567", "Declaratienummer": "D1",
    "Declaratiemaand": "2026-09", "Declaratiedagtekening": date(2026, 10, 15), "Referentienummer": "R1",
    "Client": "999900006", "Toewijzingnummer": 12, "Productcategorie": "02", "Productcode": "02A03",
    "Productperiode begin": date(2026, 9, 1), "Productperiode eind": date(2026, 9, 30), "Geleverd volume": 10,
    "Eenheid": "04", "Producttarief (euro)": "64,25", "Ingediend bedrag (euro)": 642.5, "Debet of credit": "D",
}  # fmt: skip
STATEMENT = {
    "Productcode": "02A03", "Eenheid": "04", "Tarief (euro)": 64.25, "Aantal": 2, "Bedrag toegekend (euro)": 128.5,
    "Bedrag totaal (euro)": 128.5,
}  # fmt: skip


@pytest.fixture
def form(sheet):
    """A sheet with these lines under one row of headers; a changed line replaces values of the good one."""

    def make(*changes, name="Declaratieregels", base=LINE, above=()):
        lines = [{**base, **change} for change in changes]
        headers = list(dict.fromkeys([*base, *(header for line in lines for header in line)]))
        return sheet(name, [*above, headers, *([line.get(header) for header in headers] for line in lines)])

    return make


def told(submission, *columns):
    return submission.problems.select(columns).rows()


def test_a_good_declaration_becomes_lines_without_problems(form, submit):
    submission = submit(form({}, {"Referentienummer": "R2"}))

    lines = submission.tables["declaratieregels"]
    assert lines.columns == [*TABLES["declaratieregels"].names, "bestand", "blad", "rij"]
    assert {name: kind for name, kind in lines.schema.items() if name in TABLES["declaratieregels"].names} == {
        name: kind() for name, kind in TABLES["declaratieregels"].schema.items()
    }
    assert lines.select("client", "product_tarief", "ingediend_bedrag", "bestand", "blad", "rij").rows() == [
        ("999900006", 6425, 64250, "levering.xlsx", "Declaratieregels", 2),
        ("999900006", 6425, 64250, "levering.xlsx", "Declaratieregels", 3),
    ]
    assert (submission.kind, submission.law, submission.municipality) == ("declaratie", "wmo", "0983")
    assert (submission.supplier, submission.month) == ("01234567", "2026-09")
    assert submission.refused is None
    assert submission.problems.is_empty()
    assert submission.problems.schema == pl.Schema(RAW)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_is_lost_it_has_a_value_or_a_finding(form, submit, data):
    header = data.draw(st.sampled_from(sorted(set(LINE) - {"Wet", "Aanbieder (AGB)", "Referentienummer"})))
    kept = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    value = data.draw(st.one_of(st.text(kept, min_size=1), st.floats(-1e15, 1e15), st.dates()))

    submission = submit(form({header: value}))

    column = submission.origins.filter(kop=header)["column"].item()
    lost = submission.tables["declaratieregels"][column].null_count() == 1 and str(value).strip() != ""
    assert lost == (not submission.untrusted["declaratieregels"].is_empty())
    assert submission.refused is None


def test_what_differs_between_lines_is_not_said_of_the_file(form, submit):
    submission = submit(form({}, {"Gemeente": "0984"}))

    assert submission.municipality is None


def test_headers_may_stand_below_a_title_and_rows_keep_their_numbers(form, submit):
    submission = submit(form({}, dict.fromkeys(LINE), {}, above=[["Declaratie september"], []]))

    assert submission.tables["declaratieregels"]["rij"].to_list() == [4, 6]


def test_rows_with_nothing_but_spaces_are_skipped(form, submit):
    submission = submit(form({}, dict.fromkeys(LINE) | {"Wet": "  "}))

    assert len(submission.tables["declaratieregels"]) == 1
    assert submission.problems.is_empty()


def test_a_cell_that_cannot_be_read_is_named_with_its_address_and_loses_nothing_else(form, submit):
    submission = submit(form({}, {"Productperiode eind": "31-09-2026"}))

    assert told(submission, "rij", "kolom", "cel", "regel", "ernst", "gevolg", "waarde", "melding", "actie") == [
        (
            3, "Productperiode eind", "M3", "RS032", "fout", "regel geweigerd", "31-09-2026",
            "'31-09-2026' is geen bestaande datum; verwacht is een datum als 31-01-2026.",
            "Vul bij productperiode eind de datum opnieuw in, met vier cijfers voor het jaar en zonder tijd.",
        )
    ]  # fmt: skip
    assert told(submission, "nr", "at", "entiteit", "sleutel", "bestand", "profiel") == [
        (1, "product_periode_eind", "declaratieregels", "wmo / 01234567 / R1", "levering.xlsx", "landelijk")
    ]
    assert submission.untrusted["declaratieregels"].rows() == [(1, "product_periode_eind")]
    assert submission.tables["declaratieregels"]["client"].to_list() == ["999900006", "999900006"]
    assert submission.refused is None


@pytest.mark.parametrize(
    ("change", "rule", "sentence", "action"),
    [
        (
            {"Productperiode eind": "30-09-26"}, "MGR-009",
            ("De datum '30-09-26' is niet op één manier te lezen (jaar met twee cijfers, kaal getal of tijd); "
            "verwacht is een datum als 31-01-2026."),
            "Vul bij productperiode eind de datum opnieuw in, met vier cijfers voor het jaar en zonder tijd.",
        ),
        (
            {"Declaratiemaand": "sep-26"}, "MGR-009",
            "De maand 'sep-26' is niet op één manier te lezen; verwacht is een maand als 2026-09.",
            "Vul bij declaratiemaand de maand opnieuw in, met vier cijfers voor het jaar.",
        ),
        (
            {"Declaratiemaand": "herfst"}, "RS032", "'herfst' is geen maand; verwacht is een maand als 2026-09.",
            "Vul bij declaratiemaand de maand opnieuw in, met vier cijfers voor het jaar.",
        ),
        (
            {"Ingediend bedrag (euro)": "12,5,0"}, "MGR-008",
            ("Het bedrag '12,5,0' is niet op één manier te lezen; verwacht is een bedrag in euro met ten hoogste twee "
            "decimalen, zoals 1.234,56."),
            "Vul bij ingediend bedrag het bedrag in euro opnieuw in.",
        ),
        (
            {"Geleverd volume": "2,5"}, "RS005",
            "'2,5' is geen heel getal; verwacht is een getal zonder decimalen, zoals 12.",
            "Vul bij geleverd volume een heel getal in.",
        ),
        (
            {"Toewijzingnummer": "T-1"}, "RS006",
            "'T-1' is geen heel getal; verwacht is een getal zonder decimalen, zoals 12.",
            "Vul bij toewijzingnummer een heel getal in.",
        ),
        (
            {"Productcode": 100000}, "INTAKE-13",
            ("De code '100000' is door het rekenblad in een getal of datum veranderd; welke code er stond is niet te "
            "zien."),
            "Maak de kolom productcode op als tekst en vul de code opnieuw in.",
        ),
    ],
)  # fmt: skip
def test_every_cell_that_cannot_be_read_says_what_is_expected_and_what_to_do(
    form, submit, change, rule, sentence, action
):
    submission = submit(form(change))

    assert told(submission, "regel", "ernst", "gevolg", "melding", "actie") == [
        (rule, "fout", "regel geweigerd", sentence, action)
    ]


def test_euros_in_a_column_without_a_unit_are_told_what_the_unit_is(form, submit):
    base = {("Producttarief" if header.startswith("Producttarief") else header): LINE[header] for header in LINE}

    submission = submit(form({}, base=base))

    assert told(submission, "regel", "melding", "actie") == [
        (
            "MGR-008",
            (
                "Het bedrag '64,25' is niet te lezen; "
                "verwacht is een heel aantal eurocenten, zoals 123456 voor € 1.234,56."
            ),
            (
                "Vul bij producttarief het bedrag in eurocenten in, of zet '(euro)' achter "
                "de kop als de hele kolom in euro is."
            ),
        )
    ]


def test_what_was_repaired_is_a_warning_and_can_be_leaned_on(form, submit):
    submission = submit(form({"Gemeente": 983, "Referentienummer": "=1+1"}))

    assert told(submission, "cel", "regel", "ernst", "gevolg", "melding") == [
        (
            "G2", "MGR-006", "waarschuwing", "geen",
            "De tekst '=1+1' begint met een formuleteken en is als gewone tekst gelezen.",
        ),
        (
            "B2", "MGR-007", "waarschuwing", "geen",
            "Een voorloopnul of letter ontbrak: '983' is gelezen als '0983'.",
        ),
    ]  # fmt: skip
    assert submission.untrusted["declaratieregels"].is_empty()
    assert submission.municipality == "0983"


def test_a_negative_number_in_a_text_column_is_no_formula(form, submit):
    assert submit(form({"Referentienummer": "-5"})).problems.is_empty()


def test_a_client_is_masked_in_findings(form, submit):
    submission = submit(form({"Client": 10000008}))

    assert told(submission, "regel", "waarde", "melding") == [
        ("MGR-007", "•••••••08", "Een voorloopnul of letter ontbrak: '•••••••08' is gelezen als '•••••••08'.")
    ]


def test_a_bsn_where_none_belongs_reaches_no_finding(form, submit, sheet):
    submission = submit(
        form({"Overzicht 999900006": "x", "Geleverd volume": "999900006 uur"}), sheet("999900006", [["a"]]),
        file="999900006.xlsx",
    )  # fmt: skip

    assert "999900006" not in submission.problems.write_csv()
    assert "999900006" not in submission.origins.write_csv()


def test_an_unknown_header_is_reported_and_its_values_are_not_used(form, submit):
    submission = submit(form({"Kleur": "rood"}))

    assert told(submission, "rij", "cel", "regel", "ernst", "melding") == [
        (
            1, "S1", "INTAKE-10", "waarschuwing",
            "De kop 'Kleur' (kolom S) is niet bekend; de waarden in deze kolom worden niet gebruikt.",
        )
    ]  # fmt: skip


def test_values_under_no_header_are_reported(sheet, submit):
    submission = submit(sheet("Declaratieregels", [list(LINE), [*LINE.values(), "los"]]))

    assert told(submission, "regel", "melding") == [
        ("INTAKE-10", "Kolom S heeft geen kop; de waarden in deze kolom worden niet gebruikt.")
    ]


def test_the_words_of_a_sender_are_understood(form, submit):
    base = {("Hoeveel" if header == "Geleverd volume" else header): value for header, value in LINE.items()}
    words = ColumnMap((Alias("venlo", "declaratie", "hoeveel", "geleverd_volume"),))

    known = submit(form({}, base=base), column_map=words, sender="Venlo")
    unknown = submit(form({}, base=base), column_map=words, sender="Venray")

    assert known.tables["declaratieregels"]["geleverd_volume"].to_list() == [10]
    assert unknown.refused == "Op blad 'Declaratieregels' ontbreekt de kolom Geleverd volume."


def test_missing_columns_are_named_together_and_refuse_the_file(form, submit):
    base = {header: value for header, value in LINE.items() if header not in {"Client", "Eenheid"}}

    submission = submit(form({}, base=base))

    assert told(submission, "regel", "ernst", "gevolg", "kolom") == [
        ("MGR-004", "fout", "bestand geweigerd", "Client, Eenheid")
    ]
    assert submission.refused == "Op blad 'Declaratieregels' ontbreken de kolommen Client, Eenheid."
    assert submission.tables == {}
    assert submission.kind == "declaratie"


def test_a_header_that_stands_there_twice_refuses_the_file(sheet, submit):
    submission = submit(sheet("", [[*LINE, "wet"], [*LINE.values(), "jw"]]))

    assert told(submission, "regel") == [("INTAKE-15",)]
    assert submission.refused == "In het bestand staat meer dan één kolom voor hetzelfde gegeven: 'wet' (S)."


def test_a_total_row_is_no_line_and_is_reported(form, submit):
    submission = submit(form({}, dict.fromkeys(LINE) | {"Wet": "Totaal", "Ingediend bedrag (euro)": 642.5}))

    assert len(submission.tables["declaratieregels"]) == 1
    assert told(submission, "rij", "regel", "ernst", "melding") == [
        (3, "INTAKE-12", "waarschuwing", "Rij 3 is een totaalregel en telt niet mee als regel.")
    ]


def test_a_line_without_its_key_is_still_a_line(form, submit):
    submission = submit(form({"Wet": None, "Aanbieder (AGB)": None, "Referentienummer": None}))

    assert len(submission.tables["declaratieregels"]) == 1


def test_a_file_with_nothing_but_headers_is_refused(form, submit):
    submission = submit(form())

    assert submission.refused == "Dit bestand heeft alleen kopregels; er staat geen enkele regel in."


def test_a_file_without_any_table_is_refused(sheet, submit):
    submission = submit(sheet("Blad1", [["Beste collega,"], ["hierbij", "de cijfers", "van september"]]))

    assert submission.kind is None
    assert submission.refused == (
        "In dit bestand is geen tabel herkend: geen blad heeft een kopregel met bekende koppen."
    )
    assert told(submission, "regel") == [("INTAKE-11",), ("INTAKE-14",)]


def test_an_empty_csv_is_refused_without_naming_a_sheet(sheet, submit):
    submission = submit(sheet("", [["a"]]))

    assert told(submission, "regel") == [("INTAKE-14",)]


def test_a_sheet_that_is_named_after_a_table_must_have_its_headers(form, sheet, submit):
    submission = submit(form({}), sheet("Toewijzingen", [["zie bijlage"]]))

    assert submission.refused == "Op blad 'Toewijzingen' is geen kopregel met bekende koppen gevonden."


def test_sheets_of_our_own_forms_that_explain_are_passed_by(form, sheet, submit):
    aside = [
        sheet(name, [["Wet", "Gemeente"], ["x", "y"]]) for name in ("Uitleg", "Codelijsten", "Producten", "eenheid")
    ]

    submission = submit(form({}), *aside)

    assert submission.problems.is_empty()


def test_another_sheet_is_reported_as_not_used(form, sheet, submit):
    submission = submit(form({}), sheet("Notities", [["bel Jan"]]))

    assert told(submission, "blad", "regel", "melding") == [
        ("Notities", "INTAKE-11", "Blad 'Notities' is niet herkend en wordt niet gebruikt.")
    ]


def test_a_cover_gives_what_the_lines_leave_out(form, sheet, submit):
    cover = sheet(
        "Voorblad",
        [["Declaratie"], ["Formulier", "declaratie 2026-1"], ["Wet:", "Wmo 2015"], ["Gemeente", "Venlo"],
         ["Aanbieder (AGB)", 1234567], ["Maand", date(2026, 9, 1)]],
    )  # fmt: skip
    left_out = {"Wet", "Gemeente", "Aanbieder (AGB)", "Declaratiemaand"}

    submission = submit(cover, form({}, base={key: value for key, value in LINE.items() if key not in left_out}))

    assert submission.tables["declaratieregels"].select("wet", "gemeente", "aanbieder", "declaratie_maand").rows() == [
        ("wmo", "0983", "01234567", "2026-09")
    ]
    assert submission.kind == "declaratie"
    assert submission.month == "2026-09"
    assert submission.cover["formulier"] == "declaratie 2026-1"
    assert submission.problems.is_empty()


def test_the_form_of_an_earlier_year_is_reported(form, sheet, submit):
    cover = sheet("Voorblad", [["Formulier", "declaratie 2025-1"], ["Maand", "2026-09"]])

    submission = submit(cover, form({}))

    assert told(submission, "regel", "ernst", "melding") == [
        ("MGR-005", "waarschuwing", "Dit is het formulier van 2025, en de levering gaat over 2026.")
    ]


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Gemeente", "Bergen", "gemeente 'Bergen'; dat is niet te lezen (een code van 4 cijfers)."),
        ("Wet", "Zvw", "wet 'Zvw'; dat is niet te lezen (kies uit jw, pw, wmo)."),
        ("Maand", "najaar", "maand 'najaar'; dat is niet te lezen (bijvoorbeeld 2026-09)."),
        ("Jaar", "vorig jaar", "jaar 'vorig jaar'; dat is niet te lezen (bijvoorbeeld 2026)."),
        (
            "Aanbieder (AGB)", "999900006",
            "aanbieder (agb) '•••••••06'; dat is niet te lezen (een code van 8 cijfers).",
        ),
    ],
)  # fmt: skip
def test_a_cover_that_cannot_be_read_refuses_the_file(form, sheet, submit, label, value, sentence):
    submission = submit(sheet("Voorblad", [["Titel"], [label, value]]), form({}))

    assert submission.refused == f"Op het Voorblad staat bij {sentence}"
    assert told(submission, "cel", "regel", "actie") == [
        ("B2", "INTAKE-16", "Verbeter cel B2 van het Voorblad en stuur het bestand opnieuw.")
    ]


def test_a_cover_with_one_column_says_nothing(form, sheet, submit):
    submission = submit(sheet("Voorblad", [["Welkom"]]), form({}))

    assert submission.cover == {}
    assert submission.refused is None


def test_a_delivery_of_a_municipality_has_more_tables(form, sheet, submit):
    cover = sheet("Voorblad", [["Gemeente", "0983"], ["Maand", "september 2026"], ["Niveau", "regel"]])
    ledger = sheet("Grootboek", [["Wet", "Bedrag (euro)"], ["wmo", 10.5], ["jw", 3]])

    submission = submit(cover, form({}), ledger)

    assert submission.kind == "gemeentelevering"
    assert submission.tables["grootboek"].select("gemeente", "wet", "maand", "bedrag", "rij").rows() == [
        ("0983", "wmo", "2026-09", 1050, 2),
        ("0983", "jw", "2026-09", 300, 3),
    ]
    assert (submission.month, submission.cover["niveau"]) == ("2026-09", "regel")


def test_a_delivery_with_more_tables_needs_a_cover(form, sheet, submit):
    ledger = sheet("Grootboek", [["Gemeente", "Wet", "Maand", "Bedrag"], ["0983", "wmo", "2026-09", 10]])

    assert submit(form({}), ledger).refused == "Het blad Voorblad ontbreekt."


def test_a_delivery_says_of_which_municipality_and_month_it_is(form, sheet, submit):
    cover = sheet("Voorblad", [["Niveau", "regel"], ["Maand", "2026-09"]])

    submission = submit(cover, form({}, {"Gemeente": "0984"}))

    assert submission.refused == "Op het Voorblad ontbreekt: gemeente."
    assert told(submission, "regel", "gevolg") == [("MGR-004", "bestand geweigerd")]


def test_a_statement_may_have_a_sheet_per_municipality(form, sheet, submit):
    cover = sheet(
        "Voorblad",
        [["Jaar", 2025], ["Wet", "wmo"], ["Raamovereenkomst", "Wmo"], ["Aanbieder (AGB)", "01234567"],
         ["Getekend bedrag", "257,00"]],
    )  # fmt: skip

    submission = submit(
        cover, form({}, name="Venlo", base=STATEMENT), form({"Aantal": "x"}, name="0984", base=STATEMENT)
    )

    lines = submission.tables["verantwoordingsregels"]
    assert lines.select("jaar", "wet", "raamovereenkomst", "aanbieder", "gemeente", "tarief", "blad", "rij").rows() == [
        (2025, "wmo", "Wmo", "01234567", "0983", 6425, "Venlo", 2),
        (2025, "wmo", "Wmo", "01234567", "0984", 6425, "0984", 2),
    ]
    assert submission.kind == "productieverantwoording"
    assert submission.cover["getekendbedrag"] == "257,00"
    assert told(submission, "blad", "rij", "cel", "regel", "nr") == [("0984", 2, "D2", "RS005", 1)]


def test_reference_tables_are_recognised_where_nothing_else_is(sheet, submit):
    submission = submit(
        sheet("Blad1", [["Gemeente", "Jaar", "Leeftijdsgroep", "Aantal"], ["0983", 2026, "0-17", 19000]])
    )

    assert submission.kind == "naslag:inwoners"
    assert submission.tables["inwoners"]["aantal"].to_list() == [19000]


def test_a_kind_that_is_known_beforehand_decides(sheet, submit):
    rows = [["Gemeente", "Wet", "Maand", "Bedrag"], ["0983", "wmo", "2026-09", 10]]

    assert submit(sheet("", rows), kind="naslag:grootboek").kind == "naslag:grootboek"
    assert submit(sheet("", rows), kind="declaratie").refused is not None


def test_products_that_are_known_beforehand_restore_codes(form, submit):
    submission = submit(form({"Productcode": 1e13}), products=frozenset({"10E12"}))

    assert submission.tables["declaratieregels"]["product_code"].to_list() == ["10E12"]


def oddity(code, row, column, *, refuses, sheet="Declaratieregels"):
    return Oddity(code, sheet, row, column, "#REF!", "Hier is iets mee.", "Herstel het.", refuses)


def test_an_error_value_refuses_its_line_once(form, submit):
    submission = submit(form({}, {"Geleverd volume": "#REF!"}), oddities=(oddity("LEZEN-23", 3, 14, refuses=True),))

    assert told(submission, "rij", "kolom", "cel", "regel", "gevolg", "waarde", "sleutel", "nr") == [
        (3, "Geleverd volume", "N3", "MGR-010", "regel geweigerd", "#REF!", "wmo / 01234567 / R1", 1)
    ]
    assert submission.untrusted["declaratieregels"].rows() == [(1, "geleverd_volume")]


def test_a_line_that_is_wrong_as_a_whole_has_no_cell_to_lean_on(form, submit):
    submission = submit(form({}), oddities=(oddity("LEZEN-34", 2, None, refuses=True),))

    assert told(submission, "rij", "regel", "gevolg", "at") == [(2, "LEZEN-34", "regel geweigerd", None)]
    assert len(submission.untrusted["declaratieregels"]) == len(TABLES["declaratieregels"].names)


def test_hidden_rows_and_odd_cells_outside_the_lines_are_mentioned(form, submit):
    submission = submit(
        form({}),
        oddities=(
            oddity("LEZEN-26", None, None, refuses=False),
            oddity("LEZEN-23", 1, 40, refuses=True),
            oddity("LEZEN-15", None, None, refuses=False, sheet=""),
        ),
    )

    assert told(submission, "regel", "cel", "ernst", "gevolg", "nr") == [
        ("MGR-010", "", "waarschuwing", "geen", None),
        ("MGR-010", "AN1", "fout", "geen", None),
        ("LEZEN-15", "", "waarschuwing", "geen", None),
    ]
    assert submission.refused is None


def test_oddities_of_sheets_that_are_passed_by_are_not_mentioned(form, sheet, submit):
    submission = submit(
        form({}), sheet("Codelijsten", [["a"]]),
        oddities=(oddity("LEZEN-25", None, None, refuses=False, sheet="Codelijsten"),),
    )  # fmt: skip

    assert submission.problems.is_empty()


def test_an_oddity_that_refuses_without_a_row_refuses_the_file(form, submit):
    submission = submit(form({}), oddities=(oddity("LEZEN-28", None, None, refuses=True),))

    assert submission.refused == "Hier is iets mee."
