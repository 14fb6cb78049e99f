# SPDX-License-Identifier: EUPL-1.2
"""What was declared before the lines begin: totals per municipality, supplier, product and month.

They run from January of the year before the demo, with a season, growth, and a part that is declared one to three
months later. The level of each combination is that of its lines, so that the history runs on into them.
"""

from datetime import date

import polars as pl

from processors.calculation.amounts import signed
from processors.demo.plan import DemoPlan, moved

# Per cent of an average month; invented, with a quiet summer.
SEASON = (103, 97, 104, 101, 100, 99, 94, 90, 100, 105, 106, 101)
GROWTH = 4  # per thousand of a month's level, each month
NOISE = 7  # a month is up to three per cent above or below
LATE_EVERY = 3  # one in so many months of a combination has a part that is declared later
LATE_PART = 12  # of it, per cent
_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code", "eenheid")
_AMOUNTS = ("volume", "ingediend_bedrag", "regels")
WHOLE = 100 * 1000 * 100


def history_months(plan: DemoPlan) -> list[date]:
    """The first day of each month of the history."""
    last = moved(plan.firsts[0], -1)
    return pl.date_range(date(plan.year - 1, 1, 1), last, "1mo", eager=True).to_list()


def make_history(plan: DemoPlan, lines: pl.DataFrame) -> pl.DataFrame:
    """The table `declaratietotalen` of every municipality; how many clients it was is not known any more.

    What of the last months would be declared when there are lines already is declared in the last month of the history.
    """
    months = history_months(plan)
    middle = plan.firsts[len(plan.firsts) // 2]
    usual = sum(SEASON[first.month - 1] for first in plan.firsts) / len(plan.firsts)
    # Per mille per mille: a month's season beside that of the lines, times the growth between them.
    levels = pl.DataFrame(
        {
            "levering": months,
            "niveau": [
                round(SEASON[first.month - 1] / usual * 1000) * (1000 - GROWTH * _months_between(first, middle))
                for first in months
            ],
        },
        schema={"levering": pl.Date, "niveau": pl.Int64},
    )
    told = _usual(plan, lines).join(levels, how="cross").with_columns(
        sleutel=pl.concat_str([*_ABOUT, pl.col("levering").cast(pl.String)], separator=" ")
    )  # fmt: skip
    roll = plan.dice("sleutel")
    part = pl.col("niveau") * (100 + roll("ruis", NOISE) - NOISE // 2)
    scaled = told.with_columns(
        pl.max_horizontal(pl.lit(1), pl.col(name) * part // (WHOLE * 10)).alias(name) for name in _AMOUNTS
    )
    return _declared(scaled, moved(plan.firsts[0], -1), roll("later", LATE_EVERY) == 0, 1 + roll("maanden", 3))


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _usual(plan: DemoPlan, lines: pl.DataFrame) -> pl.DataFrame:
    """Volume, amount and lines of an average month of the lines, of each combination."""
    sign, months = pl.col("debet_credit"), len(plan.firsts)
    return (
        lines.filter(pl.col("product_periode_begin") >= plan.firsts[0])
        .group_by(_ABOUT)
        .agg(
            volume=signed(pl.col("geleverd_volume"), sign).sum() // months,
            ingediend_bedrag=signed(pl.col("ingediend_bedrag"), sign).sum() // months,
            regels=(sign == "D").sum().cast(pl.Int64) // months,
        )
        .sort(_ABOUT)
    )


def _declared(scaled: pl.DataFrame, last: date, has_later: pl.Expr, months_later: pl.Expr) -> pl.DataFrame:
    """Each month's total in the month itself, and here and there a part of it in a later one."""
    apart = scaled.with_columns(later=has_later, na=months_later).with_columns(
        maand=pl.min_horizontal(pl.col("levering").dt.offset_by(pl.format("{}mo", "na")), pl.lit(last))
    )
    apart = apart.with_columns(pl.col("later") & (pl.col("maand") > pl.col("levering")))
    moves = {name: pl.when("later").then(pl.col(name) * LATE_PART // 100).otherwise(0) for name in _AMOUNTS}
    at_once = apart.with_columns((pl.col(name) - moved_later).alias(name) for name, moved_later in moves.items())
    afterwards = apart.filter("later").with_columns(
        pl.max_horizontal(pl.lit(1), pl.col(name) * LATE_PART // 100).alias(name) for name in _AMOUNTS
    )
    rows = pl.concat([at_once.with_columns(maand="levering"), afterwards])
    return rows.select(
        *_ABOUT, *_AMOUNTS, toegekend_bedrag="ingediend_bedrag", aantal_clienten=pl.lit(None, pl.Int64),
        leveringsmaand=pl.col("levering").dt.strftime("%Y-%m"), declaratie_maand=pl.col("maand").dt.strftime("%Y-%m"),
    ).sort("gemeente", "leveringsmaand", "declaratie_maand", *_ABOUT)  # fmt: skip
