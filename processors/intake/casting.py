# SPDX-License-Identifier: EUPL-1.2
"""Cells become values, a column at a time. What cannot be read is marked, never dropped and never guessed.

Most cells are written as they should be and take one expression. The others are looked at with care, each different
value once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from processors.fields import Field, Kind
from processors.intake import amounts, codes, dates, personal
from processors.lines import Table

# One row per cell that deserves a finding: position of the line, column, rule, text as read, and what it became.
MARKS: Mapping[str, type[pl.DataType]] = {
    "nr": pl.UInt32, "at": pl.String, "regel": pl.String, "text": pl.String, "became": pl.String,
}  # fmt: skip
FORMULA = "MGR-006"
_FORMULA = r"^[=+\-@\t\r]"
_SIGNED_NUMBER = r"^[+-]?[\d., €]*$"


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table, with the column names of the vocabulary; all frames have the same height.

    `real` and `dated` (Boolean) say which cells are real numbers and real dates; a column without any may be absent.
    """

    text: pl.DataFrame
    real: pl.DataFrame
    dated: pl.DataFrame

    def flag(self, flags: pl.DataFrame, column: str) -> pl.Expr:
        """The flags of a column; false where it is absent."""
        return pl.lit(flags[column].fill_null(value=False)) if column in flags.columns else pl.lit(value=False)


@dataclass(frozen=True, slots=True)
class Means:
    """What reading needs to know beside the cells themselves.

    `euros` are the amount columns in euro (all others are in eurocent); `products` the product codes that exist, for
    codes that a spreadsheet turned into numbers; `law` is that of the whole sheet, where no column says it. Text that
    never was in a spreadsheet is `exact`: a code is what stands there, and nothing in it was lost.
    """

    euros: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    law: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The values (columns that the sender gave, typed), and the cells that deserve a finding (`MARKS`)."""

    values: pl.DataFrame
    marks: pl.DataFrame


def cast(table: Table, cells: Cells, means: Means) -> Cast:
    """Read the cells of the table's columns as the vocabulary says; other columns are not looked at."""
    fields = [field for field in table.fields if field.name in cells.text.columns]
    tidy = cells.text.select(_tidy(pl.col(field.name)) for field in fields)
    values = tidy.select(_quick(field, cells, euro=field.name in means.euros) for field in fields)
    marks = [pl.DataFrame(schema=dict(MARKS)), *_formulas(fields, cells), *_numbers(fields, cells)]
    for field in fields:
        left = _left(field, cells, tidy, values, means.law)
        if len(left):
            looked = _looked_at(field, left, means)
            values = values.with_columns(values[field.name].scatter(looked["nr"], looked["value"]))
            marks.append(_marks(field, looked))
    return Cast(values, pl.concat(marks))


def _tidy(text: pl.Expr) -> pl.Expr:
    """Without white space around it; nothing but white space is nothing."""
    return text.str.strip_chars().replace("", None)


def _quick(field: Field, cells: Cells, *, euro: bool) -> pl.Expr:
    """The values of the usual notation; the others are missing here and get a second look."""
    text = pl.col(field.name)
    real = cells.flag(cells.real, field.name)
    if field.kind in (Kind.CENT, Kind.WHOLE):
        value = amounts.quick(text, euro=euro and field.kind is Kind.CENT)
    elif field.kind is Kind.DATE:
        value = dates.quick_date(text)
    elif field.kind is Kind.MONTH:
        value = dates.quick_month(text)
    elif field.kind is Kind.CODE:
        value = codes.quick(field, text, real, cells.flag(cells.dated, field.name))
    else:
        value = text
    return value.alias(field.name)


def _left(field: Field, cells: Cells, tidy: pl.DataFrame, values: pl.DataFrame, law: str | None) -> pl.DataFrame:
    """The cells that hold something and have no value yet (columns nr, text, real, dated, law)."""
    open_ones = (tidy[field.name].is_not_null() & values[field.name].is_null()).arg_true()
    if open_ones.is_empty():
        return pl.DataFrame()
    by_law = values["wet"] if "wet" in values.columns else pl.lit(law, pl.String)
    return tidy.select(
        nr=pl.int_range(pl.len(), dtype=pl.UInt32), text=pl.col(field.name), real=cells.flag(cells.real, field.name),
        dated=cells.flag(cells.dated, field.name), law=by_law,
    )[open_ones]  # fmt: skip


def _looked_at(field: Field, left: pl.DataFrame, means: Means) -> pl.DataFrame:
    """The same cells with what a second look made of them (columns value and rule)."""
    value, rule = _careful(field, means)
    keys = ["text", "real", "dated", "law"]
    # In two steps, so that the rule is not worked out from a value that is worked out again.
    different = left.select(keys).unique().with_columns(value=value).with_columns(rule=rule)
    return left.join(different, on=keys, how="left", nulls_equal=True, maintain_order="left")


def _careful(field: Field, means: Means) -> amounts.Careful:
    if field.kind is Kind.CENT:
        return amounts.careful_euro() if field.name in means.euros else amounts.careful_cents()
    if field.kind is Kind.WHOLE:
        return amounts.careful_whole(field)
    if field.kind is Kind.DATE:
        return dates.careful_date()
    if field.kind is Kind.MONTH:
        return dates.careful_month()
    return codes.exact(field) if means.exact else codes.careful(field, means.products)


def _marks(field: Field, looked: pl.DataFrame) -> pl.DataFrame:
    marked = looked.filter(pl.col("rule").is_not_null())
    return marked.select(
        "nr", at=pl.lit(field.name), regel=pl.col("rule"), text=pl.col("text"), became=pl.col("value").cast(pl.String)
    )


def _formulas(fields: list[Field], cells: Cells) -> list[pl.DataFrame]:
    """Texts that a spreadsheet would take for a formula; they stay text. A negative number is none."""
    names = [field.name for field in fields if field.kind in (Kind.TEXT, Kind.CODE)]
    looks = cells.text.select(pl.col(name).str.contains(_FORMULA) for name in names)
    hits = [name for name in names if looks[name].any()]
    return [
        _as_written(name, FORMULA, cells).filter(
            looks[name].fill_null(value=False) & ~pl.col("text").str.contains(_SIGNED_NUMBER)
        )
        for name in hits
    ]


def _numbers(fields: list[Field], cells: Cells) -> list[pl.DataFrame]:
    """Sentences with a Bsn in them, which belongs in the column of the client only."""
    names = [field.name for field in fields if field.name in personal.FREE_TEXT]
    return [_as_written(name, personal.RULE, cells).filter(personal.holds_bsn(cells.text[name])) for name in names]


def _as_written(name: str, rule: str, cells: Cells) -> pl.DataFrame:
    """Every cell of a column as a mark."""
    return cells.text.select(
        nr=pl.int_range(pl.len(), dtype=pl.UInt32), at=pl.lit(name), regel=pl.lit(rule), text=pl.col(name),
        became=pl.lit(None, pl.String),
    )  # fmt: skip
