# SPDX-License-Identifier: EUPL-1.2
"""A term in working days ends where counting days one by one ends."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.calculation.workdays import public_holidays, workdays_until
from processors.errors import UnusableInputError
from processors.ranges.terms import last_days

FREE = public_holidays(5)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_a_term_ends_on_the_last_of_its_working_days(begin, workdays):
    day, left = begin, workdays
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in FREE

    (found,) = last_days([begin], [workdays], liberation_every=5)

    assert found == day
    counted = pl.DataFrame({"a": [begin], "b": [found]}).select(
        workdays_until(pl.col("a"), pl.col("b"), liberation_every=5)
    )
    assert counted.item() == workdays


def test_no_working_days_later_is_the_same_day_and_missing_stays_missing():
    assert last_days([date(2026, 9, 5), "", 46266.0], [0], liberation_every=5) == [
        date(2026, 9, 5), None, date(2026, 9, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("term", [-1, 1.5, "vijf", 10_001, 1e9, True])
def test_a_term_that_is_none_is_refused(term):
    with pytest.raises(UnusableInputError, match="een heel getal"):
        last_days([date(2026, 9, 5)], [term], liberation_every=5)


@pytest.mark.parametrize(("begin", "term"), [(date(1999, 12, 31), 0), (date(2100, 12, 30), 5), (date(9999, 12, 31), 1)])
def test_a_term_outside_the_years_of_which_the_holidays_are_known_is_refused(begin, term):
    with pytest.raises(UnusableInputError, match=r"^De feestdagen zijn bekend van 2000 tot en met 2100\."):
        last_days([begin], [term], liberation_every=5)
