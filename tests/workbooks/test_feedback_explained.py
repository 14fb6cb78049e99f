# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""How figures came about, in the feedback workbook as the sender reads it."""

from datetime import datetime

import openpyxl
import polars as pl
import pytest

from workbooks.feedback import Feedback, Outcome, write_feedback
from workbooks.feedback_rows import OwnRows

FINDING = {
    "bestand": "september.xlsx", "blad": "Regels", "rij": 8, "kolom": "Bedrag", "cel": "B8", "entiteit": "e",
    "sleutel": "R1", "regel": "TR346", "ernst": "fout", "gevolg": "regel geweigerd", "waarde": "€ 1,00",
    "melding": "Het bedrag klopt niet.", "actie": "Reken na.", "retourcode": "", "profiel": "landelijk",
}  # fmt: skip
SENTENCE = "4 uur × € 67,25 per uur = € 269,00. Op de regel staat € 1,00; dat is € 268,00 te weinig."
EXPLANATIONS = pl.DataFrame(
    {"blad": ["Regels"] * 2, "rij": [8, 9], "onderwerp": ["bedrag", "tarief"], "uitleg": [SENTENCE, "Contract C1."]}
)
INTRODUCTION = (
    "Hoe maximum, tarief, bedrag en budget van uw declaratieregels zijn berekend. "
    "Binnen een aanlevering tellen credits het eerst, daarna de regels van boven naar beneden."
)
TITLES = ["Uitkomst", "Bevindingen", "Uw regels"]


@pytest.fixture
def made(tmp_path):
    """Make a feedback workbook and open it."""

    def make(*sentences, **changes):
        found = (
            pl.DataFrame([FINDING | {"uitleg": each} for each in sentences]) if sentences else pl.DataFrame([FINDING])
        )
        rows = pl.DataFrame({"rij": [8, 9], "Gemeente": ["0889", "0983"], "Bedrag": [100, 200]})
        feedback = Feedback(
            outcome=Outcome.PARTLY, facts=[("Bestand", "september.xlsx")], next_steps=["Herstel."], lines=2, accepted=1,
            refused=1, findings=found, made_on=datetime(2026, 10, 14), own=[OwnRows(rows, {}, "Regels")],
            **changes,
        )  # fmt: skip
        write_feedback(tmp_path / "terug.xlsx", feedback)
        return openpyxl.load_workbook(tmp_path / "terug.xlsx")

    return make


def rows(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_without_explanations_there_is_no_sheet_and_no_column(made):
    book = made()

    assert book.sheetnames == [*TITLES, "Toelichting"]
    assert "Zo is het berekend" not in [cell.value for cell in book["Bevindingen"][3]]


def test_a_finding_on_a_figure_says_how_it_came_about(made):
    book = made(SENTENCE, None)

    headers = [cell.value for cell in book["Bevindingen"][3]]
    place = headers.index("Zo is het berekend")
    assert headers[place - 1 : place + 2] == ["Wat u kunt doen", "Zo is het berekend", "Gevolg"]
    assert [book["Bevindingen"].cell(row, place + 1).value for row in (4, 5)] == [SENTENCE, None]
    assert book["Bevindingen"].cell(4, place + 1).alignment.wrap_text
    assert book["Bevindingen"].print_area.endswith("$J$5")


def test_the_note_on_the_cell_says_it_too(made):
    book = made(SENTENCE)

    notes = [cell.comment.text for row in book["Uw regels"].iter_rows() for cell in row if cell.comment]
    assert notes == ["FOUT TR346: Het bedrag klopt niet.\nWat u kunt doen: Reken na.\nZo is het berekend: " + SENTENCE]


def test_every_line_has_its_figures_on_a_sheet_of_their_own(made):
    book = made(explanations=EXPLANATIONS)

    assert book.sheetnames == [*TITLES, "Uitleg", "Toelichting"]
    assert rows(book["Uitleg"]) == [
        ["Hoe is het berekend"],
        [INTRODUCTION],
        ["Rij", "Onderwerp", "Uitleg", "Blad"],
        [8, "bedrag", SENTENCE, "Regels"],
        [9, "tarief", "Contract C1.", "Regels"],
    ]
    assert book["Uitleg"]["C4"].alignment.wrap_text
    assert book["Uitleg"].print_title_rows == "$3:$3"


def test_where_only_some_lines_are_explained_the_sheet_says_so(made):
    sheet = made(explanations=EXPLANATIONS, explained_in_part=True)["Uitleg"]

    assert "van regels met een bevinding over maximum, tarief, bedrag of budget zijn berekend" in sheet["A2"].value
    assert sheet["A2"].value.endswith("Om het bestand klein te houden ontbreken hier de andere regels.")


def test_a_workbook_with_explanations_is_valid(made, tmp_path, assert_valid_xlsx):
    made(SENTENCE, explanations=EXPLANATIONS)

    assert_valid_xlsx(tmp_path / "terug.xlsx")
