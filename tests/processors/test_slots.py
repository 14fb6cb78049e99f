# SPDX-License-Identifier: EUPL-1.2
"""Work is due by the clock on the wall, also in the night that the clock jumps."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.slots import Daily, Every, latest_slot, next_slot

MINUTE = timedelta(minutes=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHTS = {
    "spring 2026": datetime(2026, 3, 28, 12, tzinfo=UTC),
    "autumn 2026": datetime(2026, 10, 24, 12, tzinfo=UTC),
    "spring 2027": datetime(2027, 3, 27, 12, tzinfo=UTC),
    "autumn 2027": datetime(2027, 10, 30, 12, tzinfo=UTC),
}
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def minutes(after, until):
    """Every whole minute after a moment, up to and including another."""
    moment = after.replace(second=0, microsecond=0) + MINUTE
    while moment <= until:
        yield moment
        moment += MINUTE


def first_of_each_day(at, after, until):
    """The naive reading: of each day on the calendar, the first minute at which the wall clock is there or past it."""
    found = {}
    for moment in minutes(after - timedelta(days=2), until):
        local = moment.astimezone(AMSTERDAM)
        if local.time() >= at:
            found.setdefault(local.date(), moment)
    return [moment for day, moment in found.items() if moment > after and day >= after.astimezone(AMSTERDAM).date()]


def every_so_often(times, after, until):
    """The naive reading: start counting minutes when the window opens, and stop when it closes."""
    found, since = [], None
    opened = set(first_of_each_day(times.begin, after - timedelta(days=2), until))
    closed = set(first_of_each_day(times.end, after - timedelta(days=2), until))
    for moment in minutes(after - timedelta(days=2), until):
        if moment in closed:
            since = None
        if moment in opened:
            since = moment
        if since is not None and moment > after and (moment - since) // MINUTE % times.minutes == 0:
            found.append(moment)
    return found


@pytest.mark.parametrize("night", NIGHTS)
@settings(max_examples=15, deadline=None)
@given(at=TIMES, begin=st.integers(0, 1_000), long=st.integers(0, 2_000))
def test_a_time_of_the_day_has_the_slots_that_a_naive_count_of_minutes_finds(night, at, begin, long):
    after = NIGHTS[night] + begin * MINUTE

    found = list(Daily(at).between(after, after + long * MINUTE))

    assert found == first_of_each_day(at, after, after + long * MINUTE)


@pytest.mark.parametrize("night", NIGHTS)
@settings(max_examples=15, deadline=None)
@given(step=st.integers(1, 180), begin=TIMES, end=TIMES, first=st.integers(0, 1_000), long=st.integers(0, 2_000))
def test_every_so_many_minutes_has_the_slots_that_a_naive_count_of_minutes_finds(night, step, begin, end, first, long):
    times, after = Every(step, begin, end), NIGHTS[night] + first * MINUTE

    found = list(times.between(after, after + long * MINUTE))

    assert found == every_so_often(times, after, after + long * MINUTE)


def test_a_time_in_the_gap_of_spring_is_the_first_moment_after_it():
    slots = Daily(time(2, 30)).between(datetime(2026, 3, 28, 2, tzinfo=UTC), datetime(2026, 3, 30, 2, tzinfo=UTC))

    assert [f"{slot:%d %H:%M}" for slot in slots] == ["29 01:00", "30 00:30"]


def test_a_time_that_autumn_shows_twice_comes_once():
    slots = Daily(time(2, 30)).between(datetime(2026, 10, 24, 2, tzinfo=UTC), datetime(2026, 10, 26, 2, tzinfo=UTC))

    assert [f"{slot:%d %H:%M}" for slot in slots] == ["25 00:30", "26 01:30"]


@pytest.mark.parametrize("night", [datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)])
def test_four_hours_have_sixteen_quarters_whatever_the_clock_does(night):
    slots = list(Every(15, time(0), time(0)).between(night, night + timedelta(hours=4)))

    assert slots == [night + 15 * number * MINUTE for number in range(1, 17)]


@settings(max_examples=50, deadline=None)
@given(
    times=st.one_of(st.builds(Daily, TIMES), st.builds(Every, st.integers(1, 1440), TIMES, TIMES)),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - idem
)
def test_there_is_a_slot_at_most_two_days_back_and_two_ahead_and_none_between(times, now):
    before, after = latest_slot(times, now), next_slot(times, now)

    assert before <= now < after
    assert list(times.between(before, after)) == [after]
