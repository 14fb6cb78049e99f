# SPDX-License-Identifier: EUPL-1.2
"""What the rule profile of a line's contract agrees: its own maximum, and the day that halves a month."""

import polars as pl

from processors.calculation import Agreed, local_maximum, local_reason
from processors.enrichment.allocations import of_line
from processors.enrichment.matching import beside
from processors.profiles import LOCAL_MAXIMUM, PRO_RATA_MONTH, ROUNDED_WEEKS, Profiles

AGREED = {
    "profiel": pl.String, "halve_maand_dag": pl.Int64, "maximum": pl.Boolean, "weken": pl.Boolean,
    "maand": pl.Boolean, "procent": pl.Int64,
}  # fmt: skip
OF_PRODUCT = {"profiel": pl.String, "product_code": pl.String, "eigen": pl.Int64}
MAXIMA = {"maximum_lokaal": pl.Int64, "maximum_afspraak": pl.String}
BEGIN, END = pl.col("product_periode_begin"), pl.col("product_periode_eind")
# What decides how a maximum counts; many lines share it, and their volumes differ.
COUNTED = (
    "wet", "toegewezen_product_categorie", "toegewezen_ingangsdatum", "toegewezen_einddatum", "toegewezen_eenheid",
    "toegewezen_frequentie", "product_periode_begin", "product_periode_eind", "dagen_gestopt",
)  # fmt: skip
AGREEING = ("weken", "maand", "procent")


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
    rows = known.with_columns(
        profiel=pl.lit(profile, pl.String) if profile or not contracted else pl.col("contract_profiel")
    )
    agreed = _agreed({name: profiles[name] for name in rows["profiel"].unique() if name in profiles})
    parts = []
    if profile or contracted:
        parts.append(beside(rows, agreed.select("profiel", "halve_maand_dag"), ["profiel"]))
    if "toewijzing_bekend" in rows.columns:
        parts.append(_maxima(rows, agreed.filter("maximum"), _of_product(profiles)))
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


def _maxima(rows: pl.DataFrame, agreed: pl.DataFrame, of_product: pl.DataFrame) -> pl.DataFrame:
    """Only of lines whose profile agrees something about the maximum is anything worked out."""
    if agreed.is_empty():
        return pl.DataFrame([pl.repeat(None, len(rows), eager=True, dtype=MAXIMA[name]).alias(name) for name in MAXIMA])
    rows = rows.with_row_index("_row")
    if "dagen_gestopt" not in rows.columns:
        rows = rows.with_columns(dagen_gestopt=pl.lit(0, pl.Int64))
    concerned = pl.col("profiel").is_in(agreed["profiel"].implode())
    read = ("_row", "profiel", "product_code", "eenheid", "toegewezen_volume", *COUNTED)
    own = rows.lazy().filter(concerned).select(read).collect()
    promised = [beside(own, agreed, ["profiel"]), beside(own, of_product, ["profiel", "product_code"])]
    some = pl.concat([own, *promised], how="horizontal").with_columns(procent=pl.coalesce("eigen", "procent"))
    by_profile = Agreed(pl.col("weken"), pl.col("maand"), pl.col("procent"), stopped=pl.col("dagen_gestopt"))
    maximum = some.select(
        "_row", maximum_lokaal=local_maximum(of_line(), BEGIN, END, unit=pl.col("eenheid"), agreed=by_profile)
    )
    found = maximum.with_columns(_reasons(some, by_profile)).drop_nulls("maximum_lokaal")
    return beside(rows, found, ["_row"])


def _reasons(some: pl.DataFrame, by_profile: Agreed) -> pl.Series:
    """How each maximum counts, put into words once for all lines that count in the same way."""
    key = [*COUNTED, *AGREEING]
    # The dates of the allocation only matter where weeks end on Sundays.
    asked = some.select(key).with_columns(
        pl.when(of_line().output).then(name).alias(name) for name in ("toegewezen_ingangsdatum", "toegewezen_einddatum")
    )
    each = asked.unique()
    said = each.with_columns(maximum_afspraak=local_reason(of_line(), BEGIN, END, agreed=by_profile))
    return asked.join(said, on=key, how="left", nulls_equal=True, maintain_order="left")["maximum_afspraak"]
