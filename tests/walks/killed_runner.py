# SPDX-License-Identifier: EUPL-1.2
"""A program that makes one pass and is ended by SIGKILL at a named point: just before something would stay behind.

Its arguments: the work folder, the point at which the pass is to die (such as `commit 7`, or nothing), which habit of
the product is to be spoilt, and the file in which to leave the points of a pass that lived (or nothing).
"""

import os
import signal
import sqlite3
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from processors import answers, jobs, ledger, receiving
from processors.desk import Desk, open_desk
from processors.journal_schema import Receipt, State
from processors.mailbox import folder
from processors.mailbox.folder import FolderMailbox
from processors.mailbox.message import Answer, Message
from processors.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
SENT = "verzonden.txt"
CHANGES = ("INSERT", "UPDATE", "DELETE")


class Points:
    """Counts the points of each kind, keeps their names, and ends the process at the one that was ordered."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.names: list[str] = []
        self.counted: Counter[str] = Counter()

    def reached(self, kind: str, descriptor: int | None = None) -> None:
        """Just before an effect; a file of which the contents would have been made sure is cut in two first."""
        self.counted[kind] += 1
        self.names.append(f"{kind} {self.counted[kind]}")
        if self.names[-1] == self.at:
            if descriptor is not None and stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)


def watch(points: Points) -> None:
    """Make a point of everything that stays behind when a process dies: files, folders, and what the journal keeps."""
    fsync = os.fsync

    def flushed(descriptor: int) -> None:
        points.reached("fsync", descriptor)
        fsync(descriptor)

    def before(name: str, effect: Callable[..., None]) -> Callable[..., None]:
        def done(*places: object, **options: object) -> None:
            points.reached(name)
            effect(*places, **options)

        return done

    class Watched(sqlite3.Connection):
        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            if statement == "COMMIT" or (statement.startswith(CHANGES) and not self.in_transaction):
                points.reached("commit")
            return super().execute(statement, *values)

    connect = sqlite3.connect
    ledger.sqlite3.connect = lambda place, **options: connect(place, factory=Watched, **options)  # type: ignore[attr-defined]
    os.fsync = flushed
    for name in ("replace", "unlink", "mkdir"):
        setattr(os, name, before(name, getattr(os, name)))


def post_office(points: Points, *, looks: bool) -> type[FolderMailbox]:
    """A folder mailbox that really sends: a line outside the work folder, which cannot be taken back."""

    class PostOffice(FolderMailbox):
        def send(self, answer: Answer) -> None:
            sent = self.root.parent.parent / SENT
            if looks and sent.exists() and any(line.split()[0] == answer.key for line in sent.open(encoding="utf-8")):
                return
            points.reached("send")
            with sent.open("a", encoding="utf-8") as lines:
                lines.write(f"{answer.key} {answer.about[folder.TICKET + 1 :]} {answer.to} {len(answer.attachments)}\n")

    return PostOffice


def answer_without_looking(desk: Desk, receipt: Receipt) -> None:
    """`answer_once` as it would be if it did not look whether an answer was begun."""
    name = answers._next_name(receipt)  # noqa: SLF001 - what is spoilt is inside
    desk.journal.move(receipt.id, State.ANTWOORD_CONCEPT, antwoord=name)
    desk.mailbox.send(answers._write(desk, receipt, name))  # noqa: SLF001 - idem
    desk.journal.move(receipt.id, State.BEANTWOORD)


def file_before_archiving(desk: Desk, receipt: Receipt, message: Message) -> None:
    """`receive` as it would be if the mailbox was tidied first."""
    desk.mailbox.file(message.key, receiving.DONE)
    receiving._settle(desk, receipt, message)  # noqa: SLF001 - what is spoilt is inside


@contextmanager
def apart(self: ledger.Ledger) -> Iterator[None]:
    """`Ledger.together` as it would be if every change was kept by itself."""
    del self
    yield


def unread_without_claimed(self: FolderMailbox) -> Iterator[Message]:
    """`unread` as it would be if what an earlier run claimed was forgotten."""
    return (each for each in UNREAD(self) if (self.root / folder.CLAIMED / each.key) not in BEGUN)


UNREAD = FolderMailbox.unread
BEGUN: set[Path] = set()


def spoil(habit: str, root: Path) -> None:
    """Take one habit out of the product that makes a kill harmless."""
    if habit == "no look before an answer":
        jobs.answer_once = answer_without_looking
    elif habit == "filed before it is archived":
        jobs.receive = file_before_archiving
    elif habit == "changes kept apart":
        ledger.Ledger.together = apart  # type: ignore[method-assign,assignment]
    elif habit == "what was claimed is forgotten":
        BEGUN.update((root / "inbox" / folder.CLAIMED).glob("*"))
        FolderMailbox.unread = unread_without_claimed  # type: ignore[method-assign]


def make_pass(root: Path, at: str, names: Path | None, habit: str) -> None:
    """One pass over the mailbox; dies at the point, or leaves the names of all points."""
    points = Points(at)
    spoil(habit, root)
    folder.FolderMailbox = post_office(points, looks=habit != "sent again")  # type: ignore[misc]
    watch(points)
    settings = Settings(map=root, sleutel=SECRET, wachttijd_seconden=0, contact="Servicepunt Data")  # type: ignore[arg-type]
    with open_desk(settings) as desk:
        jobs.process_mailbox(desk)
    if names:
        names.write_text("\n".join(points.names), encoding="utf-8")


if __name__ == "__main__":
    told, ordered, spoilt, kept = sys.argv[1:]
    make_pass(Path(told), ordered, Path(kept) if kept else None, spoilt)
