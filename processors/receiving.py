# SPDX-License-Identifier: EUPL-1.2
"""From the mailbox to the archive and the journal: nothing is judged here, and nothing is lost."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from processors.desk import Desk
from processors.journal_schema import Receipt, State
from processors.ledger import as_text
from processors.mailbox.message import Attachment, Message, Problem, clean_name
from processors.mailbox.proof import Proof, proof_of
from processors.mailbox.returned import is_returned
from processors.mailbox.senders import Sender
from workbooks.errors import UnreadableFileError
from workbooks.zipped import members

DONE, ASIDE, IGNORED = "verwerkt", "quarantaine", "genegeerd"
UNKNOWN_SENDER = "De afzender staat niet in het register 'afzenders'. Geef het bericht vrij of weiger het."
BY_MACHINE = "Automatisch bericht; geen antwoord nodig."
RETURNED = "Een bericht van ons dat terugkwam; geen antwoord nodig."
MANY_RETURNED = (
    "Binnen een dag kwamen drie berichten van ons terug. Kijk in het postvak aan wie zij waren, en of dat adres in het "
    "register 'afzenders' nog klopt; weiger daarna dit bericht."
)
MOST_RETURNED = 3
TAKEN_AWAY = "Iemand haalde dit bericht tijdens de verwerking uit het postvak; in het archief staat het nog."
TOO_MANY = "Deze afzender stuurde vandaag meer berichten dan is toegestaan. Kijk of er iets rondzingt."


def receive(desk: Desk, receipt: Receipt, message: Message) -> None:
    """Archive and register a message and file it; what an earlier run began on goes on where that run stopped.

    A message that failed too often stays where it is until a human lets it be tried again.
    """
    if receipt.status is State.DOOD:
        return
    if receipt.status is State.GEZIEN:
        _settle(desk, receipt, message)
    settled = desk.journal.receipt(receipt.id)
    if not desk.mailbox.file(message.key, _folder(settled)):
        reason = f"{desk.journal.own_reason(settled.id) or ''} {TAKEN_AWAY}".strip()
        desk.journal.move(settled.id, settled.status, reden=reason)


def _settle(desk: Desk, receipt: Receipt, message: Message) -> None:
    """Decide what a new message is: ours to process, to ignore, or for a human."""
    sha256 = desk.archive.put(message.raw)
    sender = desk.senders.known(message.sender)
    if is_returned(message) and _returned_today(desk) >= MOST_RETURNED:
        desk.journal.move(receipt.id, State.QUARANTAINE, sha256=sha256, reden=MANY_RETURNED)
    elif message.auto_submitted or is_returned(message):
        with desk.journal.together():  # at no moment does it wait for an answer
            desk.journal.move(
                receipt.id, State.BEWAARD, sha256=sha256, reden=RETURNED if is_returned(message) else BY_MACHINE
            )
            desk.journal.move(receipt.id, State.OPGEBORGEN)
    elif reason := _suspect(desk, message, sender):
        desk.journal.move(receipt.id, State.QUARANTAINE, sha256=sha256, reden=reason)
    else:
        with desk.journal.together():
            register(desk, receipt, message)
            desk.journal.move(receipt.id, State.BEWAARD, sha256=sha256, reden=_complaint(message))


def _returned_today(desk: Desk) -> int:
    """How many mails of ours came back within a day, this one too; from an alarm on that nobody looked at, none."""
    since = as_text(datetime.now(UTC) - timedelta(days=1))
    reasons = [each.reden for each in desk.journal.receipts() if each.gezien_op >= since]
    return 0 if MANY_RETURNED in reasons else 1 + reasons.count(RETURNED)


def _suspect(desk: Desk, message: Message, sender: Sender | None) -> str:
    """Why a human must look first; empty when that is not needed."""
    if Problem.SENDER_UNCLEAR in message.problems:
        return str(Problem.SENDER_UNCLEAR)
    if sender is None:
        return UNKNOWN_SENDER
    if desk.settings.mail_bewijs and sender.code:
        proof = proof_of(message.raw, message.sender, desk.settings.mail_server)
        if proof is not Proof.PASSED:
            return str(proof)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if sender.code and desk.journal.seen_since(message.sender, today) > desk.settings.max_berichten_per_dag:
        return TOO_MANY
    return ""


def register(desk: Desk, receipt: Receipt, message: Message) -> None:
    """Archive every file in the message under its hash and make a submission of it; a zip gives one per member."""
    sender = desk.senders.known(message.sender)
    code = (sender.code if sender else "") or message.sender
    for number, attachment in enumerate(message.attachments, 1):
        for part, name, sha256 in _files(desk, attachment, number):
            desk.journal.record(receipt.id, part, sha256=sha256, bestand=name, afzender=code)


def _files(desk: Desk, attachment: Attachment, number: int) -> list[tuple[str, str, str]]:
    """Archive an attachment, or the members of a zip: place, name and SHA-256 of each.

    A zip that cannot be opened stays one file, which is refused by name when it is read.
    """
    whole = desk.archive.put(attachment.data)
    if attachment.name.lower().endswith(".zip"):
        with suppress(UnreadableFileError):
            with desk.archive.item(whole).plain() as path:
                found = list(members(path))
            return [
                (f"{number}/{place}", f"{attachment.name}/{clean_name(each.name)}", desk.archive.put(each.data))
                for place, each in enumerate(found, 1)
            ]
    return [(str(number), attachment.name, whole)]


def _complaint(message: Message) -> str | None:
    """What its sender must know about the message or its attachments."""
    problems = [*message.problems, *(each.problem for each in message.attachments if each.problem)]
    return " ".join(dict.fromkeys(map(str, problems))) or None


def _folder(receipt: Receipt) -> str:
    if receipt.status is State.QUARANTAINE:
        return ASIDE
    return IGNORED if receipt.status is State.OPGEBORGEN and not receipt.antwoord else DONE
