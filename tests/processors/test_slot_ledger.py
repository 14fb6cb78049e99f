# SPDX-License-Identifier: EUPL-1.2
"""The journal knows which slots were worked, whatever the machine and its clock did."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.slot_ledger import INTERRUPTED, SlotLedger, SlotState
from processors.slots import Daily, Every, Policy

MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SIX = Daily(time(6))  # 05:00 UTC in winter
QUARTERS = Every(15, time(7), time(19))


@pytest.fixture
def ledger(tmp_path):
    with SlotLedger(tmp_path / "journaal.sqlite") as ledger:
        yield ledger


def worked(ledger, times, now, policy=Policy.LATEST):
    """Work everything that is due and give it."""
    chosen = ledger.choose("taak", ledger.due("taak", times, now), policy, now)
    for moment in chosen:
        ledger.begun("taak", moment, now)
        ledger.ended("taak", moment, SlotState.KLAAR, now)
    return [f"{moment:%d %H:%M}" for moment in chosen]


def test_a_new_job_begins_with_its_latest_slot(ledger):
    assert worked(ledger, SIX, MONDAY) == ["02 05:00"]


def test_a_slot_that_was_worked_is_not_due_again_also_not_after_a_restart(ledger, tmp_path):
    worked(ledger, SIX, MONDAY)

    with SlotLedger(tmp_path / "journaal.sqlite") as again:
        found = again.due("taak", SIX, MONDAY + HOUR)

    assert found == []


@pytest.mark.parametrize(
    ("policy", "expected", "missed"),
    [(Policy.LATEST, ["06 05:00"], 3), (Policy.ALL, ["03 05:00", "04 05:00", "05 05:00", "06 05:00"], 0)],
)
def test_after_days_without_power_the_policy_says_what_is_worked(ledger, policy, expected, missed):
    worked(ledger, SIX, MONDAY)

    found = worked(ledger, SIX, MONDAY + 4 * DAY, policy)

    assert found == expected
    assert ledger.count(SlotState.GEMIST, MONDAY) == missed


def test_a_clock_that_was_set_back_repeats_nothing_and_goes_on_where_it_was(ledger):
    worked(ledger, QUARTERS, MONDAY)

    early = worked(ledger, QUARTERS, MONDAY - 2 * HOUR) + worked(ledger, QUARTERS, MONDAY - HOUR)
    later = worked(ledger, QUARTERS, MONDAY + timedelta(minutes=15))

    assert (early, later) == (["02 10:00", "02 11:00"], ["02 12:15"])


def test_a_clock_that_was_a_year_ahead_does_not_stop_the_work_for_a_year(ledger):
    worked(ledger, SIX, MONDAY)
    worked(ledger, SIX, MONDAY + 365 * DAY)

    assert worked(ledger, SIX, MONDAY + DAY) == ["03 05:00"]
    assert worked(ledger, SIX, MONDAY + DAY + HOUR) == []


def test_what_was_going_on_when_the_process_died_is_due_again(ledger):
    (moment,) = ledger.due("taak", SIX, MONDAY)
    ledger.begun("taak", moment, MONDAY)

    assert ledger.due("taak", SIX, MONDAY + HOUR) == [moment]
    assert worked(ledger, SIX, MONDAY + HOUR) == ["02 05:00"]


def test_what_died_before_a_later_slot_came_has_failed_and_the_later_one_is_worked(ledger):
    (moment,) = ledger.due("taak", SIX, MONDAY)
    ledger.begun("taak", moment, MONDAY)

    found = worked(ledger, SIX, MONDAY + DAY)

    failed = ledger.last("taak", SlotState.FOUT)
    assert found == ["03 05:00"]
    assert (failed.tijdvak, failed.begonnen_op, failed.geeindigd_op) == (moment, MONDAY, MONDAY + DAY)
    assert failed.reden == INTERRUPTED


def test_a_slot_that_failed_before_it_began_says_when_and_why(ledger):
    (moment,) = ledger.due("taak", SIX, MONDAY)

    ledger.ended("taak", moment, SlotState.FOUT, MONDAY, "Het postvak is weg.")

    failed = ledger.last("taak")
    assert (failed.staat, failed.begonnen_op, failed.geeindigd_op) == (SlotState.FOUT, MONDAY, MONDAY)
    assert failed.reden == "Het postvak is weg."
    assert ledger.due("taak", SIX, MONDAY) == []


def test_two_jobs_do_not_know_of_each_other(ledger):
    worked(ledger, SIX, MONDAY)

    assert len(ledger.due("andere taak", SIX, MONDAY)) == 1
    assert ledger.last("andere taak") is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    jumps=st.lists(st.integers(-3 * 1440, 3 * 1440), min_size=1, max_size=12),
    killed=st.sets(st.integers(0, 11)),
    policy=st.sampled_from(Policy),
)
def test_whatever_clock_and_power_do_a_finished_slot_is_never_worked_again(tmp_path, jumps, killed, policy):
    path = tmp_path / "opnieuw.sqlite"
    path.unlink(missing_ok=True)
    now, done, due = MONDAY, [], []
    with SlotLedger(path) as ledger:
        for turn, jump in enumerate(jumps):
            now += timedelta(minutes=jump)
            for moment in ledger.choose("taak", ledger.due("taak", QUARTERS, now), policy, now):
                ledger.begun("taak", moment, now)
                if turn in killed:
                    break
                ledger.ended("taak", moment, SlotState.KLAAR, now)
                done.append(moment)
        due = ledger.choose("taak", ledger.due("taak", QUARTERS, now), policy, now)

    assert len(done) == len(set(done))
    assert not set(due) & set(done)
