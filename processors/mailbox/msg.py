# SPDX-License-Identifier: EUPL-1.2
"""Read a mail that Outlook saved as `.msg` as if it had come as a raw e-mail."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from processors.mailbox import eml
from processors.mailbox.compound import CompoundError
from processors.mailbox.message import Message, Options, Problem
from processors.mailbox.outlook import read_outlook
from processors.mailbox.parts import TooMuchError


def parse(raw: bytes, *, key: str, received_at: datetime, options: Options | None = None) -> Message:
    """Turn a saved mail into a `Message`; never raises on what it holds, but names it under `problems`.

    Sender, moment and subject are those of the headers with which it once came, as of a raw e-mail.

    Args:
        raw: the file.
        key: what the mailbox calls it.
        received_at: when the file came in, used when the mail tells no moment itself.
        options: the largest size; a larger file is not read.

    """
    blank = eml.unread(raw, key=key, received_at=received_at)
    if len(raw) > (options or Options()).max_bytes:
        return replace(blank, problems=(Problem.TOO_LARGE,))
    try:
        mail = read_outlook(raw)
    except CompoundError:
        return replace(blank, problems=(Problem.UNREADABLE,))
    except TooMuchError as excess:
        return replace(blank, problems=(excess.problem,))
    head = eml.headers_only(mail.headers.encode(errors="replace"))
    message = eml.parse(head, key=key, received_at=received_at)
    nameless = message.message_id == f"sha256:{sha256(head).hexdigest()}"
    return replace(
        message,
        raw=raw,
        message_id=blank.message_id if nameless else message.message_id,
        attachments=mail.attachments,
        auto_submitted=message.auto_submitted or mail.by_machine,
    )
