# SPDX-License-Identifier: EUPL-1.2
"""Facts counted one by one: put in groups with a loop, and the arithmetic of dates done by hand."""

import calendar
from datetime import date, timedelta

SUBREGIONS = {"0983": "noord", "0957": "midden"}
DAY = timedelta(days=1)
# Public holidays on weekdays in 2025 and 2026, from a paper calendar; 5 May is free in 2025.
HOLIDAYS = {
    date(2025, 1, 1), date(2025, 4, 21), date(2025, 5, 5), date(2025, 5, 29), date(2025, 6, 9), date(2025, 12, 25),
    date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25),
    date(2026, 12, 25),
}  # fmt: skip


def workdays(begin, end):
    """Working days after `begin` up to and including `end`; what lies before counts back."""
    if begin is None or end is None:
        return None
    if end < begin:
        return -workdays(end, begin)
    count, day = 0, begin
    while day < end:
        day += DAY
        count += day.weekday() < 5 and day not in HOLIDAYS
    return count


def months_later(day, count):
    number = day.year * 12 + day.month - 1 + count
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(day):
    return None if day is None else f"{day.year}-{day.month:02d}"


def month_end(month):
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def period(month, name):
    if name == "kwartaal":
        return f"{month[:4]}-K{(int(month[5:]) + 2) // 3}"
    return month[:4] if name == "jaar" else month


def groups(facts, per):
    """The facts by their group; a fact that does not say to which it belongs is in none."""
    found = {}
    for fact in facts:
        key = []
        for name in per:
            if name in ("maand", "kwartaal", "jaar"):
                value = fact["maand"] and period(fact["maand"], name)
            else:
                value = fact.get({"product": "product_code", "categorie": "product_categorie"}.get(name, name))
            key.append(value)
        if None not in key:
            found.setdefault(tuple(key), []).append(fact)
    return found


def at_the_end(facts, months, per):
    """Of facts about the end of a month those of the last month of each period that is told about."""
    name = next((each for each in per if each in ("maand", "kwartaal", "jaar")), None)
    last = {}
    for month in months:
        key = name and period(month, name)
        last[key] = max(month, last.get(key, month))
    return [fact for fact in facts if fact["maand"] == last[name and period(fact["maand"], name)]]


def percentile(values, part):
    """The value below which this part lies, between two where it falls between them."""
    values = sorted(value for value in values if value is not None)
    if not values:
        return None
    place = part * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def share(part, whole):
    return 100 * len(part) / len(whole) if whole else None
