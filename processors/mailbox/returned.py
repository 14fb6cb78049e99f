# SPDX-License-Identifier: EUPL-1.2
"""Whether a mail is one of ours that came back: by a bounce, or by a rule that sends mail on."""

import re

from processors.mailbox.composed import MARK
from processors.mailbox.message import TRUSTED, Message

OURS = re.compile(rb"^%s:" % re.escape(MARK.encode()), re.IGNORECASE | re.MULTILINE)
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


def is_returned(message: Message) -> bool:
    """Whether the mail itself has our mark, or a machine sent a mail that quotes one which has it.

    A person who sends our mail on as an attachment, with something of his own, is heard.
    """
    if message.sender == TRUSTED:
        return False
    quoted = message.raw if message.auto_submitted else END_OF_HEAD.split(message.raw, maxsplit=1)[0]
    return bool(OURS.search(quoted))
