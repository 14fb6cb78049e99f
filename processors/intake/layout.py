# SPDX-License-Identifier: EUPL-1.2
"""Where in a sheet a table stands: which table, which row holds the headers, which column is which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from processors.intake.headers import known, plain, unit
from processors.lines import TABLES

TITLE_ROWS = 30
_FEWEST_HEADERS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """A header as the sender wrote it, in a sheet column counted from 1."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A table found in a sheet; `row` is the sheet row of the headers, from 1."""

    table: str
    row: int
    columns: Mapping[str, Header]
    euros: frozenset[str]
    unknown: tuple[Header, ...]
    twice: tuple[Header, ...]

    def missing(self, given: Iterable[str]) -> list[str]:
        """The required columns that neither the sheet has nor is `given` otherwise."""
        there = {*self.columns, *given}
        return [field.name for field in TABLES[self.table].fields if field.required and field.name not in there]


def find(
    text: pl.DataFrame, sheet: str, candidates: Iterable[str], words: Mapping[str, Mapping[str, str]],
    given: frozenset[str] = frozenset(),
) -> Layout | None:  # fmt: skip
    """The table in a sheet, None when there is none.

    Of all readings of the first thirty rows the one that explains most headers and misses fewest required columns;
    a sheet that is named after a table is that table.

    Args:
        text: the cells, columns named after the sheet column.
        sheet: name of the sheet.
        candidates: the tables it may be.
        words: per table the sender's own headers (plain text to column).
        given: columns that need not stand in the sheet.

    """
    best: tuple[tuple[bool, int], Layout] | None = None
    lexicons = {table: known(table, words.get(table, {})) for table in candidates}
    for row, headers in _first_rows(text):
        understood = [(header, *_forms(header)) for header in headers]
        for table, lexicon in lexicons.items():
            layout = _layout(table, row, understood, lexicon)
            named = plain(sheet) in {plain(table), plain(TABLES[table].label)}
            if not _fits(layout, given, named=named):
                continue
            score = (named, len(layout.columns) - len(layout.missing(given)))
            if best is None or score > best[0]:
                best = (score, layout)
    return best[1] if best else None


def _first_rows(text: pl.DataFrame) -> Iterator[tuple[int, list[Header]]]:
    for row, cells in enumerate(text.head(TITLE_ROWS).iter_rows(), start=1):
        headers = [
            Header(" ".join(cell.split()), int(name))
            for name, cell in zip(text.columns, cells, strict=True)
            if cell and cell.strip()
        ]
        if len(headers) >= _FEWEST_HEADERS:
            yield row, headers


def _forms(header: Header) -> tuple[str, str, bool]:
    """The words of a header in plain letters, without its unit and with it, and whether that unit was euro."""
    words, euro = unit(header.text)
    return plain(words), plain(header.text), euro


def _layout(
    table: str, row: int, headers: Iterable[tuple[Header, str, str, bool]], lexicon: Mapping[str, str]
) -> Layout:
    columns: dict[str, Header] = {}
    euros, unknown, twice = [], [], []
    for header, words, whole, euro in headers:
        column = lexicon.get(words) or lexicon.get(whole)
        if column is None:
            unknown.append(header)
        elif column in columns:
            twice.append(header)
        else:
            columns[column] = header
            euros += [column] if euro else []
    return Layout(table, row, columns, frozenset(euros), tuple(unknown), tuple(twice))


def _fits(layout: Layout, given: frozenset[str], *, named: bool) -> bool:
    """Whether this can be the header row of this table: half of the required columns, or the sheet says so."""
    if len(layout.columns) < _FEWEST_HEADERS:
        return False
    required = [field.name for field in TABLES[layout.table].fields if field.required and field.name not in given]
    missing = len(layout.missing(given))
    has_key = any(name in layout.columns for name in TABLES[layout.table].key)
    return named or (has_key and missing * 2 <= len(required))
