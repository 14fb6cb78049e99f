# SPDX-License-Identifier: EUPL-1.2
"""Files in a folder are messages: claimed once, given until they are filed."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import folder as module
from processors.mailbox import open_mailbox
from processors.mailbox.folder import FolderMailbox, connect
from processors.mailbox.message import Attachment, Options, Problem

MAIL = b"From: Zorg <a@zorg.nl>\r\nMessage-ID: <1@zorg.nl>\r\nSubject: x\r\n\r\ntekst\r\n"


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def drop(inbox, name, data=b"x", age=60):
    path = inbox / name
    path.write_bytes(data)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def files(inbox):
    return sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())


def test_a_bare_file_is_a_trusted_message_with_itself_attached(inbox):
    path = drop(inbox, "declaratie.csv", b"a;b")
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)

    (message,) = FolderMailbox(inbox).unread()

    assert (message.sender, message.subject, message.received_at) == ("map", "declaratie.csv", moment)
    assert (message.attachments, message.raw, message.problems) == ((Attachment("declaratie.csv", b"a;b"),), b"a;b", ())
    assert not message.auto_submitted


def test_an_eml_is_the_mail_in_it(inbox):
    drop(inbox, "Bericht.EML", MAIL)

    (message,) = FolderMailbox(inbox).unread()

    assert (message.sender, message.message_id, message.raw) == ("a@zorg.nl", "<1@zorg.nl>", MAIL)


def test_a_message_is_claimed_just_before_it_is_given_oldest_first(inbox):
    drop(inbox, "jong.csv", age=20)
    drop(inbox, "oud.csv", age=90)
    unread = FolderMailbox(inbox).unread()

    first = next(unread)

    assert first.subject == "oud.csv"
    assert files(inbox) == [f".bezig/{first.key}", "jong.csv"]


def test_what_a_killed_run_claimed_is_given_again_under_the_same_key(inbox):
    drop(inbox, "een.csv", b"een")
    (before,) = FolderMailbox(inbox).unread()
    drop(inbox, "twee.csv", b"twee")

    after = list(FolderMailbox(inbox).unread())

    assert after[0] == before
    assert [message.raw for message in after] == [b"een", b"twee"]


def test_two_files_with_one_name_are_two_messages(inbox):
    keys = set()
    for data in (b"een", b"twee"):
        drop(inbox, "lijst.csv", data)
        keys |= {message.key for message in FolderMailbox(inbox).unread()}

    assert len(keys) == 2


@pytest.mark.parametrize(("age", "taken"), [(9, 0), (11, 1), (-3600, 1)])
def test_a_file_is_taken_when_it_has_lain_still(inbox, age, taken):
    drop(inbox, "lijst.csv", age=age)

    assert len(list(FolderMailbox(inbox, Options(wait_seconds=10)).unread())) == taken


def test_without_waiting_time_a_file_is_taken_at_once(inbox):
    drop(inbox, "lijst.csv", age=0)

    assert len(list(FolderMailbox(inbox, Options(wait_seconds=0)).unread())) == 1


@pytest.mark.parametrize(
    "name", [".verborgen", "~$declaratie.xlsx", "a.tmp", "a.PART", "a.crdownload", "Thumbs.db", "desktop.ini", "a.half"]
)
def test_what_a_program_has_not_finished_is_left(inbox, name):
    drop(inbox, name)

    assert list(FolderMailbox(inbox).unread()) == []
    assert files(inbox) == [name]


def test_folders_and_links_are_left(inbox, tmp_path):
    (inbox / "map").mkdir()
    drop(inbox / "map", "binnen.csv")
    (inbox / "koppeling.csv").symlink_to(drop(tmp_path, "elders.csv"))

    assert list(FolderMailbox(inbox).unread()) == []


def test_a_file_that_was_taken_away_or_is_still_open_is_passed_over(inbox, monkeypatch):
    for name in ("open.csv", "vrij.csv", "weg.csv"):
        drop(inbox, name)
    move = module.move

    def busy(source, target):
        if source.name == "open.csv":
            raise PermissionError
        if source.name == "weg.csv":
            raise FileNotFoundError
        move(source, target)

    monkeypatch.setattr(module, "move", busy)

    assert [message.subject for message in FolderMailbox(inbox).unread()] == ["vrij.csv"]


def test_a_file_that_vanishes_while_others_are_handled_is_passed_over(inbox):
    drop(inbox, "een.csv", age=90)
    gone = drop(inbox, "twee.csv")
    unread = FolderMailbox(inbox).unread()
    next(unread)

    gone.unlink()

    assert list(unread) == []


@pytest.mark.parametrize("name", ["groot.csv", "groot.eml"])
def test_a_file_beyond_the_limit_is_told_and_not_read_whole(inbox, name):
    drop(inbox, name, MAIL + b"x" * 1000)

    (message,) = FolderMailbox(inbox, Options(max_bytes=200)).unread()

    assert (message.problems, message.attachments, len(message.raw)) == ((Problem.TOO_LARGE,), (), 201)


def test_a_file_of_exactly_the_limit_is_read(inbox):
    drop(inbox, "past.csv", b"x" * 200)

    (message,) = FolderMailbox(inbox, Options(max_bytes=200)).unread()

    assert message.problems == ()


def test_filing_moves_a_message_once_and_it_is_no_longer_unread(inbox):
    drop(inbox, "een.csv")
    mailbox = FolderMailbox(inbox)
    (message,) = mailbox.unread()

    done = [mailbox.file(message.key, "verwerkt"), mailbox.file(message.key, "verwerkt")]

    assert done == [True, True]
    assert files(inbox) == [f"verwerkt/{message.key}"]
    assert list(mailbox.unread()) == []


def test_a_message_released_from_one_folder_can_be_filed_in_another(inbox):
    drop(inbox, "een [1].csv")
    mailbox = FolderMailbox(inbox)
    (message,) = mailbox.unread()
    mailbox.file(message.key, "quarantaine")

    mailbox.file(message.key, "verwerkt")

    assert files(inbox) == [f"verwerkt/{message.key}"]


def test_a_message_that_a_colleague_removed_is_told_to_be_gone(inbox):
    assert not FolderMailbox(inbox).file("weg.csv", "verwerkt")


def test_a_long_or_odd_name_is_claimed_under_a_clean_one(inbox):
    drop(inbox, "é" * 120 + ".csv")

    (message,) = FolderMailbox(inbox).unread()

    assert message.attachments[0].name == "é" * 73 + ".csv"


def test_the_scheme_of_the_address_is_the_kind_of_mailbox(inbox):
    mailbox = open_mailbox(f"folder://{inbox}", Options(wait_seconds=0))

    assert mailbox == connect(str(inbox), Options(wait_seconds=0)) == FolderMailbox(inbox, Options(wait_seconds=0))
    assert open_mailbox(f"folder://{inbox}") == FolderMailbox(inbox)


@pytest.mark.parametrize(
    "address", ["", "inbox", "folder://", "pop3://x", "message://x", "../folder://x", "os.path://x"]
)
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(UnusableInputError) as caught:
        open_mailbox(address)

    assert str(caught.value) == (
        f"Het postvakadres '{address}' is niet bruikbaar. Schrijf een soort en een plaats, "
        "bijvoorbeeld folder://werkmap/inbox."
    )


def test_a_folder_that_is_not_there_is_told():
    with pytest.raises(UnusableInputError) as caught:
        open_mailbox("folder://bestaat/niet")

    assert str(caught.value) == (
        f"De postvakmap '{Path('bestaat/niet')}' bestaat niet. "
        "Maak de map aan, of noem een andere bij de instelling 'postvak'."
    )


def test_a_folder_is_checked_without_leaving_anything(tmp_path):
    checks = list(connect(str(tmp_path), Options()).check())

    assert [check.holds for check in checks] == [True, True]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_may_not_be_written_is_said(tmp_path, monkeypatch):
    def refused(*_arguments):
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refused)

    assert [check.holds for check in connect(str(tmp_path), Options()).check()] == [True, False]
