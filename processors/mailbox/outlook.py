# SPDX-License-Identifier: EUPL-1.2
"""What is in a mail that Outlook saved as `.msg` (Microsoft, MS-OXMSG): its headers and the files in it."""

import re
from dataclasses import dataclass, replace

from processors.mailbox.compound import Compound, CompoundError
from processors.mailbox.message import Attachment, Problem, clean_name
from processors.mailbox.parts import MAX_ATTACHMENTS, MAX_DEPTH, TooMuchError, packed

ENDING = ".msg"
ATTACHED = "__attach_version1.0_#"
PROPERTIES = "__properties_version1.0"
PROPERTY = "__substg1.0_"
UNICODE, ANSI, BINARY, OBJECT = "001F", "001E", "0102", "000D"
# Properties by their number in MS-OXPROPS.
KIND, SUBJECT, HEADERS, MESSAGE_ID = "001A", "0037", "007D", "1035"
ADDRESS_KIND, ADDRESS, SMTP_ADDRESS = "0C1E", "0C1F", "5D01"
LONG_NAME, SHORT_NAME, SHOWN_NAME, CONTENT = "3707", "3704", "3001", "3701"
MAX_TEXT, MAX_NAME = 131_072, 1000
"""Bytes of a property that are read as text, and signs of a name: a mail that came by mail has less."""

BY_MACHINE = ("report.", "ipm.note.rules.")
"""Beginnings of the kind of a message that Exchange made: bounces, receipts and absence notes."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A mail: its headers as text, whether a machine made it, and what is attached to it and to mails within it."""

    headers: str
    by_machine: bool
    attachments: tuple[Attachment, ...]


def read_outlook(data: bytes, depth: int = 0) -> Outlook:
    """Read a `.msg`; `depth` is how many forwarded messages it is in itself.

    Raises:
        CompoundError: it is none, or it is damaged.
        TooMuchError: it passes a limit.

    """
    file = Compound(data)
    parts = file.children()
    if PROPERTIES not in parts:
        raise CompoundError("No mail.")
    kind = _text(file, parts, KIND).lower()
    headers = _text(file, parts, HEADERS) or _headers(file, parts)
    return Outlook(headers, kind.startswith(BY_MACHINE), tuple(_attached(file, parts, depth)))


def opened(attachment: Attachment, depth: int) -> list[Attachment]:
    """An attachment itself, or what is in it when it is a mail of Outlook; `TooMuchError` past a limit."""
    if attachment.problem or not attachment.name.lower().endswith(ENDING):
        return [attachment]
    try:
        return list(read_outlook(attachment.data, depth + 1).attachments)
    except CompoundError:
        return [replace(attachment, problem=Problem.UNREADABLE)]


def _attached(file: Compound, parts: dict[str, int], depth: int) -> list[Attachment]:
    """What is attached to a mail, also to the mails within it."""
    if depth > MAX_DEPTH:
        raise TooMuchError(Problem.TOO_DEEP)
    storages = [parts[name] for name in sorted(parts) if name.startswith(ATTACHED)]
    found: list[Attachment] = []
    for storage in storages:
        found += _files(file, file.children(storage), depth)
        if len(found) > MAX_ATTACHMENTS:
            raise TooMuchError(Problem.TOO_MANY)
    return found


def _files(file: Compound, parts: dict[str, int], depth: int) -> list[Attachment]:
    """The file in one attachment, or the files in the mail that it is."""
    titles = (_text(file, parts, each) for each in (LONG_NAME, SHORT_NAME, SHOWN_NAME))
    name = clean_name(next(filter(None, titles), "")[:MAX_NAME])
    content, within = parts.get(f"{PROPERTY}{CONTENT}{BINARY}"), parts.get(f"{PROPERTY}{CONTENT}{OBJECT}")
    if content is not None:
        return opened(Attachment(name, file.read(content), packed(name, "")), depth)
    if within is not None and PROPERTIES in (inner := file.children(within)):
        return _attached(file, inner, depth + 1)
    # A link to a file elsewhere, or an object of another program: nothing that can be read from here.
    return [Attachment(name, b"", Problem.UNREADABLE)]


def _headers(file: Compound, parts: dict[str, int]) -> str:
    """The headers of a mail that never went over the internet, made of what Outlook knows of it."""
    sender = _text(file, parts, SMTP_ADDRESS)
    if not sender and _text(file, parts, ADDRESS_KIND).upper() == "SMTP":
        sender = _text(file, parts, ADDRESS)
    known = {"From": sender, "Subject": _text(file, parts, SUBJECT), "Message-ID": _text(file, parts, MESSAGE_ID)}
    return "".join(f"{name}: {' '.join(text.split())}\r\n" for name, text in known.items() if text)


def _text(file: Compound, parts: dict[str, int], number: str) -> str:
    """A property as text; empty when the mail has none."""
    for kind, encoding in ((UNICODE, "utf-16-le"), (ANSI, "cp1252")):
        place = parts.get(f"{PROPERTY}{number}{kind}")
        if place is not None:
            return re.sub(r"\0+$", "", file.read(place)[:MAX_TEXT].decode(encoding, "replace"))
    return ""
