# SPDX-License-Identifier: EUPL-1.2
"""The versions of an allocation (toewijzingen): which one comes before a row, and whether a later one is known."""

import polars as pl

from processors.enrichment.allocations import KEY, MOMENT
from processors.enrichment.columns import joined
from processors.enrichment.matching import last_of

VERSION = (*KEY, *MOMENT)


def told(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """What the other versions of the same number say, those known and those among the rows themselves.

    The previous version is the last decision before this one, in whatever order they came in. A row that comes in
    behind a version that is known already, with none before it, stands beside that one [D]. The same moment is the
    same version, also when it comes in twice.

    Args:
        rows: allocations of one submission.
        toewijzingen: the versions known before.

    Returns:
        `vorige_versie_bekend` and `versie_ingehaald` (a later version is known), both missing where number or date is,
        and the columns of the previous version.

    """
    lent = joined("toewijzingen", "vorige")
    versions = _in_order(rows, toewijzingen)
    place, last = pl.col("_place"), pl.col("_place").max().over(KEY)
    later_known = pl.when("known").then(place).backward_fill().shift(-1).over(KEY)
    before = pl.coalesce(place.shift(1).over(KEY), pl.when(~pl.col("known")).then(later_known))
    beside = versions.select(*VERSION, before=before, versie_ingehaald=place < last)
    said = beside.join(versions.select("_place", **lent), left_on="before", right_on="_place", how="left")
    told_ones = said.select(
        *VERSION, pl.col("before").is_not_null().alias("vorige_versie_bekend"), "versie_ingehaald", *lent
    )
    asked = rows.select(VERSION)
    # A version without a time must find itself, so here empty equals empty; rows without number are in no version.
    found = asked.join(told_ones, on=list(VERSION), how="left", nulls_equal=True, maintain_order="left")
    return found.drop(VERSION)


def in_force(rows: pl.DataFrame) -> pl.DataFrame:
    """The row of each number that was decided last, of the same moment the last row."""
    return last_of(rows.sort(MOMENT, maintain_order=True), KEY)


def _in_order(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Every version of the numbers asked for, once, in order of decision; of the same version the last row counts."""
    known = toewijzingen.join(rows.select(KEY), on=list(KEY), how="semi", maintain_order="left")
    every = pl.concat([known.with_columns(known=pl.lit(value=True)), rows.with_columns(known=pl.lit(value=False))])
    every = every.drop_nulls([*KEY, "toewijzing_datum"]).with_columns(pl.col("known").any().over(VERSION))
    return last_of(every, VERSION).sort(VERSION, maintain_order=True).with_row_index("_place")
