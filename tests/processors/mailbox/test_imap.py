# SPDX-License-Identifier: EUPL-1.2
"""A mailbox on a real IMAP server does what every mailbox does, also when lines break and passwords are wrong."""

import itertools
import os
from collections.abc import Iterator

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import open_mailbox
from processors.mailbox.message import Options, UnsureError
from processors.settings import Settings
from tests.processors.mailbox.contract import Office, SendingContract, answer, mail
from tests.processors.mailbox.office_imap import ImapOffice, Servers, broken, dropped, started

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


class TestImap(SendingContract):
    """IMAP with answers by SMTP."""


def test_an_answer_leaves_a_copy_in_the_mailbox(office):
    office.open().send(answer("", ""))

    assert len(office.filed("Verzonden")) == 1


def test_an_answer_of_which_nobody_knows_waits_for_a_human(office):
    office.post.meanwhile = dropped

    for _ in range(2):
        with pytest.raises(UnsureError, match="Kijk in de map Verzonden"):
            office.open().send(answer("", ""))

    assert len(office.sent()) == 1


def test_an_answer_of_which_nobody_knows_goes_again_under_the_same_number_where_that_is_wished(office):
    office.post.meanwhile = dropped
    with pytest.raises(UnusableInputError, match="gaat straks opnieuw"):
        office.open(mail_bij_twijfel="opnieuw").send(answer("", ""))
    office.post.meanwhile = lambda _server: None

    for _ in range(2):
        office.open(mail_bij_twijfel="opnieuw").send(answer("", ""))

    first, second = office.sent()
    assert first.split(b"Message-ID: ")[1][:40] == second.split(b"Message-ID: ")[1][:40]


@pytest.mark.parametrize("refusal", ["451 later", "554 niet hier"])
def test_an_answer_that_is_refused_goes_with_a_later_pass(office, refusal):
    office.post.meanwhile = lambda _server: refusal
    with pytest.raises(UnusableInputError, match=f"code {refusal[:3]}"):
        office.open().send(answer("", ""))
    assert office.filed("Verzonden") == []
    office.post.meanwhile = lambda _server: None

    office.open().send(answer("", ""))

    assert len(office.sent()) == 1


def test_a_run_that_died_before_sending_asks_a_human(office):
    box = office.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(box.outgoing), "send", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            box.send(answer("", ""))

    with pytest.raises(UnsureError):
        office.open().send(answer("", ""))
    assert office.sent() == []


def test_a_session_that_is_dropped_is_opened_again(office):
    for name in ("een", "twee"):
        office.deliver(mail(name))
    box = office.open()

    found = []
    for message in box.unread():
        found.append(message.message_id)
        broken(box)

    assert found == ["<een@aanbieder.nl>", "<twee@aanbieder.nl>"]


def test_a_folder_that_was_taken_away_is_made_again(office):
    office.deliver(mail("een"))
    box = office.open()
    (message,) = box.unread()
    box.file(message.key, "verwerkt")
    office.deliver(mail("twee"))
    link = office.colleague()
    link.delete("verwerkt")
    link.logout()
    (second,) = box.unread()

    assert box.file(second.key, "verwerkt")


def test_a_message_without_a_number_of_its_own_that_is_gone_is_gone(office):
    office.deliver(b"From: a@aanbieder.nl\r\nSubject: x\r\n\r\ntekst\r\n")
    (message,) = office.open().unread()
    link = office.colleague()
    link.select("INBOX")
    link.store("1", "+FLAGS", r"(\Deleted)")
    link.expunge()
    link.logout()

    assert office.open().file(message.key, "verwerkt") is False


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"mail_wachtwoord": "fout"}, "weigert de aanmelding"),
        ({"mail_ca": None}, "certificaat van mailserver 'localhost' klopt niet"),
    ],
)
def test_a_login_or_certificate_that_is_wrong_is_a_sentence(office, changed, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        list(office.open(**changed).unread())


def test_a_server_that_is_not_there_is_a_sentence(office):
    place = office.place.replace(str(office.dovecot.port), "9")

    with pytest.raises(UnusableInputError, match="niet bereikbaar op poort 9"):
        list(open_mailbox(place, Options(access=office.settings())).unread())


def test_a_folder_that_is_not_there_is_a_sentence(office):
    place = office.place.replace("INBOX", "Elders")

    with pytest.raises(UnusableInputError, match="geen map 'Elders'"):
        list(open_mailbox(place, Options(access=office.settings())).unread())


def test_a_server_that_moves_nothing_by_itself_is_served_too(office, monkeypatch):
    office.deliver(mail("een"))
    box = office.open()
    (message,) = box.unread()
    monkeypatch.setattr(box.session._link, "capabilities", ("IMAP4REV1", "UIDPLUS"))  # noqa: SLF001 - an older server

    assert box.file(message.key, "verwerkt")
    assert list(office.open().unread()) == []
    assert len(office.filed("verwerkt")) == 1


@pytest.mark.parametrize("place", ["imap://localhost/INBOX", "imap://data%40regio.nl@/INBOX"])
def test_an_address_without_user_or_server_is_a_sentence(place):
    with pytest.raises(UnusableInputError, match="%40"):
        open_mailbox(place, Options(access=Settings()))


@pytest.mark.parametrize(
    ("changed", "holds", "sentence"),
    [
        ({"mail_uitgaand": ""}, None, "geen server voor antwoorden"),
        ({"mail_uitgaand": "localhost:9"}, False, "niet bereikbaar"),
    ],
)
def test_what_cannot_be_sent_is_told_by_the_check(office, changed, holds, sentence):
    office.deliver(mail("een"))

    *_, last = office.open(**changed).check()

    assert last.holds is holds
    assert sentence in last.says


def test_without_a_server_for_answers_nothing_is_sent(office):
    office.open(mail_uitgaand="").send(answer("", ""))

    assert office.sent() == []
    assert office.filed("Verzonden") == []
