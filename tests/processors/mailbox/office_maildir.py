# SPDX-License-Identifier: EUPL-1.2
"""The other side of a Maildir, by the standard library: another program than ours."""

import os
from dataclasses import dataclass, field
from itertools import count
from mailbox import Maildir
from pathlib import Path

from processors.mailbox import open_mailbox
from processors.mailbox.message import Mailbox, Options
from processors.settings import Settings
from tests.processors.mailbox.contract import number


@dataclass
class MaildirOffice:
    """A Maildir, and the mail server and colleagues that use it."""

    root: Path
    address: str = "postvak@regio.nl"
    _moments: "count[int]" = field(default_factory=lambda: count(1_700_000_000))

    def __post_init__(self) -> None:
        self.box = Maildir(self.root)

    def open(self, max_bytes: int = 1_000_000) -> Mailbox:
        access = Settings(mail_afzender=self.address)
        return open_mailbox(f"maildir://{self.root}", Options(max_bytes=max_bytes, access=access))

    def deliver(self, raw: bytes) -> None:
        key, moment = self.box.add(raw), next(self._moments)
        os.utime(self._path(self.box, key), (moment, moment))

    def filed(self, folder: str) -> list[bytes]:
        if folder not in self.box.list_folders():
            return []
        there = self.box.get_folder(folder)
        return [there.get_bytes(key) for key in sorted(there.keys())]

    def sent(self) -> list[bytes]:
        return self.filed("Verzonden")

    def take_away(self, message_id: str) -> None:
        box, key = self._find(message_id)
        box.remove(key)

    def move(self, message_id: str, folder: str) -> None:
        """As a mail server does: read, under another name."""
        box, key = self._find(message_id)
        there = self._place(self.box.add_folder(folder))
        self._path(box, key).rename(there / "cur" / f"moved-{key}{box.colon}2,S")

    def look(self, message_id: str) -> None:
        """A colleague opens a message, which changes its file name."""
        box, key = self._find(message_id)
        path = self._path(box, key)
        path.rename(path.parent.parent / "cur" / f"{key}{box.colon}2,S")

    def everything(self) -> list[object]:
        return sorted(str(path) for path in self.root.rglob("*") if path.is_file())

    def _find(self, message_id: str) -> tuple["Maildir", str]:
        boxes = [self.box, *(self.box.get_folder(name) for name in self.box.list_folders())]
        return next((box, key) for box in boxes for key in box.iterkeys() if number(box.get_bytes(key)) == message_id)

    @staticmethod
    def _path(box: "Maildir", key: str) -> Path:
        found = MaildirOffice._place(box).glob("[nc]*/*")
        return next(path for path in found if path.name.split(box.colon)[0] == key)

    @staticmethod
    def _place(box: "Maildir") -> Path:
        return Path(str(box._path))  # noqa: SLF001 - the library does not tell where its files are
