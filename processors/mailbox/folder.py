# SPDX-License-Identifier: EUPL-1.2
"""The embedded default: a folder in which each file, bare or a saved mail, is one unread message."""

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from processors.durable import move
from processors.errors import UnusableInputError
from processors.mailbox import saved
from processors.mailbox.message import TRUSTED, Answer, Attachment, Check, Message, Options, Problem, clean_name
from processors.mailbox.probe import takes_files

CLAIMED = ".bezig"
TICKET = 12
UNFINISHED = re.compile(r"(\.|~\$).*|.*\.(half|tmp|part|partial|crdownload)|thumbs\.db|desktop\.ini", re.IGNORECASE)


def connect(place: str, options: Options) -> "FolderMailbox":
    """Open the folder; UnusableInputError when it is not there."""
    root = Path(place)
    if not root.is_dir():
        raise UnusableInputError(
            f"De postvakmap '{root}' bestaat niet. Maak de map aan, of noem een andere bij de instelling 'postvak'."
        )
    return FolderMailbox(root, options)


@dataclass(frozen=True, slots=True)
class FolderMailbox:
    """Files directly in `root`; `.bezig` holds what a run has claimed, other folders what was filed."""

    root: Path
    options: Options = field(default_factory=Options)

    def unread(self) -> Iterator[Message]:
        """Yield what an earlier run claimed, then each file that has lain still long enough, oldest first.

        A file is claimed by renaming it, just before it is given; its new name is the key of the message.
        """
        for path in _files(self.root / CLAIMED):
            yield self._message(path)
        for path in _files(self.root):
            if UNFINISHED.fullmatch(path.name):
                continue
            claimed = self.root / CLAIMED / f"{uuid4().hex[:TICKET]}-{clean_name(path.name)}"
            try:
                # A clock that was set back must not keep a file waiting for ever, hence the absolute difference.
                if abs(time.time() - path.stat().st_mtime) < self.options.wait_seconds:
                    continue
                move(path, claimed)
            except (FileNotFoundError, PermissionError):
                continue  # taken away, or still open in a program on Windows: the next turn looks again
            yield self._message(claimed)

    def file(self, key: str, folder: str) -> bool:
        """Put the message in `root/folder`, wherever in the mailbox it is now; False when it is nowhere."""
        target = self.root / folder / key
        if target.exists():
            return True
        places = [each / key for each in sorted(self.root.iterdir()) if each.is_dir() and (each / key).is_file()]
        if places:
            move(places[0], target)
        return bool(places)

    def send(self, answer: Answer) -> None:
        """Do nothing: the text and the workbooks in `uitvoer` are the answer, and somebody takes them there."""

    def check(self) -> Iterator[Check]:
        """Whether files can be read here, and put in a folder of the mailbox."""
        yield Check(os.access(self.root, os.R_OK), f"De map '{self.root}' is te lezen.")
        yield takes_files(f"de map '{self.root}'", self.root, CLAIMED)

    def _message(self, path: Path) -> Message:
        limit = self.options.max_bytes
        received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = path.name[TICKET + 1 :]
        with path.open("rb") as file:
            data = file.read(limit + 1)
        if saved.is_saved_mail(name):
            return saved.parse(data, key=path.name, received_at=received_at, options=self.options)
        too_large = len(data) > limit
        return Message(
            key=path.name,
            message_id=f"sha256:{sha256(data).hexdigest()}",
            sender=TRUSTED,
            subject=name,
            received_at=received_at,
            attachments=() if too_large else (Attachment(name, data),),
            auto_submitted=False,
            raw=data,
            problems=(Problem.TOO_LARGE,) if too_large else (),
        )


def _files(folder: Path) -> list[Path]:
    """The plain files directly in a folder, oldest first; links are not followed."""
    found: list[tuple[int, Path]] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # taken away since the folder was listed
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                found.append((status.st_mtime_ns, path))
    return [path for _, path in sorted(found)]
