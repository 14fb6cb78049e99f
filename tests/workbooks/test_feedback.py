# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""The feedback workbook, read as the sender reads it."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest

from workbooks import feedback as feedback_module
from workbooks import feedback_rows
from workbooks.feedback import Feedback, Outcome, write_feedback
from workbooks.feedback_rows import OwnRows

COLUMNS = (
    "bestand", "blad", "rij", "kolom", "cel", "entiteit", "sleutel", "regel", "ernst", "gevolg", "waarde", "melding",
    "actie", "retourcode", "profiel",
)  # fmt: skip
SCHEMA = {name: pl.Int64 if name == "rij" else pl.String for name in COLUMNS}
KINDS = {"Gemeente": "code", "Bedrag (euro)": "euro", "Begin": "datum"}


def finding(rij, kolom, regel="RS032", ernst="fout", **more):
    consequence = "regel geweigerd" if ernst == "fout" else "geen"
    values = (
        "september.xlsx", "Declaratieregels", rij, kolom, rij and f"C{rij}", "declaratieregel", "R1", regel, ernst,
        consequence, "31-09-2026", f"Melding van {regel}.", f"Actie bij {regel}.", "0232", "landelijk",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True)) | more


def findings(*rows):
    return pl.DataFrame(list(rows), schema=SCHEMA)


def own_rows(count=4, sheet="Declaratieregels"):
    rows = pl.DataFrame({"rij": range(8, 8 + count)}).with_columns(
        pl.lit("0889").alias("Gemeente"),
        pl.lit(date(2026, 9, 1)).alias("Begin"),
        pl.lit("31-09-2026").alias("Eind"),
        pl.lit(78_600).alias("Bedrag (euro)"),
    )
    return OwnRows(rows, KINDS, sheet)


def make(*rows, own=None, **changes):
    base = Feedback(
        outcome=Outcome.PARTLY,
        facts=[("Bestand", "september.xlsx"), ("Ontvangen op", datetime(2026, 10, 14, 9, 12))],
        next_steps=["Herstel de geweigerde regels.", "Lever ze opnieuw aan."],
        lines=4,
        accepted=3,
        refused=1,
        findings=findings(*rows),
        made_on=datetime(2026, 10, 14, 9, 15),
        own=[own_rows()] if own is None else own,
        amount=314_400,
        amount_accepted=235_800,
        contact="Servicepunt, verzamelpunt@voorbeeld.nl",
    )
    return replace(base, **changes)


def write(path, told):
    write_feedback(path / "terugkoppeling.xlsx", told)
    return openpyxl.load_workbook(path / "terugkoppeling.xlsx")


def rows_of(sheet, first=1):
    return [[value for value in row if value is not None] for row in sheet.iter_rows(min_row=first, values_only=True)]


TYPICAL = (
    finding(None, None, "MGR-005", "waarschuwing", entiteit="bestand"),
    finding(9, "Eind"),
    finding(9, "Bedrag (euro)", "TR346"),
    finding(9, "Eind", "TR388", "signaal"),
    finding(11, "Gemeente", "MGR-007", "waarschuwing"),
)


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
