# SPDX-License-Identifier: EUPL-1.2
"""Store and feedback against the journal: which files are gone, damaged, half or belong to nothing."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from processors.desk import Desk
from processors.durable import HALF
from processors.feedback import feedback_path
from processors.journal_schema import STORED, State, Submission
from processors.manifest import FOLDER, hash_of, manifest_path, noted
from processors.mending.fault import Fault, Part, What

SETTLED = STORED | {State.QUARANTAINE}
SUBJECT = re.compile(r"A-\d{6,}")


def kept_submissions(desk: Desk) -> dict[str, Submission]:
    """The judged submissions of which files must stand; of one that still waits, the next pass writes them."""
    return {row.id: row for row in desk.journal.submissions() if row.uitkomst and row.status in SETTLED}


def store_faults(desk: Desk) -> Iterator[Fault]:
    """Yield what of the store is gone, damaged, was not noted, or belongs to nothing."""
    root, kept = desk.store.root, kept_submissions(desk)
    waiting = {row.id for row in desk.journal.submissions()} - kept.keys()
    there = {path.relative_to(root).as_posix(): path for path in _of_submissions(desk)}
    expected = set()
    for subject in kept:
        hashes = noted(root, subject)
        expected.add(manifest_path(root, subject).relative_to(root).as_posix())
        if hashes is None:
            yield Fault(Part.OPSLAG, subject, f"{FOLDER}/{subject}.json", What.UNNOTED)
            # Without a note nothing tells which of its files belong to it; judging it again does.
            expected |= {name for name, path in there.items() if path.stem == subject}
            continue
        for name, value in hashes.items():
            expected.add(name)
            if name not in there:
                yield Fault(Part.OPSLAG, subject, name, What.GONE)
            elif hash_of(there[name]) != value:
                yield Fault(Part.OPSLAG, subject, name, What.DAMAGED)
    for name, path in there.items():
        if name not in expected and path.stem not in waiting:
            yield Fault(Part.OPSLAG, path.stem if SUBJECT.fullmatch(path.stem) else "", name, What.STRAY)


def feedback_faults(desk: Desk) -> Iterator[Fault]:
    """Yield the feedback workbooks that are gone or damaged."""
    for subject, row in kept_submissions(desk).items():
        path = feedback_path(desk, row)
        if not path.is_file():
            yield Fault(Part.TERUGKOPPELING, subject, path.name, What.GONE)
        elif not _is_whole(path):
            yield Fault(Part.TERUGKOPPELING, subject, path.name, What.DAMAGED)


def half_files(desk: Desk) -> list[Path]:
    """What killed runs left; the inbox and the reference are of people, and are not looked at."""
    place = desk.workplace
    folders = place.archive, place.store, place.output, place.quarantine
    return sorted(path for folder in folders for path in folder.rglob(f"*{HALF}") if path.is_file())


def _of_submissions(desk: Desk) -> Iterator[Path]:
    """The files of the store that belong to submissions; what was published, and what each workbook said, do not."""
    place = desk.workplace
    others = place.figures, place.publications, place.books
    for path in sorted(desk.store.root.rglob("*")):
        if path.is_file() and path.suffix != HALF and not any(path.is_relative_to(each) for each in others):
            yield path


def _is_whole(path: Path) -> bool:
    """Whether every part of a workbook is what its check sum says."""
    try:
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return False
