# SPDX-License-Identifier: EUPL-1.2
"""The feedback workbook: what happened to a submission, which cell is wrong, what to do now.

Always newly made; nothing of the sender's file but values travels in it. Sheets: Uitkomst, Bevindingen,
Uw regels (one per sheet of the sender when there are more), Uitleg where figures are explained, for a municipality
Aansluiting grootboek and Verschil met vorige levering, and Toelichting.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import polars as pl

from workbooks import dutch, feedback_delivery, feedback_words, styles
from workbooks.feedback_rows import OwnRows, Placed, write_own_rows
from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet, Value

MOST_FINDINGS = 100_000
MOST_LINKS = 20_000
PRINTED_COLUMNS = 9
HEADER_ROW = 2
PROSE = 68
PATH = 60


class Outcome(StrEnum):
    """What became of a submission."""

    ACCEPTED = "geaccepteerd"
    PARTLY = "deels geaccepteerd"
    REFUSED = "geweigerd"


@dataclass(frozen=True)
class Feedback:
    """All that a feedback workbook tells.

    Args:
        outcome: what became of the submission.
        facts: label and value, in order: bestand, soort, aanbieder or gemeente, maand, ontvangen op, kenmerk.
        next_steps: what the sender does now, one sentence each, at most five.
        lines: number of lines in the submission.
        accepted: of which accepted.
        refused: of which refused.
        findings: columns and order as in contracts.md, 5, and `uitleg` when some are explained; personal values
            already masked.
        own: the sender's rows per sheet; personal values already masked.
        amount: declared amount in eurocent; None when the submission has no amounts.
        amount_accepted: of which accepted, in eurocent.
        explanations: how figures came about, one row per line and subject: blad, rij, onderwerp, uitleg.
        explained_in_part: whether only lines with a finding are among `explanations`.
        contact: where questions go (name of the desk, address, telephone).
        reconciliation: the delivery of a municipality beside its ledger (`feedback_delivery.write_reconciliation`).
        difference: what it changes in the delivery that it replaces (`feedback_delivery.write_difference`).
        made_on: date of the workbook.
        elements: whether it was a message (xml), of which rows are elements and columns paths.

    """

    outcome: Outcome
    facts: Sequence[tuple[str, Value]]
    next_steps: Sequence[str]
    lines: int
    accepted: int
    refused: int
    findings: pl.DataFrame
    made_on: datetime
    own: Sequence[OwnRows] = field(default_factory=tuple)
    amount: int | None = None
    amount_accepted: int | None = None
    explanations: pl.DataFrame = field(default_factory=pl.DataFrame)
    explained_in_part: bool = False
    contact: str = ""
    reconciliation: pl.DataFrame = field(default_factory=pl.DataFrame)
    difference: pl.DataFrame = field(default_factory=pl.DataFrame)
    elements: bool = False


def write_feedback(target: Path, feedback: Feedback) -> None:
    """Write the feedback workbook to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    title = f"Terugkoppeling: {feedback.outcome}"
    with Book(target, title=title, subject=feedback_words.SUBJECT, made_on=feedback.made_on) as book:
        outcome = book.sheet("Uitkomst")
        shown = feedback.findings.head(MOST_FINDINGS).with_row_index("nummer")
        listed = book.sheet("Bevindingen", tab="aandacht", repeated_row=HEADER_ROW)
        placed = write_own_rows(book, feedback.own, shown, linked_to=listed.name, first_row=HEADER_ROW + 1)
        _write_outcome(outcome, feedback, title)
        _write_findings(listed, feedback, shown, placed)
        if not feedback.explanations.is_empty():
            _write_explanations(book.sheet("Uitleg", tab="naslag", repeated_row=HEADER_ROW), feedback)
        feedback_delivery.write_reconciliation(book, feedback.reconciliation)
        feedback_delivery.write_difference(book, feedback.difference)
        feedback_words.write_explanation(
            book.sheet("Toelichting", tab="naslag"), feedback.contact, elements=feedback.elements
        )


def _write_outcome(sheet: Sheet, feedback: Feedback, title: str) -> None:
    """What happened, the facts, what to do, and the findings counted per rule."""
    sheet.columns(24, PROSE, PROSE, 18, 20, 12)
    style = {Outcome.ACCEPTED: "goed", Outcome.PARTLY: "waarschuwing", Outcome.REFUSED: "fout"}[feedback.outcome]
    sheet.put(0, 0, title, "titel")
    sheet.grid.set_row(0, 28)
    row = 2
    for label, value in [("Uitkomst", None), *feedback.facts]:
        sheet.put(row, 0, label, "label")
        if value is None and label == "Uitkomst":
            sheet.prose(row, 1, styles.marked(_happened(feedback), style), PROSE, style)
        else:
            sheet.put(row, 1, value, "terugloop")
        row += 1
    row = _write_counts(sheet, feedback, row)
    row = _write_steps(sheet, feedback, row + 1)
    if feedback.findings.is_empty():
        return
    sheet.put(row + 1, 0, "Bevindingen per regel", "kop")
    sheet.put(row + 2, 0, feedback_words.COUNT_INTRODUCTION, "vrij", "stil")
    per_rule = _per_rule(feedback.findings)
    columns = (
        Column("regel", "Regel", "code", width=24), Column("melding", "Melding (eerste keer)", width=PROSE),
        Column("actie", "Wat u kunt doen", width=PROSE), Column("ernst", "Ernst", mark="ernst", symbol=True, width=18),
        Column("gevolg", "Gevolg", width=20), Column("aantal", "Aantal", "geheel", width=12),
    )  # fmt: skip
    add_table(sheet, per_rule, columns, row=row + 3, named=Named("telling_per_regel", "Bevindingen geteld per regel"))


