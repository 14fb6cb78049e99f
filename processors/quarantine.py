# SPDX-License-Identifier: EUPL-1.2
"""What a human decides: judge again, release from quarantine, or refuse."""

import re
from datetime import UTC, datetime

from processors.desk import Desk
from processors.errors import UnusableInputError
from processors.jobs import OPEN, finish, put_away
from processors.journal_schema import Outcome, Receipt, State, Submission
from processors.letter_ledger import LetterState
from processors.mailbox import saved
from processors.mailbox.message import MEGABYTE, Message, Options
from processors.receiving import DONE, register


def again(desk: Desk, subject: str) -> None:
    """Let the next pass judge a submission (A-…), or every submission of a message (B-…), anew.

    Raises:
        UnusableInputError: there is no such id, or a file is not whole in the archive; then nothing changes.

    """
    parts = _parts(desk, subject)
    # What is in the store goes first: without the file nothing would come in its place.
    if gone := [part.id for part in parts if not desk.archive.holds(part.sha256)]:
        raise UnusableInputError(
            f"Het ontvangen bestand van {', '.join(gone)} is niet heel in het archief. Geef 'verzamelpunt herstel', en "
            "daarna deze opdracht opnieuw."
        )
    for part in parts:
        if part.status is not State.BEWAARD:
            desk.journal.move(part.id, State.OPNIEUW)
            desk.journal.move(part.id, State.BEWAARD, uitkomst=None, reden=None, pogingen=0)
        desk.store.remove(part.id)
    _reopen(desk, _receipt(desk, subject))


def release(desk: Desk, subject: str) -> None:
    """Let the next pass process what stands in quarantine; a mail of ours may go anew when it is asked for again.

    Raises:
        UnusableInputError: there is no such id, or it is not in quarantine.

    """
    if _is_letter(subject):
        _decide(desk, subject, LetterState.VRIJGEGEVEN)
        return
    row = _in_quarantine(desk, subject)
    if isinstance(row, Receipt):
        register(desk, row, _message(desk, row))
        desk.journal.move(row.id, State.BEWAARD, reden=None)
        desk.mailbox.file(row.sleutel, DONE)
    else:
        desk.journal.move(row.id, State.BEWAARD, uitkomst=None, reden=None)
        _reopen(desk, _receipt(desk, subject))


def refuse(desk: Desk, subject: str, reason: str) -> None:
    """Refuse what stands in quarantine; a registered sender is told why. A mail of ours stays as it is, and is done.

    Raises:
        UnusableInputError: there is no such id, or it is not in quarantine.

    """
    if _is_letter(subject):
        _decide(desk, subject, LetterState.VERZONDEN, reason)
        return
    row = _in_quarantine(desk, subject)
    if isinstance(row, Receipt):
        put_away(desk, row, reason)
        desk.mailbox.file(row.sleutel, DONE)
    else:
        desk.journal.move(row.id, State.OPGEBORGEN, uitkomst=Outcome.GEWEIGERD, reden=reason)
        _reopen(desk, _receipt(desk, subject))
        if not any(part.status in OPEN for part in _parts(desk, row.bericht)):
            finish(desk, _receipt(desk, subject))


def _is_letter(subject: str) -> bool:
    """Whether it names no message or submission; mails of ours about a message have its id and a word."""
    return not re.fullmatch(r"[AB]-\d+", subject)


def _decide(desk: Desk, name: str, state: LetterState, reason: str | None = None) -> None:
    """What a human saw of a mail of ours of which it was not known whether it went."""
    row = desk.journal.letter(name)
    if row is None or row.staat is not LetterState.ONZEKER:
        raise UnusableInputError(
            f"'{name}' is geen uitgaand bericht dat op u wacht. Kijk met 'verzamelpunt status' wat er wacht."
        )
    desk.journal.letter_ended(name, state, datetime.now(UTC), reason)


def _in_quarantine(desk: Desk, subject: str) -> Receipt | Submission:
    row = desk.journal.receipt(subject) if subject.startswith("B-") else desk.journal.submission(subject)
    if row.status is not State.QUARANTAINE:
        raise UnusableInputError(
            f"'{subject}' staat niet in quarantaine (status: {row.status}). "
            "Kijk met 'verzamelpunt status' wat er wacht."
        )
    return row


def _parts(desk: Desk, subject: str) -> list[Submission]:
    if subject.startswith("B-"):
        return desk.journal.parts(desk.journal.receipt(subject).id)
    return [desk.journal.submission(subject)]


def _receipt(desk: Desk, subject: str) -> Receipt:
    name = subject if subject.startswith("B-") else desk.journal.submission(subject).bericht
    return desk.journal.receipt(name)


def _reopen(desk: Desk, receipt: Receipt) -> None:
    """A message that was put away waits again."""
    if receipt.status is State.BEWAARD:
        return
    desk.journal.move(receipt.id, State.OPNIEUW)
    # Of a message that could not even be archived, everything is still to be done; the mailbox gives it again.
    state = State.BEWAARD if receipt.sha256 else State.GEZIEN
    desk.journal.move(receipt.id, state, reden=None if receipt.status is State.DOOD else receipt.reden, pogingen=0)


def _message(desk: Desk, receipt: Receipt) -> Message:
    """The message as it came, read again from the archive; a bare file is never in quarantine."""
    received = datetime.fromisoformat(receipt.ontvangen_op)
    raw = desk.archive.get(receipt.sha256 or "")
    # Of a message that was too large only the beginning was archived: without the limit it would look damaged.
    options = Options(desk.settings.max_bestand_mb * MEGABYTE)
    return saved.parse(raw, key=receipt.sleutel, received_at=received, options=options)
