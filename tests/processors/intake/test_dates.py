# SPDX-License-Identifier: EUPL-1.2
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


def read_month(read_cell, value):
    return read_cell("declaratie_maand", value)


@settings(max_examples=25)
@given(day=DAYS)
def test_a_date_is_read_in_every_usual_notation(read_cell, day):
    notations = [
        day,
        datetime.combine(day, time()),
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%d-%m-%Y} 00:00:00",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {SHORT[day.month - 1].title()}. {day.year}",
        f"maandag {day.day} {MONTHS[day.month - 1]} {day.year}",
    ]

    assert {read_cell("product_periode_begin", written) for written in notations} == {(day, None)}


@pytest.mark.parametrize(
    "written", ["31-02-2026", "abc", "01/13/2026", "0206-01-31", "31 brumaire 2026", "00-00-0000", "2026-02-30"]
)
def test_what_is_no_date_is_marked(read_cell, written):
    assert read_cell("product_periode_begin", written) == (None, "RS032")


@pytest.mark.parametrize(
    "written",
    [
        "31-01-26", "1/2/26", "31 jan '26", "46053", 46053, 46053.5, "20260131", "31-01-2026 14:30",
        datetime.combine(date(2026, 1, 31), time(12)),
    ],
)  # fmt: skip
def test_a_date_that_can_be_read_in_more_ways_is_not_guessed(read_cell, written):
    assert read_cell("product_periode_begin", written) == (None, "MGR-009")


@settings(max_examples=25)
@given(day=DAYS)
def test_a_month_is_read_in_every_usual_notation(read_cell, day):
    first = day.replace(day=1)
    notations = [
        f"{day:%Y-%m}",
        f"{day:%m-%Y}",
        f"{day.month}/{day.year}",
        f"{day.year}/{day.month}",
        f"{MONTHS[day.month - 1].title()} {day.year}",
        f"{SHORT[day.month - 1]} {day.year}",
        first,
        f"{first:%d-%m-%Y}",
    ]

    assert {read_month(read_cell, written) for written in notations} == {(f"{day:%Y-%m}", None)}


@pytest.mark.parametrize("written", ["2026-13", "abc", "13-2026", "0026-01", "winter 2026"])
def test_what_is_no_month_is_marked(read_cell, written):
    assert read_month(read_cell, written) == (None, "RS032")


@pytest.mark.parametrize("written", ["sep-26", "09-26", "202609", 202609, date(2026, 9, 2), "15-09-2026"])
def test_a_month_that_can_be_read_in_more_ways_is_not_guessed(read_cell, written):
    assert read_month(read_cell, written) == (None, "MGR-009")
