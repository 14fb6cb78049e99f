# SPDX-License-Identifier: EUPL-1.2
"""The main job: what lies in the mailbox becomes accepted lines, answers and the regional workbook.

A job asks what is still to be done, never what time it is; one failure does not stop the rest.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl

from processors.ahead import Reading, read_ahead
from processors.answers import answer_once
from processors.desk import Desk
from processors.full_disk import full_disk
from processors.handling import handle
from processors.intake.reference import read_reference
from processors.intake.submission import no_problems
from processors.journal_schema import Outcome, Receipt, State, Submission
from processors.known import Known
from processors.logbook import Event, note
from processors.mail_templates import check_templates
from processors.mailbox.message import TRUSTED, UnsureError
from processors.mistakes import in_words, reference_in
from processors.pass_report import Failure, report_pass
from processors.receiving import receive
from processors.second_process import SecondProcess, second_process
from processors.three_answers import tell_received
from workbooks.feedback import Feedback, write_feedback

# The last steps of a submission; the feedback of what has come this far stands there.
LAST = (State.OPGENOMEN, State.ANTWOORD_CONCEPT, State.BEANTWOORD, State.OPGEBORGEN)
OPEN = frozenset({State.BEWAARD, State.GECONTROLEERD, State.OPNIEUW})
# Fewer files are judged before a second process has started.
FEWEST = 20
# So many submissions are kept in the journal in one go, when the feedback of all of them stands.
TOGETHER = 16
# A larger feedback workbook is written here: handing it over would keep it in memory twice.
MOST_LINES = 20_000


@dataclass(frozen=True)
class Pass:
    """What one pass did: how many messages came in, the submissions it judged, and the answers it wrote.

    `reference` says what was wrong with the reference folder by which it judged (`findings.RAW`).
    """

    received: int
    judged: tuple[Submission, ...]
    answered: int
    failed: int
    reference: pl.DataFrame
    failures: tuple[Failure, ...]


def process_mailbox(desk: Desk, *, step: Callable[[int], None] = lambda _total: None) -> Pass:
    """Receive what is unread, judge what waits, and answer; a second time does nothing.

    Args:
        desk: an open work folder.
        step: called once before the work with the number of submissions, then with 0 after each.

    Raises:
        UnusableInputError: the text of an answer cannot be used; nothing was done.

    """
    begun = time.monotonic()
    check_templates()
    done = _worked(desk, step)
    counts = {"ontvangen": done.received, **counted(done.judged), "beantwoord": done.answered, "mislukt": done.failed}
    report_pass(desk.workplace, counts, done.failures, time.monotonic() - begun, datetime.now(UTC))
    return done


def _worked(desk: Desk, step: Callable[[int], None]) -> Pass:
    turn, received, answered, problems = _Turn(desk), 0, 0, no_problems()
    for message in desk.mailbox.unread():
        received += 1
        receipt = desk.journal.saw(message, desk.settings.mailbox)
        turn.does(receipt.id, receive, desk, receipt, message)
    turn.failed += not tell_received(desk)
    waiting = [(receipt, part) for receipt in desk.journal.waiting() for part in _open_parts(desk, receipt)]
    # Municipalities first: what they allocated is what suppliers declare on; then in order of receipt.
    waiting.sort(key=lambda pair: (not pair[1].from_municipality, pair[1].ontvangen_op, pair[1].nr))
    step(len(waiting))
    if waiting:
        reference = read_reference(desk.workplace.reference)
        problems = reference.problems
        known = Known(reference, desk.key, desk.journal, desk.store)
        with second_process(worth=len(waiting) >= FEWEST) as second:
            readings = read_ahead(desk, [part for _, part in waiting], reference, second)
            while some := list(islice(readings, TOGETHER if second.is_there else 1)):
                if not (second.is_there and _judged_together(desk, some, known, second)):
                    for part, reading in some:
                        turn.does(part.id, handle, desk, part, reading, known)
                for part, _ in some:
                    _note_judged(desk, part.id)
                    step(0)
    for receipt in desk.journal.waiting():
        if receipt.status is not State.GEZIEN and not OPEN & {part.status for part in desk.journal.parts(receipt.id)}:
            answered += turn.does(receipt.id, finish, desk, receipt) and _is_answered(desk, receipt)
    judged = tuple(desk.journal.submission(part.id) for _, part in waiting)
    return Pass(received, judged, answered, turn.failed, problems, tuple(turn.failures))


def _note_judged(desk: Desk, subject: str) -> None:
    """Tell the log where a submission is after its turn."""
    part = desk.journal.submission(subject)
    note(
        desk.workplace.logs, Event.BEOORDEELD, aanlevering=part.id, bericht=part.bericht, sha256=part.sha256,
        status=part.status, uitkomst=part.uitkomst, maand=part.maand, regels=part.regels,
        geaccepteerd=part.geaccepteerd, geweigerd=part.geweigerd, bevindingen=part.bevindingen,
    )  # fmt: skip


def _judged_together(
    desk: Desk, some: Sequence[tuple[Submission, Reading]], known: Known, second: SecondProcess
) -> bool:
    """Judge some submissions in order, while the second process writes the feedback of those before.

    The journal keeps all of it once every feedback workbook stands. It keeps nothing when anything goes wrong, which
    is what False says: whatever was written meanwhile is written again when each is judged by itself.
    """
    begun: list[Callable[[], None]] = []

    def write(target: Path, feedback: Feedback) -> None:
        if feedback.lines > MOST_LINES:
            write_feedback(target, feedback)
        else:
            begun.append(second.begin(partial(write_feedback, target, feedback)))

    try:
        with desk.journal.together():
            for part, reading in some:
                handle(desk, part, reading, known, write)
            _stand(begun)
    except Exception:  # noqa: BLE001 - whose fault it is, is told when each is judged by itself
        known.forget_all()
        return False
    return True


def _stand(begun: Sequence[Callable[[], None]]) -> None:
    """Wait until every feedback workbook stands."""
    for stands in begun:
        stands()


@dataclass
class _Turn:
    """One pass, in which the failure of one message or submission stops nothing else."""

    desk: Desk
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)

    def does(self, subject: str, work: Callable[..., None], *what: object) -> bool:
        """Do the work for a message or submission; whether it went well. The next pass tries again what did not."""
        try:
            work(*what)
        except Exception as error:  # noqa: BLE001 - one of the three doors at which errors become text
            reason = in_words(error, self.desk.workplace)
            curable = full_disk(error, self.desk.workplace.root) is not None
        else:
            if all(subject != each for each, _ in self.failures):
                self.desk.journal.went_well(subject)
            return True
        self.failed += 1
        self.failures.append((subject, reference_in(reason)))
        self.desk.journal.failed(subject, reason, curable=curable)
        note(self.desk.workplace.logs, Event.MISLUKT, onderwerp=subject, verwijzing=reference_in(reason))
        return False


def _open_parts(desk: Desk, receipt: Receipt) -> list[Submission]:
    """The submissions of a message that must still be judged."""
    return [part for part in desk.journal.parts(receipt.id) if part.status in OPEN - {State.OPNIEUW}]


def _is_answered(desk: Desk, receipt: Receipt) -> bool:
    """A released message of an unknown sender is processed, but an answer goes to a registered address only."""
    return receipt.afzender != TRUSTED and desk.senders.known(receipt.afzender) is not None


def finish(desk: Desk, receipt: Receipt) -> None:
    """Answer a message of which nothing waits any more, unless an earlier pass did, and put it away."""
    if _is_answered(desk, receipt) and receipt.status is not State.BEANTWOORD:
        try:
            answer_once(desk, receipt)
            answer = (desk.journal.receipt(receipt.id).antwoord or "").removesuffix(".txt")
            note(desk.workplace.logs, Event.BEANTWOORD, bericht=receipt.id, antwoord=answer)
        except UnsureError as error:
            desk.journal.move(receipt.id, State.QUARANTAINE, reden=str(error))
            return
    put_away(desk, receipt)


def put_away(desk: Desk, receipt: Receipt, reason: str | None = None) -> None:
    """A message and its submissions are done with; `reason` says why, where a human decided it."""
    with desk.journal.together():
        for part in desk.journal.parts(receipt.id):
            if part.status in LAST:
                for state in LAST[LAST.index(part.status) + 1 :]:
                    desk.journal.move(part.id, state)
        desk.journal.move(receipt.id, State.OPGEBORGEN, **({"reden": reason} if reason else {}))


def counted(submissions: tuple[Submission, ...]) -> dict[str, int]:
    """How many submissions were accepted, partly accepted, refused, put aside or received before; not what failed."""
    submissions = tuple(part for part in submissions if part.status not in OPEN | {State.DOOD})
    return {
        "geaccepteerd": sum(part.uitkomst is Outcome.GEACCEPTEERD for part in submissions),
        "deels": sum(part.uitkomst is Outcome.DEELS for part in submissions),
        "geweigerd": sum(
            part.uitkomst is Outcome.GEWEIGERD and part.status is not State.QUARANTAINE for part in submissions
        ),
        "quarantaine": sum(part.status is State.QUARANTAINE for part in submissions),
        "al_ontvangen": sum(part.uitkomst is None and part.status is State.OPGEBORGEN for part in submissions),
        "regels": sum(part.regels or 0 for part in submissions),
        "bevindingen": sum(part.bevindingen or 0 for part in submissions),
    }
