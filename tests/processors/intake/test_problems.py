# SPDX-License-Identifier: EUPL-1.2
"""What is said of a cell that could not be read as it stands."""

import pytest


def test_a_cell_that_cannot_be_read_is_named_with_its_address_and_loses_nothing_else(form, submit, told):
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
    form, submit, told, change, rule, sentence, action
):
    submission = submit(form(change))

    assert told(submission, "regel", "ernst", "gevolg", "melding", "actie") == [
        (rule, "fout", "regel geweigerd", sentence, action)
    ]


def test_euros_in_a_column_without_a_unit_are_told_what_the_unit_is(form, submit, line, told):
    base = {("Producttarief" if header.startswith("Producttarief") else header): line[header] for header in line}

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


def test_what_was_repaired_is_a_warning_and_can_be_leaned_on(form, submit, told):
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


def test_a_client_is_masked_in_findings(form, submit, told):
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


def test_a_code_that_does_not_exist_comes_with_the_codes_that_do(form, submit, told):
    submission = submit(form({"Wet": "wlz"}))

    assert told(submission, "regel", "at", "melding", "actie") == [
        ("INTAKE-20", "wet", "'wlz' bestaat niet als wet.", "Vul bij wet een van deze codes in: jw, pw, wmo.")
    ]
    assert submission.tables["declaratieregels"]["wet"].to_list() == [None]
