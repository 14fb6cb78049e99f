# SPDX-License-Identifier: EUPL-1.2
"""How much a message may hold, and which parts a mail program packed so that nobody else can open them."""

from processors.mailbox.message import Problem

MAX_DEPTH = 3
"""Forwarded messages within each other."""

MAX_ATTACHMENTS = 200


class TooMuchError(Exception):
    """The message passes a limit."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def is_signed(kind: str) -> bool:
    """Whether a content type is that of S/MIME."""
    return kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}


def packed(name: str, kind: str) -> Problem | None:
    """Why an attachment with this name and content type cannot be opened; None when nothing tells so."""
    if name.lower() == "winmail.dat" or kind == "application/ms-tnef":
        return Problem.OUTLOOK_PACKED
    return Problem.SIGNED_OR_ENCRYPTED if name.lower().endswith(".p7m") or is_signed(kind) else None
