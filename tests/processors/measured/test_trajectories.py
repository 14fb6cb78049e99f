# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import pytest

from tests.processors.measured.regions import ALLOCATED, PLACE, measured, start, stop

BEGIN, LAST = date(2025, 2, 3), date(2025, 6, 30)
NEXT = {**ALLOCATED, "toewijzing_nummer": 2}
DAY = timedelta(days=1)


def closed(*messages, allocations=(ALLOCATED, NEXT), **told):
    return measured("trajecten", regieberichten=list(messages), toewijzingen=list(allocations), **told)


def flow(*messages):
    rows = measured("in_en_uitstroom", regieberichten=list(messages), toewijzingen=[ALLOCATED, NEXT])
    names = ("instroom", "instroom_aanbieder", "uitstroom", "uitstroom_aanbieder")
    return sorted((row["maand"], [name for name in names if row[name]]) for row in rows)


def running(*messages, allocations=(ALLOCATED,), months=()):
    found = measured(
        "trajecten_lopend", regieberichten=list(messages), toewijzingen=list(allocations), months=months
    )  # fmt: skip
    return [row["maand"] for row in found if row["staat_open"]]


def test_a_trajectory_lasts_from_the_first_start_to_the_definitive_stop():
    [found] = closed(start(BEGIN), stop(BEGIN, LAST))

    assert (found["maand"], found["dagen"]) == ("2025-06", 147)


def test_a_temporary_stop_is_part_of_the_trajectory():
    again = date(2025, 5, 1)

    [found] = closed(start(BEGIN), stop(BEGIN, date(2025, 3, 1), "20"), start(again), stop(again, LAST))

    assert found["dagen"] == 147


def test_an_allocation_that_another_carries_on_does_not_end_the_trajectory():
    after = {"toewijzing_nummer": 2}
    carried_on = [start(LAST + DAY, **after), stop(LAST + DAY, date(2025, 12, 31), **after)]

    [found] = closed(start(BEGIN), stop(BEGIN, LAST, "37"), *carried_on)

    assert (found["maand"], found["dagen"]) == ("2025-12", 331)


def test_who_goes_along_when_a_supplier_merges_stays_in_the_same_trajectory():
    merged = {"aanbieder": "01000001", "naam": "Oud", "opvolger": "01000002", "tot": LAST}
    there = {"toewijzing_nummer": 2, "aanbieder": "01000002"}
    moved = [start(LAST + DAY, **there), stop(LAST + DAY, date(2025, 12, 31), **there)]

    [found] = closed(start(BEGIN), stop(BEGIN, LAST, "38"), *moved, aanbieders=[merged])

    assert (found["aanbieder"], found["dagen"]) == ("01000002", 331)


def test_a_day_without_delivery_parts_two_trajectories():
    second = LAST + 2 * DAY

    found = closed(start(BEGIN), stop(BEGIN, LAST), start(second), stop(second, date(2025, 12, 31)))

    assert sorted(row["maand"] for row in found) == ["2025-06", "2025-12"]


def test_a_stop_says_itself_when_a_start_that_nobody_received_was():
    [found] = closed(stop(BEGIN, LAST))

    assert found["dagen"] == 147


def test_a_stop_that_was_removed_leaves_the_trajectory_running():
    removed = stop(BEGIN, LAST, status_aanlevering="3")

    assert closed(start(BEGIN), stop(BEGIN, LAST), removed) == []
    assert running(start(BEGIN), stop(BEGIN, LAST), removed) == ["2026-09"]


def test_a_trajectory_without_stop_runs_until_its_allocation_ends():
    ends = {**ALLOCATED, "einddatum": date(2026, 8, 31)}

    assert running(start(BEGIN), allocations=[ends], months=["2026-07", "2026-08"]) == ["2026-07"]
    assert closed(start(BEGIN), allocations=[ends]) == []


