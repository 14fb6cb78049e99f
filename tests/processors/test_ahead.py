# SPDX-License-Identifier: EUPL-1.2
"""Reading ahead in a second process: the same readings, in the same order."""

import os
import signal
from multiprocessing import active_children
from types import SimpleNamespace

import pytest

from processors import ahead
from processors.archive import Archive
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems

REFERENCE = Reference({}, ColumnMap(), no_problems())


@pytest.fixture
def desk(tmp_path):
    receipts = SimpleNamespace(receipt=lambda _id: SimpleNamespace(afzender="desk@voorbeeld.example"))
    return SimpleNamespace(archive=Archive(tmp_path), journal=receipts)


@pytest.fixture
def submissions(desk):
    kept = [desk.archive.put(f"referentienummer;declaratiemaand\n{number};2026-09\n".encode()) for number in range(7)]
    return [SimpleNamespace(sha256=name, bestand=f"{at}.csv", bericht="B-000001") for at, name in enumerate(kept)]


def facts(desk, submissions):
    with ahead.read_ahead(desk, submissions, REFERENCE) as turns:
        return [(submission.bestand, read.file, read.sha256, read.refused) for submission, (read,) in asked(turns)]


def asked(turns):
    for submission, reading in turns:
        yield submission, reading()


def test_many_files_are_read_by_the_other_process_as_they_would_be_here(desk, submissions, monkeypatch):
    expected = facts(desk, submissions)
    monkeypatch.setattr(ahead, "FEWEST", 2)

    found = facts(desk, submissions)

    assert found == expected
    assert [name for name, *_ in found] == [f"{at}.csv" for at in range(7)]


def test_few_files_start_no_other_process(desk, submissions):
    with ahead.read_ahead(desk, submissions, REFERENCE) as turns:
        list(asked(turns))

        assert active_children() == []


def test_a_large_file_is_read_here(desk, submissions, monkeypatch):
    monkeypatch.setattr(ahead, "FEWEST", 2)
    monkeypatch.setattr(ahead, "MOST_BYTES", 1)

    with ahead.read_ahead(desk, submissions, REFERENCE) as turns:
        found = [read.file for _, (read,) in asked(turns)]

        assert active_children() == []
    assert len(found) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows kent dit sein niet")
def test_what_the_other_process_leaves_undone_is_read_here(desk, submissions, monkeypatch):
    monkeypatch.setattr(ahead, "FEWEST", 2)

    with ahead.read_ahead(desk, submissions, REFERENCE) as turns:
        first, *_ = asked(turn for turn in [next(turns)])
        for process in active_children():
            os.kill(process.pid, signal.SIGKILL)
        rest = list(asked(turns))

    assert [submission.bestand for submission, _ in [first, *rest]] == [f"{at}.csv" for at in range(7)]


def test_a_file_that_is_gone_from_the_archive_fails_at_its_own_turn(desk, submissions, monkeypatch):
    monkeypatch.setattr(ahead, "FEWEST", 2)
    desk.archive.path(submissions[1].sha256).unlink()

    with ahead.read_ahead(desk, submissions, REFERENCE) as turns:
        (_, first), (_, second), *_ = list(turns)

        assert first()[0].file == "0.csv"
        with pytest.raises(FileNotFoundError):
            second()
