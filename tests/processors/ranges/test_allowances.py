# SPDX-License-Identifier: EUPL-1.2
"""What an allocation allows, from cells, is what the rules say."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.errors import UnusableInputError
from processors.ranges.allowances import Allowance, explained, maxima

HOURS, DAYS = "04", "14"
PER_WEEK, PER_MONTH, IN_TOTAL = "2", "4", "6"
BEGIN, END = date(2026, 1, 1), date(2026, 12, 31)


def asked(**changed):
    cells = {"begin": BEGIN, "end": END, "volume": 3, "unit": HOURS, "frequency": PER_WEEK, "month": "2026-09"}
    return Allowance(
        **{name: each if isinstance(each, list) else [each] for name, each in {**cells, **changed}.items()}
    )


def test_hours_per_week_count_each_week_that_the_month_touches():
    # September 2026 runs from Tuesday to Wednesday and touches five weeks (handbook 6).
    assert maxima(asked()) == [15]


def test_the_sentence_counts_what_the_maximum_counts():
    (told,) = explained(asked())

    assert "01-09-2026" in told
    assert "5 ISO-weken" in told
    assert "15 uur" in told


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 400), st.integers(1, 60), st.sampled_from("24"))
def test_effort_per_week_and_month_agrees_with_counting_day_by_day(begin, length, volume, frequency):
    end = begin + timedelta(days=length)
    month = f"{begin:%Y-%m}"
    last = min(end, date(begin.year, begin.month, monthrange(begin.year, begin.month)[1]))
    days = [begin + timedelta(days=at) for at in range((last - begin).days + 1)]
    times = len({day.isocalendar()[:2] for day in days}) if frequency == PER_WEEK else 1

    found = maxima(asked(begin=begin, end=end, volume=volume, frequency=frequency, month=month))

    assert found == [times * volume]


def test_more_allocations_are_asked_at_once_and_one_cell_counts_for_all():
    found = maxima(asked(volume=[3, 4, None], frequency=[2.0, "4", 6.0], unit=4.0, month=46266.0))

    assert found == [15, 4, None]


@pytest.mark.parametrize("month", ["2026-09", "september 2026", 46266.0, 46290.0, date(2026, 9, 30)])
def test_a_month_is_a_name_a_number_or_a_day_in_it(month):
    assert maxima(asked(month=month)) == [15]


def test_a_month_outside_the_allocation_has_no_maximum_and_says_why():
    other = asked(month="2027-02")

    assert maxima(other) == [None]
    assert "geen maximum" in explained(other)[0]


def test_ranges_of_different_length_are_refused():
    with pytest.raises(UnusableInputError, match=r"niet even lang \(2 en 3 cellen\)"):
        maxima(asked(volume=[1, 2], unit=[HOURS, HOURS, HOURS]))
