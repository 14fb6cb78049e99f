# SPDX-License-Identifier: EUPL-1.2
"""The allocations (toewijzingen) that were current when a supplier asked for a change (317).

Current is what TR349 says: not ended yet or still to begin, and not removed. The day is the `dagtekening` of the
request, and of each number the last decision of that day or before counts [D]: the supplier could not know of later
ones, and a request that is delivered months later must not be judged against what it led to.
"""

import polars as pl

from processors.enrichment.allocations import KEY, MOMENT
from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, last_of
from processors.enrichment.requests import CHANGE, CHANGED, REQUEST, UNCHANGED
from processors.enrichment.stacking import PERSON, REMOVED

ON_DAY = (*PERSON, "dagtekening")
NUMBER = (*ON_DAY, "toewijzing_nummer")


def told(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """What the allocation that a row of a 317 names says, and which allocation the request leaves out.

    Args:
        rows: requests of one submission.
        toewijzingen: all versions of the allocations.

    Returns:
        `toewijzing_actueel` (of this client at this supplier), missing on a row that names none or that misses part
        of the key; the columns of that allocation, missing where it is not current; `toewijzingen_ontbreken`, the
        number of current allocations that the request does not name, and `ontbrekende_toewijzing`, the lowest of
        them; both missing on what is no 317.

    """
    change, named = pl.col("soort") == CHANGE, pl.col("onderdeel").is_in([UNCHANGED, CHANGED])
    current = current_of(rows.filter(change).select(ON_DAY), toewijzingen)
    lent = current.select(*NUMBER, toewijzing_actueel=pl.lit(value=True), **joined("toewijzingen", "toegewezen"))
    found = beside(rows, lent, NUMBER)
    of_number = pl.all_horizontal(change, named, pl.col(NUMBER).is_not_null())
    own = [
        pl.when(rows.select(of_number).to_series())
        .then(pl.col(name).fill_null(value=False) if name == "toewijzing_actueel" else pl.col(name))
        .alias(name)
        for name in found.columns
    ]
    lacking = beside(rows, _lacking(rows.filter(change), rows.filter(change & named), current), REQUEST)
    of_request = pl.all_horizontal(change, pl.col(REQUEST).is_not_null())
    counted = pl.when(rows.select(of_request).to_series()).then(pl.col("toewijzingen_ontbreken").fill_null(0))
    return pl.concat([found.select(own), lacking.with_columns(toewijzingen_ontbreken=counted)], how="horizontal")


def current_of(asked: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """The current allocations of each person at each supplier, on each day.

    Args:
        asked: `ON_DAY`; rows with an empty value have none.
        toewijzingen: all versions of the allocations.

    Returns:
        The columns of the allocation and `dagtekening`, once per number and day.

    """
    days = asked.drop_nulls().unique()
    numbers = toewijzingen.join(days, on=list(PERSON)).select(*KEY, "dagtekening").unique()
    versions = toewijzingen.join(numbers, on=list(KEY), maintain_order="left")
    day, begin, end = pl.col("dagtekening"), pl.col("ingangsdatum"), pl.col("einddatum")
    decided = versions.filter(pl.col("toewijzing_datum").is_null() | (pl.col("toewijzing_datum") <= day))
    in_force = last_of(decided.sort(MOMENT, maintain_order=True), (*KEY, "dagtekening"))
    runs = end.is_null() | (end >= day) | (begin > day).fill_null(value=False)
    no_days = (end == begin).fill_null(value=False)
    removed = pl.col("reden_wijziging").fill_null("").is_in(REMOVED) & no_days
    # The version in force says whose it is.
    return in_force.filter(runs & ~removed).join(days, on=list(ON_DAY), how="semi", maintain_order="left")


def _lacking(change: pl.DataFrame, naming: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """Per request that does not name every current allocation how many it leaves out, and the lowest."""
    wanted = change.select(REQUEST).unique().join(current.select(NUMBER), on=list(ON_DAY))
    left_out = wanted.join(naming, on=[*REQUEST, "toewijzing_nummer"], how="anti")
    number = pl.col("toewijzing_nummer")
    return left_out.group_by(REQUEST).agg(
        toewijzingen_ontbreken=pl.len().cast(pl.Int64), ontbrekende_toewijzing=number.min()
    )
