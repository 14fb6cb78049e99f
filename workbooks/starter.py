# SPDX-License-Identifier: EUPL-1.2
"""A workbook to start from: a first page, a page of examples per theme, and the tables of the examples."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from workbooks.rendering import LINE_HEIGHT
from workbooks.tables import Named, add_table, columns_of
from workbooks.writing import Book, Sheet, Value

FIRST = "Begin"
TITLE = "Beginnen met Verzamelpunt in Excel"
MOST_ROWS = 12
# A label, four narrow columns and three for sentences.
LABEL, WIDTHS = 24, (14, 20, 14, 16, 36, 36, 36)
PROSE = 140
ANSWER = "Er komt uit"


@dataclass(frozen=True)
class Example:
    """A function with an example.

    Args:
        name: of the function in a formula.
        says: what it does.
        arguments: name and words of each, in order.
        formula: what to type in a cell.
        classic: the same for the classic add-in.
        answer: the rows that come out.

    """

    name: str
    says: str
    arguments: Sequence[tuple[str, str]]
    formula: str
    classic: str
    answer: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Starter:
    """What is in the workbook.

    Args:
        steps: what to do, one sentence each.
        themes: per page its examples.
        tables: per table its rows; each gets a sheet and is an Excel Table of that name.
        made_on: the date in the document properties.

    """

    steps: Sequence[str]
    themes: Mapping[str, Sequence[Example]]
    tables: Mapping[str, pl.DataFrame]
    made_on: datetime


def write_starter(target: Path, starter: Starter) -> None:
    """Write the workbook to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    subject = "Voorbeelden van elke functie, met kleine tabellen"
    with Book(target, title=TITLE, subject=subject, made_on=starter.made_on) as book:
        first = book.sheet(FIRST)
        stands = {}
        for theme, examples in starter.themes.items():
            stands.update(_write_examples(book.sheet(theme, tab="werk"), examples))
        for name, rows in starter.tables.items():
            add_table(
                book.sheet(name.capitalize(), tab="naslag", repeated_row=0), rows, columns_of(rows),
                named=Named(name, f"Verzonnen gegevens voor de voorbeelden: {name}"),
            )  # fmt: skip
        _write_first(first, starter, stands)


def _write_first(sheet: Sheet, starter: Starter, stands: Mapping[str, tuple[str, int]]) -> None:
    """What to do, and every function with a link to its example."""
    sheet.columns(LABEL, 110)
    sheet.put(0, 0, TITLE, "titel")
    sheet.grid.set_row(0, 28)
    for number, step in enumerate(starter.steps, 1):
        sheet.put(number + 1, 0, f"Stap {number}", "label")
        sheet.prose(number + 1, 1, step, 110)
    row = len(starter.steps) + 3
    sheet.put(row, 0, "De functies", "kop")
    for example in (each for examples in starter.themes.values() for each in examples):
        row += 1
        there, at = stands[example.name]
        sheet.put(row, 0, example.name, "koppeling")
        sheet.link(row, 0, there, f"A{at + 1}", f"Naar het voorbeeld van {example.name}")
        sheet.prose(row, 1, example.says, 110)
    sheet.grid.activate()


def _write_examples(sheet: Sheet, examples: Sequence[Example]) -> dict[str, tuple[str, int]]:
    """The examples below each other; gives the sheet and row (from 0) of each."""
    sheet.columns(LABEL, *WIDTHS)
    stands, row = {}, 0
    for example in examples:
        stands[example.name] = (sheet.name, row)
        sheet.put(row, 0, example.name, "kop")
        row = _told(sheet, row + 1, "Wat het doet", example.says)
        for name, words in example.arguments:
            row = _told(sheet, row, name, words)
        row = _told(sheet, row, "Typ dit", example.formula)
        row = _told(sheet, row, "Klassiek", example.classic)
        row = _answered(sheet, row, example.answer) + 1
    return stands


def _told(sheet: Sheet, row: int, label: str, text: str) -> int:
    """A label with a text beside it, over the columns that are empty; gives the next row."""
    sheet.put(row, 0, label, "label")
    for line in textwrap.wrap(text, PROSE):
        sheet.put(row, 1, line, "vrij")
        row += 1
    return row


def _answered(sheet: Sheet, row: int, answer: Sequence[Sequence[Value]]) -> int:
    """The first rows of what comes out; gives the next row."""
    match answer:
        case [[str(sentence)]]:
            return _told(sheet, row, ANSWER, sentence)
    sheet.put(row, 0, ANSWER, "label")
    for number, cells in enumerate(answer[: MOST_ROWS + 1]):
        headed = "kopregel" if number == 0 and len(answer) > 1 else "terugloop"
        lines = 1
        for column, cell in enumerate(cells):
            sheet.put(row, column + 1, cell, headed)
            width = WIDTHS[column] - 2 if column < len(WIDTHS) else LABEL
            lines = max(lines, len(textwrap.wrap(str(cell), width)))
        sheet.grid.set_row(row, LINE_HEIGHT * lines + 2)
        row += 1
    left = len(answer) - MOST_ROWS - 1
    if left > 0:
        sheet.put(row, 1, f"… en nog {left} rijen.", "vrij", "stil")
        row += 1
    return row
