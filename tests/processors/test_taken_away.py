# SPDX-License-Identifier: EUPL-1.2
"""Colleagues work in the same mailbox: what they move or remove during a pass is processed all the same."""

import os
import shutil

import pytest

from processors.desk import open_desk
from processors.jobs import process_mailbox
from processors.mailbox.folder import FolderMailbox
from processors.receiving import TAKEN_AWAY
from processors.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
MAIL = (
    b"From: administratie@zorg.example\r\nMessage-ID: <1@zorg.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/csv\r\nContent-Disposition: attachment; filename=regels.csv\r\n\r\na;b\r\n1;2\r\n"
)


@pytest.fixture
def desk(tmp_path):
    naslag = tmp_path / "naslag"
    naslag.mkdir()
    register = "afzender,naam,code,soort\nadministratie@zorg.example,De Linde,12345678,aanbieder\n"
    (naslag / "afzenders.csv").write_text(register)
    with open_desk(Settings(map=tmp_path, sleutel=SECRET, wachttijd_seconden=0)) as opened:
        path = opened.workplace.inbox / "1.eml"
        path.write_bytes(MAIL)
        os.utime(path, (1_780_000_000, 1_780_000_000))
        yield opened


def meanwhile(monkeypatch, happens):
    """Let this happen to a message after it was read and before it is filed."""
    real = FolderMailbox.file

    def filed(mailbox, key, folder):
        happens(mailbox.root / ".bezig" / key)
        return real(mailbox, key, folder)

    monkeypatch.setattr(FolderMailbox, "file", filed)


def outcome(desk):
    (receipt,) = desk.journal.receipts()
    filed = [path.parent.name for path in desk.workplace.inbox.rglob("*.eml")]
    answered = [path.name for path in (desk.workplace.output / "antwoorden").glob("*")]
    return receipt.status, receipt.reden, filed, answered


def test_a_message_that_a_colleague_moved_is_found_and_filed(desk, monkeypatch):
    def moved(path):
        (path.parents[1] / "later").mkdir()
        path.rename(path.parents[1] / "later" / path.name)

    meanwhile(monkeypatch, moved)
    process_mailbox(desk)

    assert outcome(desk) == ("opgeborgen", None, ["verwerkt"], ["B-000001.txt"])


def test_of_a_message_that_a_colleague_removed_the_archive_keeps_it_and_the_journal_says_so(desk, monkeypatch):
    meanwhile(monkeypatch, lambda path: path.unlink())
    process_mailbox(desk)

    assert outcome(desk) == ("opgeborgen", TAKEN_AWAY, [], ["B-000001.txt"])
    assert desk.archive.get(desk.journal.receipts()[0].sha256) == MAIL


def test_a_folder_that_a_colleague_removed_is_made_again(desk, monkeypatch):
    (desk.workplace.inbox / "verwerkt").mkdir()
    meanwhile(monkeypatch, lambda path: shutil.rmtree(path.parents[1] / "verwerkt"))
    process_mailbox(desk)

    assert outcome(desk) == ("opgeborgen", None, ["verwerkt"], ["B-000001.txt"])


def test_what_was_removed_leaves_the_complaint_to_its_sender_as_it_is(desk, monkeypatch):
    (desk.workplace.inbox / "1.eml").write_bytes(MAIL.replace(b"regels.csv", b"winmail.dat"))
    os.utime(desk.workplace.inbox / "1.eml", (1_780_000_000, 1_780_000_000))
    meanwhile(monkeypatch, lambda path: path.unlink())
    process_mailbox(desk)

    text = (desk.workplace.output / "antwoorden" / "B-000001.txt").read_text("utf-8")
    assert "winmail.dat" in text
    assert "door Outlook ingepakt" in text
    assert TAKEN_AWAY not in text
