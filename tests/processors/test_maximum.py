# SPDX-License-Identifier: EUPL-1.2
"""What an allocation allows: the vectors of the handbook, and a second implementation that counts day by day."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.calculation import (
    Allocation,
    maximum_in_period,
    maximum_over_allocation,
    product_period,
    unit_factor,
)

VECTORS = list(csv.DictReader((Path(__file__).parent / "maximum_vectors.csv").read_text(encoding="utf-8").splitlines()))
DATES = st.dates(date(2018, 12, 20), date(2028, 1, 12))
UNITS = ["01", "04", "14", "16", "82", "83", "84", "99", None]
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


def lit(value: object, kind: type[pl.DataType]) -> pl.Expr:
    return pl.lit(value, kind)


def value(expression: pl.Expr) -> object:
    return pl.select(expression).item()


def day(moment: date | None) -> pl.Expr:
    return lit(moment, pl.Date)


def number(amount_: int | None) -> pl.Expr:
    return lit(amount_, pl.Int64)


def text(code: str | None) -> pl.Expr:
    return lit(code, pl.String)


def allocation(
    begin: date | None,
    eind: date | None,
    *,
    volume: int | None = 3,
    unit: str | None = "04",
    per: str | None = "2",
    wet: str = "jw",
    category: str = "45",
) -> Allocation:
    return Allocation(text(wet), text(category), day(begin), day(eind), number(volume), text(unit), text(per))


def span(begin: date, eind: date) -> Iterator[date]:
    while begin <= eind:
        yield begin
        begin += timedelta(days=1)


def months_between(begin: date, eind: date) -> list[date]:
    return sorted({each.replace(day=1) for each in span(begin, eind)})


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['variant']} {vector['ingangsdatum']}")
def test_the_maximum_of_each_month_and_of_the_whole_is_that_of_the_vector(vector):
    volume, unit, per, week = vector["omvang"].split()
    assert (per, week) == ("per", "week")
    code, times = {"uur": ("04", 1), "euro": ("83", 100)}[unit]
    begin, eind = date.fromisoformat(vector["ingangsdatum"]), date.fromisoformat(vector["einddatum"])
    given_ = allocation(begin, eind, volume=int(volume) * times, unit=code)

    monthly = [
        value(maximum_in_period(given_, *product_period(day(month), day(begin), day(eind)), unit=text(code)))
        for month in months_between(begin, eind)
    ]

    assert monthly == [int(each) * times for each in vector["maximum_per_kalendermaand"].split(";")]
    assert value(maximum_over_allocation(given_, unit=text(code))) == int(vector["maximum_hele_toewijzing"]) * times


@pytest.mark.parametrize(
    ("unit", "per", "wet", "category", "in_period", "whole"),
    [
        ("84", "1", "jw", "45", 90, 3 * 365),
        ("84", "2", "jw", "45", 15, 3 * 53),
        ("84", "2", "wmo", "01", 18, 3 * 53),
        ("84", "2", "wmo", "02", 15, 3 * 53),
        ("84", "2", "jw", "01", 15, 3 * 53),
        ("82", "2", "wmo", "01", 12, 3 * 53),
        ("84", "4", "jw", "45", 3, 36),
        ("83", "4", "jw", "45", 3, 36),
        ("84", "6", "jw", "45", 3, 3),
        ("84", "9", "jw", "45", None, None),
        ("84", None, "jw", "45", None, None),
        ("99", "4", "jw", "45", None, None),
        (None, "4", "jw", "45", None, None),
    ],
)
def test_a_frequency_decides_how_often_the_volume_counts(unit, per, wet, category, in_period, whole):
    year = allocation(date(2026, 1, 1), date(2026, 12, 31), unit=unit, per=per, wet=wet, category=category)

    assert value(maximum_in_period(year, *map(day, SEPTEMBER), unit=text(unit))) == in_period
    assert value(maximum_over_allocation(year, unit=text(unit))) == whole


@pytest.mark.parametrize(("earlier", "left"), [(0, 10), (4, 6), (10, 0), (12, 0), (-2, 12), (None, None)])
def test_of_a_total_only_what_is_left_may_be_declared(earlier, left):
    total = allocation(date(2026, 1, 1), None, volume=10, per="6")

    assert value(maximum_in_period(total, *map(day, SEPTEMBER), unit=text("04"), earlier=number(earlier))) == left


def test_earlier_volume_only_matters_to_a_total():
    monthly = allocation(date(2026, 1, 1), None, volume=10, per="4")

    assert value(maximum_in_period(monthly, *map(day, SEPTEMBER), unit=text("04"), earlier=number(7))) == 10


@pytest.mark.parametrize(
    ("allocated", "declared", "factor"),
    [("04", "01", 60), ("01", "04", None), ("04", "04", 1), ("83", "83", 1), ("14", "16", None), (None, "01", None)],
)
def test_only_hours_convert_and_only_to_minutes(allocated, declared, factor):
    assert value(unit_factor(text(allocated), text(declared))) == factor


def test_an_open_allocation_has_no_maximum_as_a_whole_apart_from_a_total():
    asked = {per: allocation(date(2026, 1, 1), None, per=per) for per in "1246"}

    assert {per: value(maximum_over_allocation(each, unit=text("04"))) for per, each in asked.items()} == {
        "1": None, "2": None, "4": None, "6": 3,
    }  # fmt: skip


@pytest.mark.parametrize("per", ["1", "2", "4", "6"])
def test_a_period_that_ends_before_it_begins_has_no_maximum(per):
    asked = allocation(date(2026, 1, 1), date(2026, 12, 31), per=per)

    assert value(maximum_in_period(asked, day(SEPTEMBER[1]), day(SEPTEMBER[0]), unit=text("04"))) is None


def counted_by_hand(begin: date, eind: date, given_: dict[str, object], period: tuple[date, date]) -> int | None:
    """How often the volume counts in the period: handbook 7.4, one day after the other."""
    unit, per, each = given_["unit"], given_["per"], list(span(*period))
    if not each or unit not in {"01", "04", "14", "16", "82", "83", "84"}:
        return None
    if per == "1":
        return len(each)
    if per == "2" and unit in {"82", "83"}:
        all_sundays = [moment for moment in span(begin, eind) if moment.isoweekday() == 7]
        closing = eind.isoweekday() != 7 and bool(all_sundays) and all_sundays[-1] in each
        return sum(moment.isoweekday() == 7 for moment in each) + closing
    if per == "2":
        home_help = given_["wet"] == "wmo" and given_["category"] == "01"
        return 6 if home_help else len({moment.isocalendar()[:2] for moment in each})
    return 1 if per in {"4", "6"} else None


@given(
    begin=DATES,
    length=st.integers(0, 130),
    first=st.integers(0, 130),
    last=st.integers(-3, 60),
    given_=st.fixed_dictionaries(
        {
            "volume": st.one_of(st.none(), st.integers(0, 99999999)),
            "unit": st.sampled_from(UNITS),
            "per": st.sampled_from(["1", "2", "4", "6", "7"]),
            "wet": st.sampled_from(["wmo", "jw"]),
            "category": st.sampled_from(["01", "02"]),
        }
    ),
    declared=st.sampled_from(UNITS),
)
def test_the_maximum_is_the_one_counted_by_hand(begin, length, first, last, given_, declared):
    eind = begin + timedelta(days=length)
    period = (begin + timedelta(days=first), begin + timedelta(days=first + last))
    asked = allocation(begin, eind, **given_)

    in_period = value(maximum_in_period(asked, *map(day, period), unit=text(declared)))
    whole = value(maximum_over_allocation(asked, unit=text(declared)))

    same = given_["unit"] == declared and declared is not None
    factor = 1 if same else 60 if (given_["unit"], declared) == ("04", "01") else None
    times = counted_by_hand(begin, eind, given_, period)
    missing = None in (times, factor, given_["volume"])
    assert in_period == (None if missing else times * factor * given_["volume"])
    # No six weeks for household help as a whole; per month the calendar months count.
    overall = counted_by_hand(begin, eind, {**given_, "category": ""}, (begin, eind))
    if overall is not None and given_["per"] == "4":
        overall = len(months_between(begin, eind))
    missing = None in (overall, factor, given_["volume"])
    assert whole == (None if missing else overall * factor * given_["volume"])