def _happened(feedback: Feedback) -> str:
    if feedback.outcome is Outcome.REFUSED:
        return f"Uw bestand is geweigerd. Van de {dutch.counted(feedback.lines, 'regel', 'regels')} is niets verwerkt."
    lines = dutch.counted(feedback.lines, "regel", "regels")
    accepted = dutch.number(feedback.accepted)
    if feedback.outcome is Outcome.ACCEPTED:
        return f"Uw bestand is geaccepteerd: {lines}, niets geweigerd."
    refused = dutch.counted(feedback.refused, "regel is", "regels zijn")
    return f"Uw bestand is deels geaccepteerd. Van de {lines}: {accepted} geaccepteerd, {refused} geweigerd."


def _write_counts(sheet: Sheet, feedback: Feedback, row: int) -> int:
    counts = [
        ("Regels aangeleverd", feedback.lines),
        ("Regels geaccepteerd", feedback.accepted),
        ("Regels geweigerd", feedback.refused),
    ]
    for label, count in counts:
        sheet.put(row, 0, label, "label")
        sheet.put(row, 1, count, "geheel", "links")
        row += 1
    for label, amount in (("Bedrag aangeleverd", feedback.amount), ("Bedrag geaccepteerd", feedback.amount_accepted)):
        if amount is not None:
            sheet.put(row, 0, label, "label")
            sheet.put(row, 1, amount / 100, "euro", "links")
            row += 1
    return row


def _write_steps(sheet: Sheet, feedback: Feedback, row: int) -> int:
    sheet.put(row, 0, "Wat u nu doet", "kop")
    for number, step in enumerate(feedback.next_steps, 1):
        sheet.put(row + number, 0, f"Stap {number}", "label")
        sheet.prose(row + number, 1, step, PROSE)
    return row + len(feedback.next_steps) + 1


def _per_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """One row per rule in order of appearance; grave ones first."""
    grouped = findings.group_by("regel", "ernst", "gevolg", maintain_order=True).agg(
        pl.col("melding").first(), pl.col("actie").first(), pl.len().alias("aantal")
    )
    rank = pl.col("ernst").replace_strict(styles.SEVERITIES, [0, 1, 2], default=3)
    return grouped.sort(rank, maintain_order=True)


def _write_findings(sheet: Sheet, feedback: Feedback, shown: pl.DataFrame, placed: Placed) -> None:
    """One row per finding in the given order; the row number is a link to the sender's row."""
    total = len(feedback.findings)
    sheet.put(0, 0, "Bevindingen" if total else "Geen bevindingen: alles is in orde.", "kop")
    sentence = feedback_words.findings_introduction(elements=feedback.elements) if total else ""
    if total > MOST_FINDINGS:
        sentence = feedback_words.findings_cut(MOST_FINDINGS, total)
    sheet.put(1, 0, sentence, "vrij", "stil")
    explained = [Column("uitleg", "Zo is het berekend", width=56)] if "uitleg" in shown.columns else []
    columns = (
        Column("rij", "Rij", "nummer", mark="gaat_naar"), Column("blad", "Blad"),
        Column("kolom", "Kolom", width=PATH if feedback.elements else 24), Column("waarde", "Waarde", "code"),
        Column("ernst", "Ernst", mark="ernst", symbol=True, width=18), Column("melding", "Melding", width=60),
        Column("actie", "Wat u kunt doen", width=56), *explained, Column("gevolg", "Gevolg", width=18),
        Column("regel", "Regel", "code"), Column("retourcode", "Retourcode", "code"), Column("cel", "Cel", "code"),
        Column("bestand", "Bestand"), Column("entiteit", "Entiteit"),
        Column("sleutel", "Sleutel", "code"), Column("profiel", "Profiel"),
    )  # fmt: skip
    linked = placed.head(MOST_LINKS)
    reached = pl.when(pl.col("nummer").is_in(linked["nummer"].implode())).then(pl.lit("koppeling"))
    add_table(
        sheet, shown.with_columns(gaat_naar=reached), columns, row=HEADER_ROW,
        named=Named("bevindingen", "Een regel per bevinding: waar, wat en wat u kunt doen"),
    )  # fmt: skip
    for number, name, own_row in linked.select("nummer", "werkblad", "plek").iter_rows():
        sheet.link(HEADER_ROW + 1 + number, 0, name, f"A{own_row}", "Ga naar deze regel in uw aanlevering")
    sheet.grid.print_area(0, 0, HEADER_ROW + max(len(shown), 1), PRINTED_COLUMNS + len(explained) - 1)


def _write_explanations(sheet: Sheet, feedback: Feedback) -> None:
    """One row per line and figure, in the order of the sender's file."""
    sheet.put(0, 0, "Hoe is het berekend", "kop")
    sheet.put(1, 0, feedback_words.explanations_introduction(in_part=feedback.explained_in_part), "vrij", "stil")
    columns = (
        Column("rij", "Rij", "nummer"), Column("onderwerp", "Onderwerp", width=30),
        Column("uitleg", "Uitleg", width=120), Column("blad", "Blad"),
    )  # fmt: skip
    add_table(
        sheet, feedback.explanations, columns, row=HEADER_ROW,
        named=Named("uitleg", "Een regel per regel van u en onderwerp: hoe maximum, tarief, bedrag en budget ontstaan"),
    )  # fmt: skip
