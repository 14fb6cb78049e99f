# SPDX-License-Identifier: EUPL-1.2
"""The one plain answer to a message: its text stays in the work folder, and the mailbox sends it."""

import re
from datetime import UTC, datetime

import polars as pl

from processors.desk import Desk
from processors.durable import landing
from processors.errors import OwnMistakeError
from processors.feedback import feedback_path
from processors.findings import euro
from processors.journal_schema import Outcome, Receipt, State, Submission
from processors.mail_templates import filled, subject_and_letter
from processors.mailbox.message import Answer, Problem
from processors.next_steps import closing
from workbooks.dutch import counted

FAILED = "Bij ons ging er iets mis; aan uw bestand ligt het niet. Wij zoeken het uit en u hoort van ons."


def answer_once(desk: Desk, receipt: Receipt) -> None:
    """Write the answer to a message, send it to the registered address only, and note that it went.

    An answer that was begun keeps its name: the mailbox sees by it whether it went before the runner stopped.

    Raises:
        UnsureError: it is not known whether the answer went.

    """
    name = receipt.antwoord if receipt.status is State.ANTWOORD_CONCEPT else None
    name = name or _next_name(receipt)
    desk.journal.move(receipt.id, State.ANTWOORD_CONCEPT, antwoord=name)
    desk.mailbox.send(_write(desk, receipt, name))
    desk.journal.move(receipt.id, State.BEANTWOORD)


def _next_name(receipt: Receipt) -> str:
    """The file of an answer that nobody wrote yet: a message that was judged again is answered again."""
    before = re.fullmatch(r"B-\d+(?:-(\d+))?\.txt", receipt.antwoord or "")
    if not before:
        return f"{receipt.id}.txt"
    return f"{receipt.id}-{int(before[1] or 1) + 1}.txt"


def _write(desk: Desk, receipt: Receipt, name: str) -> Answer:
    """The answer, with its text in `uitvoer/antwoorden` under this name."""
    sender = desk.senders.known(receipt.afzender)
    if sender is None:
        raise OwnMistakeError(f"{receipt.id} has no registered sender to answer.")
    text = _text(desk, receipt, sender.afzender)
    subject, letter = subject_and_letter(text)
    target = desk.workplace.output / "antwoorden" / name
    with landing(target) as half:
        half.write_text(text, encoding="utf-8", newline="\n")
    books = [feedback_path(desk, part) for part in desk.journal.parts(receipt.id)]
    return Answer(
        key=name.removesuffix(".txt"), to=sender.afzender, subject=subject, text=letter,
        about=receipt.sleutel, reply_to=receipt.message_id, attachments=tuple(book for book in books if book.exists()),
    )  # fmt: skip


def _text(desk: Desk, receipt: Receipt, address: str) -> str:
    """The answer as its template says it: whom, what about, an empty line, and the letter."""
    parts = desk.journal.parts(receipt.id)
    said = [line for part in parts for line in _about(desk, part)]
    complaint = " ".join(problem for problem in Problem if problem in (receipt.reden or ""))
    if parts and complaint:
        said += ["", complaint]
    return filled(
        "antwoord" if parts else "zonder_bijlage",
        adres=address,
        onderwerp=_subject(parts, last=desk.settings.antwoorden == "een"),
        ontvangen_op=received_on(receipt),
        kenmerk=receipt.id,
        aanleveringen="\n".join(said),
        vervolg=closing(parts),
        uitleg=complaint,
        contact=desk.settings.contact,
    )


def received_on(receipt: Receipt) -> str:
    """The day on which a message came in (UTC)."""
    return f"{datetime.fromisoformat(receipt.ontvangen_op).astimezone(UTC):%d-%m-%Y}"


def _about(desk: Desk, part: Submission) -> list[str]:
    """Two or three lines on one file."""
    if part.status is State.DOOD:
        return [f"- {part.bestand}: {FAILED}"]
    if part.uitkomst is None:
        return [f"- {part.bestand}: {part.reden}"]
    done = {
        Outcome.GEACCEPTEERD: f"geaccepteerd, {_all_lines(part.regels or 0)}",
        Outcome.DEELS: f"deels geaccepteerd, {part.geaccepteerd} van {part.regels} regels",
        Outcome.GEWEIGERD: "geweigerd",
    }[part.uitkomst]
    why = [f"  {part.reden}"] if part.reden else []
    return [
        f"- {part.bestand} (kenmerk {part.id}): {done}, {counted(part.bevindingen or 0, 'bevinding', 'bevindingen')}.",
        *why,
        *_changed(desk, part),
        f"  Zie de terugkoppeling {feedback_path(desk, part).name}.",
    ]


def _changed(desk: Desk, part: Submission) -> list[str]:
    """By how much a delivery differs from the one that it replaces, also where that is no finding."""
    path = desk.workplace.whole_of(part.id, "verschil")
    if not path.exists():
        return []
    total = pl.read_parquet(path).select(euro(pl.col("bedrag_verschil").sum())).item()
    return [f"  Verschil met uw vorige levering over {part.maand}: {total}."]


def _all_lines(count: int) -> str:
    return {0: "zonder regels", 1: "de ene regel"}.get(count, f"alle {count} regels")


def _subject(parts: list[Submission], *, last: bool) -> str:
    """What the answer is about; where it is not the last mail, it does not say that all was done."""
    outcomes = {part.uitkomst for part in parts}
    if any(part.status is State.DOOD for part in parts):
        return "Uw aanlevering: wij zijn er nog mee bezig"
    if outcomes & {Outcome.GEWEIGERD, Outcome.DEELS}:
        return "Uw aanlevering: er is iets te verbeteren"
    return "Uw aanlevering is verwerkt" if last else "Uw aanlevering is gecontroleerd"
