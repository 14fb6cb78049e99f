# SPDX-License-Identifier: EUPL-1.2
"""A second version of an allocation that changes what may not change, or does so without consent."""

from datetime import timedelta
from random import Random

import polars as pl

from processors.demo.allocations import spare_numbers
from processors.demo.faults.allocation_cells import SPECIFIC, TABLE
from processors.demo.faults.registry import WAARSCHUWING, Cells, Row, added_fault

ONCE = pl.col("versies") == 1
ENDS = pl.col("einddatum").is_not_null()
HOURLY = SPECIFIC & ENDS & (pl.col("eenheid") == "04")
TOTAL = pl.col("frequentie") == "6"
FIXED = (pl.col("volume") == 1) & (pl.col("eenheid") == "82")
STEP = 5


def next_version(row: Row) -> dict[str, object]:
    """A decision a day later on the same allocation, that honours no request."""
    return {"toewijzing_datum": row["toewijzing_datum"] + timedelta(days=1), "referentie_aanbieder": None}


@added_fault("TR332", TABLE, "toewijzing_nummer", where=ONCE & SPECIFIC)
def number_of_somebody_else(row: Row, random: Random) -> Cells:
    """The number was given out already, to another client."""
    return {**next_version(row), "client": random.choice(spare_numbers())}


@added_fault("MGR-326", TABLE, "ingangsdatum", where=ONCE & SPECIFIC & ENDS)
def version_that_starts_later(row: Row, _random: Random) -> Cells:
    """The first day moves, where a new allocation was needed."""
    return {**next_version(row), "ingangsdatum": row["ingangsdatum"] + timedelta(days=7)}


@added_fault("MGR-326", TABLE, "eenheid", where=ONCE & HOURLY)
def version_in_another_unit(row: Row, _random: Random) -> Cells:
    """Minutes instead of hours."""
    return {**next_version(row), "eenheid": "01", "volume": row["volume"] * 60}


@added_fault("OP033x1", TABLE, "volume", where=ONCE & SPECIFIC & ENDS & ~TOTAL & ~FIXED, severity=WAARSCHUWING)
def version_with_more(row: Row, _random: Random) -> Cells:
    """More per week, where only a total may change."""
    return {**next_version(row), "volume": row["volume"] + 1}


@added_fault("OP298", TABLE, "volume", where=ONCE & TOTAL & ENDS & (pl.col("volume") > STEP), severity=WAARSCHUWING)
def version_with_a_smaller_total(row: Row, _random: Random) -> Cells:
    """The total goes down, and nobody asked for it."""
    return {**next_version(row), "volume": row["volume"] - STEP}


@added_fault("OP298", TABLE, "budget", where=ONCE & pl.col("budget").is_not_null(), severity=WAARSCHUWING)
def version_with_a_smaller_budget(row: Row, _random: Random) -> Cells:
    """The budget goes down, and nobody asked for it."""
    return {**next_version(row), "budget": row["budget"] - 10_000}


@added_fault("TR379", TABLE, "referentie_aanbieder", where=ONCE & pl.col("referentie_aanbieder").is_not_null())
def request_honoured_twice(row: Row, _random: Random) -> Cells:
    """The second decision names the request that the first one honoured."""
    return {**next_version(row), "referentie_aanbieder": row["referentie_aanbieder"]}
