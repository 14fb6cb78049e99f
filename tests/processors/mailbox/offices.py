# SPDX-License-Identifier: EUPL-1.2
"""The other side of a mailbox: senders who deliver, colleagues who move, and what went out."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from typing import Protocol

from processors.mailbox import open_mailbox
from processors.mailbox.message import Mailbox, Options

REGION = "data@regio.example"


class PostOffice(Protocol):
    """What a test does around a mailbox."""

    sends: bool
    """Whether answers leave by this mailbox."""

    def open(self, **options: object) -> Mailbox:
        """Open the mailbox anew."""
        ...

    def deliver(self, raw: bytes) -> None:
        """A message comes in, after those before it."""
        ...

    def filed(self, folder: str) -> list[str]:
        """The Message-IDs in a folder."""
        ...

    def colleague_moves(self, message_id: str, folder: str) -> None:
        """Somebody else puts a message that has come in in a folder."""
        ...

    def colleague_deletes(self, message_id: str) -> None:
        """Somebody else takes a message away for good."""
        ...

    def sent(self) -> Sequence[EmailMessage]:
        """What went out."""
        ...


def parsed(raw: bytes) -> EmailMessage:
    """A mail, read by the standard library."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@dataclass
class FolderOffice:
    """A folder of files, from which answers do not leave."""

    root: Path
    count: int = 0
    sends: bool = False

    def __post_init__(self) -> None:
        self.root.mkdir()

    def open(self, **options: object) -> Mailbox:
        return open_mailbox(f"folder://{self.root}", Options(wait_seconds=0, **options))

    def deliver(self, raw: bytes) -> None:
        self.count += 1
        path = self.root / f"{self.count}.eml"
        path.write_bytes(raw)
        os.utime(path, (1_000 + self.count, 1_000 + self.count))

    def filed(self, folder: str) -> list[str]:
        return sorted(str(parsed(path.read_bytes())["Message-ID"]) for path in (self.root / folder).glob("*"))

    def colleague_moves(self, message_id: str, folder: str) -> None:
        (self.root / folder).mkdir(exist_ok=True)
        path = self._find(message_id)
        path.rename(self.root / folder / path.name)

    def colleague_deletes(self, message_id: str) -> None:
        self._find(message_id).unlink()

    def sent(self) -> Sequence[EmailMessage]:
        return []

    def _find(self, message_id: str) -> Path:
        return next(path for path in self.root.rglob("*.eml") if message_id.encode() in path.read_bytes())


@dataclass
class MaildirOffice:
    """A Maildir, handled by the standard library."""

    root: Path
    count: int = 0
    sends: bool = True

    def __post_init__(self) -> None:
        Maildir(self.root, create=True)

    def open(self, **options: object) -> Mailbox:
        return open_mailbox(f"maildir://{self.root}", Options(**options))

    def deliver(self, raw: bytes) -> None:
        self.count += 1
        box = Maildir(self.root)
        key = box.add(raw)
        path = self.root / box._lookup(key)  # noqa: SLF001 - there is no other way to it
        os.utime(path, (1_000 + self.count, 1_000 + self.count))

    def filed(self, folder: str) -> list[str]:
        return sorted(str(mail["Message-ID"]) for mail in Maildir(self.root).get_folder(folder))

    def colleague_moves(self, message_id: str, folder: str) -> None:
        box = Maildir(self.root)
        there = box.add_folder(folder)
        key = self._key(message_id)
        name = Path(box._lookup(key)).name  # noqa: SLF001 - idem
        (self.root / box._lookup(key)).rename(Path(there._path) / "cur" / name)  # noqa: SLF001 - idem

    def colleague_deletes(self, message_id: str) -> None:
        Maildir(self.root).remove(self._key(message_id))

    def sent(self) -> Sequence[EmailMessage]:
        box = Maildir(self.root)
        return (
            [parsed(mail.as_bytes()) for mail in box.get_folder("Verzonden")]
            if "Verzonden" in box.list_folders()
            else []
        )

    def _key(self, message_id: str) -> str:
        return next(key for key, mail in Maildir(self.root).items() if mail["Message-ID"] == message_id)
