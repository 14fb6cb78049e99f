# SPDX-License-Identifier: EUPL-1.2
"""What allocations still allow in the rest of a year, priced by the contract under which it would be delivered."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from processors.calculation.amounts import amount, round_half_up_div
from processors.calculation.maximum import TOTAL, Allocation, maximum_in_period, maximum_over_allocation
from processors.calculation.periods import days, product_period
from processors.enrichment.allocations import KEY
from processors.enrichment.tariffs import row_used

ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code")
ALLOCATION = Allocation(
    wet=pl.col("wet"), product_categorie=pl.col("product_categorie"), ingangsdatum=pl.col("ingangsdatum"),
    einddatum=pl.col("einddatum"), volume=pl.col("volume"), eenheid=pl.col("eenheid"),
    frequentie=pl.col("frequentie"),
)  # fmt: skip
_COMMITTED = ("client", *ABOUT, "contract_nummer", "verplicht_bedrag")


def under_contract(rows: pl.DataFrame, day: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows with `contract_nummer`: of the tariff on that day, else the only contract of its supplier and law.

    Missing where none can be told, and without contracts or tariffs.
    """
    if not {"contracten", "tarieven"} <= reference.keys():
        return rows.with_columns(contract_nummer=pl.lit(None, pl.String))
    asked = rows.select(*ABOUT, day=day)
    by_tariff = row_used(asked, reference["tarieven"])["contract_nummer"]
    contracts = reference["contracten"].select("aanbieder", "wet", "begindatum", "einddatum", only="contract_nummer")
    not_over = pl.col("einddatum").is_null() | (pl.col("einddatum") >= pl.col("day"))
    running = (pl.col("begindatum") <= pl.col("day")) & not_over
    settings = asked.select("aanbieder", "wet", "day").unique()
    alone = (
        settings.join(contracts, on=["aanbieder", "wet"], how="inner")
        .filter(running)
        .group_by("aanbieder", "wet", "day")
        .agg(pl.col("only").unique())
        .filter(pl.col("only").list.len() == 1)
        .with_columns(pl.col("only").list.first())
    )
    only = asked.join(alone, on=["aanbieder", "wet", "day"], how="left", maintain_order="left")["only"]
    return rows.with_columns(contract_nummer=pl.coalesce(by_tariff, only))


def priced(rows: pl.DataFrame, tariffs: pl.DataFrame) -> pl.DataFrame:
    """The rows with the tariff on the day `van` (`contract_tarief`), whether it is per hour (`per_uur`) and whose."""
    used = row_used(rows.select(*ABOUT, day="van"), tariffs)
    return rows.hstack(used.select("contract_nummer", "contract_tarief", per_uur=pl.col("contract_per_uur") == "ja"))


def used_on(rows: pl.DataFrame, lines: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The rows with what was granted on them (`toegekend`) and its volume at their own tariff (`tegen_tarief`).

    Both in eurocents, 0 where nothing was declared, and missing where a line has no amount or no price.

    Args:
        rows: allocations, or months of them, that are `priced`; at most one per key.
        lines: `declared.granted_lines`.
        key: what both have in common.

    """
    found = lines.join(rows.select(*key, "contract_tarief", "per_uur"), on=list(key), how="inner").with_columns(
        tegen_tarief=amount(
            pl.col("geleverd"), pl.col("contract_tarief"), pl.col("gemeten_in"), per_hour=pl.col("per_uur")
        )
    )
    names = ("toegekend", "tegen_tarief")
    sums = found.group_by(key).agg(
        *(pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in names),
        met_regels=pl.lit(value=True),
    )
    beside = rows.join(sums, on=list(key), how="left", maintain_order="left")
    return beside.with_columns(pl.when("met_regels").then(name).otherwise(0).alias(name) for name in names)


def commitments(
    allocations: pl.DataFrame,
    lines: pl.DataFrame,
    since: pl.DataFrame,
    year: int,
    reference: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """What allocations still allow until the end of the year: maxima of months, what is left of totals and budgets.

    What is left of a total or budget that ends after the year counts for its days in this year; of one without an end
    all of it. The sum is a lower bound: what has no tariff has no price.

    Args:
        allocations: in force, one row each.
        lines: `declared.granted_lines`: what was used already.
        since: `gemeente` and `vanaf`: the first day of the first month of which nothing was declared yet.
        year: in which is counted.
        reference: contracten and tarieven.

    Returns:
        Columns `_COMMITTED`: rows of an allocation, or a month of it, with `verplicht_bedrag` in eurocents, which is
        missing without a price.

    """
    began = allocations.drop_nulls("ingangsdatum").join(since, on="gemeente", how="inner", maintain_order="left")
    rows = began.with_columns(
        van=pl.max_horizontal("ingangsdatum", "vanaf"), tot=pl.min_horizontal("einddatum", date(year, 12, 31))
    ).filter(pl.col("van") <= pl.col("tot"))
    at_once = pl.col("budget").is_not_null() | (pl.col("frequentie") == TOTAL)
    tariffs = reference["tarieven"]
    found = pl.concat(
        [_left(priced(rows.filter(at_once), tariffs), lines), _monthly(rows.filter(~at_once), lines, tariffs)],
        how="diagonal",
    )
    return under_contract(found, "van", reference).select(_COMMITTED)


def _monthly(rows: pl.DataFrame, lines: pl.DataFrame, tariffs: pl.DataFrame) -> pl.DataFrame:
    """The maximum of each month, at the tariff on the first day of the allocation in it.

    All months together no more than what is left of the maximum over the whole allocation, where that has an end.
    """
    at_tariff = {"tariff": pl.col("contract_tarief"), "unit": pl.col("eenheid"), "per_hour": pl.col("per_uur")}
    whole = amount(maximum_over_allocation(ALLOCATION, unit=pl.col("eenheid")), **at_tariff)
    limited = used_on(priced(rows, tariffs), lines, KEY).select(
        *rows.columns, over=(whole - pl.col("tegen_tarief")).clip(lower_bound=0),
        maand=pl.date_ranges(pl.col("van").dt.month_start(), "tot", "1mo"),
    )  # fmt: skip
    months = limited.explode("maand")
    begin, end = product_period(pl.col("maand"), pl.col("ingangsdatum"), pl.col("einddatum"))
    each = priced(months.with_columns(van=begin, tot=end), tariffs)
    volume = maximum_in_period(ALLOCATION, pl.col("van"), pl.col("tot"), unit=pl.col("eenheid"))
    cents = pl.col("van_de_maand")
    until = cents.cum_sum().over(KEY)
    within = pl.min_horizontal(until, "over") - pl.min_horizontal(until - cents, "over")
    return each.with_columns(van_de_maand=amount(volume, **at_tariff)).with_columns(
        verplicht_bedrag=pl.when(cents.is_null() | pl.col("over").is_null()).then(cents).otherwise(within)
    )


def _left(rows: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """What is left of totals and budgets, as far as it falls in the year."""
    whole = amount(pl.col("volume"), pl.col("contract_tarief"), pl.col("eenheid"), per_hour=pl.col("per_uur"))
    left = (
        pl.when(pl.col("budget").is_not_null())
        .then(pl.col("budget") - pl.col("toegekend"))
        .otherwise(whole - pl.col("tegen_tarief"))
        .clip(lower_bound=0)
    )
    part = round_half_up_div(left * days(pl.col("van"), pl.col("tot")), days(pl.col("van"), pl.col("einddatum")))
    found = used_on(rows, lines, KEY)
    return found.with_columns(verplicht_bedrag=pl.when(pl.col("einddatum").is_null()).then(left).otherwise(part))
