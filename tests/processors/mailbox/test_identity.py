# SPDX-License-Identifier: EUPL-1.2
"""The identity of a machine in Azure: what msal asks the service on that machine, and what we say when it is not there.

That service exists in Azure only; here a server on loopback says what Microsoft documents (App Service, REST endpoint
reference).
"""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import time
from urllib.parse import parse_qs, urlsplit

import pytest

from processors.errors import UnusableInputError
from processors.mailbox.graph import connect
from processors.mailbox.message import Options
from processors.mailbox.tokens import access_token
from processors.settings import Settings

SCOPE = "https://graph.microsoft.com/.default"


@pytest.fixture
def machine(monkeypatch):
    """The service of a machine: what it was asked, and what it says."""
    asked, says = (
        [],
        {"access_token": "t", "resource": "r", "token_type": "Bearer", "expires_on": str(int(time()) + 3600)},
    )

    class Service(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(({name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}, self.headers))
            body = json.dumps(says).encode()
            self.send_response(200 if "access_token" in says else 400)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{server.server_port}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "kop")
    yield asked, says
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("identity", "client"), [("systeem", None), ("1b4e28ba-2fa1", "1b4e28ba-2fa1")])
def test_the_identity_of_the_machine_gives_a_token(machine, identity, client):
    asked, _ = machine

    assert access_token(Settings(mail_identiteit=identity), SCOPE) == "t"
    ((query, headers),) = asked
    assert (query["resource"], query.get("client_id")) == ("https://graph.microsoft.com", client)
    assert headers["X-IDENTITY-HEADER"] == "kop"


def test_a_machine_that_refuses_is_a_sentence(machine):
    _, says = machine
    says.clear()
    says.update({"statusCode": 400, "message": "geheim zus en zo"})

    with pytest.raises(UnusableInputError, match=r"geen toegang.*Controleer mail_identiteit") as caught:
        access_token(Settings(mail_identiteit="systeem"), SCOPE)

    assert "zus en zo" not in str(caught.value)


def test_a_machine_without_such_a_service_is_a_sentence(monkeypatch):
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://127.0.0.1:9/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "kop")

    with pytest.raises(UnusableInputError, match=r"identiteit van deze machine is niet op te vragen"):
        access_token(Settings(mail_identiteit="systeem"), SCOPE)


def test_a_mailbox_needs_no_application_beside_an_identity():
    assert connect("zorg@regio.nl", Options(access=Settings(mail_identiteit="systeem")))
