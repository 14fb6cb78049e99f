# SPDX-License-Identifier: EUPL-1.2
"""Who logs in with a token: Dovecot and the SMTP server ask the login service what it is worth."""

import itertools
import os
import shutil
import time
from collections.abc import Iterator

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import imap_session
from processors.mailbox.graph_client import SCOPE as GRAPH
from processors.mailbox.imap_session import SCOPE
from processors.mailbox.tokens import access_token
from tests.processors.mailbox.certificates import write_application
from tests.processors.mailbox.contract import Office, SendingContract, answer, mail
from tests.processors.mailbox.login_service import SHORT
from tests.processors.mailbox.office_imap import ImapOffice, Servers, broken, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Dovecot is not for Windows")
COUNT = itertools.count()


@pytest.fixture(scope="module")
def servers(dovecot, login_service) -> Iterator[Servers]:
    """Dovecot and an SMTP server that take tokens."""
    with started(dovecot, login_service) as both:
        yield both


@pytest.fixture
def office_of(servers, login_service):
    """The mailbox of an application, which has no password."""

    def of(client: str) -> ImapOffice:
        access = {**login_service.access(client), "mail_wachtwoord": None}
        return ImapOffice(*servers, address=f"{client}@regio.nl", access=access)

    return of


@pytest.fixture
def office(office_of) -> Office:
    """An empty mailbox."""
    return office_of(f"data{next(COUNT)}")


class TestImapWithTokens(SendingContract):
    """IMAP and SMTP with a token and no password."""


def test_a_token_opens_no_mailbox_of_another(office, office_of):
    office.deliver(mail("een"))
    other = office_of(f"data{next(COUNT)}")
    other.address = office.address

    with pytest.raises(UnusableInputError, match=r"weigert de aanmelding.*mail_tenant, mail_client en het certificaat"):
        list(other.open().unread())


@pytest.mark.parametrize("scope", [SCOPE, GRAPH])
def test_a_token_that_has_ended_or_is_for_something_else_is_refused(office_of, login_service, monkeypatch, scope):
    token = access_token(login_service.settings("kort"), scope)
    time.sleep(SHORT + 1 if scope == SCOPE else 0)
    monkeypatch.setattr(imap_session, "access_token", lambda *_: token)

    with pytest.raises(UnusableInputError, match="weigert de aanmelding"):
        list(office_of("kort").open().unread())


def test_a_session_that_is_dropped_after_its_token_ended_goes_on_with_a_fresh_one(office_of, monkeypatch):
    office, given = office_of("kort"), []

    def kept(*asked: object) -> str:
        given.append(access_token(*asked))
        return given[-1]

    monkeypatch.setattr(imap_session, "access_token", kept)
    for name in ("een", "twee"):
        office.deliver(mail(name))
    box, found = office.open(), []

    for message in box.unread():
        found.append(message.message_id)
        if len(found) == 1:
            time.sleep(SHORT + 1)
            broken(box)

    assert found == ["<een@aanbieder.nl>", "<twee@aanbieder.nl>"]
    assert len(set(given)) == len(given) == 2


@pytest.fixture
def revoked(office, login_service, tmp_path):
    """A mailbox that is logged in, and whose certificate is then replaced by one that is not registered."""
    path = tmp_path / "toepassing.pem"
    shutil.copy(login_service.application, path)
    box = office.open(mail_certificaat=path)
    list(box.unread())
    path.write_bytes(write_application(tmp_path / "ander").read_bytes())
    return box


def test_an_answer_for_which_no_token_is_given_did_not_go_and_goes_with_a_later_pass(office, revoked):
    with pytest.raises(UnusableInputError, match=r"geen toegang tot het postvak \(invalid_client\)"):
        revoked.send(answer("", ""))
    assert office.filed("Verzonden") == []

    office.open().send(answer("", ""))
    assert len(office.sent()) == 1


def test_the_check_says_why_no_answer_can_go(revoked):
    *_, last = revoked.check()

    assert last.holds is False
    assert "(invalid_client)" in last.says


def test_a_mail_server_that_refuses_the_token_refuses_the_answer(office, monkeypatch):
    monkeypatch.setattr(office.post, "login", None)

    with pytest.raises(UnusableInputError, match=r"weigert het antwoord \(code 535\)"):
        office.open().send(answer("", ""))

    assert office.filed("Verzonden") == []
