# SPDX-License-Identifier: EUPL-1.2
"""Mails that are no plain delivery: sent twice, corrected, refused, hostile, empty, or about nothing at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from processors.demo.declarations import SKIPPING, SKIPPING_PLACE
from processors.demo.habits import FORM
from processors.demo.mails import Mail, address
from processors.demo.sheets import Written, write_submission
from processors.demo.submissions import ANY, Submission
from processors.lines import TABLES
from workbooks.plain import plain_workbook

# Places in the register of suppliers.
RESENT, CORRECTED, MACRO, EMPTY, INCOMPLETE, BORROWED, MISDATED = 9, 13, 14, 15, 22, 16, SKIPPING_PLACE
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
    makers = {
        RESENT: _resent, CORRECTED: _corrected, MACRO: _hostile, EMPTY: _empty, INCOMPLETE: _incomplete,
        BORROWED: _borrowed, MISDATED: _misdated,
    }  # fmt: skip
    for place, make in makers.items():
        proper = sent.get(f"declaratie {suppliers[place]} {month}")
        odd = make(*proper, lines) if proper else None
        if odd:
            yield odd
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


def _borrowed(submission: Submission, _written: Written, lines: pl.DataFrame) -> Odd | None:
    """The lines of another supplier, an hour before those of the sender."""
    others = _skipped(lines, submission.month)
    if others.is_empty():
        return None
    early = replace(_before(submission), file=f"verkeerde-{submission.file.rpartition('.')[0]}.xlsx", habit=FORM)
    made = write_submission(early, {TABLE: others}, {})
    found = about("alle regels zijn van een andere aanbieder", "INTAKE-18", REFUSED)
    return Odd(mail_of(early, {made.name: made.data}), made.name, found)


def _misdated(submission: Submission, _written: Written, lines: pl.DataFrame) -> Odd | None:
    """A Voorblad about another month than the lines, an hour before the proper file."""
    own = _skipped(lines, submission.month)
    if len(own) < 2:  # noqa: PLR2004 - what is said of all lines takes two
        return None
    wrong = f"{date.fromisoformat(f'{submission.month}-01') - timedelta(days=1):%Y-%m}"
    early = replace(
        _before(submission), file=f"verkeerde-maand-{submission.file.rpartition('.')[0]}.xlsx", habit=FORM,
        cover=(
            ("formulier", f"declaratie {wrong[:4]}-1"), ("aanbieder", submission.sender), ("maand", wrong),
        ),
    )  # fmt: skip
    made = write_submission(early, {TABLE: own}, {})
    found = about("het Voorblad gaat over een andere maand dan de regels", "MGR-202", REFUSED)
    found += about("over alle regels van het bestand", "TR318", "waarschuwing")
    return Odd(mail_of(early, {made.name: made.data}), made.name, found)


def _skipped(lines: pl.DataFrame, month: str) -> pl.DataFrame:
    """The lines, without a fault in them, of the supplier that skipped a month."""
    return lines.filter(pl.col("aanbieder") == SKIPPING, pl.col("declaratie_maand") == month)


def _before(submission: Submission) -> Submission:
    return replace(submission, sent=submission.sent - timedelta(hours=1), about=())


def mail_of(submission: Submission, files: Mapping[str, bytes]) -> Mail:
    """The mail around the file of a submission."""
    what = submission.kind
    text = (
        f"Beste collega,\n\nHierbij onze {what} over {submission.month}.\n\nMet vriendelijke groet,\nde administratie\n"
    )
    return Mail(address(submission.sender), submission.sent, f"{what.capitalize()} {submission.month}", text, files)
