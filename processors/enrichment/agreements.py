# SPDX-License-Identifier: EUPL-1.2
"""What the rule profile of a line's contract agrees: its own maximum, and the day that halves a month."""

import polars as pl

from processors.calculation import Agreed, local_maximum, local_reason
from processors.enrichment.allocations import of_line
from processors.enrichment.matching import beside
from processors.profiles import LOCAL_MAXIMUM, PRO_RATA_MONTH, ROUNDED_WEEKS, Profiles

NAMED = {"profiel": pl.String}
AGREED = {
    **NAMED, "halve_maand_dag": pl.Int64, "maximum": pl.Boolean, "weken": pl.Boolean, "maand": pl.Boolean,
    "procent": pl.Int64,
}  # fmt: skip
OF_PRODUCT = {**NAMED, "product_code": pl.String, "procent": pl.Int64}
READ = (
    "wet", "eenheid", "product_code", "product_periode_begin", "product_periode_eind", "toegewezen_product_categorie",
    "toegewezen_ingangsdatum", "toegewezen_einddatum", "toegewezen_volume", "toegewezen_eenheid",
    "toegewezen_frequentie", "weken", "maand", "procent",
)  # fmt: skip


def told(known: pl.DataFrame, profiles: Profiles, profile: str | None) -> pl.DataFrame:
    """The maximum in the product period by agreement with how it counts, and the day of the half-month agreement.

    Missing where the profile agrees nothing of the kind. Without allocations there is no column of a maximum, without
    contracts none of a day, unless one profile counts for every line.

    Args:
        known: declaration lines with what allocations, contracts and messages say of them.
        profiles: the agreements per profile.
        profile: the profile of all lines, instead of that of each line's contract.

    """
    contracted = "contract_profiel" in known.columns
    named = pl.lit(profile, pl.String) if profile or not contracted else pl.col("contract_profiel")
    rows = known.with_columns(profiel=named)
    rows = rows.with_columns(*beside(rows, _agreed(profiles), list(NAMED)))
    parts = [rows.select("halve_maand_dag")] if profile or contracted else []
    if "toewijzing_bekend" in rows.columns:
        parts.append(_maxima(rows, profiles))
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


def _agreed(profiles: Profiles) -> pl.DataFrame:
    """One row per profile with what it agrees for every product."""
    rows = [
        (
            name, each.half_month, LOCAL_MAXIMUM in each, ROUNDED_WEEKS in each, PRO_RATA_MONTH in each,
            each.percentages.get(""),
        )
        for name, each in profiles.items()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=AGREED, orient="row")


def _of_product(profiles: Profiles) -> pl.DataFrame:
    """One row per profile and product that has a percentage of its own."""
    rows = [(name, product, value) for name, each in profiles.items() for product, value in each.percentages.items()]
    return pl.DataFrame(rows, schema=OF_PRODUCT, orient="row")


def _maxima(rows: pl.DataFrame, profiles: Profiles) -> pl.DataFrame:
    """Only of lines whose profile agrees something about the maximum is anything worked out."""
    rows = rows.with_row_index("_row")
    stops = [name for name in ("dagen_gestopt",) if name in rows.columns]
    some = rows.lazy().filter("maximum").select("_row", "profiel", *READ, *stops).collect()
    some = some.with_columns(eigen=beside(some, _of_product(profiles), ["profiel", "product_code"])["procent"])
    begin, eind = pl.col("product_periode_begin"), pl.col("product_periode_eind")
    agreed = Agreed(
        rounded_weeks=pl.col("weken"),
        pro_rata=pl.col("maand"),
        percentage=pl.coalesce("eigen", "procent"),
        stopped=pl.col(*stops) if stops else pl.lit(0),
    )
    found = some.select(
        "_row",
        maximum_lokaal=local_maximum(of_line(), begin, eind, unit=pl.col("eenheid"), agreed=agreed),
        maximum_afspraak=local_reason(of_line(), begin, eind, agreed=agreed),
    )
    return beside(rows, found.filter(pl.col("maximum_lokaal").is_not_null()), ["_row"])
