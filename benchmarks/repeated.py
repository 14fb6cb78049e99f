# SPDX-License-Identifier: EUPL-1.2
"""The same lines and reference several times over, each time with numbers of their own: more than fits in memory."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

# Allocations of the fictional region are numbered below this; the faulty number, which nobody has, counts down.
NUMBERS = 10_000_000
MARKED = ("referentie_nummer", "vorig_referentie_nummer", "declaratie_nummer")
REPEATED = ("toewijzingen", "regieberichten", "eerdere_declaratieregels")


def write(lines: pl.DataFrame, reference: Mapping[str, pl.DataFrame], folder: Path, *, times: int) -> None:
    """Write `lines` and each reference table as a folder of Parquet files, one for each time."""
    for name, table in {"lines": lines, **reference}.items():
        (folder / name).mkdir(parents=True)
        for time in range(times if name == "lines" or name in REPEATED else 1):
            _numbered(table, time).write_parquet(folder / name / f"{time:02}.parquet")


def _numbered(table: pl.DataFrame, time: int) -> pl.DataFrame:
    """The rows with allocations and references that no other time has: another first letter, as long as before."""
    if not time:
        return table
    letter = pl.lit(chr(ord("a") + time))
    marked = [pl.concat_str(letter, pl.col(name).str.slice(1)).alias(name) for name in MARKED if name in table.columns]
    number = pl.col("toewijzing_nummer")
    numbered = pl.when(number < NUMBERS).then(number + time * NUMBERS).otherwise(number - time)
    return table.with_columns(*marked, *([numbered] if "toewijzing_nummer" in table.columns else []))
