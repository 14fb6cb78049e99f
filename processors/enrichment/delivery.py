# SPDX-License-Identifier: EUPL-1.2
"""When there was delivery on an allocation: its first and last day, and the days that it stood still (regieberichten).

Delivery stands still from the day after a temporary stop until the day before the next start, or until the last day of
a definitive stop of the same start; without either it still does.
"""

from datetime import date

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import beside
from processors.enrichment.remembered import once_per_table
from processors.enrichment.starts import standing

DAY = pl.duration(days=1)


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The delivery on the allocation of each declaration line.

    Returns:
        `levering_begin`, the first day of the first start, and `levering_eind`, the last day where the last start has
        a definitive stop; both missing where that is not known. `dagen_gestopt`, the days of the product period on
        which delivery stood still: 0 where no temporary stop is known, missing where allocation or period is.

    """
    period = rows.select(*KEY, "product_periode_begin", "product_periode_eind")
    stopped = _stopped_until(period, "product_periode_eind", regieberichten) - _stopped_until(
        period.with_columns(pl.col("product_periode_begin") - DAY), "product_periode_begin", regieberichten
    )
    whole = pl.all_horizontal(pl.all().is_not_null())
    days = period.select(dagen_gestopt=pl.when(whole).then(pl.lit(stopped)))
    return pl.concat([beside(rows, _ends(regieberichten), KEY), days], how="horizontal")


@once_per_table
def _ends(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """Per allocation the first and the last day of delivery."""
    messages = standing(regieberichten).drop_nulls([*KEY, "begindatum"])
    starts = messages.filter(pl.col("soort") == "start")
    last = starts.group_by(KEY).agg(levering_begin=pl.col("begindatum").min(), begindatum=pl.col("begindatum").max())
    ended = definitive(messages).group_by(*KEY, "begindatum").agg(levering_eind=pl.col("einddatum").max())
    return last.join(ended, on=[*KEY, "begindatum"], how="left").drop("begindatum")


def definitive(messages: pl.DataFrame) -> pl.DataFrame:
    """The stops for good; one without a reason may be either, and is none."""
    return messages.filter(
        pl.col("soort") == "stop", ~pl.col("temporary"), pl.col("reden_beeindiging", "einddatum").is_not_null()
    )


@once_per_table
def _gaps(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The stretches in which delivery stood still (`since` to `until`, missing is still), and the days before each.

    They do not overlap: of two stops without a start between them the second adds only what the first left.
    """
    messages = standing(regieberichten).drop_nulls([*KEY, "begindatum"])
    starts = messages.filter(pl.col("soort") == "start").select(*KEY, next="begindatum").sort("next")
    ended = definitive(messages).group_by(*KEY, "begindatum").agg(ended=pl.col("einddatum").max())
    stops = (
        messages.filter("temporary", pl.col("einddatum").is_not_null())
        .select(*KEY, "begindatum", since=pl.col("einddatum") + DAY)
        .sort("since")
        .join_asof(starts, left_on="since", right_on="next", by=list(KEY), strategy="forward", check_sortedness=False)
        .join(ended, on=[*KEY, "begindatum"], how="left")
    )
    far = pl.lit(date(9999, 12, 31))
    until = pl.min_horizontal(pl.col("next") - DAY, "ended").fill_null(far)
    before = pl.col("until").cum_max().shift(1).over(KEY)
    return (
        stops.select(*KEY, "since", until=until)
        .sort("since", "until")
        .with_columns(since=pl.max_horizontal("since", before + DAY))
        .filter(pl.col("since") <= pl.col("until"))
        .with_columns(days=(pl.col("until") - pl.col("since")).dt.total_days() + 1)
        .with_columns(earlier=pl.col("days").cum_sum().over(KEY) - pl.col("days"))
        .sort("since")
    )


def _stopped_until(period: pl.DataFrame, day: str, regieberichten: pl.DataFrame) -> pl.Series:
    """How many days up to and including `day` delivery stood still, per row; 0 where it never did."""
    gaps = _gaps(regieberichten)
    asked = period.select(*KEY, day=day).with_row_index("row")
    asked = asked.join(gaps.select(KEY).unique(), on=list(KEY), how="semi").sort("day")
    found = asked.join_asof(
        gaps, left_on="day", right_on="since", by=list(KEY), strategy="backward", check_sortedness=False
    )
    in_gap = (pl.min_horizontal("day", "until") - pl.col("since")).dt.total_days() + 1
    counted = found.select("row", days=pl.col("earlier") + in_gap).drop_nulls()
    return pl.repeat(0, n=len(period), eager=True, dtype=pl.Int64).scatter(counted["row"], counted["days"])
