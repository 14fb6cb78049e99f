# SPDX-License-Identifier: EUPL-1.2
"""Mails of our own, which answer nothing: each goes once, whatever happens to the runner in between."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from processors.desk import Desk
from processors.durable import landing
from processors.errors import OwnMistakeError
from processors.letter_ledger import LetterState
from processors.mailbox.message import Answer, UnsureError

FOLDER = "uitgaand"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail of our own: `name` is for ever (letters, digits, hyphens), `to` an address of the register or settings.

    `name` holds codes and months, never a person; it is the name of the text in `uitvoer/uitgaand`.
    """

    name: str
    to: str
    subject: str
    text: str
    attachments: tuple[Path, ...] = ()


def send_once(desk: Desk, letter: Letter, at: datetime) -> LetterState:
    """Write a letter in `uitvoer/uitgaand` and send it, unless it went before; where it is now.

    A letter that was begun and not noted as gone is sent again under the same key: the mailbox sees by it whether it
    went. One of which that cannot be known waits for a human, and is not tried again by itself.

    Args:
        desk: an open work folder.
        letter: what goes.
        at: the moment (UTC).

    Raises:
        OwnMistakeError: the name is none that can be the name of a file.

    """
    if not NAME.fullmatch(letter.name):
        raise OwnMistakeError(f"A letter cannot have the name {letter.name!r}.")
    row = desk.journal.letter_begun(letter.name, at)
    if row.staat is not LetterState.CONCEPT:
        return row.staat
    with landing(desk.workplace.output / FOLDER / f"{row.key}.txt") as half:
        head = f"Aan: {letter.to}\nOnderwerp: {letter.subject}\n\n"
        half.write_text(head + letter.text, encoding="utf-8", newline="\n")
    try:
        desk.mailbox.send(
            Answer(
                row.key, letter.to, letter.subject, letter.text, about="", reply_to="", attachments=letter.attachments
            )
        )
    except UnsureError as error:
        return desk.journal.letter_ended(letter.name, LetterState.ONZEKER, at, str(error)).staat
    return desk.journal.letter_ended(letter.name, LetterState.VERZONDEN, at).staat
