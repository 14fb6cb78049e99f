# SPDX-License-Identifier: EUPL-1.2
"""Prism stands between our client and the stand-in, and holds both to a contract cut out of Microsoft's own client."""

import socket
import subprocess
import time
from pathlib import Path

import pytest

from processors.errors import OwnMistakeError
from processors.mailbox import graph_client
from processors.mailbox.graph_client import AmbiguousError, BusyError
from tests.processors.mailbox.contract import DATA, SendingContract, answer, mail
from tests.processors.mailbox.graph_standin import KINDS, Handler, Mailbox, start
from tests.processors.mailbox.office_graph import REGION, GraphOffice

PROGRAM = Path(__file__).parents[2] / "judges" / "graph_contract.py"


@pytest.fixture(scope="module")
def proxy(node, prism, msgraph, tmp_path_factory):
    """Where Prism is, before a stand-in of which each test sets the mailbox."""
    folder = tmp_path_factory.mktemp("prism")
    made = subprocess.run([msgraph, PROGRAM], capture_output=True, timeout=120, check=True)
    (folder / "graph.json").write_bytes(made.stdout)
    server = start(Mailbox(REGION))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    upstream = f"http://127.0.0.1:{server.server_address[1]}"
    options = ["proxy", folder / "graph.json", upstream, "--errors", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "prism.log").open("wb") as log:
        process = subprocess.Popen([node, prism, *options], stdout=log, stderr=log)
    for _ in range(600):
        with socket.socket() as line:
            if process.poll() is not None or line.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    assert process.poll() is None, (folder / "prism.log").read_text(encoding="utf-8")
    yield f"http://127.0.0.1:{port}", server
    process.terminate()
    process.wait(20)
    server.shutdown()
    server.server_close()


@pytest.fixture
def complaints(monkeypatch):
    """What Prism says is wrong, call by call: it answers itself then, and not Graph."""
    said, judge = [], graph_client.GraphClient._judge  # noqa: SLF001 - every answer that is an error passes here

    def note(self, answer, *, repeatable):
        if answer.headers["Content-Type"] == "application/problem+json":
            told = answer.json()
            said.append([each["message"] for each in told.get("validation", [])] or [told["title"]])
        judge(self, answer, repeatable=repeatable)

    monkeypatch.setattr(graph_client.GraphClient, "_judge", note)
    return said


@pytest.fixture
def behind(proxy, monkeypatch):
    """A mailbox behind Prism."""
    base, server = proxy
    box = server.box = Mailbox(REGION, proxy=base)
    monkeypatch.setattr(graph_client, "access_token", lambda *_: box.token)
    return GraphOffice(base, box)


@pytest.fixture
def office(behind, complaints):
    """A mailbox behind Prism, which may not complain."""
    yield behind
    assert complaints == []
    assert behind.waits == []


class TestGraphByContract(SendingContract):
    """Microsoft 365, call by call."""


def test_every_call_that_we_make_is_by_contract(office, tmp_path):
    office.box.deliver(mail("een", ("declaratie.xlsx", DATA)), "lijst.xlsx")
    for name in ("twee", "drie"):
        office.deliver(mail(name))
    small, large = tmp_path / "klein.xlsx", tmp_path / "groot.xlsx"
    small.write_bytes(DATA)
    large.write_bytes(DATA * 400)

    checks = list(office.open().check())
    office.open().send(answer("", "", attachments=(small, large)))
    for message in list(office.open().unread()):
        office.open().file(message.key, "ver'werkt")

    assert all(check.holds for check in checks)
    assert len(office.filed("ver'werkt")) == 3
    assert len(office.sent()) == 1
    assert set(office.box.calls) == {kind for kind, _, _ in KINDS}


FOLDER = {"id": "F1", "totalItemCount": 3}
MESSAGE = {"id": "I1=", "receivedDateTime": "2026-11-02T08:01:00Z", "importance": "low"}
FILE = {"@odata.type": "#microsoft.graph.fileAttachment", "id": "A1", "contentBytes": "YQ=="}
PLACES = {"inbox": "mailFolders/inbox", "message": "messages/I1=", "attachments": "messages/I1=/attachments"}


