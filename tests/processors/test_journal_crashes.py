# SPDX-License-Identifier: EUPL-1.2
"""The journal forgets nothing, whatever happens and in whatever order."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from processors.errors import OwnMistakeError
from processors.journal import Journal
from processors.journal_schema import ALLOWED, STORED, Outcome, State


def begin_and_crash(journal, subject, crash):
    with journal.together():
        journal.failed(subject, "halverwege")
        if subject.startswith("B-"):
            journal.record(subject, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
        raise crash


def test_what_is_done_together_is_done_whole_or_not(journal, a_message):
    receipt = journal.saw(a_message(), "postvak")
    head = journal.head()

    with pytest.raises(ZeroDivisionError):
        begin_and_crash(journal, receipt.id, ZeroDivisionError)

    assert (journal.receipt(receipt.id), journal.parts(receipt.id), journal.head()) == (receipt, [], head)
    assert journal.audit_ok()


class JournalMachine(RuleBasedStateMachine):
    """Any order of deliveries, moves, failures, supersessions and restarts."""

    ids = Bundle("ids")

    def __init__(self, deliver, noon):
        super().__init__()
        self.bring, self.noon = deliver, noon
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "journaal.sqlite"
        self.journal = Journal(self.path, audit_key=b"sleutel")
        self.made = 0

    @rule(target=ids, hours=st.integers(-5, 5), content=st.sampled_from("ab"), outcome=st.sampled_from([*Outcome]))
    def deliver(self, hours, content, outcome):
        self.made += 1
        moment = self.noon + timedelta(hours=hours)
        return self.bring(self.journal, f"s{self.made}", moment, content=content, outcome=outcome)

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


def test_in_any_order_of_events_the_journal_stays_right(deliver, noon):
    run_state_machine_as_test(
        lambda: JournalMachine(deliver, noon), settings=settings(max_examples=15, stateful_step_count=15)
    )
