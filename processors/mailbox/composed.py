# SPDX-License-Identifier: EUPL-1.2
"""An answer as a mail (RFC 5322), with the headers that keep two machines from answering each other (RFC 3834)."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from processors.mailbox.message import Answer, clean_name

MARK = "X-Verzamelpunt"
"""The header by which we know a mail of ours when it comes back; it holds the key of the answer."""

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
KINDS = {
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
# Folded at 78 signs, Python writes a long Message-ID as an encoded word, which no mail program finds again.
UNFOLDED = SMTP.clone(max_line_length=998)


def message_id(answer: Answer, mailbox: str) -> str:
    """The Message-ID of an answer: always the same, so that a mailbox sees by it whether it went.

    It is made of the key and of what the answer is about: keys count per work folder, and a mailbox may outlive one.

    Args:
        answer: what goes back.
        mailbox: the address from which it goes.

    """
    address = mailbox.lower()
    made_of = f"{answer.key}\n{answer.about}\n{answer.reply_to}\n{address}"
    return f"<{sha256(made_of.encode()).hexdigest()[:32]}@{address.rpartition('@')[2]}>"


def compose(answer: Answer, mailbox: str, at: datetime) -> EmailMessage:
    """Write an answer as a mail, from the mailbox to the registered address and to nobody else.

    The transport must give it an empty return path (`MAIL FROM:<>`), so that a bounce starts nothing.

    Args:
        answer: what goes back.
        mailbox: the address from which it goes.
        at: the moment for the header Date, with a time zone.

    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mailbox
    mail["To"] = answer.to
    mail["Subject"] = " ".join(answer.subject.split())
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(answer, mailbox)
    if MESSAGE_ID.fullmatch(answer.reply_to):
        mail["In-Reply-To"] = answer.reply_to
        mail["References"] = answer.reply_to
    mail[MARK] = answer.key
    mail["Auto-Submitted"] = "auto-replied" if answer.about else "auto-generated"
    # Exchange heeds this one, and not the one above.
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(answer.text, cte="quoted-printable")
    for path in answer.attachments:
        main, _, sub = KINDS.get(path.suffix.lower(), "application/octet-stream").partition("/")
        mail.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=clean_name(path.name))
    mail.policy = UNFOLDED
    return mail
