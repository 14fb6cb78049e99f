# SPDX-License-Identifier: EUPL-1.2
"""The half-month agreement, against a second implementation that looks at both days of a delivery."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.checking import check
from processors.lines import make_lines
from processors.profiles import profiles
from processors.rules import RULES

FEBRUARY = date(2028, 2, 1)
DAYS = st.dates(date(2027, 12, 20), date(2028, 4, 10))


def unpaid(deliveries):
    """The places of deliveries (begin, end, day) that February 2028 is not paid for."""
    rows = [
        {
            "debet_credit": "D", "product_periode_begin": FEBRUARY, "levering_begin": begin, "levering_eind": end,
            "halve_maand_dag": day,
        }
        for begin, end, day in deliveries
    ]  # fmt: skip
    frame = make_lines("declaratieregels", rows, first_row=0)
    findings = check(RULES.only("MGR-332"), frame, "declaratieregels", profiles=profiles(), profile="lokaal")
    return sorted(findings["rij"].to_list())


def is_paid(begin, end, day):
    """Whether one of the two days pays a broken month; a whole month is always paid."""
    days = [(begin, begin.day < day)] + ([(end, end.day >= day)] if end else [])
    broken = [pays for each, pays in days if (each.year, each.month) == (FEBRUARY.year, FEBRUARY.month)]
    return not broken or any(broken)


@pytest.mark.parametrize(
    ("begin", "end", "paid"),
    [
        (date(2028, 2, 14), None, True),
        (date(2028, 2, 15), None, False),
        (date(2028, 2, 29), None, False),
        (date(2028, 1, 31), date(2028, 2, 14), False),
        (date(2028, 1, 31), date(2028, 2, 15), True),
        (date(2028, 1, 31), date(2028, 2, 29), True),
        (date(2028, 2, 3), date(2028, 2, 9), True),
        (date(2028, 2, 15), date(2028, 2, 15), True),
        (date(2027, 2, 15), None, True),
    ],
)
def test_the_fourteenth_and_the_fifteenth_differ_also_in_a_leap_year(begin, end, paid):
    assert unpaid([(begin, end, 15)]) == ([] if paid else [0])


@given(st.lists(st.tuples(DAYS, DAYS, st.booleans(), st.integers(2, 28)), min_size=1, max_size=40))
def test_half_a_month_agrees_with_looking_at_both_days(drawn):
    deliveries = [(min(one, other), max(one, other) if ended else None, day) for one, other, ended, day in drawn]

    assert unpaid(deliveries) == [place for place, each in enumerate(deliveries) if not is_paid(*each)]


def test_without_a_start_nothing_is_said():
    assert unpaid([(None, None, 15), (None, date(2028, 3, 9), 15)]) == []
