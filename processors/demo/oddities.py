# SPDX-License-Identifier: EUPL-1.2
"""Mails that are no plain delivery: sent twice, corrected, refused, hostile, empty, or about nothing at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from processors.demo.mails import Mail, address
from processors.demo.sheets import Written, write_submission
from processors.demo.submissions import ANY, Submission
from processors.lines import TABLES
from workbooks.plain import plain_workbook

# Places in the register of suppliers.
RESENT, CORRECTED, MACRO, EMPTY, INCOMPLETE = 9, 13, 14, 15, 22
STRANGER = "iemand@elders.example"
TABLE = "declaratieregels"
REFUSED = "fout"
Found = tuple[int | None, str, str, str, str, str]


@dataclass(frozen=True)
class Odd:
    """An odd mail with what must be said about its file: row, header, cell, rule, severity and explanation."""

    mail: Mail
    file: str = ""
    found: tuple[Found, ...] = ()
    sheet: str = ""


def about(explanation: str, code: str = ANY, severity: str = ANY) -> tuple[Found, ...]:
    """Something to be said about a file as a whole."""
    return ((None, "", "", code, severity, explanation),)


def odd_mails(
    sent: Mapping[str, tuple[Submission, Written]], lines: pl.DataFrame, suppliers: list[str], month: str
) -> Iterator[Odd]:
    """The odd mails around the files of one month; a supplier that has no file then has no odd one either.

    Args:
        sent: the proper files by the key of their submission.
        lines: declaration lines as they are sent.
        suppliers: codes, in order of the register.
        month: the last month of the demo.

    """
    makers = {RESENT: _resent, CORRECTED: _corrected, MACRO: _hostile, EMPTY: _empty, INCOMPLETE: _incomplete}
    for place, make in makers.items():
        proper = sent.get(f"declaratie {suppliers[place]} {month}")
        if proper:
            yield make(*proper, lines)
    last = max(submission.sent for submission, _ in sent.values())
    strange = plain_workbook({"Blad1": [["Beste", "collega"]]}, made_on=last.replace(tzinfo=None))
    yield Odd(
        Mail(STRANGER, last, "Declaratie", "Zie bijlage.\n", {"overzicht.xlsx": strange}), "overzicht.xlsx",
        about("onbekende afzender (MGR-003): naar quarantaine"),
    )  # fmt: skip
    known = address(suppliers[MACRO])
    yield Odd(Mail(known, last, "Vraag", "Moet ik ook een nulopgave sturen?\n"))
    away = Mail(known, last + timedelta(hours=1), "Automatisch antwoord: afwezig", "Ik ben afwezig tot maandag.\n")
    yield Odd(replace(away, headers={"Auto-Submitted": "auto-replied"}))


def _resent(submission: Submission, written: Written, _lines: pl.DataFrame) -> Odd:
    """The same bytes in a second mail."""
    mail = replace(mail_of(submission, {written.name: written.data}), sent=submission.sent + timedelta(days=2))
    return Odd(mail, written.name, about("hetzelfde bestand nog eens (MGR-002): al ontvangen, niet opnieuw geladen"))


def _corrected(submission: Submission, _written: Written, lines: pl.DataFrame) -> Odd:
    """A first version with a wrong amount, three days before the proper file replaces it."""
    early = replace(
        submission, sent=submission.sent - timedelta(days=3), file=f"eerste-versie-{submission.file}", about=()
    )  # fmt: skip
    own = lines.filter(pl.col("zending") == submission.key)
    wrong = own.row(0, named=True)
    cells = {(TABLE, wrong["nr"], "ingediend_bedrag"): wrong["ingediend_bedrag"] + 100}
    made = write_submission(early, {TABLE: own}, cells)
    place = made.place(TABLE, wrong["nr"], "ingediend_bedrag")
    found = (place.row, place.header, place.cell, "TR346", "fout", "eerste versie; later vervangen")
    return Odd(mail_of(early, {made.name: made.data}), made.name, (found,), place.sheet)


def _incomplete(submission: Submission, _written: Written, lines: pl.DataFrame) -> Odd:
    """A file without one of the columns, an hour before the proper one."""
    early = replace(_before(submission), file=f"onvolledig-{submission.file}", without=frozenset({"eenheid"}))
    made = write_submission(early, {TABLE: lines.filter(pl.col("zending") == submission.key)}, {})
    header = submission.habit.header(TABLES[TABLE]["eenheid"])
    found = (submission.habit.title + 1, header, "", "MGR-004", REFUSED, f"kolom {header} ontbreekt")
    return Odd(mail_of(early, {made.name: made.data}), made.name, (found,), next(iter(submission.sheets)))


def _hostile(submission: Submission, _written: Written, _lines: pl.DataFrame) -> Odd:
    """A workbook that hides a macro behind the name of one without."""
    early = replace(_before(submission), file=f"macro-{submission.file.rpartition('.')[0]}.xlsx")
    data = plain_workbook(
        {"Declaratieregels": [["Open de macro om te beginnen"]]}, made_on=early.sent.replace(tzinfo=None), macro=True
    )
    return Odd(
        mail_of(early, {early.file: data}), early.file, about("xlsx met een macro erin (MGR-001)", "LEZEN-13", REFUSED)
    )


def _empty(submission: Submission, _written: Written, _lines: pl.DataFrame) -> Odd:
    """A file of 0 bytes, an hour before the proper one."""
    early = replace(_before(submission), file=f"leeg-{submission.file.rpartition('.')[0]}.xlsx")
    return Odd(
        mail_of(early, {early.file: b""}), early.file, about("bestand van 0 bytes (MGR-001)", "LEZEN-02", REFUSED)
    )


def _before(submission: Submission) -> Submission:
    return replace(submission, sent=submission.sent - timedelta(hours=1), about=())


def mail_of(submission: Submission, files: Mapping[str, bytes]) -> Mail:
    """The mail around the file of a submission."""
    what = submission.kind
    text = (
        f"Beste collega,\n\nHierbij onze {what} over {submission.month}.\n\nMet vriendelijke groet,\nde administratie\n"
    )
    return Mail(address(submission.sender), submission.sent, f"{what.capitalize()} {submission.month}", text, files)
