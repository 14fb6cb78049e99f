# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from tests.processors.measured.regions import ALLOCATED, measured, start

WAITS = {**ALLOCATED, "toewijzing_datum": date(2026, 7, 1), "ingangsdatum": date(2026, 8, 10)}
NORM = {"wet": "wmo", "product_categorie": "02", "product_code": "02A03", "wachttijd_norm": 42}


def started(begin, *allocations):
    found = measured("wachttijden", toewijzingen=list(allocations), regieberichten=[start(begin)])
    return [(row["maand"], row["dagen"], row["eerder"]) for row in found]


def waiting(*allocations, starts=(), months=("2026-08",), **told):
    found = measured(
        "wachtlijst", toewijzingen=list(allocations), regieberichten=list(starts), months=months, **told
    )  # fmt: skip
    return [(row["maand"], row["wachtend"], row["dagen"]) for row in found if row["wachtend"] is not None]


def test_the_clock_runs_from_the_later_of_decision_and_first_day():
    assert started(date(2026, 9, 1), WAITS) == [("2026-09", 22, False)]
    assert started(date(2026, 9, 1), {**WAITS, "toewijzing_datum": date(2026, 8, 20)}) == [("2026-09", 12, False)]


def test_who_started_before_the_decision_did_not_wait_and_is_counted():
    assert started(date(2026, 8, 9), WAITS) == [("2026-08", 0, True)]


def test_only_the_first_start_counts():
    found = measured(
        "wachttijden", toewijzingen=[WAITS], regieberichten=[start(date(2026, 9, 9)), start(date(2026, 8, 12))]
    )

    assert [row["dagen"] for row in found] == [2]


def test_a_change_of_the_allocation_does_not_start_the_clock_again():
    changed = {**WAITS, "toewijzing_datum": date(2026, 9, 15), "reden_wijziging": "04"}

    assert started(date(2026, 9, 1), WAITS, changed) == [("2026-09", 22, False)]


def test_who_waits_is_told_at_the_end_of_each_month():
    assert waiting(WAITS) == [("2026-08", True, 21), ("2026-09", True, 51)]


def test_who_starts_in_a_month_does_not_wait_at_its_end():
    found = waiting(WAITS, starts=[start(date(2026, 9, 30))])

    assert sorted(found) == [("2026-08", True, 21), ("2026-09", False, 51)]


@pytest.mark.parametrize(
    ("changed", "months"),
    [
        ({"ingangsdatum": date(2026, 9, 30)}, ["2026-09"]),
        ({"ingangsdatum": date(2026, 10, 1)}, []),
        ({"toewijzing_datum": date(2026, 9, 2)}, ["2026-09"]),
        ({"einddatum": date(2026, 9, 30)}, ["2026-08", "2026-09"]),
        ({"einddatum": date(2026, 9, 29)}, ["2026-08"]),
        ({"reden_wijziging": "13"}, []),
    ],
)
def test_an_allocation_waits_from_its_first_day_to_its_last(changed, months):
    assert [month for month, _, _ in waiting({**WAITS, **changed})] == months


def test_in_the_running_month_is_counted_until_today():
    assert waiting(WAITS, today=date(2026, 9, 4), months=()) == [("2026-09", True, 25)]


def test_the_norm_is_that_of_the_product_and_of_nothing_else():
    other = {**NORM, "product_code": "02A04"}

    [first, *_] = measured("wachtlijst", toewijzingen=[WAITS], producten=[NORM, other])
    [second, *_] = measured("wachtlijst", toewijzingen=[{**WAITS, "product_code": None}], producten=[NORM, other])

    assert (first["norm"], second["norm"]) == (42, None)
