# SPDX-License-Identifier: EUPL-1.2
"""Mails as they come in: plain Dutch text with the file attached, the same bytes every time."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from processors.demo import facts

MAILBOX = "verzamelpunt@mgr.example"
MUNICIPALITY_DIGITS = 4
TYPES = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xlsm": ("application", "vnd.ms-excel.sheet.macroEnabled.12"),
    "csv": ("application", "octet-stream"),
    "zip": ("application", "zip"),
    "xml": ("application", "xml"),
}


@dataclass(frozen=True)
class Mail:
    """One mail: who, when, about what, with which files."""

    sender: str
    sent: datetime
    subject: str
    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def address(code: str) -> str:
    """The mail address of a municipality or supplier, in a domain that cannot exist."""
    if len(code) == MUNICIPALITY_DIGITS:
        return f"data@{facts.MAIL_NAMES[code]}.example"
    return f"administratie@aanbieder{code}.example"


def write_mail(folder: Path, number: int, mail: Mail) -> Path:
    """Write one `.eml`, with the moment of sending as its file time; the name gives the order."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = MAILBOX
    message["Date"] = format_datetime(mail.sent)
    message["Message-ID"] = f"<demo-{number:04d}@{mail.sender.partition('@')[2]}>"
    message["Subject"] = mail.subject
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text, cte="8bit")
    for name, data in mail.files.items():
        kind, subtype = TYPES[name.rpartition(".")[2]]
        message.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_demo_{number:04d}")
    path = folder / f"{number:04d}-{mail.sent:%Y%m%d-%H%M}.eml"
    path.write_bytes(message.as_bytes())
    os.utime(path, (mail.sent.timestamp(), mail.sent.timestamp()))
    return path
