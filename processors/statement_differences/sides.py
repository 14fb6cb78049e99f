# SPDX-License-Identifier: EUPL-1.2
"""The two sides: what suppliers stated over a year, and what they were granted, in one shape per product.

Amounts are eurocents. Granted is what was not refused: the granted amount where the municipality said it, else the
amount declared; a credit counts negative, and a line belongs to the year in which its period begins (0018).
"""

from dataclasses import dataclass

import polars as pl

from processors.enrichment.earlier_lines import accepted
from processors.enrichment.taken_back import NUMBER

KEY = ("jaar", "wet", "aanbieder", "gemeente", "product_code")
OF_LAW = ("jaar", "wet", "aanbieder")


@dataclass(frozen=True)
class Sides:
    """All that is looked at.

    Args:
        stated: lines of the statements in force (`verantwoordingsregels`).
        covers: their covers (`verantwoordingen`).
        declared: accepted declaration lines, each once.
        totals: what municipalities delivered added up (`declaratietotalen`).
        allocations: `toewijzingen`.

    """

    stated: pl.DataFrame
    covers: pl.DataFrame
    declared: pl.DataFrame
    totals: pl.DataFrame
    allocations: pl.DataFrame


def signed(amount: pl.Expr) -> pl.Expr:
    """The amount of a declaration line with credits negative."""
    return pl.when(pl.col("debet_credit") == "C").then(-amount).otherwise(amount)


def granted_amount() -> pl.Expr:
    """What was granted of a line that was not refused."""
    return pl.coalesce("toegekend_bedrag", "ingediend_bedrag")


def of_years(sides: Sides) -> Sides:
    """The same, with the year of each line, and only what is about a supplier, law and year that was accounted for."""
    begun = pl.col("product_periode_begin").dt.year().cast(pl.Int64)
    about = sides.stated.select(OF_LAW).unique()
    return Sides(
        sides.stated,
        sides.covers,
        sides.declared.with_columns(jaar=begun).join(about, on=list(OF_LAW), how="semi", maintain_order="left"),
        sides.totals.with_columns(jaar=pl.col("leveringsmaand").str.slice(0, 4).cast(pl.Int64)).join(
            about, on=list(OF_LAW), how="semi", maintain_order="left"
        ),
        sides.allocations,
    )


def standing(declared: pl.DataFrame) -> pl.DataFrame:
    """The debets that were not refused and that no credit took back."""
    lines = accepted(declared)
    taken = (
        lines.filter(pl.col("debet_credit") == "C")
        .select("wet", "aanbieder", referentie_nummer="vorig_referentie_nummer")
        .drop_nulls()
    )
    debets = lines.filter(pl.col("debet_credit") == "D")
    return debets.join(taken, on=list(NUMBER), how="anti", maintain_order="left")


def beside_each_other(sides: Sides) -> pl.DataFrame:
    """Stated and granted per year, law, supplier, municipality and product, in that order.

    Args:
        sides: of `of_years`.

    Returns:
        `raamovereenkomst` (the first that names the product, else the first of the law), `verantwoord`, `toegekend`
        and `verschil`; `eenheid` and `verschil_aantal` where both sides count in one and the same unit. What is on one
        side only is nothing on the other; where of a supplier no declaration is known under the law in the year, or an
        amount is missing, `toegekend` and the difference are missing.

    """
    stated = sides.stated.group_by(KEY).agg(
        _whole("bedrag_totaal").alias("verantwoord"), pl.col("raamovereenkomst").min(), pl.col("eenheid").unique(),
        _whole("aantal").alias("aantal"),
    )  # fmt: skip
    lines = accepted(sides.declared).select(
        *KEY, "eenheid", bedrag=signed(granted_amount()), volume=signed(pl.col("geleverd_volume"))
    )
    added_up = sides.totals.select(*KEY, "eenheid", bedrag=granted_amount(), volume="volume")
    every = pl.concat([lines, added_up])
    granted = every.group_by(KEY).agg(
        _whole("bedrag").alias("toegekend"), _whole("volume").alias("volume"), pl.col("eenheid").unique().alias("in")
    )
    # A line that was refused is known too: then nothing was granted.
    known = (
        pl.concat([sides.declared.select(OF_LAW), sides.totals.select(OF_LAW)])
        .unique()
        .with_columns(bekend=pl.lit(value=True))
    )
    agreement = sides.stated.group_by(OF_LAW).agg(pl.col("raamovereenkomst").min().alias("eerste"))
    both = (
        stated.with_columns(gesteld=pl.lit(value=True))
        .join(
            granted.with_columns(gedeclareerd=pl.lit(value=True)), on=list(KEY), how="full", coalesce=True,
            nulls_equal=True,
        )
        .join(known, on=list(OF_LAW), how="left")
        .join(agreement, on=list(OF_LAW), how="left")
    )  # fmt: skip
    units = pl.concat_list(pl.col("eenheid", "in").fill_null([])).list.unique()
    one = units.list.len() == 1
    count, volume = (
        _absent_is_nothing(name, side) for name, side in (("aantal", "gesteld"), ("volume", "gedeclareerd"))
    )
    return (
        both.with_columns(
            verantwoord=_absent_is_nothing("verantwoord", "gesteld"),
            toegekend=pl.when("bekend").then(_absent_is_nothing("toegekend", "gedeclareerd")),
            raamovereenkomst=pl.coalesce("raamovereenkomst", "eerste"),
            verschil_aantal=pl.when(one).then(count - volume),
            eenheid=pl.when(one).then(units.list.first()),
            andere_eenheid=pl.col("eenheid").list.set_intersection("in").list.len() == 0,
        )
        .with_columns(verschil=pl.col("verantwoord") - pl.col("toegekend"))
        .select(
            *KEY, "raamovereenkomst", "verantwoord", "toegekend", "verschil", "eenheid", "verschil_aantal",
            pl.col("andere_eenheid").fill_null(value=False),
        )
        .sort(KEY)
    )  # fmt: skip


def _whole(name: str) -> pl.Expr:
    """The sum; missing where one value is."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum())


def _absent_is_nothing(name: str, there: str) -> pl.Expr:
    return pl.when(pl.col(there).is_null()).then(0).otherwise(name)
