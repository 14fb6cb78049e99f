# SPDX-License-Identifier: EUPL-1.2
"""The main job: what lies in the mailbox becomes accepted lines, answers and the regional workbook.

A job asks what is still to be done, never what time it is; one failure does not stop the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

from processors.answers import write_answer
from processors.desk import Desk
from processors.handling import handle
from processors.intake.reference import read_reference
from processors.journal_schema import Outcome, Receipt, State, Submission
from processors.known import Known
from processors.mailbox.message import TRUSTED
from processors.mistakes import log_mistake
from processors.receiving import receive


@dataclass(frozen=True)
class Pass:
    """What one pass did: how many messages came in, the submissions it judged, and the answers it wrote."""

    received: int
    judged: tuple[Submission, ...]
    answered: int
    failed: int


def process_mailbox(desk: Desk, *, step: Callable[[int], None] = lambda _total: None) -> Pass:
    """Receive what is unread, judge what waits, and answer; a second time does nothing.

    Args:
        desk: an open work folder.
        step: called once before the work with the number of submissions, then with 0 after each.

    """
    received = receive(desk)
    waiting = [(receipt, part) for receipt in desk.journal.waiting() for part in _open_parts(desk, receipt)]
    # Municipalities first: what they allocated is what suppliers declare on; then in order of receipt.
    waiting.sort(key=lambda pair: (len(pair[1].afzender) != len("0983"), pair[1].ontvangen_op, pair[1].nr))
    step(len(waiting))
    failed = 0
    if waiting:
        reference = read_reference(desk.workplace.reference)
        known = Known(reference, desk.key, desk.journal, desk.store)
        for _, part in waiting:
            try:
                handle(desk, part, reference, known)
            except Exception as error:  # noqa: BLE001 - one of the three doors: a failure stops only this submission
                failed += 1
                mistake, _ = log_mistake(error, desk.workplace.logs)
                desk.journal.failed(part.id, f"Fout bij ons; verwijzing {mistake}.")
            step(0)
    answered = sum(_answer(desk, receipt) for receipt in desk.journal.waiting())
    judged = tuple(desk.journal.submission(part.id) for _, part in waiting)
    return Pass(received, judged, answered, failed)


def _open_parts(desk: Desk, receipt: Receipt) -> list[Submission]:
    """The submissions of a message that must still be judged."""
    return [part for part in desk.journal.parts(receipt.id) if part.status in {State.BEWAARD, State.GECONTROLEERD}]


def _answer(desk: Desk, receipt: Receipt) -> int:
    """Answer a message of which nothing waits any more, and put it away; gives the number of answers (0 or 1)."""
    parts = desk.journal.parts(receipt.id)
    if any(part.status in {State.BEWAARD, State.GECONTROLEERD, State.OPGENOMEN, State.OPNIEUW} for part in parts):
        return 0
    # A released message of an unknown sender is processed, but an answer goes to a registered address only.
    answer = receipt.afzender != TRUSTED and desk.senders.known(receipt.afzender) is not None
    if answer:
        desk.journal.move(receipt.id, State.ANTWOORD_CONCEPT)
        path = write_answer(desk, receipt)
        desk.journal.move(receipt.id, State.BEANTWOORD, antwoord=path.name)
    for part in parts:
        if part.status is State.ANTWOORD_CONCEPT:
            desk.journal.move(part.id, State.BEANTWOORD)
            desk.journal.move(part.id, State.OPGEBORGEN)
    desk.journal.move(receipt.id, State.OPGEBORGEN)
    return int(answer)


def counted(submissions: tuple[Submission, ...]) -> dict[str, int]:
    """How many submissions were accepted, partly accepted, refused, put aside or received before."""
    return {
        "geaccepteerd": sum(part.uitkomst is Outcome.GEACCEPTEERD for part in submissions),
        "deels": sum(part.uitkomst is Outcome.DEELS for part in submissions),
        "geweigerd": sum(
            part.uitkomst is Outcome.GEWEIGERD and part.status is not State.QUARANTAINE for part in submissions
        ),
        "quarantaine": sum(part.status is State.QUARANTAINE for part in submissions),
        "al_ontvangen": sum(
            part.uitkomst is None and part.status in {State.OPGEBORGEN, State.BEANTWOORD} for part in submissions
        ),
        "regels": sum(part.regels or 0 for part in submissions),
        "bevindingen": sum(part.bevindingen or 0 for part in submissions),
    }
