# SPDX-License-Identifier: EUPL-1.2
"""Other allocations of the same client at the same time: of the same product, or of one that may not go with it."""

from datetime import date

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.versions import in_force

# Transport and housing aids (Wmo 11 to 14) may be allocated more than once at a time (TR302).
STACKABLE = ("11", "12", "13", "14")
# 13 is a removal; 01 was one before.
REMOVED = ("01", "13")
OPEN = date(9999, 12, 31)
PERSON = ("client", "aanbieder", "gemeente", "wet")
PERIOD = ("ingangsdatum", "einddatum")


def doubled(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Whether an allocation known before gives the client the same product at the same supplier in the same period.

    Without code an allocation is for its whole category, without category for everything (as TR302). Numbers that
    stand among the rows are left to TR302.

    Args:
        rows: allocations of one submission.
        toewijzingen: the versions known before.

    Returns:
        `dubbel_toegewezen`, missing where client, supplier, municipality, law or first day is.

    """
    product = ("product_categorie", "product_code")
    standing = _standing(_of_other_numbers(toewijzingen, rows))
    others = standing.filter(~_may_be_stacked()).select(*PERSON, *PERIOD, *product)
    asked = rows.select(*PERSON, *PERIOD, *product).with_row_index("_row")
    pairs = asked.lazy().join(others.lazy(), on=list(PERSON), suffix="_other").filter(_same_time())
    for name in product:
        own, other = pl.col(name), pl.col(f"{name}_other")
        pairs = pairs.filter(own.is_null() | other.is_null() | (own == other))
    hits = pairs.select("_row").unique().collect()["_row"]
    whole = pl.all_horizontal(pl.col(*PERSON, "ingangsdatum").is_not_null())
    found = pl.repeat(value=False, n=len(rows), eager=True).scatter(hits, values=True)
    return rows.select(dubbel_toegewezen=pl.when(whole).then(found))


def conflicting(rows: pl.DataFrame, toewijzingen: pl.DataFrame, combinations: pl.DataFrame) -> pl.DataFrame:
    """The product of the client, of any supplier, that may not go with this one in the same period.

    Of two rows of the submission the one that starts later is told, of the same day the lower one.

    Args:
        rows: allocations of one submission.
        toewijzingen: the versions known before.
        combinations: pairs of products of one law (ongeldige_combinaties), in either order.

    Returns:
        `strijdig_product`: the lowest code; missing where there is none.

    """
    pair = combinations.select("wet", "product_code", "andere_product_code")
    swapped = pair.select("wet", product_code="andere_product_code", andere_product_code="product_code")
    needed = ["wet", "client", "product_code", *PERIOD]
    numbered = rows.with_row_index("_row").with_columns(pl.col("_row").cast(pl.Int64))
    known = _standing(_of_other_numbers(toewijzingen, rows)).select(*needed, _row=pl.lit(-1, pl.Int64))
    others = pl.concat([known, _standing(numbered).select(*needed, "_row")])
    asked = numbered.select(*needed, "_row").join(pl.concat([pair, swapped]).unique(), on=["wet", "product_code"])
    pairs = asked.join(
        others, left_on=["wet", "client", "andere_product_code"], right_on=["wet", "client", "product_code"],
        suffix="_other",
    )  # fmt: skip
    earlier = (pl.col("ingangsdatum_other") < pl.col("ingangsdatum")) | (
        (pl.col("ingangsdatum_other") == pl.col("ingangsdatum")) & (pl.col("_row_other") < pl.col("_row"))
    )
    clashes = pairs.filter(_same_time() & ((pl.col("_row_other") < 0) | earlier))
    lowest = clashes.group_by("_row").agg(strijdig_product=pl.col("andere_product_code").min())
    found = numbered.select("_row").join(lowest, on="_row", how="left", maintain_order="left")
    return found.select("strijdig_product")


def _of_other_numbers(toewijzingen: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """What is known of the same clients under numbers that do not stand among the rows."""
    near = toewijzingen.join(rows.select("wet", "client"), on=["wet", "client"], how="semi", maintain_order="left")
    every = toewijzingen.join(near.select(KEY), on=list(KEY), how="semi", maintain_order="left")
    return every.join(rows.select(KEY), on=list(KEY), how="anti", maintain_order="left")


def _standing(versions: pl.DataFrame) -> pl.DataFrame:
    """The versions in force that were not removed."""
    no_days = (pl.col("einddatum") == pl.col("ingangsdatum")).fill_null(value=False)
    return in_force(versions).filter(~(pl.col("reden_wijziging").fill_null("").is_in(REMOVED) & no_days))


def _may_be_stacked() -> pl.Expr:
    return (pl.col("wet") == "wmo") & pl.col("product_categorie").fill_null("").is_in(STACKABLE)


def _same_time() -> pl.Expr:
    """Whether both periods have a day in common; without last day a period is open."""
    last, last_other = pl.col("einddatum").fill_null(OPEN), pl.col("einddatum_other").fill_null(OPEN)
    return (pl.col("ingangsdatum") <= last_other) & (pl.col("ingangsdatum_other") <= last)
