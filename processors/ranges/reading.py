# SPDX-License-Identifier: EUPL-1.2
"""A range of cells becomes a submission, or a reference table, read and cast as a file with one sheet."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from processors import lines
from processors.errors import UnusableInputError
from processors.fields import Kind
from processors.intake.assembly import assemble
from processors.intake.cover import Cover
from processors.intake.headers import ColumnMap, plain
from processors.intake.layout import find
from processors.intake.recognition import KINDS, REFERENCE, Source, tables_of
from processors.intake.reference import Reference
from processors.intake.submission import Submission
from processors.tables import EARLIER
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid, Reading
from workbooks.ranges import read_range, with_dates

Cells = Sequence[Sequence[object]]
NAME = "bereik"
LINES = "declaratieregels"
# What may stand in a range beside others: the reference, and what is delivered.
_BESIDE = tuple(name for name, table in lines.TABLES.items() if table.kept)
_DAYS = (Kind.DATE, Kind.MONTH)
_TABLES = {plain(word): name for name, table in lines.TABLES.items() for word in (name, table.label)}


def submission_of(cells: Cells, kind: str | None = None, reference: Reference | None = None) -> Submission:
    """The lines in a range with a row of headers.

    Args:
        cells: rows of the range.
        kind: what the lines are: a table (toewijzingen), or a kind of file (productieverantwoording); recognised by the
            headers when it is None.
        reference: the words of senders and the products of the region.

    Raises:
        UnusableInputError: the range is empty or too large, or `kind` does not exist.

    """
    name, file_kind = _asked(kind)
    words = (reference.column_map, reference.products) if reference else (ColumnMap(), frozenset[str]())
    return _assembled(_read(cells, name), Source(NAME, column_map=words[0], kind=file_kind, products=words[1]))


def reference_of(ranges: Sequence[Cells], reference: Reference | None = None) -> dict[str, pl.DataFrame]:
    """The tables in ranges with which lines are compared; declaration lines are earlier ones. Errors as `tables_in`."""
    return {EARLIER if name == LINES else name: frame for name, frame in tables_in(ranges, reference).items()}


def tables_in(ranges: Sequence[Cells], reference: Reference | None = None) -> dict[str, pl.DataFrame]:
    """The table in each range (declaration lines, allocations, tariffs …) by name, recognised by its headers.

    Raises:
        UnusableInputError: a range holds no table that is known, or lacks a column.

    """
    column_map = reference.column_map if reference else ColumnMap()
    found: dict[str, pl.DataFrame] = {}
    for number, cells in enumerate(ranges, 1):
        reading = _read(cells, NAME)
        words = {table: column_map.words(None, table, [REFERENCE + table]) for table in _BESIDE}
        layout = find(reading.grids[0].text, NAME, _BESIDE, words)
        kind = REFERENCE + layout.table if layout else None
        read = _assembled(reading, Source(NAME, column_map=column_map, kind=kind))
        if read.refused or not read.tables:
            raise UnusableInputError(f"Bereik {number} met een tabel is niet bruikbaar. {read.refused or ''}".strip())
        found |= read.tables
    return found


def _asked(kind: str | None) -> tuple[str, str | None]:
    """The name of the range, by which its table is recognised, and the kind of file that is meant."""
    if kind is None:
        return NAME, None
    word = plain(kind)
    if word in KINDS:
        return NAME, word
    if word not in _TABLES:
        known = ", ".join(sorted({*KINDS, *(name for name, table in lines.TABLES.items() if not table.reference)}))
        raise UnusableInputError(f"De soort '{kind}' bestaat niet. Kies uit {known}, of laat haar weg.")
    table = _TABLES[word]
    return table, REFERENCE + table if lines.TABLES[table].reference else None


def _read(cells: Cells, name: str) -> Reading:
    try:
        return read_range(cells, name=name)
    except UnreadableFileError as error:
        raise UnusableInputError(str(error)) from None


def _assembled(reading: Reading, source: Source) -> Submission:
    return assemble(replace(reading, grids=tuple(with_days(grid, source) for grid in reading.grids)), source)


def with_days(grid: Grid, source: Source) -> Grid:
    """Days stand in a range as numbers: in a column of dates or months they are read as the days they show."""
    layouts = [layout for _, layout in tables_of([grid], source.kind, Cover(), source) if layout]
    days = {
        header.at
        for layout in layouts
        for name, header in layout.columns.items()
        if lines.TABLES[layout.table][name].kind in _DAYS
    }
    return with_dates(grid, days)
