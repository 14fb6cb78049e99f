# SPDX-License-Identifier: EUPL-1.2
"""What part of a year carries on to: the sums of K09 and K09-seizoen, for columns and for single amounts alike."""

from fractions import Fraction
from typing import TypeVar

import narwhals as nw
import polars as pl

# Divisible by every number of months in a year, so that what is carried on stays a whole number.
PARTS = 27_720
Whole = TypeVar("Whole", int, pl.Expr)
Amount = TypeVar("Amount", Fraction, nw.Expr)


def carried_on(realised: Whole, months: Whole, closed: Whole) -> Whole:
    """What closed months come to over all months, in 1/`PARTS` of the unit of what was realised."""
    return realised * months * PARTS // closed


def by_season(realised: Amount, same: Amount, before: Amount) -> Amount:
    """What was realised, over the share that the same months (`same`) had in the whole year before (`before`)."""
    return realised / same * before
