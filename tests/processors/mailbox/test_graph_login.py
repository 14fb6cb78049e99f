# SPDX-License-Identifier: EUPL-1.2
"""From the certificate to the mailbox in one piece: msal, a real token, and a Graph that looks at who signed it."""

import threading
import time
from http.server import ThreadingHTTPServer

import jwt
import pytest

from processors.errors import UnusableInputError
from processors.mailbox.graph import GraphMailbox
from processors.mailbox.graph_client import GraphClient
from processors.mailbox.imap_session import SCOPE
from processors.mailbox.message import Options
from processors.mailbox.tokens import access_token
from tests.processors.mailbox.certificates import write_application
from tests.processors.mailbox.contract import answer, mail
from tests.processors.mailbox.graph_standin import Handler, Mailbox
from tests.processors.mailbox.login_service import SHORT, LoginService
from tests.processors.mailbox.office_graph import REGION

AUDIENCE = "https://graph.microsoft.com"


class Graph:
    """A mailbox of the stand-in that opens to what the login service signed for Graph, and to nothing else."""

    def __init__(self, service: LoginService) -> None:
        self.service, self.box, self.tokens = service, Mailbox(REGION), []
        (self.key,) = service.keys()
        graph = self

        class Judging(Handler):
            def _answer(self, method: str) -> None:
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                self.box.token = token if graph.opens_to(token) else "another"
                super()._answer(method)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Judging)
        self.server.box = self.box  # type: ignore[attr-defined]
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def opens_to(self, token: str) -> bool:
        self.tokens += [token] if token not in self.tokens else []
        try:
            jwt.decode(token, self.key, ["RS256"], audience=AUDIENCE, issuer=self.service.issuer)
        except jwt.InvalidTokenError:
            return False
        return True

    def open(self, client: str = "data0", **changed: object) -> GraphMailbox:
        access = self.service.settings(client, **changed)
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        return GraphMailbox(GraphClient(REGION, access, base, time.sleep), Options(access=access))


@pytest.fixture
def graph(login_service):
    graph = Graph(login_service)
    yield graph
    graph.server.shutdown()
    graph.server.server_close()


def test_a_mailbox_is_read_filed_and_answered_with_one_token(graph, tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    path.write_bytes(b"cellen")
    graph.box.deliver(mail("een"))
    box = graph.open()

    (message,) = box.unread()
    box.send(answer(message.key, message.message_id, attachments=(path,)))

    assert box.file(message.key, "verwerkt")
    (sent,) = graph.box.sent
    assert b"terugkoppeling.xlsx" in sent
    assert len(graph.tokens) == 1


def test_a_token_that_ends_halfway_is_asked_anew_and_nothing_goes_twice(graph):
    for name in ("een", "twee"):
        graph.box.deliver(mail(name))
    box = graph.open("kort")

    done = []
    for message in box.unread():
        box.send(answer(message.key, message.message_id, key=message.key))
        time.sleep(0 if done else SHORT + 1)
        done.append(box.file(message.key, "verwerkt"))

    assert (done, len(graph.box.sent)) == ([True, True], 2)
    assert len(graph.tokens) > 1


def test_a_token_for_a_mail_server_opens_no_graph(graph, login_service, monkeypatch):
    token = access_token(login_service.settings(), SCOPE)
    monkeypatch.setattr("processors.mailbox.graph_client.access_token", lambda *_: token)

    with pytest.raises(UnusableInputError, match=r"geen toegang tot het postvak.*Mail\.ReadWrite"):
        list(graph.open().unread())


def test_who_may_not_log_in_asks_graph_nothing(graph, tmp_path):
    with pytest.raises(UnusableInputError, match=r"\(invalid_client\)"):
        list(graph.open(mail_certificaat=write_application(tmp_path)).unread())

    assert graph.tokens == []


def test_a_file_of_the_authority_that_is_not_there_is_a_sentence(graph, tmp_path):
    with pytest.raises(UnusableInputError, match=r"geen certificaat \(PEM\).*mail_ca"):
        graph.open(mail_ca=tmp_path / "uitgever.pem")
