# SPDX-License-Identifier: EUPL-1.2
"""The other side of a mailbox that is a folder: mails are files ending in .eml."""

import os
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from processors.mailbox import open_mailbox
from processors.mailbox.message import Mailbox, Options
from tests.processors.mailbox.contract import number


@dataclass
class FolderOffice:
    """A folder, and those who put files in it."""

    root: Path
    address: str = ""
    _moments: "count[int]" = field(default_factory=lambda: count(1_700_000_000))

    def open(self, max_bytes: int = 1_000_000) -> Mailbox:
        return open_mailbox(f"folder://{self.root}", Options(max_bytes=max_bytes, wait_seconds=0))

    def deliver(self, raw: bytes) -> None:
        moment = next(self._moments)
        path = self.root / f"{-moment}.eml"
        path.write_bytes(raw)
        os.utime(path, (moment, moment))

    def filed(self, folder: str) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.root / folder).glob("*.eml"))]

    def sent(self) -> list[bytes]:
        return []

    def take_away(self, message_id: str) -> None:
        self._path(message_id).unlink()

    def move(self, message_id: str, folder: str) -> None:
        (self.root / folder).mkdir(exist_ok=True)
        path = self._path(message_id)
        path.rename(self.root / folder / path.name)

    def everything(self) -> list[object]:
        return sorted(str(path) for path in self.root.rglob("*") if path.is_file())

    def _path(self, message_id: str) -> Path:
        return next(path for path in self.root.rglob("*.eml") if number(path.read_bytes()) == message_id)
