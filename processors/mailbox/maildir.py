# SPDX-License-Identifier: EUPL-1.2
"""A Maildir on this machine: a mail server delivers into it, and takes our answers from it.

Folders lie beside each other as `.Name` (Maildir++). A file is whole when it stands in `new` or `cur`.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from glob import escape
from hashlib import sha256
from mailbox import Maildir
from pathlib import Path

from processors.durable import landing, move
from processors.errors import UnusableInputError
from processors.mailbox import eml
from processors.mailbox.composed import compose, message_id
from processors.mailbox.message import Answer, Check, Message, Options
from processors.mailbox.probe import takes_files

SENT = "Verzonden"
HERE = "verzamelpunt@localhost"
HOLDERS = ("new", "cur")
FLAGS = "!" if os.name == "nt" else ":"
"""What comes before the flags in a file name; Windows allows no colon there."""

SEEN = f"{FLAGS}2,S"
PRINT, PRINTED = 65_536, 16
"""Bytes at the beginning of a message by which it is known again, and signs of their hash in the key."""


def connect(place: str, options: Options) -> "MaildirMailbox":
    """Open the Maildir; UnusableInputError when there is none.

    Answers are from the address in `mail_afzender`, for a Maildir does not know its own.
    """
    root = Path(place)
    if not all((root / part).is_dir() for part in HOLDERS):
        raise UnusableInputError(
            f"'{root}' is geen Maildir: er zijn geen mappen new en cur. Noem de map van het postvak zelf."
        )
    return MaildirMailbox(root, (options.access.mail_afzender if options.access else "") or HERE, options)


@dataclass(frozen=True, slots=True)
class MaildirMailbox:
    """Messages in `new` and `cur` of the root are unread, also when a colleague looked at them."""

    root: Path
    address: str
    options: Options = field(default_factory=Options)

    def unread(self) -> Iterator[Message]:
        """Yield the messages in the root, oldest first.

        The key is a hash of the beginning of the message and the unique part of its file name: mail servers give a
        message another name when somebody moves it.
        """
        for path in _messages(self.root):
            with suppress(FileNotFoundError):  # taken away, or marked as read, since the folder was listed
                received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                with path.open("rb") as file:
                    raw = file.read(max(self.options.max_bytes + 1, PRINT))
                key = f"{_print(raw)}-{_unique(path)}"
                raw = raw[: self.options.max_bytes + 1]
                yield eml.parse(raw, key=key, received_at=received_at, options=self.options)

    def file(self, key: str, folder: str) -> bool:
        """Put a message in a folder, wherever it is now; False when it is nowhere."""
        place = self._folder(folder)
        while path := self._find(key):
            if path.parent.parent == place:
                return True
            with suppress(FileNotFoundError):  # a colleague marked or moved it just now: look again
                move(path, place / "cur" / f"{key.partition('-')[2]}{SEEN}")
        return False

    def send(self, answer: Answer) -> None:
        """Put the answer in the folder Verzonden, once: its file name follows from its Message-ID."""
        place = self._folder(SENT)
        name = message_id(answer, self.address).strip("<>").partition("@")[0]
        if self._named(name):
            return
        with landing(place / "tmp" / name) as half:
            half.write_bytes(compose(answer, self.address, datetime.now(UTC)).as_bytes())
        move(place / "tmp" / name, place / "cur" / f"{name}{SEEN}")

    def check(self) -> Iterator[Check]:
        """Whether messages can be read here, and put in a folder."""
        yield Check(all(os.access(self.root / part, os.R_OK) for part in HOLDERS), f"'{self.root}' is te lezen.")
        yield takes_files(f"'{self.root}'", self.root, "tmp")

    def _folder(self, name: str) -> Path:
        Maildir(self.root, create=False).add_folder(name)
        return self.root / f".{name}"

    def _places(self) -> list[Path]:
        return [self.root, *sorted(each for each in self.root.glob(".*") if each.is_dir())]

    def _named(self, name: str) -> Path | None:
        """The message with this unique part in its file name."""
        found = (
            path for place in self._places() for part in HOLDERS for path in (place / part).glob(f"{escape(name)}*")
        )
        return next((path for path in found if _unique(path) == name), None)

    def _find(self, key: str) -> Path | None:
        """Where a message is: under its own name, else under another that a mail server gave it."""
        printed, _, name = key.partition("-")
        others = (path for place in self._places() for path in _messages(place))
        return self._named(name) or next((path for path in others if _printed(path) == printed), None)


def _unique(path: Path) -> str:
    """The unique part of a file name, without the flags that mail programs change."""
    return path.name.partition(FLAGS)[0]


def _print(raw: bytes) -> str:
    return sha256(raw[:PRINT]).hexdigest()[:PRINTED]


def _printed(path: Path) -> str:
    """The hash of the beginning of a message; empty when it is no longer there."""
    try:
        with path.open("rb") as file:
            return _print(file.read(PRINT))
    except FileNotFoundError:
        return ""


def _messages(folder: Path) -> list[Path]:
    """The plain files with messages in a folder, oldest first; links are not followed."""
    found: list[tuple[int, Path]] = []
    for path in (each for part in HOLDERS for each in (folder / part).glob("[!.]*")):
        with suppress(FileNotFoundError):  # moved since the folder was listed
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                found.append((status.st_mtime_ns, path))
    return [path for _, path in sorted(found)]
