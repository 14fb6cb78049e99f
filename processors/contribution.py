# SPDX-License-Identifier: EUPL-1.2
"""What each municipality pays of the budget of a module, by its purchase volume (handbook 12, K39).

Whole euros; what rounding leaves is of the member with the largest volume, of more of them the lowest code. The volume
is that of an earlier year. Of a municipality that joins or leaves during the budget year, only the months count that
match those of its membership (own design).
"""

import polars as pl

_MODULE = ("module", "jaar")
_BOUGHT = ("module", "gemeente", "maand")


def base_months(membership: pl.DataFrame, year: int, *, years_before: int) -> pl.DataFrame:
    """The months of an earlier year in which what a member bought counts for its part in the budget of a year.

    Args:
        membership: `module`, `gemeente`, `van` and `tot` (the last day; missing is not ended).
        year: of the budget.
        years_before: the year of the volume is so many years earlier.

    Returns:
        `module`, `jaar`, `gemeente` and `maand` (yyyy-mm): a row for each month of the year on whose first day it is a
        member, with the month of the earlier year that matches it.

    """
    months = pl.DataFrame({"dag": [f"{year}-{month:02d}-01" for month in range(1, 13)]}).select(
        pl.col("dag").str.to_date()
    )
    first = pl.col("dag")
    inside = (pl.col("van") <= first) & (pl.col("tot").is_null() | (pl.col("tot") >= first))
    member = membership.join(months, how="cross").filter(inside).select("module", "gemeente", "dag").unique()
    return member.select(
        "module", pl.lit(year, pl.Int64).alias("jaar"), "gemeente",
        maand=first.dt.offset_by(f"-{years_before}y").dt.strftime("%Y-%m"),
    ).sort("module", "gemeente", "maand")  # fmt: skip


def that_count(bought: pl.DataFrame, based: pl.DataFrame) -> pl.DataFrame:
    """The purchases (`module`, `gemeente`, `maand` …) that count, with the year (`jaar`) of the budget they count for.

    `based` are the `base_months`.
    """
    return bought.join(based, on=list(_BOUGHT), how="inner", maintain_order="left")


def member_volumes(bought: pl.DataFrame, based: pl.DataFrame) -> pl.DataFrame:
    """The purchase volume by which the members of each module share the budget of a year.

    Args:
        bought: `module`, `gemeente`, `maand` (yyyy-mm) and `bedrag` (eurocent).
        based: the `base_months`, of one year or more.

    Returns:
        `module`, `jaar`, `gemeente` and `volume` (eurocent, missing where an amount is): one row per member.

    """
    member = [*_MODULE, "gemeente"]
    total = pl.when(pl.col("bedrag").null_count() == 0).then(pl.col("bedrag").sum())
    sums = that_count(bought, based).group_by(member).agg(volume=total, bekend=pl.lit(value=True))
    return (
        based.select(member).unique().join(sums, on=member, how="left")
        .select(*member, volume=pl.when("bekend").then("volume").otherwise(pl.lit(0, pl.Int64)))
        .sort(member)
    )  # fmt: skip


def contributions(volumes: pl.DataFrame, budgets: pl.DataFrame) -> pl.DataFrame:
    """The contribution of each member, and its part of what was left or fell short.

    Args:
        volumes: `member_volumes`; below zero, after credits, counts as nothing bought.
        budgets: `module`, `jaar`, `bedrag` and `werkelijke_kosten` (eurocent; missing until known).

    Returns:
        The rows of `volumes` with `bijdrage` and `afrekening` (whole euros; below zero is to be paid after all). The
        budget and what is left of it are rounded down to whole euros. Missing where no budget is known, where a volume
        in the module is not known and where nobody bought anything.

    """
    known = volumes.sort(*_MODULE, "gemeente").join(budgets, on=list(_MODULE), how="left", maintain_order="left")
    counts = known.with_columns(telt=pl.col("volume").clip(lower_bound=0))
    largest = pl.int_range(pl.len()).over(_MODULE) == pl.col("telt").arg_max().over(_MODULE)
    left = (pl.col("bedrag") - pl.col("werkelijke_kosten")) // 100
    return counts.with_columns(
        bijdrage=_shared(pl.col("bedrag") // 100, largest), afrekening=_shared(left, largest)
    ).select(*volumes.columns, "bijdrage", "afrekening")


def _shared(euros: pl.Expr, largest: pl.Expr) -> pl.Expr:
    """Whole euros by the volume that counts; the largest has what the others do not."""
    volume = pl.col("telt")
    whole = pl.when(volume.null_count().over(_MODULE) == 0).then(volume.sum().over(_MODULE))
    rounded = pl.when(whole > 0).then((2 * euros * volume + whole) // (2 * whole))
    others = pl.when(largest).then(0).otherwise(rounded).sum().over(_MODULE)
    return pl.when(largest & rounded.is_not_null()).then(euros - others).otherwise(rounded)
