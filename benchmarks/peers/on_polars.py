# SPDX-License-Identifier: EUPL-1.2
"""Polars by hand, as in `by_hand.py`: the yardstick."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
from by_hand import CHECKS, FIRST, violations
from regels import FIFTEEN

from processors.findings import FINDINGS

NAME = "Polars by hand"
PACKAGES = ("polars",)


def read(path: Path) -> pl.DataFrame:
    """The lines."""
    return pl.read_parquet(path)


def judge(lines: pl.DataFrame, _lists: Mapping[str, list[str]]) -> pl.DataFrame:
    """The violations."""
    wrong = {name: ~check.right for name, check in CHECKS.items()}
    verdicts = lines.lazy().with_columns(**FIRST).select("nr", **wrong).collect()
    return pl.concat(verdicts.filter(name).select("nr", rule=pl.lit(name)) for name in CHECKS)


def report(lines: pl.DataFrame) -> pl.DataFrame:
    """The findings with the words of the rulebook; what cannot be decided is not said."""
    return violations(lines, FIFTEEN).select(*FINDINGS)


def keep(found: pl.DataFrame, path: Path) -> None:
    """Write the violations or findings."""
    found.write_parquet(path)
