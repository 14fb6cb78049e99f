# SPDX-License-Identifier: EUPL-1.2
"""Trend over versions: what was published before, and what has changed since.

A municipality that restates a month changes figures that stood in an earlier workbook. Each version of each figure that
was published is kept (`opslag/meting`), so the old one, the new one and the difference can be shown side by side.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from processors.durable import landing
from processors.measurements import MEASUREMENTS

KEY = ("kpi", "gemeente", "aanbieder", "product", "wet", "maand", "subregio", "contract_nummer")
SAID = ("waarde", "teller", "noemer", "onderdrukt")
KEPT: Mapping[str, type[pl.DataType]] = {**MEASUREMENTS, "gepubliceerd_op": pl.Date}
REVISED: Mapping[str, type[pl.DataType]] = {
    **{name: MEASUREMENTS[name] for name in KEY}, "versie": pl.Int64, "gepubliceerd_op": pl.Date,
    "waarde_oud": pl.Float64, "waarde_nieuw": pl.Float64, "verschil": pl.Float64,
}  # fmt: skip
_EXACT = 1e-9


def with_versions(figures: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The same measurements with `versie`: one more than before where the figure differs from what was published.

    Args:
        figures: measurements (`MEASUREMENTS`).
        before: what was last published of each figure (`published`).

    """
    old = before.select(*KEY, *(pl.col(name).alias(f"{name}_oud") for name in SAID), versie_oud="versie")
    known = figures.join(old, on=list(KEY), how="left", nulls_equal=True, maintain_order="left")
    same = pl.all_horizontal(_same(name) for name in SAID)
    version = pl.when(pl.col("versie_oud").is_null()).then(1).otherwise(pl.col("versie_oud") + (~same).cast(pl.Int64))
    return known.with_columns(versie=version).select(*figures.columns)


def revised(history: pl.DataFrame) -> pl.DataFrame:
    """What was published and later said something else: old, new and difference (columns: `REVISED`), the last first.

    A figure that is gone has no new value; one that was suppressed, then or later, is not told: the other version would
    tell it.

    Args:
        history: every version that was published (`history`).

    """
    told = pl.col("onderdrukt") == "nee"
    ordered = history.sort("versie", maintain_order=True).with_columns(
        waarde_oud=pl.col("waarde").shift(1).over(KEY), told_oud=told.shift(1).over(KEY), waarde_nieuw="waarde"
    )
    changed = ~pl.col("waarde_oud").eq_missing(pl.col("waarde_nieuw")) & ~_near("waarde_oud", "waarde_nieuw")
    both = told & pl.col("told_oud").fill_null(value=False)
    return (
        ordered.filter(both & changed)
        .with_columns(verschil=pl.col("waarde_nieuw") - pl.col("waarde_oud"))
        .select(*REVISED)
        .sort("gepubliceerd_op", *KEY, descending=[True, *(False for _ in KEY)])
    )


def history(folder: Path) -> pl.DataFrame:
    """Every version of every figure that was published (columns: `KEPT`), in the order of publication."""
    found = [pl.read_parquet(path).select(*KEPT) for path in sorted(folder.glob("*.parquet"))]
    return pl.concat([pl.DataFrame(schema=dict(KEPT)), *found])


def published(versions: pl.DataFrame) -> pl.DataFrame:
    """What was last published of each figure (columns: `MEASUREMENTS`)."""
    return versions.unique(list(KEY), keep="last", maintain_order=True).select(*MEASUREMENTS)


def renewed(figures: pl.DataFrame, before: pl.DataFrame, today: date) -> pl.DataFrame:
    """The figures that are new, gone or another version than before (columns: `KEPT`).

    A figure that is gone is a version without a value.

    Args:
        figures: what is published now, with its versions (`with_versions`).
        before: what was last published (`published`).
        today: the day of publication.

    """
    fresh = figures.join(before.select(*KEY, "versie"), on=[*KEY, "versie"], how="anti", nulls_equal=True)
    there = pl.any_horizontal(pl.col("waarde").is_not_null(), pl.col("onderdrukt") == "ja", pl.col("regels") > 0)
    gone = before.filter(there).join(figures, on=list(KEY), how="anti", nulls_equal=True)
    emptied = gone.with_columns(
        *(pl.lit(None, MEASUREMENTS[name]).alias(name) for name in ("waarde", "teller", "noemer", "clienten")),
        pl.col("versie") + 1, regels=pl.lit(0, pl.Int64), onderdrukt=pl.lit("nee"),
    )  # fmt: skip
    kept = pl.concat([fresh.select(*MEASUREMENTS), emptied.select(*MEASUREMENTS)])
    return kept.with_columns(gepubliceerd_op=pl.lit(today)).select(*KEPT)


def remember(folder: Path, figures: pl.DataFrame, before: pl.DataFrame, *, today: date) -> Path | None:
    """Keep what is `renewed` as the next file in the folder of the versions; None if there is nothing.

    Earlier files are never changed.
    """
    kept = renewed(figures, before, today)
    if kept.is_empty():
        return None
    target = folder / f"{len(list(folder.glob('*.parquet'))) + 1:06d}.parquet"
    with landing(target) as half:
        kept.write_parquet(half)
    return target


def _same(name: str) -> pl.Expr:
    equal = pl.col(name).eq_missing(pl.col(f"{name}_oud"))
    return equal if MEASUREMENTS[name] == pl.String else equal | _near(name, f"{name}_oud")


def _near(one: str, other: str) -> pl.Expr:
    """Whether two figures differ by no more than the order in which a machine adds; false where one is missing."""
    difference = (pl.col(one) - pl.col(other)).abs()
    return (difference <= _EXACT * pl.max_horizontal(pl.col(one).abs(), pl.lit(1.0))).fill_null(value=False)
