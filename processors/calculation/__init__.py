# SPDX-License-Identifier: EUPL-1.2
"""How much and how many: exact arithmetic of whole columns (handbook, chapter 7).

Everything is an expression over integers and dates. Missing in, missing out.
"""

from processors.calculation.amounts import amount, hours_from_minutes, minute_tariff, round_half_up_div
from processors.calculation.local import Agreed, local_maximum, local_reason
from processors.calculation.maximum import (
    Allocation,
    closing_week,
    household,
    maximum_in_period,
    maximum_over_allocation,
    times_in_period,
    times_over_allocation,
    unit_factor,
)
from processors.calculation.periods import days, iso_weeks_touched, months_touched, product_period, sundays

__all__ = [
    "Agreed",
    "Allocation",
    "amount",
    "closing_week",
    "days",
    "hours_from_minutes",
    "household",
    "iso_weeks_touched",
    "local_maximum",
    "local_reason",
    "maximum_in_period",
    "maximum_over_allocation",
    "minute_tariff",
    "months_touched",
    "product_period",
    "round_half_up_div",
    "sundays",
    "times_in_period",
    "times_over_allocation",
    "unit_factor",
]
