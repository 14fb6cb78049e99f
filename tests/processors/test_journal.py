# SPDX-License-Identifier: EUPL-1.2
"""The journal knows where everything is and what was said of it."""

from datetime import UTC, datetime, timedelta

import pytest

from processors.errors import OwnMistakeError, UnusableInputError
from processors.journal_schema import Outcome, State, Submission


def test_a_message_is_new_once_and_keeps_its_id_and_place(journal, a_message):
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


def test_a_part_is_recorded_once_with_a_short_readable_id(journal, a_message):
    receipt = journal.saw(a_message(), "postvak")

    first = journal.record(receipt.id, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
    again = journal.record(receipt.id, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
    second = journal.record(receipt.id, "2", sha256="aa", bestand="een.xlsx", afzender="0983")

    assert (first.id, again, second.id) == ("A-000001", first, "A-000002")
    assert (first.status, first.ontvangen_op, first.versie) == (State.BEWAARD, receipt.ontvangen_op, 1)
    assert [part.id for part in journal.parts(receipt.id)] == ["A-000001", "A-000002"]


def test_a_move_keeps_its_facts(journal, deliver):
    subject = deliver(journal, "een", regels=10, geaccepteerd=9, geweigerd=1, bevindingen=2, outcome=Outcome.DEELS)

    row = journal.submission(subject)

    assert isinstance(row, Submission)
    assert (row.status, row.uitkomst, row.gemeente, row.regels) == (State.OPGENOMEN, Outcome.DEELS, "0983", 10)


def test_a_move_to_where_it_is_adds_facts_and_repeating_it_changes_nothing(journal, deliver):
    subject = deliver(journal, "een")
    journal.move(subject, State.OPGENOMEN, bevindingen=3)
    head, row = journal.head(), journal.submission(subject)

    journal.move(subject, State.OPGENOMEN, bevindingen=3)

    assert (row.bevindingen, journal.submission(subject), journal.head()) == (3, row, head)


@pytest.mark.parametrize("fact", ["status", "nr", "vervangen_door", "versie", "bestaat_niet"])
def test_a_fact_that_is_not_the_callers_is_our_mistake(journal, deliver, fact):
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


def test_the_same_content_of_the_same_sender_was_seen_before(journal, deliver):
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


def test_content_that_was_replaced_counts_as_new_when_it_comes_again(journal, deliver):
    deliver(journal, "een", content="aa")
    deliver(journal, "twee", content="bb")

    assert journal.seen_before("aa", "12345678") is None


def test_deliveries_of_a_month_come_newest_first(journal, deliver, noon):
    deliver(journal, "een", noon + timedelta(days=1))
    deliver(journal, "twee", noon)
    deliver(journal, "drie", noon, maand="2026-08")

    assert [row.id for row in journal.deliveries("2026-09")] == ["A-000001", "A-000002"]


def test_messages_of_one_address_are_counted_from_a_moment(journal, a_message, noon):
    start = datetime.now(UTC)
    for key in ("een", "twee"):
        journal.saw(a_message(key, received_at=noon - timedelta(days=900)), "postvak")
    journal.saw(a_message("drie", sender="b@zorg.nl"), "postvak")

    assert journal.seen_since("a@zorg.nl", start) == 2
    assert journal.seen_since("a@zorg.nl", datetime.now(UTC) + timedelta(seconds=1)) == 0
