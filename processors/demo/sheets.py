# SPDX-License-Identifier: EUPL-1.2
"""From rows to the file as its sender makes it, and the address of each cell in it."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from processors.demo.habits import Habit
from processors.demo.submissions import NUMBER, Submission
from processors.lines import TABLES
from workbooks.plain import plain_workbook

# Columns that a declaring supplier does not send: they follow from the answer.
LEFT_OUT = {"declaratieregels": frozenset({"status", "toegekend_bedrag", "retourcodes"})}
EXTRA = ("Interne opmerking", "zie dossier")
TITLE = ("Aanlevering", "Opgesteld door de administratie", "Vragen? Bel ons gerust.", None)


@dataclass(frozen=True)
class Place:
    """Where a value stands, as its sender sees it."""

    file: str
    sheet: str
    row: int
    header: str
    cell: str


@dataclass
class Written:
    """One file: its bytes and where each row and column of a table stands in it."""

    name: str
    data: bytes
    rows: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    inner: str = ""
    unknown: list[Place] = field(default_factory=list)

    def place(self, table: str, number: int, column: str) -> Place:
        """The cell of a row and column; KeyError when they are not in this file."""
        sheet, row = self.rows[table, number]
        header, index = self.columns[table, column]
        return Place(self.inner or self.name, sheet, row, header, f"{letters(index)}{row}")


def letters(index: int) -> str:
    """The letters of a column counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def write_submission(
    submission: Submission, tables: Mapping[str, pl.DataFrame], cells: Mapping[tuple[str, int, str], object],
) -> Written:  # fmt: skip
    """The file of a submission.

    Args:
        submission: what is sent and how.
        tables: per table the rows of this submission, with their number.
        cells: what stands in a cell instead of the value of its row.

    """
    made = Written(submission.file, b"")
    sheets: dict[str, list[list[object]]] = {}
    if submission.cover:
        sheets["Voorblad"] = [[label, value] for label, value in submission.cover]
    for sheet, table in submission.sheets.items():
        sheets[sheet] = _grid(made, submission, sheet, tables[table], cells)
    if submission.habit.textual:
        made.data = _csv(next(iter(sheets.values())), submission.habit)
        if submission.habit.form == "zip":
            member = submission.file.replace(".zip", ".csv")
            made.inner = f"{submission.file}/{member}"
            made.data = zipped(member, made.data, submission.sent)
        return made
    first = submission.habit.title + 1
    out_of_sight = {sheet: [first + place for place in submission.hidden] for sheet in submission.sheets}
    made.data = plain_workbook(
        sheets, made_on=submission.sent.replace(tzinfo=None), macro=submission.habit.form == "xlsm",
        hidden_rows=out_of_sight,
    )  # fmt: skip
    return made


def _grid(
    made: Written, submission: Submission, sheet: str, frame: pl.DataFrame, cells: Mapping[tuple[str, int, str], object]
) -> list[list[object]]:
    """The rows of a sheet, title block and header included."""
    habit, table = submission.habit, submission.sheets[sheet]
    asked = [each for each in TABLES[table].fields if not each.message_only]
    fields = [each for each in asked if each.name not in LEFT_OUT.get(table, frozenset()) | submission.without]
    title: list[list[object]] = [[line] for line in TITLE[: habit.title]]
    head: list[object] = [habit.header(each) for each in fields]
    blad = "" if habit.textual else sheet
    for index, each in enumerate(fields):
        made.columns[table, each.name] = (habit.header(each), index)
    if habit.extra:
        head.append(EXTRA[0])
        made.unknown.append(Place(made.name, blad, len(title) + 1, EXTRA[0], f"{letters(len(fields))}{len(title) + 1}"))
    grid = [*title, head]
    numbers = frame[NUMBER].to_list()
    for number, values in zip(numbers, frame.select(each.name for each in fields).iter_rows(), strict=True):
        row = [
            habit.cell(each, cells.get((table, number, each.name), value))
            for each, value in zip(fields, values, strict=True)
        ]
        grid.append([*row, EXTRA[1]] if habit.extra else row)
        made.rows[table, number] = (blad, len(grid))
    return grid


def _csv(grid: Sequence[Sequence[object]], habit: Habit) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=habit.separator, lineterminator="\r\n")
    writer.writerows(["" if cell is None else cell for cell in row] for row in grid)
    return target.getvalue().encode(habit.encoding)


def zipped(name: str, data: bytes, made_on: datetime) -> bytes:
    """A zip with one member; the same input gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, made_on.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
