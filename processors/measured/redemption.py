# SPDX-License-Identifier: EUPL-1.2
"""What an allocation allowed in a month beside what was granted on it, both in eurocents so that units add up."""

import polars as pl

from processors.calculation.amounts import amount, round_half_up_div
from processors.calculation.maximum import TOTAL, maximum_in_period, maximum_over_allocation
from processors.calculation.periods import days, months_touched, product_period
from processors.commitments import ALLOCATION, priced, used_on
from processors.enrichment.allocations import KEY
from processors.fields import Kind
from processors.measured.allocation_months import running
from processors.measured.declared import granted_lines
from processors.measured.material import Material
from processors.measured.table import Measured


def redemption_months(material: Material) -> pl.DataFrame:
    """The months of each allocation in force: columns of `REDEMPTION` and of the allocation, and the maximum volume.

    Only months of which the municipality delivered its declarations by line.
    """
    known = material.delivered.join(
        material.table("declaratietotalen").select("gemeente", maand="leveringsmaand"), on=["gemeente", "maand"],
        how="anti",
    )  # fmt: skip
    begin, end = product_period(pl.col("eerste"), pl.col("ingangsdatum"), pl.col("einddatum"))
    rows = running(material).join(known, on=["gemeente", "maand"], how="semi", maintain_order="left")
    rows = priced(rows.with_columns(van=begin, tot=end), material.table("tarieven"))
    variant = material.table("contracten").select("contract_nummer", "uitvoeringsvariant")
    variant = variant.unique("contract_nummer", keep="last", maintain_order=True)
    rows = rows.join(variant, on="contract_nummer", how="left", maintain_order="left")
    return (
        used_on(rows, granted_lines(material.table("declaratieregels")), [*KEY, "maand"])
        .with_columns(
            maximum_volume=maximum_in_period(ALLOCATION, pl.col("van"), pl.col("tot"), unit=pl.col("eenheid")),
        )
        .with_columns(
            maximum=pl.when(pl.col("budget").is_not_null()).then(_spread(pl.col("budget"))).otherwise(_maximum()),
            met_volume=pl.col("budget").is_null() & pl.col("uitvoeringsvariant").ne_missing("taak"),
        )
        .drop("eerste", "van", "tot", "contract_tarief", "per_uur", "uitvoeringsvariant", "met_regels")
    )


def _maximum() -> pl.Expr:
    """The maximum of the month in eurocents; a total is spread evenly over the days of its allocation."""
    tariff, unit, by_hour = pl.col("contract_tarief"), pl.col("eenheid"), pl.col("per_uur")
    whole = amount(pl.col("volume"), tariff, unit, per_hour=by_hour)
    return (
        pl.when(pl.col("frequentie") == TOTAL)
        .then(_spread(whole))
        .otherwise(amount(pl.col("maximum_volume"), tariff, unit, per_hour=by_hour))
    )


def _spread(cents: pl.Expr) -> pl.Expr:
    """The part of an amount that falls in the month, by days, so that the months add up; missing without an end."""
    begins = pl.col("ingangsdatum")
    length = days(begins, pl.col("einddatum"))
    until = round_half_up_div(cents * days(begins, pl.col("tot")), length)
    before = round_half_up_div(cents * (days(begins, pl.col("van")) - 1), length)
    return until - before


def _whole(material: Material) -> pl.DataFrame:
    """Only allocations that ended and of which every month is known: their whole use beside their whole maximum.

    The maximum over all months together is less than their sum where a week falls in two of them, and for household
    help (IV077); it has the tariff of the months, by their volume.
    """
    ended = (
        material.once(redemption_months)
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.exclude(*KEY, "maximum", "maximum_volume", "toegekend", "maand").first(),
            *(
                pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
                for name in ("maximum", "maximum_volume", "toegekend")
            ),
            maanden=pl.len(),
        )
    )
    begins, ends = pl.col("ingangsdatum"), pl.col("einddatum")
    known = ended.filter(pl.col("maanden") == months_touched(begins, ends))
    whole = maximum_over_allocation(ALLOCATION, unit=pl.col("eenheid"))
    limited = round_half_up_div(pl.col("maximum") * whole, pl.col("maximum_volume"))
    adds_up = pl.col("budget").is_not_null() | (pl.col("frequentie") == TOTAL) | (pl.col("maximum_volume") == 0)
    return known.with_columns(
        maand=ends.dt.strftime("%Y-%m"), maximum=pl.when(adds_up).then("maximum").otherwise(limited)
    )


REDEMPTION = Measured(
    "verzilvering",
    "Een maand van een toewijzing in haar laatste versie, waarvan de gemeente declaratieregels leverde.",
    {
        "maximum": ("Wat de toewijzing in de maand ten hoogste toelaat, tegen het contracttarief", Kind.CENT),
        "toegekend": ("In de maand geleverd en toegekend bedrag, credit negatief", Kind.CENT),
        "tegen_tarief": ("In de maand geleverd en toegekend volume maal het contracttarief", Kind.CENT),
        "met_volume": ("De toewijzing is geen budget en niet taakgericht", Kind.TRUTH),
    },
    lambda material: material.once(redemption_months),
)
REDEMPTION_WHOLE = Measured(
    "verzilvering_geheel",
    "Een toewijzing in haar laatste versie waarvan elke maand bekend is, in de maand waarin zij eindigt.",
    {
        "maximum": ("Wat de toewijzing in haar hele looptijd toelaat, tegen het contracttarief", Kind.CENT),
        "toegekend": ("Op de toewijzing geleverd en toegekend bedrag, credit negatief", Kind.CENT),
    },
    _whole,
)
