# SPDX-License-Identifier: EUPL-1.2
"""The two mails around the answer, for who wants three: what came in, and what counts in the regional workbook.

What is due is asked of the journal. Each goes once per message, under a name made of the id of the message.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from processors.answers import received_on
from processors.desk import Desk
from processors.full_disk import full_disk
from processors.journal_schema import Receipt, State, Submission
from processors.mail_templates import filled, subject_and_letter
from processors.mailbox.message import TRUSTED
from processors.mistakes import log_mistake
from processors.outgoing import Letter, send_once
from processors.region import unpublished
from workbooks.dutch import counted

RECEIVED, PROCESSED = "-ontvangen", "-verwerkt"
MOST_FAILURES = 3


def tell_received(desk: Desk) -> bool:
    """Tell the sender of each new message with files what came in and what follows; False when the mailbox failed."""
    if desk.settings.antwoorden != "drie":
        return True
    fresh = (each for each in desk.journal.waiting() if each.status is State.BEWAARD and not each.antwoord)
    return _all_sent(desk, _receipts(desk, fresh))


def tell_processed(desk: Desk) -> bool:
    """Tell of each message what counts in the published workbooks; False when the mailbox failed.

    Only of messages whose sender heard that they came in: who begins with three answers hears nothing of the past.
    """
    if desk.settings.antwoorden != "drie":
        return True
    return _all_sent(desk, _outcomes(desk))


def _all_sent(desk: Desk, letters: Iterable[Letter]) -> bool:
    """Send what was never tried, then what failed before; a mailbox that keeps failing is left until the next pass.

    An address that is refused time and again so holds up nobody else. The messages themselves have not failed.
    """
    failed = in_a_row = 0
    for letter in sorted(letters, key=lambda each: desk.journal.letter(each.name) is not None):
        try:
            send_once(desk, letter, datetime.now(UTC))
            in_a_row = 0
        except Exception as error:
            if full_disk(error, desk.workplace.root):
                raise  # for every letter the same; the door of the job says it
            log_mistake(error, desk.workplace.logs)
            failed, in_a_row = failed + 1, in_a_row + 1
        if in_a_row == MOST_FAILURES:
            break
    return not failed


def _receipts(desk: Desk, fresh: Iterable[Receipt]) -> Iterator[Letter]:
    for receipt in fresh:
        parts = desk.journal.parts(receipt.id)
        if parts and (address := _address(desk, receipt)):
            yield _letter(desk, receipt, address, RECEIVED, bestanden="\n".join(f"- {part.bestand}" for part in parts))


def _outcomes(desk: Desk) -> Iterator[Letter]:
    known = desk.journal.letters("B-")
    gone = {letter.id for letter in known if letter.verzonden_op}
    begun = [letter.id.removesuffix(RECEIVED) for letter in known if letter.id.endswith(RECEIVED)]
    due = [each for each in begun if each + PROCESSED not in gone]
    changed = {part.id for part in unpublished(desk)} if due else set()
    replaced: defaultdict[str, list[str]] = defaultdict(list)
    for part in desk.journal.submissions() if due else ():
        replaced[part.vervangen_door or ""].append(part.id)
    for each in due:
        receipt = desk.journal.receipt(each)
        parts = [part for part in desk.journal.parts(each) if part.in_store]
        ready = receipt.status is State.OPGEBORGEN and parts and not changed & {part.id for part in parts}
        if ready and (address := _address(desk, receipt)):
            said = "\n".join(_counts(part, replaced[part.id]) for part in parts)
            yield _letter(desk, receipt, address, PROCESSED, aanleveringen=said)


def _address(desk: Desk, receipt: Receipt) -> str:
    """The registered address of who sent it; empty when there is none to write to."""
    sender = None if receipt.afzender == TRUSTED else desk.senders.known(receipt.afzender)
    return sender.afzender if sender else ""


def _letter(desk: Desk, receipt: Receipt, address: str, which: str, **values: str) -> Letter:
    text = filled(
        which.removeprefix("-"), adres=address, kenmerk=receipt.id, ontvangen_op=received_on(receipt),
        contact=desk.settings.contact, **values,
    )  # fmt: skip
    subject, letter = subject_and_letter(text)
    return Letter(receipt.id + which, address, subject, letter)


def _counts(part: Submission, replaced: list[str]) -> str:
    """Two or three lines on what of a file counts."""
    about = f" over {part.maand}" if part.maand else ""
    head = f"- {part.bestand} (kenmerk {part.id}){about}: "
    if part.vervangen_door:
        return f"{head}telt niet meer mee.\n  Uw latere aanlevering {part.vervangen_door} kwam ervoor in de plaats."
    lines = counted(part.geaccepteerd or 0, "regel telt", "regels tellen")
    version = "" if part.berichtsoort else f"\n  Dit is versie {part.versie}."
    if replaced:
        version += f" Zij kwam in de plaats van {', '.join(replaced)}."
    return f"{head}{lines} mee.{version}"
