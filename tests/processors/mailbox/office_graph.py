# SPDX-License-Identifier: EUPL-1.2
"""The other side of a mailbox of Microsoft 365: the stand-in, and what may go wrong with a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from processors.mailbox import graph_client
from processors.mailbox.graph import GraphMailbox
from processors.mailbox.graph_client import GraphClient
from processors.mailbox.message import Options
from processors.settings import Settings
from tests.processors.mailbox.contract import number
from tests.processors.mailbox.graph_standin import Mailbox, start

REGION = "data@regio.nl"
ACCESS = {"mail_tenant": "t", "mail_client": "c"}
FAULTS = ("429", "500", "503", "504 after", "reset before", "reset after")


@dataclass
class GraphOffice:
    """A mailbox of the stand-in."""

    base: str
    box: Mailbox
    waits: list[float] = field(default_factory=list)
    address: str = REGION

    def open(self, max_bytes: int = 1_000_000) -> GraphMailbox:
        access = Settings(**ACCESS)
        return GraphMailbox(
            GraphClient(REGION, access, self.base, self.waits.append), Options(max_bytes=max_bytes, access=access)
        )

    def deliver(self, raw: bytes) -> None:
        self.box.deliver(raw)

    def filed(self, folder: str) -> list[bytes]:
        key = self.box.folder_named(folder)
        return [each.raw for each in self.box.mails.values() if each.folder == key and key]

    def sent(self) -> list[bytes]:
        return self.box.sent

    def take_away(self, message_id: str) -> None:
        del self.box.mails[self._find(message_id)]

    def move(self, message_id: str, folder: str) -> None:
        key = self.box.folder_named(folder) or f"F{folder}"
        self.box.folders[key] = folder
        self.box.mails[self._find(message_id)].folder = key

    def everything(self) -> list[object]:
        return [sorted((key, each.folder, each.draft) for key, each in self.box.mails.items()), list(self.box.sent)]

    def _find(self, message_id: str) -> str:
        return next(key for key, each in self.box.mails.items() if number(each.raw) == message_id)


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphOffice]:
    """An empty mailbox; tokens are those of the stand-in."""
    box = Mailbox(REGION)
    server = start(box)
    monkeypatch.setattr(graph_client, "access_token", lambda *_: box.token)
    yield GraphOffice(f"http://127.0.0.1:{server.server_address[1]}", box)
    server.shutdown()
    server.server_close()
