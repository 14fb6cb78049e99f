# SPDX-License-Identifier: EUPL-1.2
"""What a sender is told about a submission: the feedback workbook."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import polars as pl

from processors.assessment import Assessment
from processors.desk import Desk
from processors.explanation import TABLE, Explained, beside
from processors.fields import Field, Kind
from processors.findings import masked, spoken
from processors.intake.submission import Submission as Read
from processors.journal_schema import Outcome, Submission
from processors.lines import TABLES
from processors.next_steps import next_steps
from processors.tables import BESIDE_LINES
from workbooks import feedback
from workbooks.feedback import Feedback, write_feedback
from workbooks.feedback_rows import OwnRows

SHOWN = {
    Outcome.GEACCEPTEERD: feedback.Outcome.ACCEPTED,
    Outcome.DEELS: feedback.Outcome.PARTLY,
    Outcome.GEWEIGERD: feedback.Outcome.REFUSED,
}
MOST_EXPLAINED = 5_000
# Puts a feedback workbook in its place, now or later.
Writing: TypeAlias = Callable[[Path, Feedback], None]
KINDS = {Kind.CENT: "cent", Kind.WHOLE: "geheel", Kind.DATE: "datum", Kind.CODE: "code", Kind.MONTH: "code"}


def feedback_path(desk: Desk, submission: Submission) -> Path:
    """Where the feedback workbook of a submission stands."""
    return desk.workplace.output / "terugkoppeling" / f"{submission.id}-{submission.soort or 'bestand'}.xlsx"


def write_feedback_of(
    desk: Desk, submission: Submission, assessment: Assessment, write: Writing = write_feedback
) -> Path:
    """Write the feedback workbook of a judged submission, or have it written, and return its path."""
    target = feedback_path(desk, submission)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, told(submission, assessment, contact=desk.settings.contact))
    return target


def told(submission: Submission, assessment: Assessment, *, contact: str) -> Feedback:
    """What the feedback workbook says about a judged submission."""
    received = datetime.fromisoformat(submission.ontvangen_op)
    declared, accepted = _amounts(assessment)
    return Feedback(
        outcome=SHOWN[assessment.outcome],
        facts=[
            ("Bestand", submission.bestand),
            ("Soort", _kind_of(submission)),
            ("Gemeente", submission.gemeente or "meer dan een"),
            ("Aanbieder", submission.aanbieder or "niet van toepassing"),
            ("Maand", submission.maand or "niet bepaald"),
            ("Ontvangen op", received.strftime("%d-%m-%Y %H:%M")),
            ("Kenmerk", submission.id),
        ],
        next_steps=next_steps(assessment),
        lines=assessment.total,
        accepted=assessment.accepted,
        refused=assessment.total - assessment.accepted,
        findings=_explained(assessment),
        made_on=received.replace(tzinfo=None),
        own=[
            rows
            for table, frame in assessment.submission.tables.items()
            if TABLES[table].kept and table not in BESIDE_LINES
            for rows in _own_rows(table, frame, assessment)
        ],
        amount=declared,
        amount_accepted=accepted,
        explanations=assessment.explanations,
        explained_in_part=explained_in_feedback(assessment.submission) is Explained.FINDINGS,
        contact=contact,
        reconciliation=assessment.whole.reconciliation,
        difference=assessment.whole.difference,
        elements=bool(assessment.submission.message),
    )


def _kind_of(submission: Submission) -> str:
    """What was sent, of a message (xml) also which."""
    kind = submission.soort or "niet herkend"
    return f"{kind} (bericht {submission.berichtsoort})" if submission.berichtsoort else kind


def explained_in_feedback(read: Read) -> Explained:
    """Which declaration lines the feedback explains: all, unless that would make it a workbook that opens slowly."""
    return Explained.ALL if len(read.tables.get(TABLE, ())) <= MOST_EXPLAINED else Explained.FINDINGS


def _explained(assessment: Assessment) -> pl.DataFrame:
    """The findings, with `uitleg` where the explanation of a figure belongs to one of them."""
    told = beside(assessment.findings, assessment.explanations)
    return assessment.findings if told.null_count() == len(told) else assessment.findings.with_columns(told)


def _amounts(assessment: Assessment) -> tuple[int | None, int | None]:
    """Declared and accepted amount in eurocent, credits negative; None without declaration lines."""
    lines = assessment.tables.get("declaratieregels")
    if lines is None or (assessment.refused and lines.is_empty()):
        return None, None
    signed = pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag")
    declared, accepted = lines.select(signed.sum().alias("all"), signed.filter("geaccepteerd").sum().alias("good")).row(
        0
    )
    return int(declared), int(accepted)


def _own_rows(table: str, frame: pl.DataFrame, assessment: Assessment) -> list[OwnRows]:
    """The lines under the sender's own headers, sheet by sheet; personal values masked."""
    read = assessment.submission
    sheets = []
    for (sheet,), rows in frame.group_by("blad", maintain_order=True):
        origins = read.origins.filter(pl.col("entiteit") == table, pl.col("blad") == sheet).sort(
            pl.col("letter").str.len_chars(), "letter", maintain_order=True
        )
        # One element of a message may say two things: a first day, and with it a month. The day is shown.
        origins = origins.unique("kop", keep="last", maintain_order=True)
        columns, kinds = [pl.col("rij")], {}
        refused = [] if assessment.refused else _refused(assessment.tables[table], str(sheet))
        cells = _unread(read, table, rows)
        for name, header in origins.select("column", "kop").iter_rows():
            field = TABLES[table][name]
            unread = cells.get(name, {})
            columns.append(_shown(field, header, unread).alias(header))
            kinds[header] = "tekst" if unread else _kind(field, header)
        sheets.append(OwnRows(rows.select(columns), kinds, str(sheet), frozenset(refused), elements=bool(read.message)))
    return sheets


def _refused(judged: pl.DataFrame, sheet: str) -> list[int]:
    """The rows of a sheet that are refused one by one."""
    return judged.filter(pl.col("blad") == sheet, ~pl.col("geaccepteerd"))["rij"].to_list()


def _kind(field: Field, header: str) -> str:
    if field.kind is Kind.CENT and _in_euro(header):
        return "euro"
    if field.kind is Kind.WHOLE and not field.unit:
        return "nummer"  # a number that names something is not counted in thousands
    return KINDS.get(field.kind, "tekst")


def _unread(read: Read, table: str, rows: pl.DataFrame) -> dict[str, dict[int, str]]:
    """Per column, row number to value of the cells that could not be read, as the sender wrote them."""
    found = read.problems.filter(
        pl.col("entiteit") == table, pl.col("rij").is_in(rows["rij"].implode()), pl.col("at").is_not_null(),
        pl.col("blad") == rows["blad"][0], pl.col("ernst") == "fout",
    )  # fmt: skip
    cells: dict[str, dict[int, str]] = {}
    for name, row, value in found.select("at", "rij", "waarde").iter_rows():
        cells.setdefault(name, {})[row] = value
    return cells


def _in_euro(header: str) -> bool:
    return "(euro)" in header.lower()


def _shown(field: Field, header: str, unread: dict[int, str]) -> pl.Expr:
    """The column as the sender sees it back; a column with unreadable cells is shown as text."""
    value = pl.col(field.name)
    if field.personal:
        return masked(value)
    if not unread:
        return value
    cents = field.kind is Kind.CENT and not _in_euro(header)
    said = value.cast(pl.String) if cents else pl.when(value.is_not_null()).then(spoken(field))
    return pl.coalesce(pl.col("rij").replace_strict(unread, default=None, return_dtype=pl.String), said)
