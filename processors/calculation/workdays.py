# SPDX-License-Identifier: EUPL-1.2
"""Dutch working days between two dates: Monday to Friday, without public holidays.

Holidays come from the library `holidays`. Good Friday is no public holiday in the Netherlands, although the library
counts it, and 5 May is one only once in so many years (parameter `bevrijdingsdag_vrij_om_de`); both are our own
reading [D], for the standard says "werkdagen" and no more.
"""

from datetime import date
from functools import cache

import polars as pl
from holidays import country_holidays

GOOD_FRIDAY = "Goede vrijdag"
LIBERATION_DAY = "Bevrijdingsdag"
# Outside these years every Monday to Friday counts: no message of the iStandaarden is as old or as new.
YEARS = range(2000, 2101)


def workdays_until(begin: pl.Expr, eind: pl.Expr, *, liberation_every: int) -> pl.Expr:
    """The number of working days after `begin`, up to and including `eind`.

    The same day is 0, and so is a weekend later; a day earlier is zero or less. Missing in, missing out.

    Args:
        begin: the day from which is counted.
        eind: the last day that counts.
        liberation_every: once in how many years 5 May is free (parameter `bevrijdingsdag_vrij_om_de`).

    """
    next_day = pl.duration(days=1)
    free = public_holidays(liberation_every)
    return pl.business_day_count(begin + next_day, eind + next_day, holidays=free).cast(pl.Int64)


@cache
def public_holidays(liberation_every: int) -> tuple[date, ...]:
    """The Dutch public holidays of the years that count, in order; 5 May once in so many years."""
    known = country_holidays("NL", years=YEARS, language="nl")
    fixed = {day for day, name in known.items() if name not in (GOOD_FRIDAY, LIBERATION_DAY)}
    liberation = {date(year, 5, 5) for year in YEARS if year % liberation_every == 0}
    return tuple(sorted(fixed | liberation))
