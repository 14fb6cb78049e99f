# SPDX-License-Identifier: EUPL-1.2
"""Questions to a supplier about its yearly statement: one row per difference, two cells to answer in.

Only the cells for the answer can be changed; there is no password, so that nobody is ever locked out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from workbooks.form_checks import Cells, CodeLists
from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet, Value

QUESTIONS, CHOICES = "Vragen", "Keuzelijst"
REASON, EXPLANATION = "Uw reden", "Uw toelichting"
HEADER_ROW = 2
PROSE = 90
COLUMNS = (
    Column("nummer", "Nr", "geheel", width=7), Column("gemeente", "Gemeentecode", "code", width=17),
    Column("gemeente_naam", "Gemeente", width=16), Column("wet", "Wet", width=15),
    Column("product_code", "Productcode", "code", width=15),
    Column("omschrijving", "Product", mark="loop", width=20),
    Column("verantwoord", "Verantwoord", "euro", width=15), Column("toegekend", "Toegekend", "euro", width=15),
    Column("verschil", "Verschil", "euro", width=15),
    Column("naam", "Waarschijnlijke reden", mark="loop", width=26),
    Column("vraag", "Onze vraag", width=45), Column("reden", REASON, "code", mark="stijl", width=9),
    Column("toelichting", EXPLANATION, mark="stijl", width=36),
)  # fmt: skip
ANSWERED_IN = 11


@dataclass(frozen=True)
class QuestionList:
    """One list for one supplier over one year, for all its municipalities.

    Args:
        title: what stands above it.
        facts: label and value: whom it is for, the year, the last day to answer.
        steps: what to do, one sentence each.
        rows: the sources of `COLUMNS` but the last two; amounts in eurocent; nothing about clients.
        reasons: code and meaning of what can be answered.
        deadline: the last day to answer, in words on the sheet with the questions.
        made_on: the date in the document properties.

    """

    title: str
    facts: Sequence[tuple[str, Value]]
    steps: Sequence[str]
    rows: pl.DataFrame
    reasons: Sequence[tuple[str, str]]
    deadline: date
    made_on: datetime


def write_question_list(target: Path, questions: QuestionList) -> None:
    """Write the list to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    subject = "Vragen over de productieverantwoording"
    with Book(target, title=questions.title, subject=subject, made_on=questions.made_on) as book:
        _write_cover(book.sheet("Uitleg"), questions)
        _write_rows(book.sheet(QUESTIONS, tab="werk", repeated_row=HEADER_ROW), questions)
        lists = CodeLists(CHOICES)
        asked = book.sheets[QUESTIONS]
        last = HEADER_ROW + max(len(questions.rows), 1)
        cells = Cells(asked, HEADER_ROW + 1, last, ANSWERED_IN)
        lists.check(cells, REASON, questions.reasons, "Kies de letter van de reden die volgens u klopt.")
        lists.write(book)
        for sheet in book.sheets.values():
            sheet.grid.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _write_cover(sheet: Sheet, questions: QuestionList) -> None:
    sheet.columns(30, PROSE)
    sheet.grid.set_portrait()
    sheet.put(0, 0, questions.title, "titel")
    sheet.grid.set_row(0, 28)
    row = 2
    for label, value in questions.facts:
        sheet.put(row, 0, label, "label")
        sheet.put(row, 1, value, *(("datum",) if isinstance(value, date) else ()))
        row += 1
    row += 1
    sheet.put(row, 0, "Wat wij van u vragen", "kop")
    for number, step in enumerate(questions.steps, 1):
        sheet.put(row + number, 0, f"Stap {number}", "label")
        sheet.prose(row + number, 1, step, PROSE)
    row += len(questions.steps) + 2
    sheet.put(row, 0, "Redenen", "kop")
    for number, (code, meaning) in enumerate(questions.reasons, 1):
        sheet.put(row + number, 0, code, "label")
        sheet.put(row + number, 1, meaning)
    sheet.grid.activate()


def _write_rows(sheet: Sheet, questions: QuestionList) -> None:
    sheet.put(0, 0, questions.title, "kop")
    day = f"{questions.deadline:%d-%m-%Y}"
    sheet.put(1, 0, f"Vul de twee gele kolommen rechts in en stuur de werkmap voor of op {day} terug.", "vrij", "stil")
    rows = questions.rows.with_row_index("nummer", offset=1).with_columns(
        reden=pl.lit(None, pl.String),
        toelichting=pl.lit(None, pl.String),
        stijl=pl.lit("antwoord"),
        loop=pl.lit("terugloop"),
    )
    named = Named("vragen", "Per verschil onze vraag en uw antwoord")
    add_table(sheet, rows, COLUMNS, row=HEADER_ROW, named=named)
    sheet.grid.freeze_panes(HEADER_ROW + 1, 1)