@pytest.mark.parametrize(
    ("kind", "told"), [("inbox", FOLDER), ("message", MESSAGE), ("attachments", {"value": [FILE]})]
)
def test_an_answer_as_it_should_be_passes(office, monkeypatch, kind, told):
    monkeypatch.setattr(Handler, f"_{kind}", lambda *_: (200, told))

    assert office.open().client.get(PLACES[kind]) == told


@pytest.mark.parametrize(
    ("kind", "status", "told", "complaint"),
    [
        ("inbox", 200, FOLDER | {"totalItemCount": "3"}, "totalItemCount must be integer"),
        ("inbox", 200, FOLDER | {"aantal": 3}, "must NOT have additional properties; found 'aantal'"),
        ("inbox", 200, {"totalItemCount": 3}, "must have required property 'id'"),
        ("inbox", 201, FOLDER, "Unable to match the returned status code"),
        ("message", 200, MESSAGE | {"receivedDateTime": "gisteren"}, 'receivedDateTime must match format "date-time"'),
        ("message", 200, MESSAGE | {"importance": "urgent"}, "importance must be equal to one of the allowed values"),
        ("message", 200, MESSAGE | {"from": "zorg@aanbieder.nl"}, "from must be object"),
        ("attachments", 200, {"value": [FILE | {"@odata.type": "file"}]}, "must be equal to constant"),
        ("attachments", 200, {"value": [FILE | {"contentBytes": "%"}]}, "contentBytes must match pattern"),
        ("attachments", 200, {}, "must have required property 'value'"),
    ],
)
def test_a_wrong_answer_is_seen(behind, complaints, monkeypatch, kind, status, told, complaint):
    monkeypatch.setattr(Handler, f"_{kind}", lambda *_: (status, told))

    with pytest.raises(BusyError):
        behind.open().client.get(PLACES[kind])

    assert complaint in " ".join(complaints[0])


def test_an_error_that_is_not_of_graph_is_seen(behind, complaints, monkeypatch):
    monkeypatch.setattr("tests.processors.mailbox.graph_shapes.error", lambda _: {"fout": "weg"})

    with pytest.raises(AmbiguousError):
        behind.open().client.post("messages/I9=/send")

    assert "found 'fout'" in " ".join(complaints[0])


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        ("messages/I1=/move", {"destinationId": "F1"}, "found 'destinationId'"),
        ("messages/I1=/move", {"DestinationId": 1}, "DestinationId must be string"),
        ("mailFolders", {"name": "verwerkt"}, "found 'name'"),
        ("messages/I1=/attachments", {"name": "a.xlsx"}, "must have required property '@odata.type'"),
        ("messages/I1=/attachments/createUploadSession", {"AttachmentItem": {"size": "9"}}, "size must be integer"),
    ],
)
def test_a_wrong_request_is_seen(behind, complaints, path, body, complaint):
    with pytest.raises(OwnMistakeError):
        behind.open().client.post(path, body)

    assert complaint in " ".join(complaints[0])
    assert not behind.box.calls


@pytest.mark.parametrize(
    ("option", "wrong"),
    [("$select", "gelezen"), ("$orderby", "receivedDateTime up"), ("$top", "veel"), ("$expand", "bijlagen")],
)
def test_a_wrong_option_is_seen(behind, complaints, option, wrong):
    with pytest.raises(OwnMistakeError):
        behind.open().client.get("mailFolders/inbox/messages", **{option: wrong})

    assert f"query parameter {option}" in complaints[0][0]


def test_a_call_that_graph_does_not_know_is_seen(behind, complaints):
    with pytest.raises(graph_client.GoneError):
        behind.open().client.post("messages/I1=/verplaats", {})

    assert complaints == [["Route not resolved, no path matched"]]
