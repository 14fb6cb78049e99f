# SPDX-License-Identifier: EUPL-1.2
"""A mailbox on an IMAP server, with answers by SMTP: `imap://data%40regio.nl@imap.regio.nl/INBOX`."""

import imaplib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import quote, unquote, urlsplit
from uuid import uuid4

from processors.errors import UnusableInputError
from processors.mailbox import eml
from processors.mailbox.composed import MESSAGE_ID, compose
from processors.mailbox.imap_session import ImapSession, quoted
from processors.mailbox.message import Answer, Check, Message, Options, Problem, UnsureError
from processors.mailbox.smtp import NotSentError, Outgoing

PORT = 993
SENT = "Verzonden"
BEGUN = r"(\Draft)"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
DOUBT = (
    "Het is niet bekend of het antwoord is verstuurd: de verbinding brak tijdens het verzenden af. Kijk in de map "
    "Verzonden van het postvak en vraag het de ontvanger."
)


def connect(place: str, options: Options) -> "ImapMailbox":
    """Describe the mailbox; the server is asked when something is done.

    Raises:
        UnusableInputError: the address names no user or server.

    """
    address = urlsplit(f"imap://{place}")
    if not (address.username and address.hostname and options.access):
        raise UnusableInputError(
            f"Het postvakadres 'imap://{place}' is niet bruikbaar. Schrijf het postvak, de server en de map, met %40 "
            "voor het apenstaartje in het postvak: imap://data%40regio.nl@imap.regio.nl/INBOX."
        )
    user = unquote(address.username)
    session = ImapSession(user, address.hostname, address.port or PORT, options.access)
    sender = options.access.mail_afzender or user
    outgoing = Outgoing(user, options.access) if options.access.mail_uitgaand else None
    return ImapMailbox(session, unquote(address.path.strip("/")) or "INBOX", sender, outgoing, options)


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """Everything in the folder `inbox` is unread; the key of a message says where it came in and its Message-ID."""

    session: ImapSession
    inbox: str
    address: str
    outgoing: Outgoing | None
    options: Options = field(default_factory=Options)

    def unread(self) -> Iterator[Message]:
        """Yield the messages in the inbox, in the order in which they arrived; a large one is not downloaded."""
        self.session.look_again()
        validity = self._validity()
        for uid in self._found("ALL", self.inbox):
            if message := self._message(validity, uid):
                yield message

    def file(self, key: str, folder: str) -> bool:
        """Move a message to a folder, wherever in the mailbox it is now; False when it is nowhere.

        One that left the inbox is looked for by its Message-ID, which its sender chose: a server finds parts of it too,
        so only a whole one is asked. What has it in the inbox is another message, still unread; what has it in
        Verzonden is an answer.
        """
        validity, uid, message_id = key.split("-", 2)
        same = self._validity() == validity
        if same and uid in self._found(f"UID {uid}", self.inbox):
            self._move(uid, self.inbox, folder)
            return True
        if not MESSAGE_ID.fullmatch(unquote(message_id)):
            return False
        search = f"HEADER Message-ID {quoted(unquote(message_id))}"
        passed = {folder, SENT, self.inbox} if same else {folder, SENT}
        places = [folder, *(name for name in self.session.folders() if name not in passed)]
        for place in places:
            try:
                found = self._found(search, place)
            except FileNotFoundError:
                continue
            if found:
                if place != folder:
                    self._move(found[-1], place, folder)
                return True
        return False

    def send(self, answer: Answer) -> None:
        """Send an answer by SMTP, unless it went; SMTP cannot be asked, so a copy in Verzonden says how far it came.

        The copy is a draft from before the sending until the server has taken the mail over. A draft that is found
        later is of a sending that was cut off: a human looks, or the same mail goes again (`mail_bij_twijfel`).

        Raises:
            UnsureError: it is not known whether it went.
            UnusableInputError: the server refuses it, or is not there; it did not go.

        """
        if self.outgoing is None:
            return
        mail = compose(answer, self.address, datetime.now().astimezone())
        self._ensure(SENT)
        search = f"HEADER Message-ID {quoted(mail['Message-ID'])}"
        if self._found(f"{search} UNDRAFT", SENT):
            return
        begun = self._found(search, SENT)
        if begun and self.outgoing.waits:
            raise UnsureError(DOUBT)
        if not begun:
            self._append(SENT, mail, BEGUN)
            begun = self._found(search, SENT)
            if not begun:  # what leaves no trace would go again with every pass
                raise UnusableInputError("De mailserver vindt de kopie in Verzonden niet terug; het antwoord wacht.")
        try:
            self.outgoing.send(mail, answer.to)
        except NotSentError as error:
            self._delete(begun, SENT)
            raise UnusableInputError(str(error)) from None
        except ConnectionError:
            if self.outgoing.waits:
                raise UnsureError(DOUBT) from None
            raise UnusableInputError(
                "De verbinding met de mailserver brak af; het antwoord gaat straks opnieuw."
            ) from None
        self._store(begun, "-FLAGS", r"(\Draft)", SENT)

    def check(self) -> Iterator[Check]:
        """Whether we may log in, read, file and send; and whether mailboxes of others stay out of sight."""
        count = len(self._found("ALL", self.inbox))
        yield Check(holds=True, says=f"Aangemeld; de map {self.inbox} is te lezen ({count} berichten).")
        yield self._filing()
        others = self.session.run(lambda link: link.namespace())[1][0]
        alone = bool(re.fullmatch(rb"(NIL|\(\(.*?\)\)) NIL .*", others or b""))
        yield Check(
            alone, "Postvakken van anderen zijn " + ("niet te zien." if alone else "ook te zien: beperk het recht.")
        )
        if self.outgoing:
            yield from self.outgoing.check()
        else:
            yield Check(
                None, "Er is geen server voor antwoorden ingesteld (mail_uitgaand); antwoorden blijven in uitvoer."
            )

    def _filing(self) -> Check:
        """Try to make a folder, put a message in it, and take both away."""
        folder, probe = f"Verzamelpunt-proef-{uuid4().hex[:8]}", EmailMessage()
        probe["Subject"] = "Proef van Verzamelpunt"
        try:
            self._ensure(folder)
            self._append(folder, probe, BEGUN)
            works = len(self._found("ALL", folder)) == 1
        except UnusableInputError:
            works = False
        finally:
            self.session.run(lambda link: link.select(quoted(self.inbox)))
            self.session.run(lambda link: link.delete(quoted(folder)))
        return Check(
            works, "Mappen maken en berichten opbergen " + ("lukt." if works else "lukt niet; geef dat recht.")
        )

    def _message(self, validity: str, uid: str) -> Message | None:
        told = self._fetch(uid, "(RFC822.SIZE INTERNALDATE)")
        size, arrived = SIZE.search(told), ARRIVED.search(told)
        if not (size and arrived):
            return None  # taken away since the folder was listed
        received_at = datetime.strptime(arrived[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
        large = int(size[1]) > self.options.max_bytes
        raw = self._fetch(uid, "(BODY.PEEK[HEADER])" if large else "(BODY.PEEK[])", literal=True)
        message = eml.parse(raw, key="", received_at=received_at, options=self.options)
        named = message.message_id if message.message_id.startswith("<") else ""
        message = replace(message, key=f"{validity}-{uid}-{quote(named)}")
        if large:
            message = replace(message, attachments=(), problems=(Problem.TOO_LARGE, *message.problems))
        return message

    def _fetch(self, uid: str, what: str, *, literal: bool = False) -> bytes:
        """What the server says of a message, or the literal it gives; nothing when the message is gone."""
        _, rows = self.session.run(lambda link: link.uid("FETCH", uid, what), self.inbox)
        for row in rows:
            if isinstance(row, tuple):
                return bytes(row[1] if literal else row[0])
            if isinstance(row, bytes) and not literal:
                return row
        return b""

    def _validity(self) -> str:
        """What changes when the server numbers the messages anew."""
        told = self.session.run(lambda link: link.status(quoted(self.inbox), "(UIDVALIDITY)"))[1][0]
        found = re.search(rb"UIDVALIDITY (\d+)", told or b"")
        return found[1].decode() if found else "0"

    def _found(self, search: str, folder: str) -> list[str]:
        """The numbers of the messages in a folder that answer to a search, in the order in which they arrived."""
        try:
            _, rows = self.session.run(lambda link: link.uid("SEARCH", search), folder)
        except FileNotFoundError:
            if folder != self.inbox:
                raise
            raise UnusableInputError(
                f"Het postvak heeft geen map '{folder}'. Controleer de map in 'postvak', zoals …/INBOX."
            ) from None
        return [uid.decode() for uid in (rows[0] or b"").split()]

    def _move(self, uid: str, source: str, target: str) -> None:
        self._ensure(target)

        def moved(link: imaplib.IMAP4) -> tuple[str, object]:
            if "MOVE" in link.capabilities:
                return link.uid("MOVE", uid, quoted(target))
            copied = link.uid("COPY", uid, quoted(target))
            if copied[0] != "OK":
                return copied
            link.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
            return link.uid("EXPUNGE", uid)

        self.session.order(moved, source)

    def _ensure(self, folder: str) -> None:
        """Make a folder that somebody took away, or that never was."""
        if folder not in self.session.folders():
            self.session.order(lambda link: link.create(quoted(folder)))

    def _append(self, folder: str, mail: EmailMessage, flags: str) -> None:
        self.session.order(lambda link: link.append(quoted(folder), flags, "", mail.as_bytes()))

    def _store(self, uids: list[str], change: str, flags: str, folder: str) -> None:
        self.session.order(lambda link: link.uid("STORE", ",".join(uids), change, flags), folder)

    def _delete(self, uids: list[str], folder: str) -> None:
        self._store(uids, "+FLAGS", r"(\Deleted)", folder)
        self.session.order(lambda link: link.uid("EXPUNGE", ",".join(uids)), folder)
