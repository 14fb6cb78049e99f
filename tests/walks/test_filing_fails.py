# SPDX-License-Identifier: EUPL-1.2
"""A message that cannot be put in its folder: it is answered once, says what is the matter, and is filed later."""

import pytest

from processors.journal import Journal
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.message import Problem
from processors.receiving import BY_MACHINE, TAKEN_AWAY, UNKNOWN_SENDER

OURS = "Fout bij ons; verwijzing "


@pytest.fixture
def no_filing(monkeypatch):
    """The folders of the mailbox cannot be written for as long as the patch is there."""

    def failing(_self, _key, _folder):
        raise OSError("disk")

    with monkeypatch.context() as patched:
        patched.setattr(FolderMailbox, "file", failing)
        yield patched


def failing(office):
    with Journal(office.place.journal, read_only=True) as journal:
        return [row.id for row in journal.failing()]


def mails(office):
    """A supplier with a link for a file, a stranger, and a machine."""
    office.mail(office.suppliers[4], {"winmail.dat": b"x"})
    office.mail("vreemd@elders.example", {})
    office.mail(office.suppliers[5], {}, Auto_Submitted="auto-replied")


def test_what_was_to_be_said_of_a_message_stays_and_the_failure_goes_when_it_is_filed(office, no_filing):
    mails(office)
    office.run()
    held_up = office.rows("berichten", "status", "reden")
    waits = failing(office)

    no_filing.undo()
    second = office.run()

    said = [Problem.OUTLOOK_PACKED, UNKNOWN_SENDER, BY_MACHINE]
    assert [reason.split(OURS)[0] for _, reason in held_up] == [f"{each} " for each in said]
    assert [status for status, _ in held_up] == ["opgeborgen", "quarantaine", "opgeborgen"]
    assert waits == ["B-000001", "B-000003"]
    assert second["mislukt"] == 0
    assert office.rows("berichten", "status", "reden", "pogingen") == [
        (status, reason, 0) for (status, _), reason in zip(held_up, said, strict=True)
    ]
    assert failing(office) == []
    filed = sorted((path.parent.name, path.name[13:]) for path in office.place.inbox.rglob("*.eml"))
    assert filed == [("genegeerd", "0003.eml"), ("quarantaine", "0002.eml"), ("verwerkt", "0001.eml")]


def test_the_answer_still_says_what_is_the_matter_with_the_attachment_and_goes_once(office, no_filing):
    mails(office)
    for _ in range(3):
        office.run()
    no_filing.undo()
    office.run()

    assert list(office.answers()) == ["B-000001"]
    assert Problem.OUTLOOK_PACKED in office.answers()["B-000001"]


def test_a_folder_that_stays_shut_stops_no_pass_however_often_it_fails(office, no_filing):
    mails(office)
    results = [office.run() for _ in range(10)]
    office.mail(office.suppliers[5], {})
    last = office.run()

    assert [result["mislukt"] for result in results] == [3] * 10
    assert (last["ontvangen"], last["mislukt"], last["beantwoord"]) == (4, 4, 1)
    assert office.rows("berichten", "status") == [("opgeborgen",), ("quarantaine",), ("opgeborgen",), ("opgeborgen",)]
    no_filing.undo()
    assert office.run()["mislukt"] == 0


def test_of_a_message_that_was_taken_away_after_a_failure_only_that_is_told(office, no_filing, monkeypatch):
    office.mail(office.suppliers[5], {}, Auto_Submitted="auto-replied")
    office.run()
    no_filing.undo()
    monkeypatch.setattr(FolderMailbox, "file", lambda *_: False)

    office.run()

    assert office.rows("berichten", "reden", "pogingen") == [(f"{BY_MACHINE} {TAKEN_AWAY}", 0)]
