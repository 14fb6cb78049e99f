# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""The sender's own rows in the feedback workbook, and the links between them and the findings."""

from dataclasses import replace
from datetime import datetime

from tests.workbooks.feedback_made import (
    TYPICAL,
    finding,
    make,
    own_rows,
    write,
)


def test_own_rows_say_in_words_how_many_findings_they_have(tmp_path):
    sheet = write(tmp_path, make(*TYPICAL))["Uw regels"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["Let op", "Rij", "Gemeente", "Begin", "Eind", "Bedrag (euro)"],
        ["✔ in orde", 8, "0889", datetime(2026, 9, 1), "31-09-2026", 786],
        ["✖ 2 fouten, 1 signaal", 9, "0889", datetime(2026, 9, 1), "31-09-2026", 786],
        ["✔ in orde", 10, "0889", datetime(2026, 9, 1), "31-09-2026", 786],
        ["▲ 1 waarschuwing", 11, "0889", datetime(2026, 9, 1), "31-09-2026", 786],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:F7")


def test_a_row_refused_by_what_is_said_of_the_whole_file_says_so_and_leads_to_it(tmp_path):
    whole = finding(None, "Begin", "TR319")
    own = replace(own_rows(), refused=frozenset({8, 9, 11}))

    sheet = write(tmp_path, make(*TYPICAL[:1], whole, *TYPICAL[1:], own=[own]))["Uw regels"]

    assert [cell.value for cell in sheet["A"][3:]] == [
        "✖ geweigerd, zie hele bestand", "✖ 2 fouten, 1 signaal", "✔ in orde",
        "✖ geweigerd, zie hele bestand, 1 waarschuwing",
    ]  # fmt: skip
    assert [link.hyperlink and link.hyperlink.location for link in sheet["A"][3:]] == [
        "'Bevindingen'!A5", "'Bevindingen'!A6", None, "'Bevindingen'!A5",
    ]  # fmt: skip


def test_of_two_sheets_each_leads_to_what_is_said_of_itself(tmp_path):
    whole = [finding(None, "Begin", "TR319", blad=name) for name in ("Venlo", "Beesel")]
    own = [replace(own_rows(2, name), refused=frozenset({8, 9})) for name in ("Beesel", "Venlo")]

    book = write(tmp_path, make(*whole, own=own))

    assert book["Uw regels Beesel"]["A4"].hyperlink.location == "'Bevindingen'!A5"
    assert book["Uw regels Venlo"]["A4"].hyperlink.location == "'Bevindingen'!A4"


def test_every_link_between_finding_and_row_arrives_and_comes_back(tmp_path):
    book = write(tmp_path, make(*TYPICAL))

    for cell in book["Bevindingen"]["A"][4:]:
        name, place = cell.hyperlink.location.split("!")
        there = book[name.strip("'")][place]
        assert book[name.strip("'")].cell(there.row, 2).value == cell.value
        assert book["Bevindingen"][there.hyperlink.location.split("!")[1]].value == cell.value


def test_a_wrong_cell_is_marked_and_carries_its_findings_in_a_note(tmp_path):
    sheet = write(tmp_path, make(*TYPICAL))["Uw regels"]

    marked = sheet["E5"]
    assert (marked.font.b, marked.border.left.style, marked.fill.fgColor.rgb) == (True, "medium", "FFFBE3E4")
    assert marked.comment.text == (
        "FOUT RS032: Melding van RS032.\nWat u kunt doen: Actie bij RS032.\n\n"
        "SIGNAAL TR388: Melding van TR388.\nWat u kunt doen: Actie bij TR388."
    )
    assert sheet["F5"].comment.text == "FOUT TR346: Melding van TR346.\nWat u kunt doen: Actie bij TR346."
    assert sheet["C7"].fill.fgColor.rgb == "FFFFF1CC"
    assert [cell.font.b for cell in sheet[4]] == [False, False, False, False, False, False]


def test_a_finding_about_a_column_that_is_not_there_hangs_on_the_front_of_the_row(tmp_path):
    sheet = write(tmp_path, make(finding(10, "Eenheid"), finding(10, None, "TR101")))["Uw regels"]

    assert sheet["A6"].value == "✖ 2 fouten"
    assert sheet["A6"].comment.text.splitlines()[0] == "FOUT RS032: Melding van RS032."
    assert "TR101" in sheet["A6"].comment.text


def test_each_sheet_of_the_sender_gets_a_sheet_with_its_own_findings(tmp_path):
    own = [own_rows(2, "Declaratieregels"), own_rows(2, "Toewijzingen")]

    book = write(tmp_path, make(finding(8, "Eind", blad="Toewijzingen"), own=own))

    assert book.sheetnames == [
        "Uitkomst",
        "Bevindingen",
        "Uw regels Declaratieregels",
        "Uw regels Toewijzingen",
        "Toelichting",
    ]
    assert book["Uw regels Declaratieregels"]["A4"].value == "✔ in orde"
    assert book["Uw regels Toewijzingen"]["A4"].value == "✖ 1 fout"
    assert book["Bevindingen"]["A4"].hyperlink.location == "'Uw regels Toewijzingen'!A4"
