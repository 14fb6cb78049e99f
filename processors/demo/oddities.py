# SPDX-License-Identifier: EUPL-1.2
"""Mails that are no plain delivery: sent twice, corrected, refused, hostile, empty, or about nothing at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from processors.demo.mails import Mail, address
from processors.demo.sheets import Written
from processors.demo.submissions import Submission
from workbooks.plain import plain_workbook

ANY = "*"
RESENT, CORRECTED, INCOMPLETE, OLD_FORM, MACRO, EMPTY, HIDDEN = 9, 13, 0, 0, 14, 15, 18
STRANGER = "iemand@elders.example"


@dataclass(frozen=True)
class Odd:
    """An odd mail with what must be said about its file: rule, severity and explanation; nothing for no file."""

    mail: Mail
    file: str = ""
    code: str = ANY
    severity: str = ANY
    explanation: str = ""


def odd_mails(sent: Mapping[str, tuple[Submission, Written]], suppliers: list[str], month: str) -> Iterator[Odd]:
    """The odd mails of a month.

    Args:
        sent: the proper files by the key of their submission.
        suppliers: codes, in order of the register.
        month: the last month of the demo.

    """
    last = f"declaratie {{}} {month}".format

    def proper(position: int) -> tuple[Submission, Written]:
        return sent[last(suppliers[position])]

    submission, written = proper(RESENT)
    yield Odd(
        replace(_mail(submission, written.name, written.data), sent=submission.sent + timedelta(days=2)),
        written.name, explanation="hetzelfde bestand nog eens (MGR-002): al ontvangen, niet opnieuw geladen",
    )  # fmt: skip
    submission, written = proper(EMPTY)
    name = f"declaratie-{submission.sender}-leeg.xlsx"
    yield Odd(_earlier(submission, name, b""), name, severity="fout", explanation="bestand van 0 bytes (MGR-001)")
    submission, written = proper(MACRO)
    name = f"declaratie-{submission.sender}-macro.xlsx"
    hostile = plain_workbook(
        {"Declaratieregels": [["Open de macro om te beginnen"]]}, made_on=submission.sent.replace(tzinfo=None), macro=True
    )
    yield Odd(_earlier(submission, name, hostile), name, severity="fout", explanation="xlsx met een macro erin (MGR-001)")
    strange = plain_workbook({"Blad1": [["Beste", "collega"]]}, made_on=submission.sent.replace(tzinfo=None))
    yield Odd(
        Mail(STRANGER, submission.sent, "Declaratie", "Zie bijlage.", {"overzicht.xlsx": strange}),
        "overzicht.xlsx", explanation="onbekende afzender (MGR-003): naar quarantaine",
    )  # fmt: skip
    yield Odd(Mail(address(submission.sender), submission.sent, "Vraag", "Moet ik ook een nulopgave sturen?\n"))
    yield Odd(
        Mail(
            address(submission.sender), submission.sent + timedelta(hours=1), "Automatisch antwoord: afwezig",
            "Ik ben afwezig tot maandag.\n", headers={"Auto-Submitted": "auto-replied"},
        )  # fmt: skip
    )


def _mail(submission: Submission, name: str, data: bytes) -> Mail:
    return mail_of(submission, {name: data})


def _earlier(submission: Submission, name: str, data: bytes) -> Mail:
    """The same sender an hour before the proper file."""
    return replace(_mail(submission, name, data), sent=submission.sent - timedelta(hours=1))


def mail_of(submission: Submission, files: Mapping[str, bytes]) -> Mail:
    """The mail around the file of a submission."""
    what = {
        "declaratie": "Declaratie", "gemeentelevering": "Gemeentelevering",
        "productieverantwoording": "Productieverantwoording",
    }[submission.kind]  # fmt: skip
    text = f"Beste collega,\n\nHierbij onze {what.lower()} over {submission.month}.\n\nMet vriendelijke groet,\nde administratie\n"
    return Mail(address(submission.sender), submission.sent, f"{what} {submission.month}", text, files)
