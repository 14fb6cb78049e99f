# SPDX-License-Identifier: EUPL-1.2
"""Dates of a procedure, against a calendar walked day by day."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from processors.calculation.workdays import public_holidays
from processors.tender.planning import planned

EVERY = 5
STEPS = {"stap_nummer": int, "stap": str, "termijn": int, "soort_dagen": str, "vaste_datum": pl.Date}


def plan(*steps):
    return planned(pl.DataFrame(steps, schema=STEPS, orient="row"), liberation_every=EVERY)


def works(day):
    return day.weekday() < 5 and day not in public_holidays(EVERY)


def test_a_term_of_calendar_days_ends_on_a_working_day():
    # 20 days after 5 December 2026 is Christmas Day, a Friday; the first working day after it is Monday 28 December.
    found = plan(
        (1, "Gunning", None, "kalenderdagen", date(2026, 12, 5)), (2, "Einde standstill", 20, "kalenderdagen", None)
    )

    assert found["datum"].to_list() == [date(2026, 12, 5), date(2026, 12, 28)]


def test_a_term_of_working_days_leaves_out_weekends_and_holidays():
    # After Wednesday 5 May 2027 come Ascension Day (6 May), a Friday, a weekend and Monday.
    found = plan((1, "Publicatie", None, "werkdagen", date(2027, 5, 5)), (2, "Vragen", 2, "werkdagen", None))

    assert found["datum"].to_list() == [date(2027, 5, 5), date(2027, 5, 10)]


def test_a_given_date_stays_and_the_room_is_told():
    found = plan(
        (2, "Sluiting", 10, "kalenderdagen", date(2026, 9, 10)),
        (1, "Publicatie", None, "kalenderdagen", date(2026, 9, 1)),
        (3, "Opening", 0, "kalenderdagen", date(2026, 9, 14)),
    )

    assert found["stap"].to_list() == ["Publicatie", "Sluiting", "Opening"]
    assert found["datum"].to_list() == [date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 14)]
    assert found["eerste_datum"].to_list() == [date(2026, 9, 1), date(2026, 9, 11), date(2026, 9, 10)]
    assert found["speling"].to_list() == [0, -1, 4]


def test_without_a_first_date_nothing_is_planned():
    found = plan((1, "Publicatie", None, "werkdagen", None), (2, "Vragen", 5, "werkdagen", None))

    assert found["datum"].to_list() == [None, None]
    assert found["speling"].to_list() == [None, None]


@given(
    start=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    terms=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["werkdagen", "kalenderdagen"])), max_size=5),
)
def test_dates_are_those_of_a_calendar_walked_day_by_day(start, terms):
    day, expected = start, [start]
    for term, kind in terms:
        if kind == "werkdagen":
            while not works(day):
                day += timedelta(days=1)
            for _ in range(term):
                day += timedelta(days=1)
                while not works(day):
                    day += timedelta(days=1)
        else:
            day += timedelta(days=term)
            while not works(day):
                day += timedelta(days=1)
        expected.append(day)

    steps = [(nr, "stap", term, kind, None) for nr, (term, kind) in enumerate(terms, 2)]
    found = plan((1, "Publicatie", None, "werkdagen", start), *steps)

    assert found["datum"].to_list() == expected
