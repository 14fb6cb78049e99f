# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from tests.processors.measured.regions import ALLOCATED, measured, start, stop

BEGIN, LAST = date(2026, 9, 1), date(2026, 9, 10)


def starts(*rows, allocations=(ALLOCATED,)):
    return measured("startberichten", regieberichten=list(rows), toewijzingen=list(allocations))


def stops(*rows):
    return measured("stopberichten", regieberichten=list(rows), toewijzingen=[ALLOCATED])


def endings(*rows):
    return measured("beeindigingen", regieberichten=list(rows), toewijzingen=[ALLOCATED])


def test_a_start_is_counted_in_the_month_of_its_message_with_the_product_of_its_allocation():
    [found] = starts(start(date(2026, 8, 31), date(2026, 9, 7)))

    assert (found["maand"], found["werkdagen"], found["termijn"]) == ("2026-09", 5, 5)
    assert (found["product_categorie"], found["product_code"]) == ("02", "02A03")


def test_the_term_of_a_start_runs_from_an_allocation_that_came_later():
    [found] = starts(
        start(BEGIN, date(2026, 9, 21)), allocations=[{**ALLOCATED, "toewijzing_datum": date(2026, 9, 14)}]
    )

    assert found["werkdagen"] == 5


def test_a_later_version_of_the_allocation_does_not_make_a_late_start_timely():
    changed = {**ALLOCATED, "toewijzing_datum": date(2026, 9, 20)}

    [found] = starts(start(BEGIN, date(2026, 9, 21)), allocations=[ALLOCATED, changed])

    assert found["werkdagen"] == 14


def test_a_start_without_allocation_cannot_be_judged():
    [found] = starts(start(BEGIN), allocations=[])

    assert found["werkdagen"] is None


def test_a_start_that_was_removed_does_not_count_and_one_sent_again_does():
    removed = start(BEGIN, date(2026, 9, 2), status_aanlevering="3")

    assert starts(start(BEGIN), removed) == []
    assert [row["werkdagen"] for row in starts(start(BEGIN), removed, start(BEGIN, date(2026, 9, 3)))] == [2]


def test_a_definitive_stop_after_a_temporary_one_counts_from_its_own_last_day():
    halt = stop(BEGIN, LAST, "20", date(2026, 9, 11))

    found = {row["werkdagen"] for row in stops(halt, stop(BEGIN, date(2026, 9, 14), "19", date(2026, 9, 18)))}

    assert found == {1, 4}


def test_of_a_delivery_that_stood_still_nobody_can_say_when_its_end_was_known():
    halt = stop(BEGIN, LAST, "20", date(2026, 9, 11))

    found = sorted((row["werkdagen"] is None, row["werkdagen"]) for row in stops(halt, stop(BEGIN, LAST, "19")))

    assert found == [(False, 1), (True, None)]


def test_a_temporary_stop_is_no_ending():
    assert endings(stop(BEGIN, LAST, "20")) == []


@pytest.mark.parametrize(
    ("law", "code", "group", "early"),
    [
        ("wmo", "31", "verhuizing", False),
        ("jw", "31", "volgens_plan", False),
        ("wmo", "23", "in_overleg_voortijdig", True),
        ("jw", "35", "externe_omstandigheden", True),
        ("wmo", "35", None, None),
        ("pw", "19", None, None),
    ],
)
def test_what_a_reason_means_differs_by_law(law, code, group, early):
    [found] = endings(stop(BEGIN, LAST, code, wet=law))

    assert (found["groep"], found["uitval"]) == (group, early)


def test_the_last_stop_of_a_delivery_is_its_ending():
    [found] = endings(stop(BEGIN, date(2026, 9, 20), "21"), stop(BEGIN, date(2026, 8, 20), "19"))

    assert (found["maand"], found["groep"]) == ("2026-09", "client")
