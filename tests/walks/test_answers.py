# SPDX-License-Identifier: EUPL-1.2
"""An answer goes once, to the registered address, and what is not sure is for a human."""

import pytest

from processors.desk import open_desk
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.message import UnsureError
from processors.quarantine import refuse, release

WHERE = "Onbekend of het antwoord is verzonden. Kijk in de map Verzonden van het postvak."


@pytest.fixture
def sent(monkeypatch):
    """What the mailbox was asked to send."""
    asked = []
    monkeypatch.setattr(FolderMailbox, "send", lambda _self, answer: asked.append(answer))
    return asked


@pytest.fixture
def unsure(office, monkeypatch):
    """An office of which the first answer may or may not have gone."""
    office.mail(office.suppliers[4], {})

    def fails(_self, _answer):
        raise UnsureError(WHERE)

    with monkeypatch.context() as broken:
        broken.setattr(FolderMailbox, "send", fails)
        office.run()
    return office


def test_an_answer_goes_to_the_registered_address_with_the_feedback(office, sent):
    supplier = office.suppliers[4]
    office.mail("0983", office.delivery())
    office.mail(supplier, office.declaration(supplier, cells={(0, "ingediend_bedrag"): 1}), Reply_To="x@elders.example")
    office.run()

    answer = sent[1]
    written = office.answers()["B-000002"]
    assert (answer.key, answer.reply_to) == ("B-000002", "<2@elders.example>")
    assert answer.to == f"administratie@aanbieder{supplier}.example"
    assert (answer.subject, answer.about[13:]) == ("Uw aanlevering: er is iets te verbeteren", "0002.eml")
    assert [book.name for book in answer.attachments] == ["A-000002-declaratie.xlsx"]
    assert written.endswith(f"\n\n{answer.text}")
    assert answer.text.startswith("Goedendag,")


def test_what_was_sent_is_not_sent_again(office, sent):
    office.mail(office.suppliers[4], {})
    office.run()
    office.run()

    assert [answer.key for answer in sent] == ["B-000001"]


def test_an_answer_that_failed_is_asked_again_under_its_own_name(office, sent, monkeypatch):
    office.mail(office.suppliers[4], {})
    with monkeypatch.context() as broken:
        broken.setattr(FolderMailbox, "send", lambda *_: 1 / 0)
        office.run()
    waiting = office.rows("berichten", "status", "antwoord")
    office.run()

    assert waiting == [("antwoord_concept", "B-000001.txt")]
    assert [answer.key for answer in sent] == ["B-000001"]


def test_a_message_of_which_the_answer_is_not_sure_waits_for_a_human(unsure):
    assert unsure.rows("berichten", "status", "reden", "pogingen") == [("quarantaine", WHERE, 0)]


def test_released_it_is_answered_anew(unsure, sent):
    with open_desk(unsure.settings) as desk:
        release(desk, "B-000001")
    unsure.run()

    assert [answer.key for answer in sent] == ["B-000001-2"]
    assert unsure.rows("berichten", "status", "antwoord") == [("opgeborgen", "B-000001-2.txt")]


def test_refused_it_is_left_as_it_is(unsure, sent):
    with open_desk(unsure.settings) as desk:
        refuse(desk, "B-000001", "Stond in Verzonden.")
    unsure.run()

    assert sent == []
    assert unsure.rows("berichten", "status", "reden") == [("opgeborgen", "Stond in Verzonden.")]
