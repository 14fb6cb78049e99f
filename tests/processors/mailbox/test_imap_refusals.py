# SPDX-License-Identifier: EUPL-1.2
"""What an IMAP server refuses is not said to be done, and a number that a sender chose moves no other message."""

import imaplib
import itertools
import os
from collections.abc import Iterator
from email import message_from_bytes

import pytest

from processors.errors import UnusableInputError
from tests.processors.mailbox.contract import Office, answer, mail
from tests.processors.mailbox.office_imap import ImapOffice, Servers, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Dovecot is not for Windows")
COUNT = itertools.count()


@pytest.fixture(scope="module")
def servers(dovecot) -> Iterator[Servers]:
    """Dovecot and an SMTP server, with one certificate."""
    with started(dovecot) as both:
        yield both


@pytest.fixture
def office(servers) -> Office:
    """An empty mailbox."""
    return ImapOffice(*servers, address=f"data{next(COUNT)}@regio.nl")


@pytest.fixture
def refusing(monkeypatch):
    """Let the server say no to some commands, as one does that is full or gives no right."""

    def refuse(*names: str) -> None:
        real = imaplib.IMAP4._simple_command  # noqa: SLF001 - through which every command goes

        def said(link: imaplib.IMAP4, name: str, *given: str) -> object:
            no = name in names or (name == "UID" and given[0] in names)
            return ("NO", [b"[OVERQUOTA] Quota exceeded"]) if no else real(link, name, *given)

        monkeypatch.setattr(imaplib.IMAP4, "_simple_command", said)

    return refuse


@pytest.mark.parametrize("refused", ["APPEND", "CREATE"])
def test_an_answer_of_which_no_copy_can_be_kept_does_not_go(office, refusing, refused):
    refusing(refused)

    for _ in range(2):
        with pytest.raises(UnusableInputError, match="postvak vol"):
            office.open().send(answer("", ""))

    assert office.sent() == []


def test_an_answer_of_which_the_copy_is_not_found_again_does_not_go(office, monkeypatch):
    box = office.open()
    monkeypatch.setattr(type(box), "_found", lambda *_: [])

    with pytest.raises(UnusableInputError, match="het antwoord wacht"):
        box.send(answer("", ""))

    assert office.sent() == []


def test_a_message_that_the_server_does_not_move_is_not_said_to_be_filed(office, refusing):
    office.deliver(mail("een"))
    (message,) = office.open().unread()
    refusing("MOVE")

    with pytest.raises(UnusableInputError, match="weigert"):
        office.open().file(message.key, "verwerkt")

    assert len(list(office.open().unread())) == 1


def test_a_message_that_cannot_be_copied_stays_where_it_is(office, monkeypatch, refusing):
    office.deliver(mail("een"))
    box = office.open()
    (message,) = box.unread()
    monkeypatch.setattr(box.session._link, "capabilities", ("IMAP4REV1", "UIDPLUS"))  # noqa: SLF001 - an older server
    refusing("COPY")

    with pytest.raises(UnusableInputError, match="weigert"):
        box.file(message.key, "verwerkt")

    assert len(list(office.open().unread())) == 1


def test_a_mailbox_in_which_no_folder_can_be_made_is_told_by_the_check(office, refusing):
    refusing("CREATE")

    found = list(office.open().check())

    assert [each.says for each in found if each.holds is False] == [
        "Mappen maken en berichten opbergen lukt niet; geef dat recht."
    ]


@pytest.mark.parametrize("number", ["<t", "<\u00e9@aanbieder.nl>", "<a\x00b@aanbieder.nl>"])
def test_a_number_that_is_none_moves_no_message_of_another(office, number):
    office.deliver(f"From: a@aanbieder.nl\r\nMessage-ID: {number}\r\n\r\ntekst\r\n".encode())
    (message,) = office.open().unread()
    office.open().file(message.key, "quarantaine")
    office.deliver(mail("twee"))

    done = office.open().file(message.key, "verwerkt")

    assert done is False
    assert [each.message_id for each in office.open().unread()] == ["<twee@aanbieder.nl>"]


def test_a_second_message_under_the_same_number_stays_unread(office):
    for _ in range(2):
        office.deliver(mail("een"))
    first, second = office.open().unread()
    link = office.colleague()
    link.select("INBOX")
    link.store("1", "+FLAGS", r"(\Deleted)")
    link.expunge()
    link.logout()

    assert office.open().file(first.key, "verwerkt") is False
    assert [each.key for each in office.open().unread()] == [second.key]


def test_a_message_under_the_number_of_our_answer_does_not_make_it_go_again(office):
    office.open().send(answer("", ""))
    (copy,) = office.filed("Verzonden")
    ours = message_from_bytes(copy)["Message-ID"]
    office.deliver(f"From: a@aanbieder.nl\r\nMessage-ID: {ours}\r\n\r\ntekst\r\n".encode())
    (message,) = office.open().unread()
    office.take_away(ours)
    office.open().file(message.key, "quarantaine")

    office.open().send(answer("", ""))

    assert len(office.sent()) == 1
