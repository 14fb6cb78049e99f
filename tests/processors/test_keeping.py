# SPDX-License-Identifier: EUPL-1.2
"""Archive, journal, store and mailbox together survive an end at any point."""

from itertools import count

import polars as pl
import pytest

from processors.archive import Archive
from processors.journal import Journal
from processors.journal_schema import Outcome, State
from processors.lines import make_lines
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.message import Options
from processors.store import Store
from processors.workplace import Workplace

FILES = {"een.csv": b"een", "twee.csv": b"twee", "weer een.csv": b"een"}


class EndedError(BaseException):
    """The process ends here."""


def one_pass(workplace, point):
    """Keep what lies in the inbox, the way the main job does; `point()` stands wherever the process may end."""
    archive, store = Archive(workplace.archive), Store(workplace.store)
    mailbox = FolderMailbox(workplace.inbox, Options(wait_seconds=0))
    with workplace.one_runner(), Journal(workplace.journal) as journal:
        for message in mailbox.unread():
            point()
            receipt = journal.saw(message, "inbox")
            point()
            if receipt.status == State.GEZIEN:
                sha256 = archive.put(message.raw)
                point()
                journal.move(receipt.id, State.BEWAARD, sha256=sha256)
            point()
            keep(journal, archive, store, receipt.id, point)
        for receipt in journal.waiting():  # also what an earlier run filed but could not note any more
            point()
            mailbox.file(receipt.sleutel, "verwerkt")
            point()
            journal.move(receipt.id, State.OPGEBORGEN)


def keep(journal, archive, store, bericht, point):
    sha256 = journal.receipt(bericht).sha256
    part = journal.record(bericht, "1", sha256=sha256, bestand="lijst.csv", afzender="map")
    point()
    if part.status != State.BEWAARD or journal.seen_before(sha256, "map", before=part.id):
        return
    frame = make_lines("declaratieregels", [{"referentie_nummer": archive.get(sha256).decode()}])
    store.write(part.id, "declaratieregels", frame, month="2026-09")
    point()
    with journal.together():
        journal.move(part.id, State.GECONTROLEERD, uitkomst=Outcome.GEACCEPTEERD, regels=1, soort=sha256)
        point()
        journal.move(part.id, State.OPGENOMEN)


def ending_at(turn):
    passed = count()

    def point():
        if next(passed) == turn:
            raise EndedError

    return point


@pytest.mark.parametrize("turn", [*range(0, 24, 3), 500])
def test_wherever_a_run_ends_the_next_one_finishes_the_work_once(tmp_path, turn):
    workplace = Workplace(tmp_path)
    workplace.prepare()
    for name, data in FILES.items():
        (workplace.inbox / name).write_bytes(data)

    for point in (ending_at(turn), ending_at(turn // 2), ending_at(500), ending_at(500)):
        try:
            one_pass(workplace, point)
        except EndedError:
            continue

    with Journal(workplace.journal, read_only=True) as journal:
        in_force = [row.id for row in journal.counting()]
        assert (journal.waiting(), journal.stuck(), journal.audit_ok()) == ([], [], True)
    rows = (
        Store(workplace.store).read("declaratieregels", in_force).select(pl.col("referentie_nummer").sort()).collect()
    )
    assert rows.to_series().to_list() == ["een", "twee"]
    assert Archive(workplace.archive).verify() == []
    assert sorted(path.read_bytes() for path in (workplace.inbox / "verwerkt").iterdir()) == [b"een", b"een", b"twee"]
    assert [path.name for path in workplace.inbox.rglob("*") if path.is_file() and path.parent.name != "verwerkt"] == []
