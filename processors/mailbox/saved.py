# SPDX-License-Identifier: EUPL-1.2
"""Read a mail as it was kept in a file or in the archive: raw, or as Outlook saves it."""

from datetime import datetime

from processors.mailbox import eml, msg
from processors.mailbox.compound import SIGNATURE
from processors.mailbox.message import Message, Options

ENDINGS = (".eml", ".msg")


def is_saved_mail(name: str) -> bool:
    """Whether a file with this name is read as a mail."""
    return name.lower().endswith(ENDINGS)


def parse(raw: bytes, *, key: str, received_at: datetime, options: Options | None = None) -> Message:
    """Turn a mail into a `Message`, by how it begins: the archive keeps no names. See `eml.parse` and `msg.parse`."""
    read = msg.parse if raw.startswith(SIGNATURE) else eml.parse
    return read(raw, key=key, received_at=received_at, options=options)
