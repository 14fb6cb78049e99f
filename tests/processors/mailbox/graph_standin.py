# SPDX-License-Identifier: EUPL-1.2
"""A stand-in for Microsoft Graph on loopback: the calls that we make, with their effects, and faults on demand.

It is written from the public reference of Graph. Microsoft's own client drives it (`test_graph_sdk.py`) and Prism holds
it to a contract (`test_graph_prism.py`). What it cannot prove is that Graph does the same (decision 0033).
"""

import base64
import itertools
import json
import re
import socket
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from tests.processors.mailbox import graph_shapes as shapes

PAGE = 2
OPTIONS = {"$select", "$expand", "$filter", "$orderby", "$skip", "$top"}
UPLOAD_ENDS = "2099-01-01T00:00:00Z"
WELL_KNOWN = {"inbox": "Postvak IN", "drafts": "Concepten", "sentitems": "Verzonden items"}
KINDS = (
    ("raw", "GET", r"messages/[^/]+/\$value"), ("list", "GET", r"mailFolders/inbox/messages"),
    ("folders", "GET", r"mailFolders"), ("folder", "POST", r"mailFolders"), ("inbox", "GET", r"mailFolders/inbox"),
    ("attachments", "GET", r"messages/[^/]+/attachments"), ("attach", "POST", r"messages/[^/]+/attachments"),
    ("session", "POST", r"messages/[^/]+/attachments/createUploadSession"), ("move", "POST", r"messages/[^/]+/move"),
    ("send", "POST", r"messages/[^/]+/send"), ("find", "GET", r"messages"), ("draft", "POST", r"messages"),
    ("message", "GET", r"messages/[^/]+"), ("mark", "PATCH", r"messages/[^/]+"),
    ("delete", "DELETE", r"messages/[^/]+"),
)  # fmt: skip


@dataclass
class Mail:
    """A message in the mailbox."""

    raw: bytes
    folder: str
    received: datetime
    draft: bool = False
    mark: str = ""
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


@dataclass
class Mailbox:
    """One mailbox; `faults` are (kind of call, fault) that happen once each, `proxy` is where callers find it."""

    address: str
    mails: dict[str, Mail] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=lambda: dict(WELL_KNOWN))
    sent: list[bytes] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    token: str = "t1"  # noqa: S105 - of a stand-in
    uploads: dict[str, tuple[str, str, bytearray]] = field(default_factory=dict)
    count: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    closed: frozenset[str] = frozenset()
    proxy: str = ""

    def deliver(self, raw: bytes, *references: str) -> None:
        number = next(self.count)
        moment = datetime(2026, 11, 2, 8, tzinfo=UTC) + timedelta(minutes=number)
        self.mails[f"I{number}="] = Mail(raw, "inbox", moment, references=list(references))

    def folder_named(self, name: str) -> str | None:
        return next((key for key, shown in self.folders.items() if shown == name), None)


