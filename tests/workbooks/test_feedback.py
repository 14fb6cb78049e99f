# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""The feedback workbook, read as the sender reads it."""

from datetime import datetime

import polars as pl
import pytest

from tests.workbooks.feedback_made import TYPICAL, finding, make, own_rows, rows_of, write
from workbooks import feedback as feedback_module
from workbooks import feedback_rows
from workbooks.feedback import Outcome
from workbooks.feedback_rows import OwnRows


def test_the_first_sheet_tells_what_happened_and_what_to_do(tmp_path):
    sheet = write(tmp_path, make(*TYPICAL))["Uitkomst"]

    assert [row for row in rows_of(sheet) if row] == [
        ["Terugkoppeling: deels geaccepteerd"],
        ["Uitkomst", "▲ Uw bestand is deels geaccepteerd. Van de 4 regels: 3 geaccepteerd, 1 regel is geweigerd."],
        ["Bestand", "september.xlsx"],
        ["Ontvangen op", datetime(2026, 10, 14, 9, 12)],
        ["Regels aangeleverd", 4],
        ["Regels geaccepteerd", 3],
        ["Regels geweigerd", 1],
        ["Bedrag aangeleverd", 3144],
        ["Bedrag geaccepteerd", 2358],
        ["Wat u nu doet"],
        ["Stap 1", "Herstel de geweigerde regels."],
        ["Stap 2", "Lever ze opnieuw aan."],
        ["Bevindingen per regel"],
        ["Elke regel die iets vond, met de eerste melding. Alle meldingen staan op het blad Bevindingen."],
        ["Regel", "Melding (eerste keer)", "Wat u kunt doen", "Ernst", "Gevolg", "Aantal"],
        ["RS032", "Melding van RS032.", "Actie bij RS032.", "✖ fout", "regel geweigerd", 1],
        ["TR346", "Melding van TR346.", "Actie bij TR346.", "✖ fout", "regel geweigerd", 1],
        ["MGR-005", "Melding van MGR-005.", "Actie bij MGR-005.", "▲ waarschuwing", "geen", 1],
        ["MGR-007", "Melding van MGR-007.", "Actie bij MGR-007.", "▲ waarschuwing", "geen", 1],
        ["TR388", "Melding van TR388.", "Actie bij TR388.", "● signaal", "geen", 1],
    ]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.ACCEPTED, "✔ Uw bestand is geaccepteerd: 4 regels, niets geweigerd."),
        (Outcome.REFUSED, "✖ Uw bestand is geweigerd. Van de 4 regels is niets verwerkt."),
    ],
)
def test_each_outcome_has_its_sentence(tmp_path, outcome, sentence):
    book = write(tmp_path, make(outcome=outcome, amount=None, amount_accepted=None))

    assert book["Uitkomst"]["A1"].value == f"Terugkoppeling: {outcome}"
    assert book["Uitkomst"]["B3"].value == sentence
    assert "Bedrag aangeleverd" not in [cell.value for cell in book["Uitkomst"]["A"]]


def test_findings_stand_in_the_given_order_with_a_link_to_the_row(tmp_path):
    sheet = write(tmp_path, make(*TYPICAL))["Bevindingen"]

    assert [cell.value for cell in sheet[3]] == [
        "Rij", "Blad", "Kolom", "Waarde", "Ernst", "Melding", "Wat u kunt doen", "Gevolg", "Regel", "Retourcode", "Cel",
        "Bestand", "Entiteit", "Sleutel", "Profiel",
    ]  # fmt: skip
    assert {cell.value for cell in sheet["B"][3:]} == {"Declaratieregels"}
    assert [[cell.value for cell in (row[0], *row[2:9])] for row in sheet.iter_rows(min_row=4)] == [
        [None, None, "31-09-2026", "▲ waarschuwing", "Melding van MGR-005.", "Actie bij MGR-005.", "geen", "MGR-005"],
        [9, "Eind", "31-09-2026", "✖ fout", "Melding van RS032.", "Actie bij RS032.", "regel geweigerd", "RS032"],
        [
            9,
            "Bedrag (euro)",
            "31-09-2026",
            "✖ fout",
            "Melding van TR346.",
            "Actie bij TR346.",
            "regel geweigerd",
            "TR346",
        ],
        [9, "Eind", "31-09-2026", "● signaal", "Melding van TR388.", "Actie bij TR388.", "geen", "TR388"],
        [
            11,
            "Gemeente",
            "31-09-2026",
            "▲ waarschuwing",
            "Melding van MGR-007.",
            "Actie bij MGR-007.",
            "geen",
            "MGR-007",
        ],
    ]
    assert sheet.tables["bevindingen"].ref == "A3:O8"
    assert [link.hyperlink and link.hyperlink.location for link in sheet["A"][3:]] == [
        None, "'Uw regels'!A5", "'Uw regels'!A5", "'Uw regels'!A5", "'Uw regels'!A7",
    ]  # fmt: skip


