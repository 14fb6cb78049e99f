# SPDX-License-Identifier: EUPL-1.2
"""A worksheet whose large block of rows is rendered by Polars, a column at a time.

XlsxWriter keeps everything else: styles, tables, notes, links, validations, the package. Its own loop over
cells takes 5-8 times as long. Texts stand in the sheet itself (`inlineStr`), as its constant-memory mode does.
The version of XlsxWriter is pinned, because a method is overridden that it does not promise to keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from workbooks import outside

ROWS_AT_ONCE = 20_000
LINE_HEIGHT = 15  # points, for Calibri 11
MOST_LINES = 12
CHARACTER_WIDTH = 0.86  # an average letter, measured in the digits that column widths count
EXACT_DIGITS = 10**15  # Excel keeps 15 digits; a longer number is written as text
DAYS_BEFORE_1970 = 25_569  # Excel counts days from 30 December 1899
_LOOKS_ESCAPED = "_(x[0-9a-fA-F]{4}_)"
FIRST_EXACT_DAY = 61  # 1 March 1900; earlier days are written as text
_NUMBER = pl.col("nummer van de rij")
# Most tables have few rows: to say how a column is written takes longer than to write it, so that is kept.
_KEPT = 4_096


@dataclass(frozen=True)
class Rendered:
    """One column of the block: where its values stand and which style index each cell gets.

    `mark` names the column with the mark of each cell (null: none); `marks` gives the index per mark.
    The second index of each pair is for text that looks like a formula.
    `word` names the column with what stands in place of a value that is missing, `formula` the one with the formula
    of each cell (null: none), of which the value is the result.
    """

    source: str
    plain: tuple[int, int]
    mark: str = ""
    marks: tuple[tuple[str, tuple[int, int]], ...] = ()
    word: str = ""
    formula: str = ""

    def style(self, quoted: pl.Expr | None) -> pl.Expr:
        """The style index of each cell as text; `quoted` is None where no text looks like a formula."""
        style = _either(quoted, self.plain)
        for word, pair in self.marks:
            style = pl.when(pl.col(self.mark) == word).then(_either(quoted, pair)).otherwise(style)
        return style


def lines_needed(wrapped: Sequence[tuple[str, float]]) -> pl.Expr:
    """The number of text lines each row needs: the longest of the wrapped columns (name, width in characters)."""
    lines = [
        (pl.col(source).cast(pl.String).str.len_chars() * CHARACTER_WIDTH / width).ceil() for source, width in wrapped
    ]
    return pl.max_horizontal(pl.lit(1.0), *lines).fill_null(1).cast(pl.Int64)


def _either(quoted: pl.Expr | None, pair: tuple[int, int]) -> pl.Expr:
    if quoted is None:
        return pl.lit(str(pair[0]))
    return pl.when(quoted).then(pl.lit(str(pair[1]))).otherwise(pl.lit(str(pair[0])))


def _escaped(value: pl.Expr) -> pl.Expr:
    """Text as it stands in XML."""
    safe = outside.cleaned_column(value).str.replace_all("&", "&amp;", literal=True)
    safe = safe.str.replace_all("<", "&lt;", literal=True).str.replace_all(">", "&gt;", literal=True)
    # Excel reads _x0041_ as the letter A: what only looks like an escape is escaped itself.
    return safe.str.replace_all(_LOOKS_ESCAPED, "_x005F_${1}")


def _needs_care(part: pl.DataFrame) -> tuple[set[str], set[str]]:
    """The columns with a text that does not stand in XML as it is, and those with one that looks like a formula.

    Most columns have none, so that is asked first: one look is cheaper than eight replacements.
    """
    names = [name for name, dtype in part.schema.items() if dtype == pl.String]
    if not names:
        return set(), set()
    every = pl.col(names)
    odd = outside.unsafe_column(every) | every.str.contains("[&<>]|" + _LOOKS_ESCAPED)
    told = part.select(
        odd.any().name.prefix("care "), outside.formula_like_column(every).any().name.prefix("formula ")
    ).row(0, named=True)
    return {name for name in names if told[f"care {name}"]}, {name for name in names if told[f"formula {name}"]}


def _text(safe: pl.Expr) -> pl.Expr:
    """The part of a cell after its style, for escaped text."""
    return pl.concat_str(pl.lit('" t="inlineStr"><is><t xml:space="preserve">'), safe, pl.lit("</t></is></c>"))


def _number(value: pl.Expr) -> pl.Expr:
    """The part of a cell after its style, for a number."""
    return pl.concat_str(pl.lit('"><v>'), value.cast(pl.String), pl.lit("</v></c>"))


def _content(value: pl.Expr, dtype: pl.DataType, *, care: bool) -> pl.Expr:
    """The part of a cell after its style; null where the cell is empty. `care`: a text must be escaped."""
    if dtype == pl.Date:
        serial = value.to_physical() + DAYS_BEFORE_1970
        return pl.when(serial >= FIRST_EXACT_DAY).then(_number(serial)).otherwise(_text(value.dt.strftime("%d-%m-%Y")))
    if isinstance(dtype, pl.Datetime):
        days = value.dt.replace_time_zone(None).dt.epoch("ms") / 86_400_000 + DAYS_BEFORE_1970
        return _number(days)
    if dtype == pl.Boolean:
        return pl.concat_str(pl.lit('" t="b"><v>'), value.cast(pl.Int8).cast(pl.String), pl.lit("</v></c>"))
    if dtype.is_integer():
        return pl.when(value.abs() < EXACT_DIGITS).then(_number(value)).otherwise(_text(value.cast(pl.String)))
    if dtype.is_float():
        return pl.when(value.is_finite()).then(_number(value))
    text = value if dtype == pl.String else value.cast(pl.String)
    return pl.when(text != "").then(_text(_escaped(text) if care or dtype != pl.String else text))


@dataclass(frozen=True)
class _Block:
    """Rows that are kept until the sheet is written."""

    row: int
    frame: pl.DataFrame
    columns: Sequence[Rendered]
    wrapped: tuple[tuple[str, float], ...]

    def rows(self, start: int) -> str:
        """The XML of `ROWS_AT_ONCE` rows of the block, from `start` on."""
        part = self.frame.slice(start, ROWS_AT_ONCE)
        care, formulas = _needs_care(part)
        kinds = part.schema
        cells = [
            _cell(
                position, column, kinds[column.source], care=column.source in care, formulas=column.source in formulas
            )
            for position, column in enumerate(self.columns)
        ]
        number = (pl.int_range(pl.len()) + self.row + start + 1).cast(pl.String).alias(_NUMBER.meta.output_name())
        row = pl.concat_str(pl.lit('<row r="'), _NUMBER, _height(self.wrapped), *cells, pl.lit("</row>"))
        return "".join(part.with_columns(number).select(row.alias("rij")).to_series().to_list())


@lru_cache(_KEPT)
def _cell(position: int, column: Rendered, dtype: pl.DataType, *, care: bool, formulas: bool) -> pl.Expr:
    """The cells of a column, whole; `care` and `formulas` as `_needs_care` tells."""
    quoted = outside.formula_like_column(pl.col(column.source)) if formulas else None
    return pl.concat_str(
        pl.lit(f'<c r="{xl_col_to_name(position)}'), _NUMBER, pl.lit('" s="'), column.style(quoted),
        _after_style(column, dtype, care=care).fill_null('"/>'),
    )  # fmt: skip


def _after_style(column: Rendered, dtype: pl.DataType, *, care: bool) -> pl.Expr:
    """The part of a cell after its style: its value, otherwise the word in place of it, with its formula before it."""
    content = _content(pl.col(column.source), dtype, care=care)
    if column.word:
        content = pl.coalesce(content, _content(pl.col(column.word), pl.String(), care=True))
    if column.formula:
        stated = pl.concat_str(pl.lit("<f>"), _escaped(pl.col(column.formula).str.strip_prefix("=")), pl.lit("</f><v>"))
        calculated = content.str.replace("<v>", stated, literal=True)
        worded = content.str.replace(' t="inlineStr">', ' t="str">', literal=True)
        worded = worded.str.replace('<is><t xml:space="preserve">', stated, literal=True)
        worded = worded.str.replace("</t></is>", "</v>", literal=True)
        told = pl.when(content.str.contains('t="inlineStr"', literal=True)).then(worded).otherwise(calculated)
        content = pl.when(pl.col(column.formula).is_null()).then(content).otherwise(told)
    return content


@lru_cache(_KEPT)
def _height(wrapped: tuple[tuple[str, float], ...]) -> pl.Expr:
    """The end of the row tag; only a row of more than one line has a height of its own."""
    lines = lines_needed(wrapped).clip(1, MOST_LINES)
    high = pl.concat_str(pl.lit('" ht="'), (lines * LINE_HEIGHT).cast(pl.String), pl.lit('" customHeight="1">'))
    return pl.when(lines > 1).then(high).otherwise(pl.lit('">'))


class TableSheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types of its own
    """A worksheet that can hold blocks of rows between the cells that were written one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Block] = []
        self._widths: dict[int, float] = {}
        self._codes: list[str] = []

    @property
    def held(self) -> int:
        """The number of cells in its blocks."""
        return sum(len(block.frame) * len(block.columns) for block in self._blocks)

    def add_block(
        self,
        first_row: int,
        frame: pl.DataFrame,
        columns: Sequence[Rendered],
        wrapped: Sequence[tuple[str, float]] = (),
    ) -> None:
        """Keep the rows for the moment the sheet is written; nothing else may be written in them.

        A block stands below those before it. `wrapped` names the columns whose text wraps, with their width: a row is
        as high as they need.
        """
        if len(frame):
            self._blocks.append(_Block(first_row, frame, columns, tuple(wrapped)))
            self._check_dimensions(first_row, 0)
            self._check_dimensions(first_row + len(frame) - 1, len(columns) - 1)

    def add_long_table(self, first_row: int, last_row: int, last_column: int, options: dict[str, object]) -> bool:
        """Make the range an Excel Table; whether Excel accepts its name and headers.

        XlsxWriter visits each cell of a new table, which takes as long as writing them; so it sees one row of it.
        """
        accepted: bool = self.add_table(first_row, 0, first_row + 1, last_column, options) == 0
        if accepted:
            whole = xl_range(first_row, 0, last_row, last_column)
            self.tables[-1].update({"range": whole, "a_range": whole, "autofilter": whole})
        return accepted

    def widen(self, column: int, width: float) -> None:
        """Make a column at least so wide, in characters; of two tables the widest counts."""
        self._widths[column] = max(width, self._widths.get(column, 0))
        self.set_column(column, column, self._widths[column])

    def hold_codes(self, place: str) -> None:
        """Say that in this range numbers are meant to be text, so that Excel does not mark them as mistakes."""
        self._codes.append(place)
        self.ignore_errors({"number_stored_as_text": " ".join(self._codes)})

    def add_link(self, row: int, column: int, target: str, tip: str) -> None:
        """Make a cell a link and leave what stands in it."""
        self.ignore_write_string = True
        self.write_url(row, column, target, tip=tip)
        self.ignore_write_string = False

    def _write_rows(self) -> None:
        """Write single cells as XlsxWriter does, and each block where it stands among them."""
        first, last = self.dim_rowmin, self.dim_rowmax
        for block in self._blocks:
            self._write_single_rows(first, block.row - 1)
            for start in range(0, len(block.frame), ROWS_AT_ONCE):
                self.fh.write(block.rows(start))
            first = block.row + len(block.frame)
        self._write_single_rows(first, last)

    def _write_single_rows(self, first: int, last: int) -> None:
        """What XlsxWriter writes of these rows."""
        if first <= last:
            kept: tuple[int, int] = (self.dim_rowmin, self.dim_rowmax)  # type: ignore[has-type] # of XlsxWriter
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()
            self.dim_rowmin, self.dim_rowmax = kept
