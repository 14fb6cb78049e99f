# SPDX-License-Identifier: EUPL-1.2
"""The maximum that a local agreement gives: worked by hand, and a second implementation that counts day by day."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.calculation import Agreed, Allocation, local_maximum, local_reason, maximum_in_period

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
HOUR, MINUTE, PIECE, EURO = "04", "01", "82", "83"
WEEK, MONTH, TOTAL = "2", "4", "6"


def ask(begin, eind, *, of=local_maximum, **what):
    """Ask for a local maximum of plain values: an allocation of a year unless said otherwise."""
    said = {
        "wet": "jw", "categorie": "45", "van": YEAR[0], "tot": YEAR[1], "volume": 3, "eenheid": HOUR, "per": WEEK,
        "in_": HOUR, "weken": False, "maand": False, "procent": None, "gestopt": None,
    } | what  # fmt: skip
    allocation = Allocation(
        pl.lit(said["wet"]), pl.lit(said["categorie"]), pl.lit(said["van"], pl.Date), pl.lit(said["tot"], pl.Date),
        pl.lit(said["volume"], pl.Int64), pl.lit(said["eenheid"]), pl.lit(said["per"], pl.String),
    )  # fmt: skip
    agreed = Agreed(
        pl.lit(said["weken"]), pl.lit(said["maand"]), pl.lit(said["procent"], pl.Int64),
        pl.lit(said["gestopt"], pl.Int64),
    )  # fmt: skip
    period = (pl.lit(begin, pl.Date), pl.lit(eind, pl.Date))
    if of is local_reason:
        return pl.select(local_reason(allocation, *period, agreed=agreed)).item()
    if of is maximum_in_period:
        return pl.select(maximum_in_period(allocation, *period, unit=pl.lit(said["in_"]))).item()
    return pl.select(local_maximum(allocation, *period, unit=pl.lit(said["in_"]), agreed=agreed)).item()


@pytest.mark.parametrize(
    ("begin", "eind", "national", "local"),
    [
        # 30 days are 5 weeks; from Sunday 1 to Monday 30 November 2026 they touch 6 ISO weeks.
        (date(2026, 11, 1), date(2026, 11, 30), 18, 15),
        # August 2026: 31 days are 5 weeks and touch 6.
        (date(2026, 8, 1), date(2026, 8, 31), 18, 15),
        # February 2026 begins on a Sunday: 28 days are 4 weeks and touch 5.
        (date(2026, 2, 1), date(2026, 2, 28), 15, 12),
        # The same number of weeks either way.
        (date(2026, 6, 1), date(2026, 6, 30), 15, 15),
        # Sunday and Monday: one week of days, two ISO weeks.
        (date(2026, 6, 7), date(2026, 6, 8), 6, 3),
        # Seven days from a Wednesday, and one more.
        (date(2026, 6, 3), date(2026, 6, 9), 6, 3),
        (date(2026, 6, 3), date(2026, 6, 10), 6, 6),
        # ISO week 53: Monday 28 to Thursday 31 December 2026.
        (date(2026, 12, 28), date(2026, 12, 31), 3, 3),
        # 29 February 2028 is a Tuesday; the month begins on a Tuesday: 29 days are 5 weeks and touch 5.
        (date(2028, 2, 1), date(2028, 2, 29), 15, 15),
        (date(2028, 2, 29), date(2028, 2, 29), 3, 3),
    ],
)
def test_weeks_are_days_divided_by_seven_and_rounded_up(begin, eind, national, local):
    long = {"van": date(2026, 1, 1), "tot": date(2028, 12, 31)}

    assert ask(begin, eind, of=maximum_in_period, **long) == national
    assert ask(begin, eind, weken=True, **long) == local


def test_a_week_around_new_year_is_counted_once_per_period():
    december, january = (date(2026, 12, 28), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 1, 3))
    around = {"van": december[0], "tot": january[1], "weken": True}

    assert [ask(*december, **around), ask(*january, **around)] == [3, 3]


@pytest.mark.parametrize(
    ("what", "national", "local"),
    [
        # Household help counts as six weeks whatever the month; 30 days are five.
        ({"wet": "wmo", "categorie": "01"}, 18, 15),
        # Output counts the five Sundays of November 2026; 30 days are five weeks.
        ({"eenheid": PIECE, "in_": PIECE}, 15, 15),
        ({"in_": MINUTE}, 1080, 900),
    ],
)
def test_weeks_are_rounded_up_whatever_the_national_rule_counts(what, national, local):
    november = (date(2026, 11, 1), date(2026, 11, 30))

    assert ask(*november, of=maximum_in_period, **what) == national
    assert ask(*november, weken=True, **what) == local


@pytest.mark.parametrize(
    ("begin", "eind", "stopped", "what", "local"),
    [
        # A whole month is the whole volume.
        (date(2026, 6, 1), date(2026, 6, 30), 0, {}, 10),
        (date(2026, 6, 1), date(2026, 6, 30), None, {}, 10),
        # 16 of 30 days: 5.33, rounded up.
        (date(2026, 6, 15), date(2026, 6, 30), 0, {}, 6),
        # A whole month of which delivery stood still for 12 days: 18 of 30 days is exactly 6.
        (date(2026, 6, 1), date(2026, 6, 30), 12, {}, 6),
        # From the 15th, with 3 days of standing still: 13 of 30 days: 4.33.
        (date(2026, 6, 15), date(2026, 6, 30), 3, {}, 5),
        # In minutes the rounding is per minute: 10 hours x 60 x 17 of 31 days is 329.03.
        (date(2026, 8, 15), date(2026, 8, 31), 0, {"in_": MINUTE}, 330),
        # Nothing but standing still leaves nothing.
        (date(2026, 6, 1), date(2026, 6, 30), 30, {}, 0),
        (date(2026, 6, 1), date(2026, 6, 10), 30, {}, 0),
        # 29 February: 1 of 29 days of 10 hours is 0.34.
        (date(2028, 2, 29), date(2028, 2, 29), 0, {"tot": date(2028, 12, 31)}, 1),
        (date(2026, 6, 15), date(2026, 6, 30), 0, {"eenheid": EURO, "in_": EURO, "volume": 100_000}, 53_334),
    ],
)
def test_of_a_month_only_the_days_of_delivery_count(begin, eind, stopped, what, local):
    assert ask(begin, eind, **{"per": MONTH, "volume": 10, "maand": True, "gestopt": stopped, **what}) == local


@pytest.mark.parametrize(
    ("what", "national", "local"),
    [
        ({"procent": 90}, 15, 14),
        ({"procent": 100}, 15, 15),
        ({"procent": 110}, 15, 17),
        ({"procent": 1}, 15, 1),
        ({"procent": 90, "per": MONTH, "volume": 10}, 10, 9),
        ({"procent": 90, "per": "1"}, 90, 81),
        # Of what the profile itself counts: 16 of 30 days of 10 hours is 6, and 90 percent of that 5.4.
        ({"procent": 90, "per": MONTH, "volume": 10, "maand": True, "gestopt": 14}, 10, 6),
    ],
)
def test_a_percentage_is_of_the_maximum_and_rounded_up(what, national, local):
    june = (date(2026, 6, 1), date(2026, 6, 30))

    assert ask(*june, of=maximum_in_period, **what) == national
    assert ask(*june, **what) == local


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"weken": True, "per": MONTH},
        {"weken": True, "per": TOTAL},
        {"maand": True},
        {"maand": True, "per": TOTAL},
        {"procent": 90, "per": TOTAL},
        {"weken": True, "volume": None},
        {"weken": True, "per": None},
        {"procent": 90, "per": "9"},
        {"weken": True, "in_": "14"},
        {"weken": True, "eenheid": "99", "in_": "99"},
    ],
)
def test_an_agreement_that_does_not_bear_on_the_allocation_gives_no_maximum(what):
    assert ask(date(2026, 6, 1), date(2026, 6, 30), **what) is None


@pytest.mark.parametrize("period", [(date(2026, 6, 30), date(2026, 6, 1)), (None, date(2026, 6, 1))])
def test_a_period_that_is_none_has_no_maximum_and_no_reason(period):
    for counting in ({"weken": True}, {"maand": True, "per": MONTH}, {"procent": 90}):
        assert ask(*period, **counting) is None
        assert ask(*period, of=local_reason, **counting) is None


@pytest.mark.parametrize(
    ("begin", "what", "reason"),
    [
        (1, {"weken": True}, "30 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 6 ISO-weken"),
        (30, {"weken": True}, "1 dag gedeeld door 7, naar boven afgerond, is 1 week; landelijk 1 ISO-week"),
        (
            1,
            {"weken": True, "wet": "wmo", "categorie": "01"},
            "30 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 6 weken",
        ),
        (
            1,
            {"weken": True, "eenheid": EURO},
            "30 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 5 weken volgens de zondagen",
        ),
        (
            17,
            {"maand": True, "per": MONTH, "gestopt": 4},
            "naar rato 10 van de 30 dagen van de maand; landelijk de hele maand",
        ),
        (1, {"procent": 90}, "hooguit 90% van het maximum"),
        (
            17,
            {"procent": 90, "maand": True, "per": MONTH},
            "hooguit 90% van het maximum, naar rato 14 van de 30 dagen van de maand; landelijk de hele maand",
        ),
        (1, {"weken": True, "per": MONTH}, None),
        (1, {}, None),
    ],
)
def test_the_reason_says_both_ways_of_counting(begin, what, reason):
    assert ask(date(2026, 11, begin), date(2026, 11, 30), of=local_reason, **what) == reason


def by_hand(begin, eind, said):
    """The local maximum, counted day by day with exact fractions; None where no agreement bears."""
    counted = [begin + timedelta(days=at) for at in range((eind - begin).days + 1)]
    factor = {(HOUR, HOUR): 1, (HOUR, MINUTE): 60, (PIECE, PIECE): 1, (EURO, EURO): 1}.get(
        (said["eenheid"], said["in_"])
    )
    if factor is None:
        return None
    bears = True
    if said["per"] == WEEK and said["weken"]:
        weeks = 0
        while counted:
            weeks, counted = weeks + 1, counted[7:]
        volume = Fraction(said["volume"] * factor * weeks)
    elif said["per"] == MONTH and said["maand"]:
        delivered = max(0, len(counted) - (said["gestopt"] or 0))
        volume = Fraction(said["volume"] * factor * delivered, monthrange(begin.year, begin.month)[1])
    else:
        volume = Fraction(ask(begin, eind, of=maximum_in_period, **said))
        bears = False
    if said["procent"] is not None and said["per"] != TOTAL:
        volume, bears = Fraction(ceil(volume) * said["procent"], 100), True
    return ceil(volume) if bears else None


@given(
    st.dates(date(2025, 12, 1), date(2028, 12, 31)),
    st.integers(0, 30),
    st.fixed_dictionaries(
        {
            "volume": st.integers(0, 99_999_999),
            "eenheid": st.sampled_from([HOUR, PIECE, EURO]),
            "in_": st.sampled_from([HOUR, MINUTE, PIECE, EURO]),
            "per": st.sampled_from([WEEK, MONTH, TOTAL, "1"]),
            "wet": st.sampled_from(["wmo", "jw"]),
            "categorie": st.sampled_from(["01", "02"]),
            "weken": st.booleans(),
            "maand": st.booleans(),
            "procent": st.none() | st.integers(1, 1000),
            "gestopt": st.none() | st.integers(0, 31),
        }
    ),
)
def test_the_maximum_agrees_with_counting_day_by_day(begin, length, said):
    eind = min(begin + timedelta(days=length), date(begin.year, begin.month, monthrange(begin.year, begin.month)[1]))
    said = {**said, "van": date(2025, 1, 1), "tot": date(2029, 12, 31)}

    local = ask(begin, eind, **said)

    assert local == by_hand(begin, eind, said)
    if local is not None:
        assert ask(begin, eind, of=local_reason, **said)
