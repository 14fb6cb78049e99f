# SPDX-License-Identifier: EUPL-1.2
"""A real Dovecot and a real SMTP server on loopback, and the colleagues who use them."""

import base64
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from processors.mailbox import open_mailbox
from processors.mailbox.message import Mailbox, Options
from processors.settings import Settings
from tests.processors.mailbox.contract import number
from tests.processors.mailbox.dovecot_server import PASSWORD, Dovecot, free_port
from tests.processors.mailbox.login_service import LoginService

XOAUTH2 = re.compile(r"user=(.*)\x01auth=Bearer (.*)\x01\x01")


@dataclass
class Post:
    """An SMTP server that keeps what it accepts; `first` and `meanwhile` may answer, or break off, in its place.

    `first` does so when it hears for whom a mail is, `meanwhile` when it has the mail.
    """

    login: LoginService | None = None
    password: str = PASSWORD
    accepted: list[Envelope] = field(default_factory=list)
    first: Callable[[SMTP], str | None] = lambda _server: None
    meanwhile: Callable[[SMTP], str | None] = lambda _server: None

    async def handle_RCPT(  # noqa: N802 - by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.first(server) or "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - by aiosmtpd
        said = self.meanwhile(server)
        if said is None or said.startswith("250"):
            self.accepted.append(envelope)
        return said or "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, given: list[str]) -> AuthResult:  # noqa: N802 - by aiosmtpd
        told = XOAUTH2.fullmatch(base64.b64decode(given[1]).decode())
        if told and self.login and self.login.introspected(told[2]).get("username") == told[1]:
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"401"}')  # as Google and Microsoft do; the client says nothing more
        return AuthResult(success=False, handled=False)


def start_post(post: Post, server: Dovecot, kind: str = "starttls") -> Controller:
    """Start an SMTP server that asks for the password or a token, after STARTTLS or with TLS from the start (`tls`)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.certificate, server.key)

    def log_in(*given: Any) -> AuthResult:
        told = given[-1]
        right = isinstance(told, LoginPassword) and told.password == post.password.encode()
        return AuthResult(success=right, handled=False)

    how = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context, "require_starttls": True}, "none": {}}
    started = Controller(
        post, hostname="127.0.0.1", port=free_port(), server_hostname="localhost", authenticator=log_in,
        auth_required=kind == "starttls", auth_require_tls=kind == "starttls", **how[kind],
    )  # fmt: skip
    started.start()
    return started


Servers = tuple[Dovecot, Controller, Post]


@contextmanager
def started(program: str, login: LoginService | None = None) -> Iterator[Servers]:
    """Dovecot and an SMTP server, with one certificate.

    Dovecot works as a user of its own, and pytest closes its folders to others whenever it starts.
    """
    with TemporaryDirectory(prefix="dovecot-") as folder:
        server = Dovecot(program, Path(folder), login)
        server.start()
        post = Post(login)
        smtp = start_post(post, server)
        yield server, smtp, post
        smtp.stop()
        server.stop()


@dataclass
class ImapOffice:
    """A mailbox of its own on a Dovecot, with an SMTP server for its answers."""

    dovecot: Dovecot
    smtp: Controller
    post: Post
    address: str
    access: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.post.accepted.clear()
        self.post.password = PASSWORD
        self.post.first = self.post.meanwhile = lambda _server: None

    @property
    def place(self) -> str:
        return f"imap://{self.address.replace('@', '%40')}@localhost:{self.dovecot.port}/INBOX"

    def settings(self, **changed: object) -> Settings:
        values = {
            "mail_wachtwoord": PASSWORD, "mail_uitgaand": f"localhost:{self.smtp.port}",
            "mail_ca": self.dovecot.certificate, **self.access, **changed,
        }  # fmt: skip
        return Settings(**values)

    def open(self, max_bytes: int = 1_000_000, **changed: object) -> Mailbox:
        return open_mailbox(self.place, Options(max_bytes=max_bytes, access=self.settings(**changed)))

    def colleague(self) -> imaplib.IMAP4_SSL:
        """Somebody else in the same mailbox."""
        context = ssl.create_default_context(cafile=str(self.dovecot.certificate))
        link = imaplib.IMAP4_SSL("localhost", self.dovecot.port, ssl_context=context)
        link.login(self.address, PASSWORD)
        return link

    def deliver(self, raw: bytes) -> None:
        link = self.colleague()
        link.append("INBOX", "", "", raw)
        link.logout()

    def filed(self, folder: str) -> list[bytes]:
        link = self.colleague()
        if link.select(f'"{folder}"', readonly=True)[0] != "OK":
            link.logout()
            return []
        _, rows = link.fetch("1:*", "(RFC822)") if link.uid("SEARCH", "ALL")[1][0] else ("", [])
        link.logout()
        return [row[1] for row in rows if isinstance(row, tuple)]

    def sent(self) -> list[bytes]:
        return [bytes(envelope.content or b"") for envelope in self.post.accepted]

    def take_away(self, message_id: str) -> None:
        link = self.colleague()
        link.select("INBOX")
        link.uid("STORE", self._find(link, message_id), "+FLAGS", r"(\Deleted)")
        link.expunge()
        link.logout()

    def move(self, message_id: str, folder: str) -> None:
        link = self.colleague()
        link.create(f'"{folder}"')
        link.select("INBOX")
        link.uid("MOVE", self._find(link, message_id), f'"{folder}"')
        link.logout()

    def everything(self) -> list[object]:
        link = self.colleague()
        names = sorted(row.split(b" ")[-1].strip(b'"').decode() for row in link.list()[1] if isinstance(row, bytes))
        link.logout()
        return [(name, sorted(map(number, self.filed(name)))) for name in names] + [self.sent()]

    def _find(self, link: imaplib.IMAP4_SSL, message_id: str) -> str:
        return link.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')[1][0].split()[-1].decode()


def dropped(server: SMTP) -> str:
    """The server takes the mail over and the line breaks before it can say so."""
    assert server.transport is not None
    server.transport.abort()
    return "250 OK"


def broken(box: Any) -> None:
    """The line of a mailbox breaks, without a word to either side."""
    box.session._link.sock.shutdown(socket.SHUT_RDWR)  # noqa: SLF001 - the line is nobody else's
