# SPDX-License-Identifier: EUPL-1.2
"""Facts with few people added together upwards, so that sums stay whole and no row is about few."""

from collections.abc import Mapping, Sequence

import polars as pl

from processors.disclosure.protection import UnsafePublicationError

# In the place of a code: what was added together.
MERGED = "samengevoegd"
# What is given up first: the product, then its category, the supplier, and at last the law.
STEPS = (
    "product_code", "product_categorie", "aanbieder", "declaratie_maand", "eenheid", "leveringsmaand", "gemeente",
    "wet",
)  # fmt: skip
_COUNT, _CELL = "clienten", "cel"


def coarsened(lines: pl.DataFrame, amounts: Sequence[str], smallest: int, steps: Sequence[str] = STEPS) -> pl.DataFrame:
    """One row per combination of `steps` with at least so many clients; every sum over the rows is that of the lines.

    What is too small is added together along the first step, then the next. What is added together and still too small
    takes along the smallest row beside it.

    Args:
        lines: with the columns of `steps` (text), `client` and the amounts; a line without a client counts for nobody,
            unless `geteld` says of how many people it is.
        amounts: whole-number columns that are added up.
        smallest: clients that a row counts at least.
        steps: the dimensions, in the order in which they are given up.

    Returns:
        `steps`, the amounts and `clienten` (different ones), sorted by the steps.

    Raises:
        UnsafePublicationError: all lines together count fewer clients.

    """
    if lines.is_empty():
        return _added(lines, amounts, steps)
    placed = lines.with_columns(pl.col(name).cast(pl.String) for name in steps)
    for number in range(1, len(steps) + 1):
        given_up, left = steps[:number], steps[number:]
        merged = {name: pl.lit(MERGED) for name in given_up}
        placed = _changed(placed, steps, _counted(placed, steps).filter(pl.col(_COUNT) < smallest), merged)
        cells = _counted(placed, steps)
        pool = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(MERGED)) for name in given_up)
        short = cells.filter(pool & (pl.col(_COUNT) < smallest)).select(left)
        beside = cells.filter(~pool & (pl.col(_COUNT) >= smallest)).sort(_COUNT, *steps)
        if left:
            beside = beside.join(short.unique(), on=left, how="semi", nulls_equal=True).unique(left, keep="first")
        else:
            beside = beside.head(1 if cells.filter(pool & (pl.col(_COUNT) < smallest)).height else 0)
        placed = _changed(placed, steps, beside, merged)
    told = _added(placed, amounts, steps)
    if told.filter(pl.col(_COUNT) < smallest).height:
        raise UnsafePublicationError(
            f"De feiten zijn niet gepubliceerd: alle regels samen zijn van minder dan {smallest} cliënten. Wacht met "
            "delen tot er meer is geleverd."
        )
    return told


def people_in(lines: pl.DataFrame) -> int:
    """How many people all these lines together are of at least."""
    return int(lines.select(_people(lines)).item())


def _people(lines: pl.DataFrame) -> pl.Expr:
    """How many people the rows of a cell are of at least: different clients, or as many as one row says (`geteld`)."""
    seen = pl.col("client").drop_nulls().n_unique()
    told = [pl.col("geteld").max().fill_null(0)] if "geteld" in lines.columns else []
    return pl.max_horizontal(seen, *told).cast(pl.Int64).alias(_COUNT)


def _counted(lines: pl.DataFrame, steps: Sequence[str]) -> pl.DataFrame:
    return lines.group_by(steps).agg(_people(lines))


def _changed(lines: pl.DataFrame, steps: Sequence[str], cells: pl.DataFrame, to: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """The lines with the columns of these cells replaced."""
    marked = lines.join(
        cells.select(*steps, pl.lit(value=True).alias(_CELL)), on=list(steps), how="left", nulls_equal=True,
        maintain_order="left",
    )  # fmt: skip
    return marked.with_columns(
        pl.when(pl.col(_CELL)).then(value).otherwise(pl.col(name)).alias(name) for name, value in to.items()
    ).drop(_CELL)


def _added(lines: pl.DataFrame, amounts: Sequence[str], steps: Sequence[str]) -> pl.DataFrame:
    return lines.group_by(steps).agg(pl.col(amounts).sum(), _people(lines)).sort(steps)
