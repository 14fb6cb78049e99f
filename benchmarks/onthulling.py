# SPDX-License-Identifier: EUPL-1.2
"""What an attacker learns of hidden figures in two editions of the fictional region, and what protecting them takes.

The same linear programs by which a publication is decided, per audience on this month with the month before beside it.
For everybody they are pushed to the end: the least and the most that each small figure can be. For the region, with
many times as many figures, they stop where the doubt is as large as was agreed.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date

import polars as pl
from consolidatie import MONTH
from report import Row, main

from processors.accepted import FINDINGS_IN_FORCE
from processors.deliveries import DELIVERIES
from processors.demo import DemoPlan, make_region
from processors.demo.region import Region
from processors.disclosure.attack import attack
from processors.disclosure.audience import Audience, Limits, limits
from processors.disclosure.concentration import concentration
from processors.disclosure.protection import Protected, protected
from processors.kpis import KPIS
from processors.lines import TABLES
from processors.measured import Material
from processors.measurements import for_all, measurements
from processors.open_data import public_grains

EDITIONS = ("2026-08", MONTH)
TODAY = date(2026, 11, 23)
LINES, SMALL = 6_000, 1_000
# An interval that is narrower than this gives the figure itself.
DETERMINED = 1e-3
Protect = Callable[[pl.DataFrame, Material, Limits, list[pl.DataFrame]], Protected]


def measure(asked: argparse.Namespace) -> list[Row]:
    """Protect two editions for each audience, and attack the last one with the first beside it."""
    region = make_region(DemoPlan(lines=SMALL if asked.small else asked.lines, month=MONTH))
    rows = []
    for audience, protect in ((Audience.REGION, _for_region), (Audience.PUBLIC, _for_public)):
        rows += _attacked(region, audience, protect)
    return rows


def _attacked(region: Region, audience: Audience, protect: Protect) -> list[Row]:
    agreed, earlier = limits(audience, region.tables), []
    for month in EDITIONS:
        behind = _material(region, month)
        figures = measurements(behind)
        begun = time.perf_counter()
        told = protect(figures, behind, agreed, earlier)
        protecting = time.perf_counter() - begun
        earlier.append(told.kept)
    begun = time.perf_counter()
    learnt = _learnt(told, agreed, to_the_end=audience is Audience.PUBLIC)
    attacking = time.perf_counter() - begun
    if learnt.is_empty():
        sys.exit("Nothing small is hidden, so there is nothing to attack.")
    hidden = told.figures.filter(pl.col("onderdrukt") == "ja").height
    width = pl.col("hoog") - pl.col("laag")
    known = learnt.filter(width <= DETERMINED * pl.col("waarde").abs()).height
    relative = learnt.select((100 * width / pl.col("waarde").abs()).min()).item()
    share = learnt.select((width / pl.col("breedte")).min()).item()
    return [
        Row(f"{audience}: protect an edition", protecting, "s", None, f"{told.figures.height:,} figures"),
        Row(f"{audience}: figures hidden", 100 * hidden / told.figures.height, "%", None, f"{hidden:,}"),
        Row(f"{audience}: attack on every small figure", attacking, "s", None, f"{learnt.height:,} cells"),
        Row(f"{audience}: small figures that are determined", known, "cells", 0),
        Row(f"{audience}: narrowest interval, of the value", relative, "%"),
        Row(f"{audience}: narrowest interval, of the width agreed", share, "x", None, "below 1 is refused"),
    ]  # fmt: skip


def _for_region(figures: pl.DataFrame, behind: Material, agreed: Limits, earlier: list[pl.DataFrame]) -> Protected:
    return protected(figures.filter(for_all()), agreed, earlier, contracts=behind.reference.get("contracten"))


def _for_public(figures: pl.DataFrame, behind: Material, agreed: Limits, earlier: list[pl.DataFrame]) -> Protected:
    asked = figures.filter(public_grains(behind.month))
    return protected(asked, agreed, earlier, concentration=concentration(asked, behind, KPIS))


def _learnt(told: Protected, agreed: Limits, *, to_the_end: bool) -> pl.DataFrame:
    """Per small cell its value, the least and the most that it can be, and the width that was agreed (`breedte`)."""
    found = []
    for laid, hidden in told.laid:
        wanted = laid.wanted(agreed)
        values = laid.values.select("cel", "waarde").unique("cel")
        asked = wanted.with_columns(breedte=pl.lit(float("inf"))) if to_the_end else wanted
        bounds = attack(laid.published(hidden), asked).join(wanted, on="cel").join(values, on="cel")
        found.append(bounds.filter(pl.col("waarde") != 0))
    return pl.concat(found)


def _material(region: Region, month: str) -> Material:
    """The clean lines of the region, of which every municipality delivered every month."""
    places = region["lidmaatschap"]["gemeente"].unique().sort()
    told = [
        {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place,
         "maand": f"{month[:4]}-{at:02d}"}
        for place in places for at in range(1, int(month[5:]) + 1)
    ]  # fmt: skip
    lines = {name: frame for name, frame in region.tables.items() if name in TABLES and not TABLES[name].reference}
    reference = {name: frame for name, frame in region.tables.items() if name not in lines}
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    return Material(lines, reference, deliveries, pl.DataFrame(schema=dict(FINDINGS_IN_FORCE)), month, TODAY)


if __name__ == "__main__":
    main("onthulling", measure, {"lines": LINES})