def test_a_refused_file_without_rows_or_contact_still_gets_an_answer(tmp_path, assert_valid_xlsx):
    refused = finding(None, None, "LEZEN-03", gevolg="bestand geweigerd")
    told = make(refused, own=[], outcome=Outcome.REFUSED, contact="")

    book = write(tmp_path, told)

    assert book.sheetnames == ["Uitkomst", "Bevindingen", "Toelichting"]
    assert book["Bevindingen"]["A4"].hyperlink is None
    assert "Contact" not in [cell.value for cell in book["Toelichting"]["A"]]
    assert_valid_xlsx(tmp_path / "terugkoppeling.xlsx")


def test_without_findings_it_says_so(tmp_path, assert_valid_xlsx):
    book = write(tmp_path, make(outcome=Outcome.ACCEPTED))

    assert book["Bevindingen"]["A1"].value == "Geen bevindingen: alles is in orde."
    assert "Bevindingen per regel" not in [cell.value for cell in book["Uitkomst"]["A"]]
    assert_valid_xlsx(tmp_path / "terugkoppeling.xlsx")


def test_many_rows_findings_and_notes_are_bounded_and_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(feedback_rows, "MOST_CLEAN_ROWS", 2)
    monkeypatch.setattr(feedback_rows, "MOST_NOTES", 1)
    monkeypatch.setattr(feedback_rows, "MOST_LINKS", 1)
    monkeypatch.setattr(feedback_module, "MOST_FINDINGS", 2)
    monkeypatch.setattr(feedback_module, "MOST_LINKS", 1)
    rows = [finding(row, "Eind") for row in (12, 14, 15)]

    book = write(tmp_path, make(*rows, own=[own_rows(10)]))

    sheet = book["Uw regels"]
    assert sheet["A2"].value == (
        "Om het bestand klein te houden ontbreken hier 6 regels zonder bevinding. "
        "1 gemarkeerde cel heeft geen notitie; zie daarvoor het blad Bevindingen."
    )
    assert [cell.value for cell in sheet["B"][3:]] == [8, 9, 12, 14]
    assert [cell.comment is not None for cell in sheet["E"][3:]] == [False, False, True, False]
    assert book["Bevindingen"]["A2"].value == (
        "Hier staan de eerste 2 van 3 bevindingen. De telling op het blad Uitkomst is volledig."
    )
    assert [cell.hyperlink is not None for cell in book["Bevindingen"]["A"][3:]] == [True, False]
    assert [cell.value for cell in book["Uitkomst"]["F"] if cell.value is not None] == ["Aantal", 3]


def test_the_explanation_names_every_severity_consequence_and_the_contact(tmp_path):
    sheet = write(tmp_path, make(*TYPICAL))["Toelichting"]

    assert [row[0] for row in rows_of(sheet) if len(row) == 2] == [
        "✖ fout", "▲ waarschuwing", "● signaal", "bestand geweigerd", "regel geweigerd", "geen", "Stap 1", "Stap 2",
        "Stap 3", "Contact", "Privacy",
    ]  # fmt: skip
    assert ["Contact", "Servicepunt, verzamelpunt@voorbeeld.nl"] in rows_of(sheet)


def test_headers_and_values_of_the_sender_never_become_formulas(tmp_path, assert_valid_xlsx):
    rows = pl.DataFrame({"rij": [8], "=CMD()": ["=1+1"], "a\nb": ["@x"], "merk 0": ["+x"], "rij ": ["-1"]})

    book = write(tmp_path, make(finding(8, "=CMD()", waarde="=1+1", melding="=HYPERLINK()"), own=[OwnRows(rows, {})]))

    assert [cell.value for cell in book["Uw regels"][4]] == ["✖ 1 fout", 8, "=1+1", "@x", "+x", "-1"]
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    assert_valid_xlsx(tmp_path / "terugkoppeling.xlsx")


def test_the_workbook_is_valid_reproducible_and_without_merged_cells(tmp_path, assert_valid_xlsx):
    book = write(tmp_path, make(*TYPICAL))
    first = (tmp_path / "terugkoppeling.xlsx").read_bytes()

    write(tmp_path, make(*TYPICAL))

    assert (tmp_path / "terugkoppeling.xlsx").read_bytes() == first
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert_valid_xlsx(tmp_path / "terugkoppeling.xlsx")
