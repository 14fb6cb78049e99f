# SPDX-License-Identifier: EUPL-1.2
"""The maximum volume of an allocation, counted day by day (handbook 7.4 and 7.5)."""

from datetime import date, timedelta

OUTPUT = ("82", "83")
HOUR, MINUTE = "04", "01"
DAY, WEEK, MONTH, TOTAL = "1", "2", "4", "6"
SUNDAY = 7


def days(begin, end):
    """Every day from begin to end, both included."""
    return [begin + timedelta(days=nr) for nr in range((end - begin).days + 1)]


def sundays(begin, end):
    return [day for day in days(begin, end) if day.isoweekday() == SUNDAY]


def weeks(begin, end):
    """The distinct ISO weeks that a period touches."""
    return {day.isocalendar()[:2] for day in days(begin, end)}


def months(begin, end):
    return {(day.year, day.month) for day in days(begin, end)}


def extra_sunday(allocation, begin, end):
    """The period that holds the last Sunday of an allocation gets one more, if the allocation ends on another day."""
    last = allocation["einddatum"]
    if last is None or last.isoweekday() == SUNDAY:
        return 0
    of_allocation = sundays(allocation["ingangsdatum"], last)
    return 1 if of_allocation and begin <= of_allocation[-1] <= end else 0


def in_period(allocation, begin, end):
    """What may be delivered in one product period, in the unit of the allocation; None when it is not said."""
    volume, frequency = allocation["volume"], allocation["frequentie"]
    if volume is None or frequency is None:
        return None
    if frequency == DAY:
        return volume * len(days(begin, end))
    if frequency == WEEK and allocation["eenheid"] in OUTPUT:
        return volume * (len(sundays(begin, end)) + extra_sunday(allocation, begin, end))
    if frequency == WEEK and (allocation["wet"], allocation["product_categorie"]) == ("wmo", "01"):
        return volume * 6
    if frequency == WEEK:
        return volume * len(weeks(begin, end))
    return volume


def over_all(allocation):
    """What may be delivered in the whole allocation; None when there is no end to it."""
    volume, frequency = allocation["volume"], allocation["frequentie"]
    begin, end = allocation["ingangsdatum"], allocation["einddatum"]
    if volume is None or frequency is None or (end is None and frequency != TOTAL):
        return None
    if frequency == DAY:
        return volume * len(days(begin, end))
    if frequency == WEEK and allocation["eenheid"] in OUTPUT:
        return volume * (len(sundays(begin, end)) + extra_sunday(allocation, begin, end))
    if frequency == WEEK:
        return volume * len(weeks(begin, end))
    return volume * len(months(begin, end)) if frequency == MONTH else volume


def factor(allocation, unit):
    """How many of this unit go into one of the allocation's; None when they cannot be compared."""
    if unit is None or allocation["eenheid"] is None:
        return None
    if unit == allocation["eenheid"]:
        return 1
    return 60 if (allocation["eenheid"], unit) == (HOUR, MINUTE) else None


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