@pytest.mark.parametrize(("law", "code", "counts"), [
    ("wmo", "19", True), ("wmo", "31", False), ("jw", "31", True), ("jw", "02", False), ("wmo", "99", None),
])  # fmt: skip
def test_who_moved_or_died_did_not_flow_out(law, code, counts):
    [found] = closed(stop(BEGIN, LAST, code, wet=law))

    assert found["uitstroom"] is counts


@pytest.mark.parametrize(
    ("today", "ripe"), [(date(2026, 6, 29), False), (date(2026, 6, 30), True), (date(2026, 7, 1), True)]
)
def test_a_stop_is_judged_when_its_year_has_passed(today, ripe):
    [found] = closed(stop(BEGIN, LAST), month="2026-06", today=today)

    assert found["gerijpt"] is ripe


@pytest.mark.parametrize(
    ("begin", "change", "returned"),
    [
        (LAST + 2 * DAY, {}, True),
        (date(2026, 6, 30), {}, True),
        (date(2026, 7, 1), {}, False),
        (LAST, {"aanbieder": "01000002"}, True),
        (LAST - DAY, {"aanbieder": "01000002"}, False),
        (LAST + DAY, {"gemeente": "0984"}, True),
        (LAST + DAY, {"wet": "jw"}, False),
        (LAST + DAY, {"client": "P1-b"}, False),
    ],
)
def test_a_new_start_under_the_same_law_within_the_year_is_a_return(begin, change, returned):
    found = closed(start(BEGIN), stop(BEGIN, LAST), start(begin, **{"toewijzing_nummer": 2, **change}))

    assert [row["teruggekeerd"] for row in found] == [returned]


def test_a_trajectory_of_one_day_is_not_its_own_return():
    [found] = closed(start(BEGIN), stop(BEGIN, BEGIN))

    assert (found["dagen"], found["teruggekeerd"]) == (0, False)


def test_a_client_flows_in_with_the_first_start_and_out_with_the_last_stop():
    assert flow(start(BEGIN), stop(BEGIN, LAST)) == [
        ("2025-02", ["instroom", "instroom_aanbieder"]), ("2025-06", ["uitstroom", "uitstroom_aanbieder"]),
    ]  # fmt: skip


def test_a_temporary_stop_is_no_outflow():
    assert flow(start(BEGIN), stop(BEGIN, LAST, "20")) == [("2025-02", ["instroom", "instroom_aanbieder"])]


def test_going_to_another_supplier_is_outflow_of_the_supplier_only():
    moved = start(LAST + DAY, toewijzing_nummer=2, aanbieder="01000002")

    assert flow(start(BEGIN), stop(BEGIN, LAST, "38"), moved) == [
        ("2025-02", ["instroom", "instroom_aanbieder"]), ("2025-06", ["uitstroom_aanbieder"]),
        ("2025-07", ["instroom_aanbieder"]),
    ]  # fmt: skip


def test_reason_38_is_no_outflow_of_the_municipality_also_while_the_other_supplier_has_not_started():
    assert flow(start(BEGIN), stop(BEGIN, LAST, "38"))[-1] == ("2025-06", ["uitstroom_aanbieder"])


@pytest.mark.parametrize(("begin", "anew"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_who_comes_back_within_the_window_did_not_leave_and_does_not_come_in(begin, anew):
    found = dict(flow(start(BEGIN), stop(BEGIN, LAST), start(begin, toewijzing_nummer=2)))

    assert bool(found["2025-06"]) is anew
    assert bool(found[f"{begin:%Y-%m}"]) is anew


def test_who_moves_within_the_region_comes_in_elsewhere():
    there = start(LAST + DAY, gemeente="0984")

    found = dict(flow(start(BEGIN), stop(BEGIN, LAST, "31"), there))

    assert found["2025-07"] == ["instroom", "instroom_aanbieder"]


def test_nothing_that_is_delivered_gives_no_rows():
    assert closed(allocations=[]) == []
    assert measured("in_en_uitstroom", regieberichten=[], toewijzingen=[{**PLACE, **ALLOCATED}]) == []
