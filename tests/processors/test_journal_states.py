# SPDX-License-Identifier: EUPL-1.2
"""Every state of the journal has its moves; what cannot go on is tried again, and then needs a human."""

import pytest

from processors.errors import OwnMistakeError
from processors.journal_schema import ALLOWED, MAX_TRIES, SETTLED, State

FORBIDDEN = [(old, new) for old in State for new in State if new != old and new not in ALLOWED[old]]


def route(goal):
    """The shortest allowed way from gezien to a state."""
    ways = {State.GEZIEN: []}
    todo = [State.GEZIEN]
    for state in todo:
        for after in sorted(ALLOWED[state] - ways.keys()):
            ways[after] = [*ways[state], after]
            todo.append(after)
    return ways[goal]


def test_every_state_has_its_moves_and_nothing_is_left_for_ever():
    assert set(ALLOWED) == set(State)
    assert all(ALLOWED.values())
    assert {State.QUARANTAINE, State.DOOD} < SETTLED


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_a_forbidden_move_is_our_mistake_and_changes_nothing(journal, a_message, old, new):
    subject = journal.saw(a_message(), "postvak").id
    for state in route(old):
        journal.move(subject, state)
    head = journal.head()

    with pytest.raises(OwnMistakeError, match=f"B-000001 cannot go from {old} to {new}"):
        journal.move(subject, new)

    assert (journal.receipt(subject).status, journal.head()) == (old, head)


def test_a_failing_try_is_counted_in_place_and_the_last_one_needs_a_human(journal, deliver):
    subject = deliver(journal, "een")

    states = [journal.failed(subject, "opslag niet bereikbaar") for _ in range(MAX_TRIES)]

    assert states == [State.OPGENOMEN] * (MAX_TRIES - 1) + [State.DOOD]
    assert [row.id for row in journal.stuck()] == [subject]
    assert (journal.submission(subject).pogingen, journal.submission(subject).reden) == (8, "opslag niet bereikbaar")
    assert journal.counting() == []


def test_the_runner_sees_what_is_open_and_a_human_what_is_stuck(journal, a_message):
    ids = [journal.saw(a_message(key), "postvak").id for key in ("open", "klaar", "wacht", "opnieuw")]
    for state in route(State.OPGEBORGEN):
        journal.move(ids[1], state)
    journal.move(ids[2], State.QUARANTAINE)
    journal.move(ids[3], State.OPNIEUW)

    assert [row.id for row in journal.waiting()] == [ids[0], ids[3]]
    assert [row.id for row in journal.stuck()] == [ids[2]]
