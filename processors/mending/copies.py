# SPDX-License-Identifier: EUPL-1.2
"""The archive against the journal: what is gone or damaged comes back from a copy that stands somewhere else.

A message holds its attachments, a zip its members, and the folder mailbox keeps what it filed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from processors.archive import SEALED
from processors.desk import Desk
from processors.journal_schema import Receipt
from processors.mailbox import saved
from processors.mailbox.folder import TICKET, FolderMailbox
from processors.mailbox.message import TRUSTED, Attachment, Options
from processors.mending.aside import SAYS, set_aside
from processors.mending.fault import Fault, Part, What
from workbooks.errors import UnreadableFileError
from workbooks.zipped import members

NO_COPY = "Zet het archief terug uit een reservekopie, of vraag de afzender het bestand opnieuw te sturen."
MAIL = ".eml"


def archive_faults(desk: Desk, *, trial: bool) -> Iterator[Fault]:
    """Yield what of the archive is gone or damaged; what has a copy is put back, unless it is a trial."""
    archive, present = desk.archive, set(desk.archive.names())
    wanted = _wanted(desk)
    amiss = [name for name in sorted(present | wanted.keys()) if not archive.holds(name)]
    looked_for = {name for name in amiss if name in wanted}
    found: set[str] = set()
    for data in _copies(desk, sorted(present - wanted.keys())) if looked_for else ():
        name = sha256(data).hexdigest()
        if name in looked_for - found:
            found.add(name)
            if not trial:
                archive.put(data)
        if found == looked_for:
            break
    for name in amiss:
        what = What.DAMAGED if name in present else What.GONE
        fault = Fault(Part.ARCHIEF, wanted.get(name, ""), name, what)
        if name in looked_for - found:
            yield fault.lost(NO_COPY)
        elif trial:
            yield fault
        elif name in found:
            yield fault.mended()
        else:
            place = archive.path(name).relative_to(archive.root).as_posix()
            set_aside(desk.workplace, "archief", archive.root, place)
            yield fault.mended(SAYS)


def seal_faults(desk: Desk, *, trial: bool) -> Iterator[Fault]:
    """Yield what still stands in the open where the settings ask for a sealed archive, and seal it."""
    if not desk.archive.sealing:
        return
    for name in desk.archive.names():
        if desk.archive.path(name).suffix != SEALED and desk.archive.holds(name):
            fault = Fault(Part.ARCHIEF, "", name, What.OPEN)
            if trial:
                yield fault
            else:
                desk.archive.seal(name)
                yield fault.mended()


def _wanted(desk: Desk) -> dict[str, str]:
    """SHA-256 to the id of the message or submission that it belongs to; a zip belongs to its message."""
    wanted: dict[str, str] = {}
    zipped = set()
    cleared = desk.journal.cleared()
    for part in desk.journal.submissions():
        wanted.setdefault(part.sha256, part.id)
        if "/" in part.deel:
            zipped.add(part.bericht)
    for receipt in desk.journal.receipts():
        if receipt.sha256:
            wanted.setdefault(receipt.sha256, receipt.id)
            if receipt.id in zipped and desk.archive.holds(receipt.sha256):
                for each in attachments(desk.archive.get(receipt.sha256), name_of(receipt)):
                    if is_zip(each.name):
                        wanted.setdefault(sha256(each.data).hexdigest(), receipt.id)
    return {name: subject for name, subject in wanted.items() if name not in cleared}


def _copies(desk: Desk, unknown: list[str]) -> Iterator[bytes]:
    """Every content that stands somewhere whole: in the mailbox, in messages, and in zips that nothing names."""
    if isinstance(desk.mailbox, FolderMailbox):
        limit = desk.mailbox.options.max_bytes
        for path in sorted(path for path in desk.mailbox.root.rglob("*") if path.is_file()):
            with path.open("rb") as file:
                yield from _within(file.read(limit + 1), path.name)
    for receipt in desk.journal.receipts():
        if receipt.sha256 and desk.archive.holds(receipt.sha256):
            yield from _within(desk.archive.get(receipt.sha256), name_of(receipt))
    for name in unknown:
        if desk.archive.holds(name):
            yield from _members(desk.archive.get(name))


def name_of(receipt: Receipt) -> str:
    """A bare file has the name it was put down with; anything else is a mail."""
    return receipt.sleutel[TICKET + 1 :] if receipt.afzender == TRUSTED else MAIL


def _within(raw: bytes, name: str) -> Iterator[bytes]:
    """A message or bare file, its attachments, and their members."""
    yield raw
    for each in attachments(raw, name):
        yield each.data
        if is_zip(each.name):
            yield from _members(each.data)


def attachments(raw: bytes, name: str) -> list[Attachment]:
    """The files in a message that was kept; of a bare file that file."""
    if not saved.is_saved_mail(name):
        return [Attachment(name, raw)]
    # What was taken in under the limit of then is read, whatever the limit is now.
    whole = Options(len(raw))
    return list(saved.parse(raw, key=name, received_at=datetime.now(UTC), options=whole).attachments)


def _members(data: bytes) -> Iterator[bytes]:
    with TemporaryDirectory() as folder, suppress(UnreadableFileError):
        path = Path(folder) / "bijlage.zip"
        path.write_bytes(data)
        for each in members(path):
            yield each.data


def is_zip(name: str) -> bool:
    """Whether a file by its name is a zip, which the archive keeps whole beside its members."""
    return name.lower().endswith(".zip")
