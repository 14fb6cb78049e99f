# SPDX-License-Identifier: EUPL-1.2
"""Where Microsoft 365 leaves something in doubt, nothing happens twice and a sentence says what now."""

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import graph_client
from processors.mailbox.graph_client import AmbiguousError
from processors.mailbox.message import UnsureError
from tests.processors.mailbox.contract import DATA, answer, mail, number
from tests.processors.mailbox.office_graph import FAULTS, opened


@pytest.fixture
def office(monkeypatch):
    with opened(monkeypatch) as office:
        yield office


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_while_a_large_workbook_is_announced_sends_once(office, fault, tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    path.write_bytes(DATA * 400)
    office.box.faults.append(("session", fault))

    office.open().send(answer("", "", attachments=(path,)))

    (raw,) = office.sent()
    assert raw.count(b"terugkoppeling.xlsx") == 1


@pytest.mark.parametrize("kind", ["move", "draft", "attach"])
def test_a_call_that_stays_in_doubt_is_a_sentence_and_the_next_pass_goes_on(office, kind, tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    path.write_bytes(DATA)
    office.deliver(mail("een"))
    (message,) = office.open().unread()
    office.box.faults += [(kind, "500"), (kind, "500")]
    with pytest.raises(AmbiguousError, match="volgende verwerking"):
        _finish(office, message.key, path)

    _finish(office, message.key, path)

    assert len(office.sent()) == 1
    assert [number(raw) for raw in office.filed("verwerkt")] == ["<een@aanbieder.nl>"]


def _finish(office, key, path):
    office.open().send(answer("", "", attachments=(path,)))
    office.open().file(key, "verwerkt")


def test_a_thrown_away_draft_is_no_proof_that_the_next_did_not_go(office, monkeypatch):
    box = office.open()
    looked = [(["van eerder"], []), (["van eerder"], [])]
    monkeypatch.setattr(type(box), "_ours", lambda *_: looked.pop(0))
    office.box.faults.append(("send", "504 after"))

    with pytest.raises(UnsureError):
        box.send(answer("", ""))

    assert (len(office.sent()), office.box.calls["send"]) == (1, 1)


def test_a_draft_that_a_colleague_takes_away_before_it_goes_waits_for_a_human(office, monkeypatch):
    box = office.open()
    monkeypatch.setattr("tests.processors.mailbox.graph_standin.Handler._send", lambda self, *_: _lost(self.box))

    with pytest.raises(UnsureError):
        box.send(answer("", ""))


def _lost(box):
    box.mails.clear()
    return 404, {}


def test_a_token_that_is_refused_twice_is_a_closed_mailbox(office, monkeypatch):
    monkeypatch.setattr(graph_client, "access_token", lambda *_: "van een ander")

    with pytest.raises(UnusableInputError, match="geen toegang"):
        list(office.open().unread())

    assert len(office.waits) == 1
