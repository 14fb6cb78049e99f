# SPDX-License-Identifier: EUPL-1.2
"""What was declared before on the allocation of a line, month by month, and what this submission adds."""

from collections.abc import Callable
from functools import cache
from inspect import signature

import narwhals as nw
import polars as pl

from processors.calculation.amounts import HOUR, MINUTE, MINUTES_PER_HOUR
from processors.enrichment import earlier_volume
from processors.enrichment.allocations import KEY
from processors.enrichment.earlier_volume import IN_UNIT
from processors.enrichment.matching import beside
from processors.explanation.words import quantity, said
from processors.findings import euro
from processors.rules.running_totals import ALLOCATION, counted_amount, counted_volume, running, stands

OWN_CREDITS = "credits in deze aanlevering"
MONTH = "declaratie_maand"


def told(lines: pl.DataFrame, asked: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """What earlier lines say about the allocation of each line asked for.

    Args:
        lines: all enriched lines on the allocations of `asked`, among them credits of this submission.
        asked: the lines to explain.
        accepted: earlier lines that were accepted.

    Returns:
        Beside each line `gebruikt` (what counts as used, in its unit) and, as text between brackets or empty,
        `gebruikt_per_maand`, `volume_per_maand` and `bedrag_per_maand`.

    """
    months = earlier_volume.by_month(asked, accepted)
    credited = earlier_volume.net(lines.filter("credit_geldt"))
    with_credits = pl.concat([months, credited.with_columns(pl.lit(OWN_CREDITS).alias(MONTH))], how="diagonal")
    together = pl.concat([asked.select(_NEEDED), _other_credits(lines, asked)])
    _, used = earlier_volume.told(together, accepted, together["credit_geldt"])
    in_unit = asked.select(*KEY, "eenheid", counted_in=earlier_volume.counted_in())
    amounts = months.group_by(*KEY, MONTH).agg(pl.col("bedrag").sum())
    return pl.DataFrame(
        {
            "gebruikt": used.head(len(asked)),
            "gebruikt_per_maand": _volumes(in_unit, with_credits, rounded=", naar boven afgerond op hele uren"),
            "volume_per_maand": _volumes(in_unit, months, rounded=""),
            "bedrag_per_maand": _listed(in_unit, amounts, KEY, euro(pl.col("bedrag"))),
        }
    )


_NEEDED = (*KEY, "eenheid", "debet_credit", "geleverd_volume", "ingediend_bedrag", "credit_geldt", "nr")


def _other_credits(lines: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    credits_ = lines.filter("credit_geldt").select(_NEEDED)
    return credits_.join(asked.select("nr"), on="nr", how="anti")


def unknown() -> dict[str, pl.Expr]:
    """The columns of `told` where earlier lines are not known."""
    texts = ("gebruikt_per_maand", "volume_per_maand", "bedrag_per_maand")
    return {"gebruikt": pl.lit(None, pl.Int64), **{name: pl.lit(None, pl.String) for name in texts}}


def running_totals(lines: pl.DataFrame) -> pl.DataFrame:
    """Per line (`nr`) what this submission adds up to on its allocation: `lopend_volume` and `lopend_bedrag`."""
    return nw.from_native(lines).with_columns(**ALLOCATION).select("nr", **_sums()).to_native()


@cache
def _sums() -> dict[str, nw.Expr]:
    """The sums of the rules, put together once: for a small file that takes longer than adding up."""
    counting = _of_line(stands)
    return {
        "lopend_volume": running(_of_line(counted_volume, stands=counting)),
        "lopend_bedrag": running(_of_line(counted_amount, stands=counting)),
    }


def _of_line(formula: Callable[..., nw.Expr], **told: nw.Expr) -> nw.Expr:
    """A formula of the rules on the columns that its parameters name, apart from what is told."""
    named = {name: nw.col(name) for name in signature(formula).parameters}
    return formula(**{**named, **told})


def counted(value: pl.Expr) -> pl.Expr:
    """A volume with hours counted in minutes, in the unit of the line; minutes where it is no whole number of hours."""
    unit = pl.col("eenheid")
    whole = quantity(value // MINUTES_PER_HOUR, pl.lit(HOUR))
    in_hours = pl.when(value % MINUTES_PER_HOUR == 0).then(whole).otherwise(quantity(value, pl.lit(MINUTE)))
    return pl.when(unit == HOUR).then(in_hours).otherwise(quantity(value, unit))


def _volumes(asked: pl.DataFrame, sums: pl.DataFrame, *, rounded: str) -> pl.Series:
    """(2026-06: 30 uur, 2026-07: 50 uur): a line in hours has hours, unless some month is no whole number of them."""
    volume = pl.col("volume")
    listed = _listed(asked, sums, IN_UNIT, quantity(volume, pl.col("counted_in")))
    minutes = sums.filter(pl.col("counted_in") == MINUTE)
    hours = _listed(asked, minutes, IN_UNIT, quantity(volume // MINUTES_PER_HOUR, pl.lit(HOUR)))
    parts = minutes.group_by(IN_UNIT).agg(broken=(volume % MINUTES_PER_HOUR != 0).any())
    broken = pl.lit(beside(asked, parts, IN_UNIT)["broken"].fill_null(value=False))
    told = (
        pl.when(pl.col("eenheid") != HOUR).then(pl.lit(listed))
        .when(broken).then(said(pl.lit(listed).str.strip_suffix(")"), rounded, ")"))
        .otherwise(pl.lit(hours))
    )  # fmt: skip
    return asked.select(told).to_series()


def _listed(asked: pl.DataFrame, sums: pl.DataFrame, key: tuple[str, ...], value: pl.Expr) -> pl.Series:
    """Per line its months with their value, between brackets; empty where there are none."""
    each = said(pl.col(MONTH).fill_null("maand onbekend"), ": ", value.fill_null("onbekend")).alias("maanden")
    texts = sums.sort(MONTH).group_by(key, maintain_order=True).agg(each.str.join(", "))
    found = beside(asked, texts, key)["maanden"]
    return found.to_frame().select(pl.coalesce(said(" (", pl.col("maanden"), ")"), pl.lit(""))).to_series()
