# SPDX-License-Identifier: EUPL-1.2
"""Read a raw e-mail without trusting it."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import cast

from processors.mailbox.message import Attachment, Message, Options, Problem, clean_name
from processors.mailbox.outlook import opened
from processors.mailbox.parts import MAX_ATTACHMENTS, MAX_DEPTH, TooMuchError, is_signed, packed

MAX_PARTS = 100
"""Containers in one message. The parser of Python recurses per container and slows with their square."""

MAX_PART_HEADERS = 2000
"""Headers of parts in one message: 200 attachments have about 800."""

PART_HEADER = re.compile(rb"^content-", re.IGNORECASE | re.MULTILINE)
CONTAINER = re.compile(rb"multipart/|message/", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
MAX_HEADER = 1000
"""Signs in one header that is read: on a longer one the parser of Python works for hours (mail lines are 998)."""

HEADER_FAULTS = (AttributeError, LookupError, MessageError, RecursionError, TypeError, ValueError)
"""What the header parser of Python raises on headers that are not well formed."""

READ = re.compile(
    r"from|date|received|subject|message-id|auto-submitted|precedence|return-path|content-.*", re.IGNORECASE
)

ROBOTS = {"bulk", "auto_reply", "junk", "list"}


class _Bounded(policy.EmailPolicy):
    """The modern policy, that refuses a header which is too long to be taken apart."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > MAX_HEADER and READ.fullmatch(name):
            raise MessageError(f"Header of {len(value)} signs.")
        return name, value


def parse(raw: bytes, *, key: str, received_at: datetime, options: Options | None = None) -> Message:
    """Turn a raw message into a `Message`; never raises on what it holds, but names it under `problems`.

    Args:
        raw: the message as it came (RFC 5322).
        key: what the mailbox calls it.
        received_at: when it came in, used when the message has no readable date itself.
        options: the largest size; a larger message is not parsed.

    """
    blank = unread(raw, key=key, received_at=received_at)
    try:
        return _filled(blank, (options or Options()).max_bytes)
    except HEADER_FAULTS:
        return replace(blank, problems=(Problem.UNREADABLE,))


def unread(raw: bytes, *, key: str, received_at: datetime) -> Message:
    """What is known of a message before anything in it was read; see `parse`."""
    return Message(
        key=key,
        message_id=f"sha256:{sha256(raw).hexdigest()}",
        sender="",
        subject="",
        received_at=received_at.astimezone(UTC),
        attachments=(),
        auto_submitted=False,
        raw=raw,
    )


def _filled(blank: Message, max_bytes: int) -> Message:
    """Read the headers and, within the limits, the attachments."""
    raw = blank.raw
    problems: list[Problem] = []
    if len(raw) > max_bytes:
        problems.append(Problem.TOO_LARGE)
    elif len(CONTAINER.findall(raw)) > MAX_PARTS or len(PART_HEADER.findall(raw)) > MAX_PART_HEADERS:
        problems.append(Problem.TOO_MANY)
    bounded = cast("policy.EmailPolicy[EmailMessage]", _Bounded())
    mail = message_from_bytes(headers_only(raw) if problems else raw, policy=bounded)
    attachments: list[Attachment] = []
    try:
        attachments = _attachments(mail)
    except TooMuchError as excess:
        problems.append(excess.problem)
    sender = _sender(mail)
    if not sender:
        problems.append(Problem.SENDER_UNCLEAR)
    return replace(
        blank,
        message_id=_text(mail, "Message-ID") or blank.message_id,
        sender=sender,
        subject=_text(mail, "Subject"),
        received_at=_date(mail) or blank.received_at,
        attachments=tuple(attachments),
        auto_submitted=_by_machine(mail),
        problems=tuple(problems),
    )


def headers_only(raw: bytes) -> bytes:
    """The headers of a message, at most 64 kB of them, without the kind of content."""
    head = re.split(rb"\r?\n\r?\n", raw[:65_536], maxsplit=1)[0]
    return re.sub(rb"(?im)^content-[^\n]*\n([ \t][^\n]*\n)*", b"", head + b"\n") + b"\n"


def _attachments(mail: EmailMessage) -> list[Attachment]:
    """What is attached, also to forwarded messages, in the order of the message; `TooMuchError` past a limit."""
    found: list[Attachment] = []
    todo: list[tuple[EmailMessage, int]] = [(mail, 0)]
    while todo:
        part, depth = todo.pop()
        kind = part.get_content_type()
        inner = part.get_payload()
        if isinstance(inner, list):
            depth += kind == "message/rfc822"
            if depth > MAX_DEPTH:
                raise TooMuchError(Problem.TOO_DEEP)
            todo += [(each, depth) for each in reversed(inner) if isinstance(each, EmailMessage)]
        elif part.get_filename() or part.get_content_disposition() == "attachment" or is_signed(kind):
            found += opened(_attachment(part, kind), depth)
            if len(found) > MAX_ATTACHMENTS:
                raise TooMuchError(Problem.TOO_MANY)
    return found


def _attachment(part: EmailMessage, kind: str) -> Attachment:
    name = clean_name(part.get_filename() or "")
    data = part.get_payload(decode=True)
    problem = packed(name, kind)
    if not problem and any("Base64" in type(defect).__name__ for defect in part.defects):
        problem = Problem.BAD_ENCODING
    return Attachment(name, data if isinstance(data, bytes) else b"", problem)


def _text(mail: EmailMessage, header: str) -> str:
    """The first header of this name as one line of visible signs; empty when it is absent."""
    shown = "".join(
        sign for sign in str(mail.get(header, "")) if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(shown.split())


def _sender(mail: EmailMessage) -> str:
    """The one address of the one From header, in small letters; empty when there is not exactly one.

    Searched as it was written and as people see it: of `a@x <b@y>` the standard library drops one of the two.
    """
    written = [str(value) for name, value in mail.raw_items() if name.lower() == "from"]
    if len(written) != 1:
        return ""
    readable = written[0].encode(errors="surrogateescape").decode(errors="replace")
    found = {address.lower() for text in (readable, _text(mail, "From")) for address in ADDRESS.findall(text)}
    return found.pop() if len(found) == 1 else ""


def _date(mail: EmailMessage) -> datetime | None:
    """When the last server took the message in, else when it was sent; UTC, None when neither is readable."""
    stamp = _text(mail, "Received").rpartition(";")[2]
    for text in (stamp, _text(mail, "Date")):
        try:
            found = parsedate_to_datetime(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _by_machine(mail: EmailMessage) -> bool:
    """Whether a machine sent it: answering could start a loop (RFC 3834, and what is found in practice)."""
    return (
        _text(mail, "Auto-Submitted").lower() not in {"", "no"}
        or _text(mail, "Precedence").lower() in ROBOTS
        or _text(mail, "Return-Path") == "<>"
        or "X-Autoreply" in mail
        or "X-Autorespond" in mail
        or mail.get_content_type() == "multipart/report"
    )
