# SPDX-License-Identifier: EUPL-1.2
"""When work is due: moments in UTC that follow the clock on the wall, also where that clock jumps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Policy(StrEnum):
    """What happens when more than one slot of a job is due: only the latest is worked, or all are."""

    LATEST = "laatste"
    ALL = "alle"


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a time on the clock of the office."""

    at: time

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the slots after the first moment, up to and including the last; in UTC, in order."""
        for day in _days(after, until):
            if after < (slot := on_the_wall(day, self.at)) <= until:
                yield slot


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes from a time of the day until another; equal times are the whole day.

    The minutes are real ones: an hour that the clock repeats has as many slots as every other hour.
    """

    minutes: int
    begin: time
    end: time

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the slots after the first moment, up to and including the last; in UTC, in order."""
        for day in _days(after, until):
            slot = on_the_wall(day, self.begin)
            stop = on_the_wall(day if self.begin < self.end else day + DAY, self.end)
            while slot < stop and slot <= until:
                if slot > after:
                    yield slot
                slot += self.minutes * MINUTE


Times = Daily | Every


def on_the_wall(day: date, at: time) -> datetime:
    """The moment (UTC) at which the clock of the office shows this time.

    A time that the clock skips is the first moment after the gap; of a time that it shows twice, the first.

    >>> on_the_wall(date(2026, 3, 29), time(2, 30)).isoformat()
    '2026-03-29T01:00:00+00:00'
    """
    asked = datetime.combine(day, at, tzinfo=ZONE)
    found = asked.astimezone(UTC)
    if found.astimezone(ZONE).replace(tzinfo=None) == asked.replace(tzinfo=None):
        return found
    # Read with the offset of before the gap, a time in it lies as long after the gap as it is past its beginning.
    found = found.replace(second=0, microsecond=0)
    while _offset(found - MINUTE) == _offset(found):
        found -= MINUTE
    return found


def clock_shows(moment: datetime) -> str:
    """A moment as people read it on the clock of the office.

    >>> clock_shows(datetime(2026, 11, 2, 12, tzinfo=UTC))
    '02-11-2026 13:00'
    """
    return f"{moment.astimezone(ZONE):%d-%m-%Y %H:%M}"


def next_slot(times: Times, after: datetime) -> datetime:
    """The first slot after a moment."""
    return next(times.between(after, after + 3 * DAY))


def latest_slot(times: Times, now: datetime) -> datetime:
    """The last slot at or before a moment."""
    *_, last = times.between(now - 3 * DAY, now)
    return last


def _days(after: datetime, until: datetime) -> Iterator[date]:
    """The days whose slots may lie between two moments; slots of a night began on the day before."""
    day, last = after.astimezone(ZONE).date() - DAY, until.astimezone(ZONE).date()
    while day <= last:
        yield day
        day += DAY


def _offset(moment: datetime) -> timedelta | None:
    return moment.astimezone(ZONE).utcoffset()
