# SPDX-License-Identifier: EUPL-1.2
"""What an allocation allowed in a month beside what was granted on it, both in eurocents so that units add up."""

import polars as pl

from processors.calculation.amounts import amount, round_half_up_div, signed
from processors.calculation.maximum import TOTAL, Allocation, maximum_in_period
from processors.calculation.periods import days, product_period
from processors.enrichment.allocations import KEY
from processors.enrichment.tariffs import row_used
from processors.fields import Kind
from processors.measured.allocation_months import running
from processors.measured.declared import granted
from processors.measured.material import Material
from processors.measured.table import Measured

_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code")
_ALLOCATION = Allocation(
    *(pl.col(name) for name in (
        "wet", "product_categorie", "ingangsdatum", "einddatum", "volume", "eenheid", "frequentie",
    ))
)  # fmt: skip


def _told(material: Material) -> pl.DataFrame:
    """Only months of which the municipality delivered its declarations by line."""
    known = material.delivered.join(
        material.table("declaratietotalen").select("gemeente", maand="leveringsmaand"), on=["gemeente", "maand"],
        how="anti",
    )  # fmt: skip
    begin, end = product_period(pl.col("eerste"), pl.col("ingangsdatum"), pl.col("einddatum"))
    rows = running(material).join(known, on=["gemeente", "maand"], how="semi", maintain_order="left")
    rows = rows.with_columns(van=begin, tot=end)
    used = row_used(rows.select(*_ABOUT, day="van"), material.table("tarieven"))
    rows = rows.hstack(used.select("contract_nummer", "contract_tarief", per_uur=pl.col("contract_per_uur") == "ja"))
    variant = material.table("contracten").select("contract_nummer", "uitvoeringsvariant")
    variant = variant.unique("contract_nummer", keep="last", maintain_order=True)
    rows = rows.join(variant, on="contract_nummer", how="left", maintain_order="left")
    return (
        _delivered(rows, material)
        .with_columns(maximum_volume=_maximum(), budget_deel=_spread(pl.col("budget")))
        .with_columns(
            maximum=pl.coalesce("budget_deel", "maximum_volume"),
            met_volume=pl.col("budget").is_null() & pl.col("uitvoeringsvariant").ne_missing("taak"),
        )
    )


def _delivered(rows: pl.DataFrame, material: Material) -> pl.DataFrame:
    """The rows with what was granted in the month, and the granted volume at the tariff of the contract."""
    month = pl.col("product_periode_begin").dt.strftime("%Y-%m")
    kept = pl.when(pl.col("status").ne_missing("afgewezen")).then("geleverd_volume").otherwise(0)
    lines = material.table("declaratieregels").select(
        *KEY, maand=month, toegekend=granted(), geleverd=signed(kept, pl.col("debet_credit")), gemeten_in="eenheid"
    )
    priced = lines.join(
        rows.select(*KEY, "maand", "contract_tarief", "per_uur"), on=[*KEY, "maand"], how="inner"
    ).with_columns(
        tegen_tarief=amount(
            pl.col("geleverd"), pl.col("contract_tarief"), pl.col("gemeten_in"), per_hour=pl.col("per_uur")
        )
    )
    names = ("toegekend", "tegen_tarief")
    sums = priced.group_by(*KEY, "maand").agg(
        pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in names
    )
    found = rows.join(
        sums.with_columns(met_regels=pl.lit(value=True)), on=[*KEY, "maand"], how="left", maintain_order="left"
    )
    return found.with_columns(pl.when("met_regels").then(name).otherwise(0).alias(name) for name in names)


def _maximum() -> pl.Expr:
    """The maximum of the month in eurocents; a total is spread evenly over the days of its allocation."""
    tariff, unit, by_hour = pl.col("contract_tarief"), pl.col("eenheid"), pl.col("per_uur")
    monthly = maximum_in_period(_ALLOCATION, pl.col("van"), pl.col("tot"), unit=unit)
    whole = amount(pl.col("volume"), tariff, unit, per_hour=by_hour)
    return (
        pl.when(pl.col("frequentie") == TOTAL)
        .then(_spread(whole))
        .otherwise(amount(monthly, tariff, unit, per_hour=by_hour))
    )


def _spread(cents: pl.Expr) -> pl.Expr:
    """The part of an amount that falls in the month, by days, so that the months add up; missing without an end."""
    begins = pl.col("ingangsdatum")
    length = days(begins, pl.col("einddatum"))
    until = round_half_up_div(cents * days(begins, pl.col("tot")), length)
    before = round_half_up_div(cents * (days(begins, pl.col("van")) - 1), length)
    return until - before


REDEMPTION = Measured(
    "verzilvering",
    "Een maand van een toewijzing in haar laatste versie, waarvan de gemeente declaratieregels leverde.",
    {
        "maximum": ("Wat de toewijzing in de maand ten hoogste toelaat, tegen het contracttarief", Kind.CENT),
        "toegekend": ("In de maand geleverd en toegekend bedrag, credit negatief", Kind.CENT),
        "tegen_tarief": ("In de maand geleverd en toegekend volume maal het contracttarief", Kind.CENT),
        "met_volume": ("De toewijzing is geen budget en niet taakgericht", Kind.TRUTH),
    },
    _told,
)
