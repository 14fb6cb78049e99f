# SPDX-License-Identifier: EUPL-1.2
"""What was kept long enough is destroyed: originals with their keys, what went out, and logs.

Figures, accepted lines (under pseudonyms), findings and the journal stay: they are what a year is accounted for by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl

from processors.desk import Desk
from processors.journal_schema import Receipt, State
from processors.mailbox.folder import FolderMailbox
from processors.mending.copies import attachments, is_zip, name_of

SENT = ("terugkoppeling", "antwoorden", "uitgaand", "beheer")
REPORTS = "rapporten"


@dataclass(frozen=True)
class Expired:
    """What has passed its term: content of the archive by SHA-256, and files."""

    content: tuple[str, ...]
    files: tuple[Path, ...]


def expired(desk: Desk, now: datetime) -> Expired:
    """What may go now.

    Content goes when its message is settled and was received before the term, and no later message holds it too.

    Args:
        desk: an open work folder.
        now: the moment (UTC).

    """
    settings = desk.settings
    content: tuple[str, ...] = ()
    files: list[Path] = []
    if settings.bewaar_archief_maanden:
        before = _before(now, settings.bewaar_archief_maanden)
        old, kept = _split(desk, before)
        still = {name for receipt in kept for name in _content(desk, receipt)}
        gone = {name for receipt in old for name in _content(desk, receipt)} - still
        # What was noted and not destroyed, because the runner was killed in between, still has to go.
        done = desk.journal.cleared() - set(desk.archive.names())
        content = tuple(sorted(gone - done))
        files += [path for receipt in old for path in _in_mailbox(desk, receipt)]
    if settings.bewaar_uitvoer_maanden:
        before = _before(now, settings.bewaar_uitvoer_maanden)
        files += [path for name in SENT for path in _older(desk.workplace.output / name, before)]
    if settings.bewaar_logboek_maanden:
        before = _before(now, settings.bewaar_logboek_maanden)
        folders = (desk.workplace.logs, desk.workplace.output / REPORTS)
        files += [path for folder in folders for path in _older(folder, before)]
    return Expired(content, tuple(files))


def clear(desk: Desk, what: Expired) -> None:
    """Destroy what has passed its term; again does nothing."""
    for name in what.content:
        desk.journal.clear(name)
        desk.archive.destroy(name)
    for path in what.files:
        path.unlink(missing_ok=True)


def _before(now: datetime, months: int) -> datetime:
    """The moment before which things are old: so many calendar months ago."""
    moment = pl.select(pl.lit(now.astimezone(UTC)).dt.offset_by(f"-{months}mo")).item()
    assert isinstance(moment, datetime)  # noqa: S101 - a moment and a number of months give a moment
    return moment


def _split(desk: Desk, before: datetime) -> tuple[list[Receipt], list[Receipt]]:
    """The messages that are put away and old enough, and all others: what waits for a human is kept."""
    old: list[Receipt] = []
    kept: list[Receipt] = []
    for receipt in desk.journal.receipts():
        parts = {part.status for part in desk.journal.parts(receipt.id)}
        settled = {receipt.status, *parts} == {State.OPGEBORGEN}
        (old if settled and datetime.fromisoformat(receipt.ontvangen_op) < before else kept).append(receipt)
    return old, kept


def _content(desk: Desk, receipt: Receipt) -> Iterator[str]:
    """The names under which the archive keeps a message: itself, its files, and zips whole."""
    if not receipt.sha256:
        return
    yield receipt.sha256
    parts = desk.journal.parts(receipt.id)
    yield from (part.sha256 for part in parts)
    if any("/" in part.deel for part in parts) and desk.archive.holds(receipt.sha256):
        for each in attachments(desk.archive.get(receipt.sha256), name_of(receipt)):
            if is_zip(each.name):
                yield sha256(each.data).hexdigest()


def _in_mailbox(desk: Desk, receipt: Receipt) -> Iterator[Path]:
    """The copy that the folder mailbox filed; another mailbox has a term of its own, kept by its owner."""
    if isinstance(desk.mailbox, FolderMailbox):
        folders = (path for path in desk.mailbox.root.iterdir() if path.is_dir())
        yield from (path for folder in folders if (path := folder / receipt.sleutel).is_file())


def _older(folder: Path, before: datetime) -> Iterator[Path]:
    """The files in a folder that were last written before a moment."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            yield path