class Handler(BaseHTTPRequestHandler):
    """Answers one call."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return lambda: self._answer(name[3:])
        raise AttributeError(name)

    @property
    def box(self) -> Mailbox:
        return self.server.box  # type: ignore[attr-defined,no-any-return]

    def _answer(self, method: str) -> None:  # noqa: C901 - one line per fault
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        if url.path.startswith("/upload/"):
            self._piece(url.path, body)
            return
        found = re.fullmatch(r"/users/([^/]+)/(.*)", unquote(url.path))
        assert found, self.path
        owner, path = found[1], found[2]
        kind = next(name for name, verb, pattern in KINDS if verb == method and re.fullmatch(pattern, path))
        self.box.calls[kind] += 1
        assert set(parse_qs(url.query)) <= OPTIONS  # Graph refuses any other with a $, and a proxy does not see it
        assert self.headers["Prefer"] == 'IdType="ImmutableId"'
        fault = next((each for each in self.box.faults if each[0] == kind), None)
        if fault:
            self.box.faults.remove(fault)
        what = fault[1] if fault else ""
        if self.headers.get("Authorization") != f"Bearer {self.box.token}":
            self._say(401)
        elif owner in self.box.closed:
            self._say(403)
        elif what == "reset before":
            self._cut()
        elif what in {"429", "500", "503"}:
            self._say(int(what), headers={"Retry-After": "1"} if what != "500" else {})
        elif what == "429 for an hour":
            self.box.faults.append((kind, what))
            self._say(429, headers={"Retry-After": "3600"})
        else:
            status, told = getattr(self, f"_{kind}")(path, parse_qs(url.query), body)
            if what == "504 after":
                self._say(504)
            elif what == "reset after":
                self._cut()
            elif isinstance(told, bytes):
                self._bytes(status, told, "text/plain")
            else:
                self._say(status, told)

    def _cut(self) -> None:
        """The line breaks."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _say(self, status: int, told: object = None, headers: dict[str, str] | None = None) -> None:
        told = shapes.error(status) if status >= 400 else told
        self._bytes(status, b"" if told is None else json.dumps(told).encode(), "application/json", headers)

    def _bytes(self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        about = {"Content-Type": kind} if data else {}
        for name, value in {**about, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _mail(self, path: str) -> tuple[str, Mail | None]:
        key = path.split("/")[1]
        return key, self.box.mails.get(key)

    def _list(self, _path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        oldest_first = asked.get("$orderby") == ["receivedDateTime asc"]
        there = [(mail.received, key) for key, mail in self.box.mails.items() if mail.folder == "inbox"]
        return self._page([key for _, key in sorted(there, reverse=not oldest_first)], asked)

    def _page(self, keys: list[str], asked: dict[str, list[str]]) -> tuple[int, object]:
        """Some messages, and where the next are: Graph may tell fewer at once than `$top` asks."""
        skip, most = int(asked.get("$skip", ["0"])[0]), min(PAGE, int(asked.get("$top", ["10"])[0]))
        told: dict[str, object] = {"value": [self._told(key, asked) for key in keys[skip : skip + most]]}
        if len(keys) > skip + most:
            more = {name: value[0] for name, value in asked.items()} | {"$skip": str(skip + most)}
            told["@odata.nextLink"] = f"{self.box.proxy or self._here()}{urlsplit(self.path).path}?{urlencode(more)}"
        return 200, told

    def _here(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[index]

    def _told(self, key: str, asked: dict[str, list[str]]) -> dict[str, object]:
        mail = self.box.mails[key]
        told = shapes.message(key, mail.raw, mail.folder, mail.received, {"Long 0xe08": str(len(mail.raw))})
        told["isDraft"] = mail.draft
        told["hasAttachments"] = told["hasAttachments"] or bool(mail.attachments or mail.references)
        return shapes.chosen(told, asked)

    def _find(self, _path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        mark = re.search(r"ep/value eq '([^']*)'", asked["$filter"][0])
        assert mark
        return self._page([key for key, mail in self.box.mails.items() if mail.mark == mark[1]], asked)

    def _message(self, path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        return (200, self._told(key, asked)) if mail else (404, None)

    def _raw(self, path: str, _asked: object, _body: bytes) -> tuple[int, object]:
        _, mail = self._mail(path)
        return (200, mail.raw) if mail else (404, None)

    def _folders(self, _path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        name = re.fullmatch(r"displayName eq '(.*)'", asked["$filter"][0])
        assert name
        key = self.box.folder_named(name[1].replace("''", "'"))
        return 200, {"value": [shapes.chosen(self._shown(key), asked)] if key else []}

    def _shown(self, key: str) -> dict[str, object]:
        there = sum(mail.folder == key for mail in self.box.mails.values())
        return shapes.folder(key, self.box.folders[key], there)

    def _folder(self, _path: str, _asked: object, body: bytes) -> tuple[int, object]:
        key = f"F{next(self.box.count)}"
        self.box.folders[key] = json.loads(body)["displayName"]
        return 201, self._shown(key)

    def _inbox(self, _path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        return 200, shapes.chosen(self._shown("inbox"), asked)

    def _move(self, path: str, _asked: object, body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        if not mail:
            return 404, None
        mail.folder = json.loads(body)["DestinationId"]
        return 201, self._told(key, {})

    def _draft(self, _path: str, _asked: object, body: bytes) -> tuple[int, object]:
        key = f"I{next(self.box.count)}="
        if self.headers["Content-Type"] == "text/plain":
            raw = base64.b64decode(body, validate=True)
        else:
            raw = f"Subject: {json.loads(body)['subject']}\r\n\r\n".encode()
        self.box.mails[key] = Mail(raw, "drafts", datetime(2026, 11, 3, tzinfo=UTC), draft=True)
        return 201, self._told(key, {})

    def _mark(self, path: str, asked: dict[str, list[str]], body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        assert mail
        mail.mark = json.loads(body)["singleValueExtendedProperties"][0]["value"]
        return 200, self._told(key, asked)

    def _delete(self, path: str, _asked: object, _body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        self.box.mails.pop(key, None)
        return (204, None) if mail else (404, None)

    def _attachments(self, path: str, asked: dict[str, list[str]], _body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        assert mail
        files = [*shapes.held(mail.raw), *mail.attachments]
        told = [shapes.attachment(f"{key}A{at}", *each, mail.received) for at, each in enumerate(files)]
        told += [shapes.reference(f"{key}R{at}", each, mail.received) for at, each in enumerate(mail.references)]
        return 200, {"value": [shapes.chosen(each, asked) for each in told]}

    def _attach(self, path: str, _asked: object, body: bytes) -> tuple[int, object]:
        key, mail = self._mail(path)
        assert mail
        assert len(body) < 4_200_000
        given = json.loads(body)
        mail.attachments.append((given["name"], base64.b64decode(given["contentBytes"])))
        return 201, shapes.attachment(f"{key}A{len(mail.attachments)}", *mail.attachments[-1], mail.received)

    def _session(self, path: str, _asked: object, body: bytes) -> tuple[int, object]:
        key, place = path.split("/")[1], f"/upload/{next(self.box.count)}"
        self.box.uploads[place] = (key, json.loads(body)["AttachmentItem"]["name"], bytearray())
        return 201, {
            "uploadUrl": f"{self._here()}{place}", "expirationDateTime": UPLOAD_ENDS,
            "nextExpectedRanges": ["0-"],
        }  # fmt: skip

    def _piece(self, place: str, body: bytes) -> None:
        assert "Authorization" not in self.headers
        key, name, data = self.box.uploads[place]
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", self.headers["Content-Range"])
        assert found
        assert int(found[1]) == len(data)
        assert len(body) <= 4 * 1024 * 1024
        data += body
        if len(data) == int(found[3]):
            self.box.mails[key].attachments.append((name, bytes(data)))
            self._say(201, headers={"Location": f"{self._here()}/messages/{key}/attachments/{key}A"})
        else:
            self._say(200, {"expirationDateTime": UPLOAD_ENDS, "nextExpectedRanges": [str(len(data))]})

    def _send(self, path: str, _asked: object, _body: bytes) -> tuple[int, object]:
        _, mail = self._mail(path)
        if not mail or not mail.draft:
            return 404, None
        whole = message_from_bytes(mail.raw, policy=policy.SMTP)
        for name, data in mail.attachments:
            whole.add_attachment(  # type: ignore[attr-defined]
                data, maintype="application", subtype="octet-stream", filename=name
            )
        mail.draft, mail.folder = False, "sentitems"
        self.box.sent.append(whole.as_bytes())
        return 202, None


def start(box: Mailbox) -> ThreadingHTTPServer:
    """Serve a mailbox on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.box = box  # type: ignore[attr-defined]
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server
