# SPDX-License-Identifier: EUPL-1.2
"""What the Voorblad says of a file, and which files need one."""

from datetime import date

import pytest

STATEMENT = {
    "Productcode": "02A03", "Eenheid": "04", "Tarief (euro)": 64.25, "Aantal": 2, "Bedrag toegekend (euro)": 128.5,
    "Bedrag totaal (euro)": 128.5,
}  # fmt: skip


def test_a_cover_gives_what_the_lines_leave_out(form, sheet, submit, line):
    cover = sheet(
        "Voorblad",
        [["Declaratie"], ["Formulier", "declaratie 2026-1"], ["Wet:", "Wmo 2015"], ["Gemeente", "Venlo"],
         ["Aanbieder (AGB)", 1234567], ["Maand", date(2026, 9, 1)]],
    )  # fmt: skip
    left_out = {"Wet", "Gemeente", "Aanbieder (AGB)", "Declaratiemaand"}

    submission = submit(cover, form({}, base={key: value for key, value in line.items() if key not in left_out}))

    assert submission.tables["declaratieregels"].select("wet", "gemeente", "aanbieder", "declaratie_maand").rows() == [
        ("wmo", "0983", "01234567", "2026-09")
    ]
    assert submission.kind == "declaratie"
    assert submission.month == "2026-09"
    assert submission.cover["formulier"] == "declaratie 2026-1"
    assert submission.problems.is_empty()


def test_the_form_of_an_earlier_year_is_reported(form, sheet, submit, told):
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
def test_a_cover_that_cannot_be_read_refuses_the_file(form, sheet, submit, told, label, value, sentence):
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


def test_a_delivery_says_of_which_municipality_and_month_it_is(form, sheet, submit, told):
    cover = sheet("Voorblad", [["Niveau", "regel"], ["Maand", "2026-09"]])

    submission = submit(cover, form({}, {"Gemeente": "0984"}))

    assert submission.refused == "Op het Voorblad ontbreekt: gemeente."
    assert told(submission, "regel", "gevolg") == [("MGR-004", "bestand geweigerd")]


def test_a_statement_may_have_a_sheet_per_municipality(form, sheet, submit, told):
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
