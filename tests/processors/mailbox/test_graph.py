# SPDX-License-Identifier: EUPL-1.2
"""A mailbox of Microsoft 365 does what every mailbox does, whatever goes wrong on the way."""

import pytest

from processors.errors import OwnMistakeError, UnusableInputError
from processors.mailbox import graph_client, open_mailbox
from processors.mailbox.graph import GraphMailbox
from processors.mailbox.graph_client import BusyError, GraphClient
from processors.mailbox.message import Options, Problem, UnsureError
from processors.settings import Settings
from tests.processors.mailbox.contract import DATA, SendingContract, answer, mail, number
from tests.processors.mailbox.office_graph import ACCESS, FAULTS, REGION, opened


@pytest.fixture
def office(monkeypatch):
    with opened(monkeypatch) as office:
        yield office


class TestGraph(SendingContract):
    """Microsoft 365."""


def test_an_attachment_that_is_a_link_is_told_as_one(office):
    office.box.deliver(mail("een"), "declaratie.xlsx")

    (message,) = office.open().unread()

    assert [(each.name, each.data, each.problem) for each in message.attachments] == [
        ("declaratie.xlsx", b"", Problem.LINKED)
    ]


def test_a_large_message_is_not_downloaded(office):
    office.deliver(mail("groot", ("groot.xlsx", DATA * 3)))

    list(office.open(max_bytes=20_000).unread())

    assert office.box.calls["raw"] == 0


def test_a_large_workbook_goes_in_pieces(office, tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    path.write_bytes(DATA * 800)

    office.open().send(answer("", "", attachments=(path,)))

    (raw,) = office.sent()
    assert len(raw) > len(DATA) * 800
    assert office.box.calls["attach"] == 0


READING = ("list", "raw", "folders", "folder", "message", "move")
SENDING = ("find", "draft", "mark", "attach", "send")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", READING)
def test_a_fault_while_filing_files_the_message_once(office, kind, fault):
    office.deliver(mail("een"))
    office.box.faults.append((kind, fault))

    for _ in range(3):
        try:
            for message in office.open().unread():
                office.open().file(message.key, "verwerkt")
            break
        except BusyError:
            continue

    assert [number(raw) for raw in office.filed("verwerkt")] == ["<een@aanbieder.nl>"]
    assert sorted(office.box.folders.values()).count("verwerkt") == 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", SENDING)
def test_a_fault_while_sending_sends_once(office, kind, fault, tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    path.write_bytes(DATA)
    office.box.faults.append((kind, fault))

    for _ in range(3):
        try:
            office.open().send(answer("", "", attachments=(path,)))
            break
        except BusyError:
            continue
    office.open().send(answer("", "", attachments=(path,)))

    (raw,) = office.sent()
    assert raw.count(b"terugkoppeling.xlsx") == 1


def test_a_draft_that_a_killed_run_left_is_made_anew(office):
    box = office.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(box), "_send", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            box.send(answer("", ""))

    office.open().send(answer("", ""))

    assert len(office.sent()) == 1
    assert not any(each.draft for each in office.box.mails.values())


def test_an_answer_of_which_no_trace_is_left_waits_for_a_human(office):
    office.box.faults.append(("send", "504 after"))
    box = office.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(box), "_ours", lambda *_: ([], []))
        with pytest.raises(UnsureError, match="Verzonden items"):
            box.send(answer("", ""))


def test_an_answer_that_stays_a_draft_twice_waits_for_a_human(office):
    office.box.faults += [("send", "500"), ("send", "500")]

    with pytest.raises(UnsureError):
        office.open().send(answer("", ""))


def test_a_token_that_ends_is_asked_anew(office):
    office.deliver(mail("een"))
    office.deliver(mail("twee"))
    box, found = office.open(), []

    for message in box.unread():
        found.append(message.message_id)
        office.box.token = "t2"  # noqa: S105 - of a stand-in

    assert found == ["<een@aanbieder.nl>", "<twee@aanbieder.nl>"]


def test_a_mailbox_that_is_closed_to_us_is_a_sentence(office):
    office.box.closed = frozenset({REGION})

    with pytest.raises(UnusableInputError, match=r"Mail\.ReadWrite"):
        list(office.open().unread())


def test_who_is_told_to_wait_an_hour_stops_and_a_later_pass_goes_on(office):
    office.deliver(mail("een"))
    office.box.faults.append(("raw", "429 for an hour"))
    office.box.faults.append(("list", "429 for an hour"))
    with pytest.raises(BusyError, match="volgende verwerking"):
        list(office.open().unread())
    office.box.faults.clear()

    assert len(list(office.open().unread())) == 1
    assert office.waits == []


def test_waits_are_as_long_as_told(office):
    office.box.faults += [("list", "429"), ("list", "503")]

    list(office.open().unread())

    assert office.waits == [1.0, 1.0]


def test_a_server_that_is_not_there_stops_the_pass(office):
    office.base = "http://127.0.0.1:9"

    with pytest.raises(BusyError):
        list(office.open().unread())
    assert len(office.waits) == 4


def test_another_mailbox_must_stay_closed(office):
    open_one = office.open().sees("ander@regio.nl")
    office.box.closed = frozenset({"ander@regio.nl"})
    closed = office.open().sees("ander@regio.nl")

    assert (open_one.holds, closed.holds) == (False, True)
    assert "RBAC" in open_one.says


def test_what_we_asked_wrongly_is_our_mistake(office, monkeypatch):
    box = office.open()
    monkeypatch.setattr("tests.processors.mailbox.graph_standin.Handler._inbox", lambda *_: (400, {}))

    with pytest.raises(OwnMistakeError, match="400"):
        list(box.check())


@pytest.mark.parametrize(("place", "access"), [("geen-adres", ACCESS), (REGION, {})])
def test_an_address_or_application_that_is_not_there_is_a_sentence(place, access):
    with pytest.raises(UnusableInputError, match="mail_tenant"):
        open_mailbox(f"graph://{place}", Options(access=Settings(**access)))


def test_the_address_opens_the_mailbox():
    assert isinstance(open_mailbox(f"graph://{REGION}", Options(access=Settings(**ACCESS))), GraphMailbox)


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(graph_client, "import_module", lambda name: (_ for _ in ()).throw(ModuleNotFoundError(name)))

    with pytest.raises(UnusableInputError, match=r"extra \[mail\]"):
        GraphClient(REGION, Settings(**ACCESS))


def test_a_message_that_goes_while_it_is_listed_is_passed_over(office):
    for name in ("een", "twee"):
        office.deliver(mail(name))
    messages = office.open().unread()
    first = next(messages)
    office.take_away("<twee@aanbieder.nl>")

    assert first.message_id == "<een@aanbieder.nl>"
    assert list(messages) == []
