# SPDX-License-Identifier: EUPL-1.2
"""The journal knows where everything is, which version counts, and forgets nothing."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from processors.errors import OwnMistakeError, UnusableInputError
from processors.journal import Journal
from processors.journal_schema import ALLOWED, MAX_TRIES, SETTLED, STORED, Outcome, State, Submission
from processors.mailbox.message import Message

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FACTS = {"soort": "declaratie", "wet": "jw", "gemeente": "0983", "aanbieder": "12345678", "maand": "2026-09"}
ACCEPTED = [State.GECONTROLEERD, State.OPGENOMEN]


def a_message(key="sleutel", received_at=NOON, sender="a@zorg.nl"):
    return Message(
        key=key, message_id=f"<{key}@zorg.nl>", sender=sender, subject="levering", received_at=received_at,
        attachments=(), auto_submitted=False, raw=b"",
    )  # fmt: skip


@pytest.fixture
def journal(tmp_path):
    with Journal(tmp_path / "journaal.sqlite") as journal:
        yield journal


def deliver(journal, key, received_at=NOON, *, content="aa", sender="12345678", outcome=Outcome.GEACCEPTEERD, **facts):
    receipt = journal.saw(a_message(key, received_at), "postvak")
    submission = journal.record(receipt.id, "1", sha256=content, bestand="levering.xlsx", afzender=sender)
    for state in ACCEPTED:
        journal.move(submission.id, state, uitkomst=outcome, **(FACTS | facts))
    return submission.id


def begin_and_crash(journal, subject, crash):
    with journal.together():
        journal.failed(subject, "halverwege")
        if subject.startswith("B-"):
            journal.record(subject, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
        raise crash


def test_a_message_is_new_once_and_keeps_its_id_and_place(journal):
    first = journal.saw(a_message(), "postvak")
    journal.move(first.id, State.BEWAARD, sha256="aa")

    again = journal.saw(a_message(), "postvak")
    elsewhere = journal.saw(a_message(), "ander postvak")

    assert (first.id, first.status, first.ontvangen_op) == (
        "B-000001",
        State.GEZIEN,
        "2026-11-02T12:00:00.000000+00:00",
    )
    assert (again.id, again.status, again.sha256) == ("B-000001", State.BEWAARD, "aa")
    assert elsewhere.id == "B-000002"


def test_a_part_is_recorded_once_with_a_short_readable_id(journal):
    receipt = journal.saw(a_message(), "postvak")

    first = journal.record(receipt.id, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
    again = journal.record(receipt.id, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
    second = journal.record(receipt.id, "2", sha256="aa", bestand="een.xlsx", afzender="0983")

    assert (first.id, again, second.id) == ("A-000001", first, "A-000002")
    assert (first.status, first.ontvangen_op, first.versie) == (State.BEWAARD, receipt.ontvangen_op, 1)
    assert [part.id for part in journal.parts(receipt.id)] == ["A-000001", "A-000002"]


def test_a_move_keeps_its_facts(journal):
    subject = deliver(journal, "een", regels=10, geaccepteerd=9, geweigerd=1, bevindingen=2, outcome=Outcome.DEELS)

    row = journal.submission(subject)

    assert isinstance(row, Submission)
    assert (row.status, row.uitkomst, row.gemeente, row.regels) == (State.OPGENOMEN, Outcome.DEELS, "0983", 10)


def test_a_move_to_where_it_is_adds_facts_and_repeating_it_changes_nothing(journal):
    subject = deliver(journal, "een")
    journal.move(subject, State.OPGENOMEN, bevindingen=3)
    head, row = journal.head(), journal.submission(subject)

    journal.move(subject, State.OPGENOMEN, bevindingen=3)

    assert (row.bevindingen, journal.submission(subject), journal.head()) == (3, row, head)


FORBIDDEN = [(old, new) for old in State for new in State if new != old and new not in ALLOWED[old]]


def test_every_state_has_its_moves_and_nothing_is_left_for_ever():
    assert set(ALLOWED) == set(State)
    assert all(ALLOWED.values())
    assert {State.QUARANTAINE, State.DOOD} < SETTLED


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_a_forbidden_move_is_our_mistake_and_changes_nothing(journal, old, new):
    subject = journal.saw(a_message(), "postvak").id
    for state in route(old):
        journal.move(subject, state)
    head = journal.head()

    with pytest.raises(OwnMistakeError, match=f"B-000001 cannot go from {old} to {new}"):
        journal.move(subject, new)

    assert (journal.receipt(subject).status, journal.head()) == (old, head)


def route(goal):
    """The shortest allowed way from gezien to a state."""
    ways = {State.GEZIEN: []}
    todo = [State.GEZIEN]
    for state in todo:
        for after in sorted(ALLOWED[state] - ways.keys()):
            ways[after] = [*ways[state], after]
            todo.append(after)
    return ways[goal]


@pytest.mark.parametrize("fact", ["status", "nr", "vervangen_door", "versie", "bestaat_niet"])
def test_a_fact_that_is_not_the_callers_is_our_mistake(journal, fact):
    subject = deliver(journal, "een")
    facts = {} if fact == "status" else {fact: 1}

    with pytest.raises((OwnMistakeError, TypeError)):
        journal.move(subject, "nergens" if fact == "status" else State.OPGENOMEN, **facts)

    assert journal.submission(subject).nr == 1


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("submission", "Aanlevering 'A-000009' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn."),
        ("receipt", "Bericht 'A-000009' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn."),
    ],
)
def test_an_id_that_does_not_exist_is_told(journal, call, sentence):
    with pytest.raises(UnusableInputError) as caught:
        getattr(journal, call)("A-000009")

    assert str(caught.value) == sentence


def test_what_is_done_together_is_done_whole_or_not(journal):
    receipt = journal.saw(a_message(), "postvak")
    head = journal.head()

    with pytest.raises(ZeroDivisionError):
        begin_and_crash(journal, receipt.id, ZeroDivisionError)

    assert (journal.receipt(receipt.id), journal.parts(receipt.id), journal.head()) == (receipt, [], head)
    assert journal.audit_ok()


def test_the_same_content_of_the_same_sender_was_seen_before(journal):
    first = deliver(journal, "een", content="aa")
    second = deliver(journal, "twee", content="aa", outcome=None)

    found = [
        journal.seen_before("aa", "12345678", before=second),
        journal.seen_before("aa", "12345678", before=first),
        journal.seen_before("aa", "12345678"),
        journal.seen_before("bb", "12345678"),
        journal.seen_before("aa", "87654321"),
    ]

    assert found == [first, None, first, None, None]


def test_content_that_was_replaced_counts_as_new_when_it_comes_again(journal):
    deliver(journal, "een", content="aa")
    deliver(journal, "twee", content="bb")

    assert journal.seen_before("aa", "12345678") is None


def test_a_new_version_replaces_the_one_before_it(journal):
    first = deliver(journal, "een")
    second = deliver(journal, "twee", NOON + timedelta(hours=1))

    old, new = journal.submission(first), journal.submission(second)

    assert [(row.versie, row.vervangen_door) for row in (old, new)] == [(1, second), (2, None)]
    assert [row.id for row in journal.counting()] == [second]


def test_the_version_received_last_is_in_force_whatever_the_order_of_handling(journal):
    later = deliver(journal, "een", NOON + timedelta(hours=1))
    earlier = deliver(journal, "twee", NOON)

    late, early = journal.submission(later), journal.submission(earlier)

    assert [(row.versie, row.vervangen_door) for row in (late, early)] == [(2, None), (1, later)]
    assert journal.in_force(early) == later


def test_of_two_received_at_once_the_one_recorded_last_is_in_force(journal):
    deliver(journal, "een")
    second = deliver(journal, "twee")

    assert [row.id for row in journal.counting()] == [second]


def test_before_it_is_stored_a_version_can_be_compared_with_the_one_in_force(journal):
    first = deliver(journal, "een")
    receipt = journal.saw(a_message("twee"), "postvak")
    second = journal.record(receipt.id, "1", sha256="bb", bestand="levering.xlsx", afzender="12345678")

    journal.move(second.id, State.GECONTROLEERD, uitkomst=Outcome.DEELS, **FACTS)

    assert journal.in_force(journal.submission(second.id)) == first
    assert journal.in_force(journal.submission(first)) is None


def test_a_submission_whose_month_is_mended_leaves_the_place_it_had(journal):
    first, second = deliver(journal, "een"), deliver(journal, "twee")

    journal.move(second, State.OPGENOMEN, maand="2026-08")

    assert {row.id for row in journal.counting()} == {first, second}


@pytest.mark.parametrize(
    "other", [{"soort": "gemeentelevering"}, {"wet": "wmo"}, {"gemeente": "0984"}, {"aanbieder": None}, {"maand": None}]
)
def test_a_submission_about_something_else_is_no_earlier_version(journal, other):
    deliver(journal, "een")
    second = deliver(journal, "twee", **other)

    assert journal.in_force(journal.submission(second)) is None


def test_missing_facts_match_missing_facts(journal):
    deliver(journal, "een", gemeente=None)
    second = deliver(journal, "twee", gemeente=None)

    assert [row.id for row in journal.counting()] == [second]


@pytest.mark.parametrize("outcome", [None, Outcome.GEWEIGERD])
def test_what_was_not_accepted_is_never_in_force(journal, outcome):
    first = deliver(journal, "een", outcome=outcome)
    second = deliver(journal, "twee")

    assert journal.in_force(journal.submission(second)) is None
    assert [row.id for row in journal.counting()] == [second]
    assert first in [row.id for row in journal.deliveries("2026-09")]


def test_a_version_that_leaves_the_store_gives_its_place_back(journal):
    first, second, third = (deliver(journal, key) for key in ("een", "twee", "drie"))

    journal.move(second, State.OPNIEUW)
    after_second = [row.id for row in journal.counting()]
    journal.move(third, State.QUARANTAINE)
    after_third = [row.id for row in journal.counting()]

    assert (after_second, after_third) == ([third], [first])


def test_deliveries_of_a_month_come_newest_first(journal):
    deliver(journal, "een", NOON + timedelta(days=1))
    deliver(journal, "twee", NOON)
    deliver(journal, "drie", NOON, maand="2026-08")

    assert [row.id for row in journal.deliveries("2026-09")] == ["A-000001", "A-000002"]


def test_a_failing_try_is_counted_in_place_and_the_last_one_needs_a_human(journal):
    subject = deliver(journal, "een")

    states = [journal.failed(subject, "opslag niet bereikbaar") for _ in range(MAX_TRIES)]

    assert states == [State.OPGENOMEN] * (MAX_TRIES - 1) + [State.DOOD]
    assert [row.id for row in journal.stuck()] == [subject]
    assert (journal.submission(subject).pogingen, journal.submission(subject).reden) == (8, "opslag niet bereikbaar")
    assert journal.counting() == []


def test_the_runner_sees_what_is_open_and_a_human_what_is_stuck(journal):
    ids = [journal.saw(a_message(key), "postvak").id for key in ("open", "klaar", "wacht", "opnieuw")]
    for state in route(State.OPGEBORGEN):
        journal.move(ids[1], state)
    journal.move(ids[2], State.QUARANTAINE)
    journal.move(ids[3], State.OPNIEUW)

    assert [row.id for row in journal.waiting()] == [ids[0], ids[3]]
    assert [row.id for row in journal.stuck()] == [ids[2]]


def test_messages_of_one_address_are_counted_from_a_moment(journal):
    start = datetime.now(UTC)
    for key in ("een", "twee"):
        journal.saw(a_message(key, received_at=NOON - timedelta(days=900)), "postvak")
    journal.saw(a_message("drie", sender="b@zorg.nl"), "postvak")

    assert journal.seen_since("a@zorg.nl", start) == 2
    assert journal.seen_since("a@zorg.nl", datetime.now(UTC) + timedelta(seconds=1)) == 0


class JournalMachine(RuleBasedStateMachine):
    """Any order of deliveries, moves, failures, supersessions and restarts."""

    ids = Bundle("ids")

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "journaal.sqlite"
        self.journal = Journal(self.path, audit_key=b"sleutel")
        self.made = 0

    @rule(target=ids, hours=st.integers(-5, 5), content=st.sampled_from("ab"), outcome=st.sampled_from([*Outcome]))
    def deliver(self, hours, content, outcome):
        self.made += 1
        moment = NOON + timedelta(hours=hours)
        return deliver(self.journal, f"s{self.made}", moment, content=content, outcome=outcome)

    @rule(subject=ids, state=st.sampled_from(State))
    def move(self, subject, state):
        before = self.journal.submission(subject)
        try:
            self.journal.move(subject, state)
        except OwnMistakeError:
            assert state not in ALLOWED[before.status]
            assert self.journal.submission(subject) == before
        else:
            assert self.journal.submission(subject).status == state

    @rule(subject=consumes(ids))
    def fail(self, subject):
        self.journal.failed(subject, "fout")

    @rule(subject=ids)
    def crash_within_a_change(self, subject):
        before = self.journal.submission(subject)
        with pytest.raises(KeyboardInterrupt):
            begin_and_crash(self.journal, subject, KeyboardInterrupt)
        assert self.journal.submission(subject) == before

    @rule()
    def restart(self):
        self.journal.close()
        self.journal = Journal(self.path, audit_key=b"sleutel")

    @invariant()
    def the_accepted_version_received_last_is_in_force(self):
        rows = self.journal.deliveries("2026-09")
        accepted = [row.id for row in rows if row.status in STORED and row.uitkomst != Outcome.GEWEIGERD]
        assert [row.id for row in self.journal.counting()] == accepted[:1]

    @invariant()
    def nothing_is_lost_and_the_audit_adds_up(self):
        numbers = sorted(row.nr for row in self.journal.deliveries("2026-09"))
        assert numbers == [*range(1, self.made + 1)]
        assert self.journal.audit_ok()

    def teardown(self):
        self.journal.close()
        self.folder.cleanup()


TestJournalMachine = JournalMachine.TestCase
TestJournalMachine.settings = settings(max_examples=15, stateful_step_count=15)
