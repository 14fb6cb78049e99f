# SPDX-License-Identifier: EUPL-1.2
"""Reading ahead in a second process: the same readings, in the same order."""

from multiprocessing import active_children
from types import SimpleNamespace

import pytest

from processors import ahead
from processors.ahead import read_ahead
from processors.archive import Archive
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.second_process import second_process

REFERENCE = Reference({}, ColumnMap(), no_problems())


@pytest.fixture
def desk(tmp_path):
    receipts = SimpleNamespace(receipt=lambda _id: SimpleNamespace(afzender="desk@voorbeeld.example"))
    return SimpleNamespace(archive=Archive(tmp_path), journal=receipts)


@pytest.fixture
def submissions(desk):
    kept = [desk.archive.put(f"referentienummer;declaratiemaand\n{number};2026-09\n".encode()) for number in range(7)]
    return [SimpleNamespace(sha256=name, bestand=f"{at}.csv", bericht="B-000001") for at, name in enumerate(kept)]


def facts(desk, submissions, *, worth):
    with second_process(worth=worth) as second:
        turns = asked(read_ahead(desk, submissions, REFERENCE, second))
        return [(submission.bestand, read.file, read.sha256, read.refused) for submission, (read,) in turns]


def asked(turns):
    for submission, reading in turns:
        yield submission, reading()


def test_files_are_read_by_the_other_process_as_they_would_be_here(desk, submissions):
    expected = facts(desk, submissions, worth=False)

    found = facts(desk, submissions, worth=True)

    assert found == expected
    assert [name for name, *_ in found] == [f"{at}.csv" for at in range(7)]


def test_a_large_file_is_read_here(desk, submissions, monkeypatch):
    monkeypatch.setattr(ahead, "MOST_BYTES", 1)

    with second_process(worth=True) as second:
        found = [read.file for _, (read,) in asked(read_ahead(desk, submissions, REFERENCE, second))]

        assert active_children() == []
    assert len(found) == 7


def test_a_file_that_is_gone_from_the_archive_fails_at_its_own_turn(desk, submissions):
    desk.archive.path(submissions[1].sha256).unlink()

    with second_process(worth=True) as second:
        (_, first), (_, second_file), *_ = list(read_ahead(desk, submissions, REFERENCE, second))

        assert first()[0].file == "0.csv"
        with pytest.raises(FileNotFoundError):
            second_file()
