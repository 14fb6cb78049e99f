# SPDX-License-Identifier: EUPL-1.2
"""What every mailbox gives: messages with their attachments, and what is the matter with them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from processors.setting_groups.mail import MailSettings

TRUSTED = "map"
"""The sender of a bare file: someone with access to the folder put it there."""

MEGABYTE = 1_000_000
NAME_BYTES = 150
NINE_HIDDEN = "x" * 9
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Problem(StrEnum):
    """What keeps a message or an attachment from being read; the value is the sentence for its sender."""

    TOO_LARGE = "Het bericht is groter dan wij aannemen. Verdeel de aanlevering over meer berichten."
    TOO_DEEP = "Het bericht bevat te veel doorgestuurde berichten in elkaar. Stuur het bestand zelf als bijlage."
    TOO_MANY = "Het bericht heeft te veel onderdelen of bijlagen. Verdeel de aanlevering over meer berichten."
    UNREADABLE = "Het bericht is niet als e-mail te lezen. Stuur het bestand opnieuw als gewone bijlage."
    SENDER_UNCLEAR = "Het bericht noemt niet precies één afzender. Stuur het opnieuw vanuit één geregistreerd adres."
    OUTLOOK_PACKED = "De bijlage is door Outlook ingepakt (winmail.dat). Verstuur het bericht als HTML, niet als RTF."
    SIGNED_OR_ENCRYPTED = (
        "De bijlage zit in een ondertekend of versleuteld bericht (.p7m). Stuur het bericht zonder S/MIME."
    )
    LINKED = "De bijlage is een koppeling naar een bestand elders. Stuur het bestand zelf als bijlage."
    BAD_ENCODING = "De bijlage is onderweg beschadigd (base64 klopt niet). Stuur het bestand opnieuw."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message: its cleaned name and its content; `problem` when it cannot be used."""

    name: str
    data: bytes
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it was found.

    `key` stays the same in this mailbox for as long as the message lies in it. `message_id` is the Message-ID,
    or the hash of the content when it has none. `sender` is the one address of From in small letters, `map` for a
    bare file, empty when unclear. `received_at` is in UTC. `raw` is what must be archived: the whole message, or the
    beginning of one that is too large (the whole stays in the mailbox).
    """

    key: str
    message_id: str
    sender: str
    subject: str
    received_at: datetime
    attachments: tuple[Attachment, ...]
    auto_submitted: bool
    raw: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a mailbox must know from the settings.

    The largest message, how long a file must lie still, and how a mailbox that asks for a login is entered.
    """

    max_bytes: int = 50 * MEGABYTE
    wait_seconds: float = 10
    access: MailSettings | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `key` names it for ever, so that it is never sent twice; `to` is a registered address.

    `about` is the key of the message that it answers and `reply_to` its Message-ID. `attachments` have names of ours.
    """

    key: str
    to: str
    subject: str
    text: str
    about: str
    reply_to: str
    attachments: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried of a mailbox; `holds` is None where it could not be tried, `says` is a sentence."""

    holds: bool | None
    says: str


class UnsureError(Exception):
    """Whether an answer went cannot be known; the sentence (Dutch) says where a human looks."""


class Mailbox(Protocol):
    """Where messages come in, and answers go out."""

    def unread(self) -> Iterator[Message]:
        """Yield every message that has not been filed, oldest first; also those an earlier run began on."""
        ...

    def file(self, key: str, folder: str) -> bool:
        """Put a message in a folder of the mailbox; again does nothing. False when the message is gone."""
        ...

    def send(self, answer: Answer) -> None:
        """Send an answer, unless it went before; what was begun and not sent is finished.

        Raises:
            UnsureError: whether it went cannot be known.

        """
        ...

    def check(self) -> Iterator[Check]:
        """Try what a run needs (reading, filing, answering) and that nothing more is allowed; leave nothing behind."""
        ...


def clean_name(name: str, fallback: str = "bijlage") -> str:
    r"""Give a file name that is safe on every system and holds no personal number.

    Folders, control and direction signs, reserved signs and names and surplus length go; nine digits in a row
    become nine times x, because they may be a Bsn.

    >>> clean_name(r"C:\map\..\CON.xlsx"), clean_name("lijst 999990019.csv"), clean_name("../..")
    ('_CON.xlsx', 'lijst xxxxxxxxx.csv', 'bijlage')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    safe = re.sub(r"(?<!\d)\d{9}(?!\d)", NINE_HIDDEN, re.sub(r'[<>:"|?*]', "_", shown)).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    if len(safe.encode()) > NAME_BYTES:
        ending = ending[:10] if dot else ""
        kept = (stem or safe).encode()[: NAME_BYTES - len(ending.encode()) - 1].decode(errors="ignore")
        safe = f"{kept}{dot}{ending}"
    return (f"_{safe}" if RESERVED.fullmatch(safe) else safe) or fallback
