# SPDX-License-Identifier: EUPL-1.2
"""Our own engine: the rules of the rulebook, asked by themselves or to findings."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
from material import TABLE
from regels import FIFTEEN, ORIGIN

from processors.checking import check
from processors.findings import finish
from processors.verdicts import verdicts_of

NAME = "engine"
PACKAGES = ("narwhals", "polars")


def read(path: Path) -> pl.DataFrame:
    """The lines."""
    return pl.read_parquet(path)


def judge(lines: pl.DataFrame, _lists: Mapping[str, list[str]]) -> pl.DataFrame:
    """The violations, before the follow-up of other findings is silenced."""
    verdicts = verdicts_of(lines, list(FIFTEEN))
    return pl.concat(
        verdicts.filter(~pl.col(str(position))).select("nr", rule=pl.lit(rule.test.__name__))
        for position, rule in enumerate(FIFTEEN)
    )


def report(lines: pl.DataFrame) -> pl.DataFrame:
    """The findings as the command gives them."""
    return finish(check(FIFTEEN, lines, TABLE), ORIGIN)


def keep(found: pl.DataFrame, path: Path) -> None:
    """Write the violations or findings."""
    found.write_parquet(path)
