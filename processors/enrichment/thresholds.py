# SPDX-License-Identifier: EUPL-1.2
"""The parameters in force, joined to every line: a rule names a tolerance as it names a column."""

from collections.abc import Iterable

import polars as pl

from processors.parameters import parameter
from processors.vocabulary.thresholds import COLUMNS


def told() -> Iterable[pl.Expr]:
    """One whole number per parameter, in the unit of the parameter table, the same for every line."""
    return [pl.lit(parameter(name), pl.Int64).alias(name) for name in COLUMNS]
