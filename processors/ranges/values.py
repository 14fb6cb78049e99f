# SPDX-License-Identifier: EUPL-1.2
"""Loose cells read as values of one column of the vocabulary: codes with their zeros, days, amounts."""

from collections.abc import Mapping, Sequence

import polars as pl

from processors import codelists
from processors.errors import UnusableInputError
from processors.fields import FIELDS, Field, Kind
from processors.intake.casting import Cells, Means, cast
from processors.tables import Table
from workbooks.ranges import read_range, with_dates

Loose = Sequence[object]
_EXPECTED = {
    Kind.TEXT: "tekst", Kind.CODE: "een code die bestaat", Kind.CENT: "een heel aantal eurocenten",
    Kind.DATE: "een datum", Kind.WHOLE: "een heel getal", Kind.MONTH: "een maand, zoals 2026-09",
    Kind.TRUTH: "ja of nee",
}  # fmt: skip


def values_of(cells: Loose, column: str, *, products: frozenset[str] = frozenset()) -> pl.Series:
    """The cells as values of a column (`fields.FIELDS`), typed; what cannot be read as one is missing.

    A code that lost its zeros gets them back where only one code is possible, and a name becomes its code.

    Args:
        cells: what stands in the cells.
        column: a column of the vocabulary.
        products: product codes that exist beside those of the national lists.

    """
    field = FIELDS[column]
    # A header keeps the range filled, and is what the reading of a sheet begins with.
    (grid,) = read_range([[column], *([cell] for cell in cells)]).grids
    if field.kind in {Kind.DATE, Kind.MONTH}:
        grid = with_dates(grid, {1})
    below = grid.text.slice(1).rename({"1": column})
    real = grid.number.slice(1).select(pl.all().is_not_null().name.replace("^1$", column))
    dated = grid.dated.slice(1).rename({"1": column}, strict=False)
    table = Table("cellen", "Cellen", (field,), (column,))
    told = cast(table, Cells(below, real, dated), Means(products=products)).values[column]
    return told.extend_constant(None, len(cells) - len(told))


def known_values(cells: Loose, column: str, *, products: frozenset[str] = frozenset()) -> pl.Series:
    """The cells as values of a column, as `values_of`; only what is empty is missing.

    Raises:
        UnusableInputError: a cell cannot be read as such a value.

    """
    values = values_of(cells, column, products=products)
    if FIELDS[column].codelist:
        known = codelists.codes(FIELDS[column].codelist)
        values = values.set(~values.is_in(known), None)
    _refuse_unread(cells, values, FIELDS[column])
    return values


def _refuse_unread(cells: Loose, values: pl.Series, field: Field) -> None:
    pairs = enumerate(zip(cells, values, strict=True), 1)
    unread = next((at for at, (cell, value) in pairs if value is None and cell not in {None, ""}), 0)
    if unread:
        which = f"cel {unread} van " if len(cells) > 1 else ""
        raise UnusableInputError(f"In {which}'{field.label}' staat niet wat er moet staan: {_EXPECTED[field.kind]}.")


def month_of(cells: Loose) -> pl.Series:
    """The first day of the month that each cell names: 2026-09, september 2026, or a day in it.

    Raises:
        UnusableInputError: a cell names no month.

    """
    named = values_of(cells, "declaratie_maand").str.to_date("%Y-%m")
    months = values_of(cells, "ingangsdatum").dt.month_start().zip_with(named.is_null(), named)
    _refuse_unread(cells, months, FIELDS["declaratie_maand"])
    return months


def side_by_side(columns: Mapping[str, Loose]) -> dict[str, list[object]]:
    """The columns equally long: one cell counts for all.

    Raises:
        UnusableInputError: columns of more than one cell are not equally long.

    """
    heights = {len(cells) for cells in columns.values() if len(cells) != 1} or {1}
    if len(heights) > 1:
        counts = " en ".join(map(str, sorted(heights)))
        raise UnusableInputError(
            f"De bereiken zijn niet even lang ({counts} cellen). Kies bereiken met evenveel rijen."
        )
    (height,) = heights
    return {name: list(cells) * (height if len(cells) == 1 else 1) for name, cells in columns.items()}
