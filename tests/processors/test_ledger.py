# SPDX-License-Identifier: EUPL-1.2
"""The file under the journal survives a kill and shows what was altered behind its back."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from processors.errors import UnusableInputError
from processors.journal import Journal
from processors.journal_schema import State
from processors.ledger import as_text
from processors.mailbox.message import Message

MESSAGE = Message("sleutel", "<1@zorg.nl>", "a@zorg.nl", "", datetime(2026, 11, 2, tzinfo=UTC), (), False, b"")  # noqa: FBT003
KILLED_INSIDE = """
import os, signal, sys
from pathlib import Path
from processors.journal import Journal
from processors.journal_schema import State
journal = Journal(Path(sys.argv[1]))
journal.move("B-000001", State.BEWAARD, sha256="aa")
with journal.together():
    journal.record("B-000001", "1", sha256="aa", bestand="een.xlsx", afzender="0983")
    journal.move("B-000001", State.GECONTROLEERD)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "journaal.sqlite"
    with Journal(path, audit_key=b"sleutel") as journal:
        receipt = journal.saw(MESSAGE, "postvak")
        journal.record(receipt.id, "1", sha256="aa", bestand="een.xlsx", afzender="0983")
        journal.move(receipt.id, State.BEWAARD, sha256="aa")
    return path


@pytest.fixture
def connections(monkeypatch):
    """The connections to SQLite that are made in the test."""
    made, connect = [], sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: made.append(connect(*args, **options)) or made[-1])
    return made


def altered(path, statement):
    base = sqlite3.connect(path)
    with base:
        base.execute(statement)
    base.close()


def audit_ok(path, key=b"sleutel"):
    with Journal(path, audit_key=key, read_only=True) as journal:
        return journal.audit_ok()


def test_an_untouched_journal_adds_up_also_when_it_is_empty(path, tmp_path):
    with Journal(tmp_path / "leeg.sqlite") as empty:
        found = empty.audit_ok(), empty.head()

    assert found == (True, "")
    assert audit_ok(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE berichten SET status='opgeborgen'",
        "UPDATE aanleveringen SET sha256='bb'",
        "DELETE FROM aanleveringen",
        "UPDATE gebeurtenissen SET feiten='{}' WHERE nr=2",
        "UPDATE gebeurtenissen SET tijd='2020' WHERE nr=3",
        "DELETE FROM gebeurtenissen WHERE nr=1",
        "DELETE FROM gebeurtenissen WHERE nr=3",
    ],
)
def test_what_is_altered_behind_its_back_shows(path, statement):
    altered(path, statement)

    assert not audit_ok(path)


def test_the_chain_cannot_be_made_again_without_the_key(path):
    assert not audit_ok(path, key=b"andere sleutel")


def test_every_change_has_an_audit_row_and_moves_the_head(path):
    with Journal(path, audit_key=b"sleutel") as journal:
        before = journal.head()
        journal.move("B-000001", State.GECONTROLEERD)
        after = journal.head()

    assert before != after
    assert len(after) == 64


def test_it_can_be_read_while_a_runner_writes(path):
    with Journal(path, audit_key=b"sleutel") as runner, runner.together():
        runner.move("B-000001", State.GECONTROLEERD)
        with Journal(path, read_only=True) as onlooker:
            seen = onlooker.receipt("B-000001").status

    assert seen == State.BEWAARD


def test_read_only_never_writes(path):
    with Journal(path, read_only=True) as journal, pytest.raises(sqlite3.OperationalError, match="readonly"):
        journal.move("B-000001", State.GECONTROLEERD)


def test_a_file_in_use_is_written_safely(path, connections):
    with Journal(path):
        found = [connections[0].execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert found == ["wal", 2]


def test_looking_where_nothing_is_says_what_to_do(tmp_path):
    with pytest.raises(UnusableInputError) as caught:
        Journal(tmp_path / "journaal.sqlite", read_only=True)

    assert str(caught.value) == (
        f"Er is nog geen journaal in '{tmp_path}'. Kies een andere map, of verwerk eerst een postvak."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_journal_of_the_version_before_is_read_as_it_is_and_brought_up_to_date_by_the_next_runner(path):
    altered(path, "DROP TABLE tijdvakken")
    altered(path, "DROP TABLE uitgaand")
    altered(path, "DROP TABLE opgeruimd")
    altered(path, "PRAGMA user_version=2")

    read_only = audit_ok(path)
    with Journal(path, read_only=True) as journal:
        letters = [*journal.letters(), *journal.cleared()]
    with Journal(path, audit_key=b"sleutel") as journal:
        receipt, whole = journal.receipt("B-000001"), journal.audit_ok()

    assert (read_only, letters, whole, receipt.status) == (True, [], True, State.BEWAARD)
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT count(*) FROM tijdvakken").fetchone() == (0,)
        assert base.execute("SELECT count(*) FROM uitgaand").fetchone() == (0,)
        assert base.execute("PRAGMA user_version").fetchone() == (5,)
    base.close()


def test_a_journal_of_another_version_is_left_alone(path):
    altered(path, "PRAGMA user_version=99")

    with pytest.raises(UnusableInputError) as caught:
        Journal(path)

    assert str(caught.value) == (
        f"Het journaal '{path}' heeft indeling 99; deze versie kent indeling 5. "
        "Gebruik de versie van Verzamelpunt die het journaal heeft gemaakt."
    )


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL bestaat niet op Windows")
def test_a_kill_within_a_change_leaves_the_state_before_it(tmp_path):
    path = tmp_path / "journaal.sqlite"
    with Journal(path) as journal:
        journal.saw(MESSAGE, "postvak")

    ended = subprocess.run([sys.executable, "-c", KILLED_INSIDE, path], check=False)

    with Journal(path) as journal:
        assert ended.returncode == -signal.SIGKILL
        assert (journal.receipt("B-000001").status, journal.parts("B-000001")) == (State.BEWAARD, [])
        assert journal.audit_ok()


def test_a_full_disk_at_the_end_of_a_change_undoes_it(path, connections):
    with Journal(path, audit_key=b"sleutel") as journal:
        (pages,) = connections[0].execute("PRAGMA page_count").fetchone()
        connections[0].execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            journal.move("B-000001", State.GECONTROLEERD, reden="x" * 100_000)
        status = journal.receipt("B-000001").status

    assert status == State.BEWAARD
    assert audit_ok(path)


def test_times_are_utc_text_that_sorts_as_time():
    summer = datetime(2026, 7, 1, 2, tzinfo=timezone(timedelta(hours=2)))

    assert as_text(summer) == "2026-07-01T00:00:00.000000+00:00"
