# SPDX-License-Identifier: EUPL-1.2
"""A work folder on a disk that runs full: it is said so, nothing is lost, and with room all goes on by itself."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from processors import service
from processors.full_disk import FULL
from processors.journal import Journal
from processors.service import run, work_due
from processors.slot_ledger import SlotState

pytestmark = pytest.mark.usefixtures("one_municipality")

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
NO_DISK = "Een kleine schijf maken mag hier niet: geef deze test rechten om te mounten (root op Linux)."
FILLER = "vulling"


@contextmanager
def disk(place: Path, megabytes: int):
    """A disk of this size at a folder."""
    place.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip(NO_DISK)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place):
    """Take all room."""
    with (place / FILLER).open("wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            return


@pytest.fixture
def small(office, tmp_path):
    """An office on a disk of its own."""
    with disk(tmp_path / "schijf", 16) as place:
        shutil.copytree(office.place.root, place / "werkmap")
        yield replace(office, root=place)


def two_mails(office):
    office.mail("0983", office.delivery())
    office.mail(office.suppliers[4], office.declaration(office.suppliers[4]))


def test_a_full_archive_is_named_in_the_journal_and_costs_no_message_its_life(office):
    with disk(office.place.archive, 1) as archive:
        two_mails(office)
        fill(archive)
        results = [office.run() for _ in range(9)]
        held_up = office.rows("berichten", "status", "pogingen", "reden")
        with Journal(office.place.journal, read_only=True) as journal:
            waits = [row.id for row in journal.failing()]
        (archive / FILLER).unlink()

        last = office.run()

        assert [result["mislukt"] for result in results] == [2] * 9
        assert held_up == [("gezien", 1, FULL.format(archive))] * 2
        assert waits == ["B-000001", "B-000002"]
        assert (last["mislukt"], last["geaccepteerd"], last["beantwoord"]) == (0, 2, 2)
        assert office.rows("berichten", "status", "pogingen", "reden") == [("opgeborgen", 0, None)] * 2
    assert not (office.place.logs / "fouten.log").exists()


def test_the_runner_says_it_where_not_even_the_journal_can_be_written_and_goes_on_when_there_is_room(
    small, monkeypatch
):
    two_mails(small)
    stop, told, jobs = Event(), [], service.jobs

    def jobs_on_a_disk_that_ran_full(settings):
        fill(small.root)
        return jobs(settings)

    def hear(sentence):
        told.append(sentence)
        stop.set()

    with monkeypatch.context() as full:
        full.setattr(service, "jobs", jobs_on_a_disk_that_ran_full)
        run(small.settings, hear, stop)
    (small.root / FILLER).unlink()
    slots = list(work_due(small.settings, jobs(small.settings), lambda: MORNING, Event()))

    assert told == [f"{FULL.format(small.place.root)} Over 20 seconden wordt opnieuw gekeken."]
    assert {slot.staat for slot in slots} == {SlotState.KLAAR}
    assert sorted(small.answers()) == ["B-000001", "B-000002"]


def test_a_command_on_a_full_disk_says_so_without_a_reference(small, command):
    two_mails(small)
    fill(small.root)

    status, _, said = command(small, "verwerk")
    once, _, said_once = command(small, "dienst", "--eenmaal")

    assert (status, said) == (2, f"{FULL.format(small.place.root)}\n")
    assert (once, said_once) == (2, f"{FULL.format(small.place.root)}\n")
