# SPDX-License-Identifier: EUPL-1.2
"""A small world for kills: what came in, runners that die where they are told, and what stands in the end."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from processors.archive import Archive
from processors.demo import Region
from processors.durable import HALF
from processors.journal import Journal
from processors.journal_schema import SETTLED
from processors.mailbox.folder import CLAIMED, TICKET
from processors.pass_report import FOLDER as REPORTS
from processors.settings import Settings
from processors.store import Store
from processors.workplace import Workplace
from tests.walks.conftest import CSV, ZIP, open_office
from tests.walks.killed_runner import SECRET, SENT

# A habit that makes kills harmless, and a point at which its absence shows; nothing: right after the first answer.
HABITS = {
    "sent again": "",
    "no look before an answer": "",
    "what was claimed is forgotten": "commit 2",
    "filed before it is archived": "replace 3",
    "changes kept apart": "commit 2",
}
FAULTS = {
    "fsync of a file or folder": ("fsync", "EIO", "20"),
    "fsync of the journal": ("fdatasync", "EIO", "9"),
    "rename": ("rename,renameat,renameat2", "EIO", "8"),
    "the disk is full for the journal, and stays full": ("pwrite64", "ENOSPC", "60+"),
}
ROOT = Path(__file__).parents[2]
MOST_STARTS = 2


def make_world(root: Path, region: Region) -> Path:
    """An office with six mails of every kind in its inbox; a few lines each, so that a pass is short."""
    office = open_office(root, region)
    one, two = office.suppliers[4:6]
    lines = office.lines(one)[:3]
    office.mail(one, {**office.declaration(one, rows=lines), "leeg.xlsx": b""})
    office.mail(one, office.declaration(one, rows=lines, habit=CSV))
    office.mail(two, office.declaration(two, rows=office.lines(two)[:2], habit=ZIP))
    office.mail(one, office.declaration(one, rows=lines[:-1], habit=CSV))
    office.mail(one, office.declaration(one, rows=lines[:-1], habit=CSV))
    office.mail("vreemd@elders.example", office.declaration(two, rows=lines, habit=CSV))
    office.mail(two, {}, subject="Afwezig", Auto_Submitted="auto-replied")
    return root


@dataclass
class World:
    """A copy of the small world, in which runners die."""

    root: Path

    @classmethod
    def like(cls, made: Path, root: Path) -> "World":
        """A fresh copy, with the times of its files."""
        shutil.copytree(made, root)
        return cls(root)

    @property
    def place(self) -> Workplace:
        """Its work folder."""
        return Workplace(self.root / "werkmap")

    def is_settled(self) -> bool:
        """Whether nothing waits for a runner: no message in the mailbox, none open in the journal."""
        inbox = self.place.inbox
        if any(path.is_file() for each in (inbox, inbox / CLAIMED) if each.exists() for path in each.iterdir()):
            return False
        with Journal(self.place.journal, read_only=True) as journal:
            return all(receipt.status in SETTLED for receipt in journal.waiting())

    def stands(self) -> dict[str, object]:
        """What is in the end the same, whatever happened in between; no times, no chance, no reports per pass."""
        key = Settings(map=self.place.root, sleutel=SECRET).pseudonym_key()  # type: ignore[arg-type]
        with Journal(self.place.journal, audit_key=key, read_only=True) as journal:
            counting = [part.id for part in journal.counting()]
            audit = journal.audit_ok()
        with closing(sqlite3.connect(self.place.journal)) as base:
            messages = base.execute(
                "SELECT id, substr(sleutel, ?), afzender, status, sha256, antwoord, reden FROM berichten ORDER BY nr",
                [TICKET + 2],
            ).fetchall()
            parts = base.execute(
                "SELECT id, bericht, deel, sha256, bestand, status, uitkomst, regels, geaccepteerd, bevindingen, "
                "reden, versie, vervangen_door FROM aanleveringen ORDER BY nr"
            ).fetchall()
            whole = base.execute("PRAGMA integrity_check").fetchone()
        sent = self.root / SENT
        inbox = self.place.inbox
        output = self.place.output
        return {
            "messages": messages,
            "parts": parts,
            "journal": (audit, whole),
            "sent": sorted(sent.read_text("utf-8").splitlines()) if sent.exists() else [],
            "letters": {path.name: path.read_text("utf-8") for path in (output / "antwoorden").glob("*")},
            "mailbox": sorted(
                (path.parent.name, path.name[TICKET + 1 :], path.read_bytes())
                for path in inbox.rglob("*") if path.is_file()
            ),
            "archive": (Archive(self.place.archive).verify(), self._names(self.place.archive)),
            "store": Store(self.place.store).read("declaratieregels", counting).collect()
            .sort("aanlevering", "referentie_nummer").rows(),
            "files": self._names(self.place.store) + self._names(output),
            "halves": [
                path.name for path in self.place.root.rglob(f"*{HALF}") if path.parent.name != REPORTS
            ],
        }  # fmt: skip

    @staticmethod
    def _names(folder: Path) -> list[str]:
        return sorted(
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if path.is_file() and path.parent.name != REPORTS
        )


def loosely(stands: dict[str, object]) -> dict[str, object]:
    """What stands, without what a fault changes by holding a message up: its numbers, and what is named after them."""
    messages, parts, sent, store = (cast("list[Any]", stands[name]) for name in ("messages", "parts", "sent", "store"))
    return {
        **{name: stands[name] for name in ("journal", "mailbox", "archive", "halves")},
        "messages": sorted(tuple(map(str, (*row[1:5], row[6]))) for row in messages),
        "parts": sorted(tuple(map(str, (*row[2:10], row[11]))) for row in parts),
        "sent": sorted(line.split(" ", 1)[1] for line in sent),
        "store": sorted(tuple(map(str, row[:-1])) for row in store),
    }


def starts(world: World, *, at: str = "", habit: str = "", names: Path | None = None, under: Sequence[str] = ()) -> int:
    """One pass in a process of its own, as an argument of the program `under`; how it ended (negative: the signal)."""
    words = [*under, sys.executable, "-m", "tests.walks.killed_runner", world.place.root, at, habit, str(names or "")]
    search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": search}
    done = subprocess.run(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, timeout=120, check=False)
    return done.returncode


def points(world: World) -> list[str]:
    """The points of a pass in which nothing happens."""
    names = world.root / "punten.txt"
    assert starts(world, names=names) == 0
    return names.read_text("utf-8").splitlines()


def after_the_first(kind: str, passed: Sequence[str]) -> str:
    """The point that follows the first of this kind."""
    return passed[passed.index(f"{kind} 1") + 1]


def settles(world: World, *, habit: str = "") -> bool:
    """Start until nothing waits any more; whether it came to that."""
    return any(starts(world, habit=habit) == 0 and world.is_settled() for _ in range(MOST_STARTS))


def killed(world: World, at: Sequence[str], *, habit: str = "") -> int:
    """Die at each of these points, one start after another; how many of them were reached."""
    return sum(starts(world, at=point, habit=habit) == -signal.SIGKILL for point in at)


def faulty(calls: str, error: str, when: str) -> list[str]:
    """The program under which these system calls fail with this error, from the turn `when` on (strace: 3, 3+)."""
    inject = f"inject={calls}:error={error}:when={when}"
    return ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}", "-e", inject]


def can_trace() -> bool:
    """Whether strace is there and may look into a process."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0
