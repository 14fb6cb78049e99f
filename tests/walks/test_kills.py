# SPDX-License-Identifier: EUPL-1.2
"""The power may go at every step: the next run brings everything to the end that an undisturbed run would have had."""

import sqlite3

import pytest

from processors import answers, handling
from processors import region as region_module
from processors.archive import Archive
from processors.commands import verwerk
from processors.journal import Journal
from processors.mailbox.folder import FolderMailbox
from processors.retention import REPORTS
from processors.store import Store

pytestmark = pytest.mark.usefixtures("one_municipality")

STEPS = {
    "a message in the archive": (Archive, "put"),
    "a change in the journal": (Journal, "move"),
    "a submission in the journal": (Journal, "record"),
    "lines in the store": (Store, "write"),
    "a feedback workbook": (handling, "write_feedback_of"),
    "an answer": (answers, "_write"),
    "an answer sent": (FolderMailbox, "send"),
    "a message in its folder": (FolderMailbox, "file"),
    "the workbooks": (verwerk, "consolidate"),
}


class Killed(BaseException):
    """The power went."""


def kill_at(monkeypatch, step, turn, *, after):
    """Let the power go just before or just after this turn of a step."""
    home, name = STEPS[step]
    real, count = getattr(home, name), 0

    def counted(*args, **kwargs):
        nonlocal count
        count += 1
        if count == turn and not after:
            raise Killed
        result = real(*args, **kwargs)
        if count == turn:
            raise Killed
        return result

    monkeypatch.setattr(home, name, counted)


def mailed(office):
    one, two = office.suppliers[4:6]
    office.mail("0983", office.delivery())
    office.mail(one, {**office.declaration(one), "leeg.xlsx": b""})
    office.mail(two, {}, subject="Afwezig", Auto_Submitted="auto-replied")


def outcome(office):
    """What stands in the end, whatever happened in between."""
    told = office.answers()
    lines = office.accepted().sort("referentie_nummer").drop("aanlevering")
    folders = sorted((path.parent.name, path.name[13:]) for path in office.place.inbox.rglob("*") if path.is_file())
    return (
        office.rows("aanleveringen", "bestand", "status", "uitkomst", "regels", "bevindingen", "versie"),
        office.rows("berichten", "afzender", "status", "antwoord"),
        told,
        lines.rows(),
        folders,
        # A report of a pass is named after its moment.
        sorted(path.name for path in office.place.output.rglob("*") if path.is_file() and path.parent.name != REPORTS),
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, region, opened):
    with pytest.MonkeyPatch.context() as small:
        small.setattr(region_module, "_members", lambda *_: {"0983": "Venlo"})
        return _undisturbed(opened(tmp_path_factory.mktemp("rustig"), region))


def _undisturbed(office):
    mailed(office)
    office.run()
    return outcome(office)


@pytest.mark.parametrize(
    ("step", "turn", "after"),
    [
        *(("a change in the journal", turn, True) for turn in range(1, 26, 2)),
        *((step, 1, False) for step in STEPS if step != "a change in the journal"),
        ("lines in the store", 3, True), ("a feedback workbook", 3, True), ("an answer", 2, True),
        ("an answer sent", 2, True), ("the workbooks", 1, True),
    ],
)  # fmt: skip
def test_a_kill_at_any_step_is_made_good_by_the_next_run(office, undisturbed, monkeypatch, step, turn, after):
    mailed(office)
    with monkeypatch.context() as power:
        kill_at(power, step, turn, after=after)
        with pytest.raises(Killed):
            office.run()

    office.run()

    assert outcome(office) == undisturbed


def test_a_message_that_a_machine_sent_is_at_no_moment_one_that_waits_for_an_answer(office, monkeypatch):
    office.mail(office.suppliers[0], {}, Auto_Submitted="auto-replied")
    with monkeypatch.context() as power:
        kill_at(power, "a change in the journal", 2, after=False)
        with pytest.raises(Killed):
            office.run()

    office.run()

    assert office.answers() == {}


def test_the_journal_has_no_gap_after_all_this(office):
    mailed(office)
    office.run()

    with Journal(office.place.journal, audit_key=office.settings.pseudonym_key(), read_only=True) as journal:
        assert journal.audit_ok()
    with sqlite3.connect(office.place.journal) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
