# SPDX-License-Identifier: EUPL-1.2
"""A Maildir on this machine: what a mail server delivers into, and takes our answers from."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from mailbox import Maildir
from pathlib import Path
from uuid import uuid4

from processors.durable import landing, make_folder, move
from processors.errors import UnusableInputError
from processors.mailbox import eml
from processors.mailbox.composed import composed, message_id
from processors.mailbox.message import Answer, Check, Message, Options

SENT = "Verzonden"
HERE = "verzamelpunt@localhost"
HOLDERS = ("new", "cur")
SEEN = ":2,S" if os.name != "nt" else "!2,S"


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
    """Messages in `new` and `cur` of the root are unread; other folders are `.Name` beside them (Maildir++)."""

    root: Path
    address: str
    options: Options = field(default_factory=Options)

    def unread(self) -> Iterator[Message]:
        """Yield the messages in the root, oldest first; the unique part of a file name is the key."""
        for path in _messages(self.root):
            with suppress(FileNotFoundError):  # taken away, or marked as read, since the folder was listed
                received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                with path.open("rb") as file:
                    raw = file.read(self.options.max_bytes + 1)
                yield eml.parse(raw, key=_key(path), received_at=received_at, options=self.options)

    def file(self, key: str, folder: str) -> bool:
        """Put a message in a folder, wherever it is now; False when it is nowhere."""
        place = self._folder(folder)
        for path in self._everywhere():
            if _key(path) == key:
                if path.parent.parent != place:
                    move(path, place / "cur" / f"{key}{SEEN}")
                return True
        return False

    def send(self, answer: Answer) -> None:
        """Put the answer in the folder Verzonden, once: its name there follows from its key."""
        place = self._folder(SENT)
        name = message_id(answer.key, self.address).strip("<>").partition("@")[0]
        if any(_key(path) == name for path in _messages(place)):
            return
        with landing(place / "tmp" / name) as half:
            half.write_bytes(composed(answer, self.address).as_bytes())
        move(place / "tmp" / name, place / "cur" / f"{name}{SEEN}")

    def check(self) -> Iterator[Check]:
        """Whether messages can be read here, and put in a folder."""
        yield Check(os.access(self.root / "new", os.R_OK), f"De Maildir '{self.root}' is te lezen.")
        probe = self.root / "tmp" / f"proef-{uuid4().hex}"
        try:
            make_folder(probe.parent)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            yield Check(holds=False, says=f"In de Maildir '{self.root}' kan niet worden geschreven. Geef rechten.")
        else:
            yield Check(holds=True, says=f"In de Maildir '{self.root}' kan worden geschreven.")

    def _folder(self, name: str) -> Path:
        Maildir(self.root, create=False).add_folder(name)
        return self.root / f".{name}"

    def _everywhere(self) -> Iterator[Path]:
        yield from _messages(self.root)
        for folder in sorted(self.root.glob(".*")):
            yield from _messages(folder)


def _key(path: Path) -> str:
    """The unique part of a file name, without the flags that mail programs change."""
    return path.name.partition(":")[0].partition("!")[0]


def _messages(folder: Path) -> list[Path]:
    """The messages in a folder, oldest first."""
    found = []
    for path in (each for part in HOLDERS for each in (folder / part).glob("*")):
        with suppress(FileNotFoundError):
            found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found)]
