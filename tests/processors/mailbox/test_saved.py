# SPDX-License-Identifier: EUPL-1.2
"""A mail saved by Outlook is the same mail to all who read it: the mailbox, who releases it, and who mends."""

import os

import pytest

from processors.desk import open_desk
from processors.jobs import process_mailbox
from processors.mailbox.saved import parse
from processors.mending.copies import archive_faults
from processors.quarantine import release
from processors.settings import Settings
from tests.processors.mailbox.saved_mails import SENT, compound, msg, saved

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
FOUND = [("1", "een.csv"), ("2", "twee.csv")]


@pytest.fixture
def desk(tmp_path):
    """An open work folder with one registered sender, and a limit of 1 MB."""
    (tmp_path / "naslag").mkdir()
    register = "afzender,naam,code,soort\nzorg@aanbieder.nl,De Linde,12345678,aanbieder\n"
    (tmp_path / "naslag" / "afzenders.csv").write_text(register)
    with open_desk(Settings(map=tmp_path, sleutel=SECRET, wachttijd_seconden=0, max_bestand_mb=1)) as opened:
        yield opened


@pytest.fixture
def put(desk):
    def putting(raw, name="bericht.msg"):
        path = desk.workplace.inbox / name
        path.write_bytes(raw)
        os.utime(path, (1_780_000_000, 1_780_000_000))
        process_mailbox(desk)

    return putting


def parts(desk):
    return [(part.deel, part.bestand) for part in desk.journal.parts("B-000001")]


def test_its_files_are_submissions_of_the_sender(desk, put):
    put(msg(("een.csv", b"a;b\n1;2\n"), ("twee.csv", b"a;b\n3;4\n")))

    assert parts(desk) == FOUND
    assert {part.afzender for part in desk.journal.parts("B-000001")} == {"12345678"}


def test_its_files_are_found_again_when_it_is_released(desk, put):
    put(msg(("een.csv", b"a"), ("twee.csv", b"b"), p007D="From: vreemd@elders.nl\r\n"))
    before = parts(desk)

    release(desk, "B-000001")

    assert (before, parts(desk)) == ([], FOUND)


def test_of_a_message_of_which_only_the_beginning_was_archived_nothing_is_released(desk, put, a_mail):
    put(a_mail(("groot.xlsx", b"x" * 1_200_000), sender="vreemd@elders.nl").as_bytes(), "bericht.eml")

    release(desk, "B-000001")

    assert parts(desk) == []


def test_what_is_lost_of_the_archive_comes_back_from_it(desk, put):
    put(msg(("een.csv", b"a;b\n1;2\n")))
    (part,) = desk.journal.parts("B-000001")
    desk.archive.path(part.sha256).unlink()

    faults = list(archive_faults(desk, trial=False))

    assert len(faults) == 1
    assert desk.archive.get(part.sha256) == b"a;b\n1;2\n"


def test_how_it_begins_and_not_its_name_tells_what_it_is(arrived, a_mail):
    raw, other = compound(saved(("een.csv", b"x"), p007D=SENT)), a_mail(("een.csv", b"x")).as_bytes()

    found = [parse(each, key="sleutel", received_at=arrived) for each in (raw, other)]

    assert [[each.name for each in message.attachments] for message in found] == [["een.csv"], ["een.csv"]]
