# SPDX-License-Identifier: EUPL-1.2
"""A frame as a table on a sheet: a header row in sight, a filter, widths from the content.

An Excel Table when it gets a name, so that Power BI and formulas find it; otherwise a plain range.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from xlsxwriter.utility import xl_range

from workbooks import dutch, outside
from workbooks.rendering import Rendered
from workbooks.styles import SYMBOLS, right_aligned
from workbooks.writing import Sheet, UnwritableWorkbookError

MOST_ROWS = 1_048_576
MEASURED_ROWS = 2_000  # widths follow from the first rows; the rest looks alike
NARROWEST, WIDEST = 9, 60
WRAP_FROM = 45
TABLE_STYLE = "Table Style Light 1"


@dataclass(frozen=True)
class Link:
    """Where the cells of a column lead: each to a row of a named table in the same workbook.

    Args:
        table: the name of that table; it may be written later.
        row: the column of the frame with the number of the row, from 0 (null: no link).
        tip: the column of the frame with the words that Excel shows with the link.

    """

    table: str
    row: str
    tip: str


@dataclass(frozen=True)
class Column:
    """One column of a table on a sheet.

    Args:
        source: the column of the frame.
        header: what stands above it.
        kind: a kind of value in `styles` (tekst, code, cent, euro, datum, tijdstip, geheel, nummer, getal, procent);
            `euro` takes integer eurocent and shows euros.
        mark: the column of the frame that holds one more style per cell (fout, goed, koppeling …; null: none).
        symbol: put the symbol of the mark before the text, so that colour is never the only sign.
        width: in characters; 0 takes it from the content.
        emphasis: one more style for the header.
        word: the column of the frame with what stands in place of a value that is missing, such as `onderdrukt`.
        formula: the column of the frame with the formula of each cell (null: none); the value is its result.
        link: where each cell leads.

    """

    source: str
    header: str
    kind: str = "tekst"
    mark: str = ""
    symbol: bool = False
    width: float = 0
    emphasis: str = ""
    word: str = ""
    formula: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Named:
    """What makes a range an Excel Table.

    Args:
        name: the stable name by which Power BI and formulas find it.
        description: what a screen reader says about it.
        room: the least number of rows, also when the frame has fewer.

    """

    name: str
    description: str = ""
    room: int = 1


def columns_of(frame: pl.DataFrame) -> tuple[Column, ...]:
    """Each column under its own name, with the kind that follows from its type; integers without separators."""
    return tuple(Column(name, name, _kind(dtype)) for name, dtype in frame.schema.items())


def _kind(dtype: pl.DataType) -> str:
    if dtype == pl.Date:
        return "datum"
    if isinstance(dtype, pl.Datetime):
        return "tijdstip"
    if dtype.is_integer():
        return "nummer"
    return "getal" if dtype.is_float() else "code"


def add_table(
    sheet: Sheet,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    row: int = 0,
    named: Named | None = None,
) -> None:
    """Write the frame below whatever the sheet holds, with its header on `row` (from 0).

    Without `named` it is a plain range with a filter.

    Raises:
        UnwritableWorkbookError: more rows than a sheet can hold.
        ValueError: Excel accepts no table with this name or with these headers; our own mistake.

    """
    most = MOST_ROWS - row - 1
    if len(frame) > most:
        raise UnwritableWorkbookError(
            f"De tabel op blad '{sheet.name}' heeft {dutch.number(len(frame))} regels; een werkblad houdt er ten "
            f"hoogste {dutch.number(most)}. Kies een kortere periode of één gemeente, of gebruik de Parquet-bestanden."
        )
    shown = _shown(frame, columns)
    widths = _widths(shown, columns)
    kinds = shown.schema
    wraps = [kinds[_value(n)] == pl.String and width >= WRAP_FROM for n, width in enumerate(widths)]
    for position, column in enumerate(columns):
        sheet.put(row, position, column.header, *_header(column))
        sheet.grid.widen(position, widths[position])
    sheet.grid.set_row(row, _header_height(columns, widths))
    rendered = [_rendered(sheet, shown, position, column, wraps[position]) for position, column in enumerate(columns)]
    wrapped = [(_value(n), widths[n]) for n in range(len(columns)) if wraps[n]]
    sheet.grid.add_block(row + 1, shown, rendered, wrapped)
    last = row + max(len(frame), named.room if named else 1, 1)
    sheet.grid.hold_codes(xl_range(row, 0, last, len(columns) - 1))
    _link(sheet, frame, columns, row + 1)
    if named is None:
        sheet.grid.autofilter(row, 0, last, len(columns) - 1)
        return
    headers = [
        {"header": outside.cleaned(column.header), "header_format": sheet.book.style(*_header(column))}
        for column in columns
    ]
    options = {"name": named.name, "columns": headers, "style": TABLE_STYLE, "banded_rows": False}
    described = {"title": named.name, "description": named.description} if named.description else {}
    if not sheet.grid.add_long_table(row, last, len(columns) - 1, {**options, **described}):
        raise ValueError(f"Table {named.name} has a name or headers that Excel does not accept.")
    sheet.book.stands[named.name] = (sheet.name, row + 1)


def _link(sheet: Sheet, frame: pl.DataFrame, columns: Sequence[Column], first: int) -> None:
    """Ask for the links of the columns that have them; the rows of the frame stand from `first` (from 0) on."""
    for position, column in enumerate(columns):
        if column.link is None:
            continue
        links = frame.select(target=column.link.row, tip=column.link.tip).with_row_index("row").drop_nulls("target")
        for row, target, tip in links.iter_rows():
            sheet.link_to_row(first + row, position, column.link.table, target, tip)


def _value(position: int) -> str:
    return f"waarde {position}"


def _mark(position: int) -> str:
    return f"merk {position}"


def _word(position: int) -> str:
    return f"woord {position}"


def _formula(position: int) -> str:
    return f"formule {position}"


def _shown(frame: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """The values as they are written and their marks, under names of our own: headers may be called anything."""
    chosen, kinds = [], frame.schema
    for position, column in enumerate(columns):
        value = pl.col(column.source)
        if column.kind == "euro" and kinds[column.source].is_integer():
            value = value.cast(pl.Float64) / 100
        if column.symbol:
            symbol = pl.col(column.mark).replace_strict(SYMBOLS, default=None, return_dtype=pl.String) + " "
            value = pl.concat_str(symbol.fill_null(""), value)
        chosen.append(value.alias(_value(position)))
        beside = {_mark: column.mark, _word: column.word, _formula: column.formula}
        chosen += [pl.col(source).alias(name(position)) for name, source in beside.items() if source]
    return frame.select(chosen)


def _rendered(sheet: Sheet, shown: pl.DataFrame, position: int, column: Column, wraps: bool) -> Rendered:  # noqa: FBT001
    names = (column.kind, "terugloop") if wraps else (column.kind,)

    def pair(*extra: str) -> tuple[int, int]:
        return sheet.book.index(*names, *extra), sheet.book.index(*names, *extra, "aanhaling")

    words = shown[_mark(position)].drop_nulls().unique().sort().to_list() if column.mark else []
    return Rendered(
        _value(position), pair(), _mark(position), tuple((word, pair(word)) for word in words),
        _word(position) if column.word else "", _formula(position) if column.formula else "",
    )  # fmt: skip


def _header(column: Column) -> tuple[str, ...]:
    aligned = ("rechts",) if right_aligned(column.kind) else ()
    emphasis = (column.emphasis,) if column.emphasis else ()
    return ("kopregel", *aligned, *emphasis)


def _widths(shown: pl.DataFrame, columns: Sequence[Column]) -> list[float]:
    """The width of each column, in characters."""
    values = pl.col([_value(n) for n in range(len(columns))]).cast(pl.String, strict=False)
    longest = shown.head(MEASURED_ROWS).select(values.str.len_chars().max()).row(0)
    return [column.width or _width(most or 0, column) for column, most in zip(columns, longest, strict=True)]


def _width(longest: int, column: Column) -> float:
    """Wide enough for content of so many characters, and for the header in two lines with its filter button."""
    content = longest + 3 + (4 if column.kind == "euro" else 0)
    words = [len(word) for word in column.header.split()] or [0]
    header = max(*words, len(column.header) / 2 + 1) + 4 if len(words) > 1 else words[0] + 4
    return min(max(content, header, NARROWEST), WIDEST)


def _header_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """In points: as many lines as the longest header needs beside its filter button, at most four."""
    lines = [-(-len(column.header) // max(int(width) - 4, 1)) for column, width in zip(columns, widths, strict=True)]
    return 6 + 15 * min(max(lines, default=1), 4)
