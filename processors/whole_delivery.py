# SPDX-License-Identifier: EUPL-1.2
"""A delivery as a whole: in time, beside the ledger, and beside the delivery of the same month that it replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from processors import checking
from processors.delivered import KIND, LINES, TOTALS
from processors.enrichment import enrich
from processors.findings import FINDINGS, empty, finish
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.reconciliation import RECONCILED, ledger_of, months_of, reconciled
from processors.restatement import DIFFERENCE, difference
from processors.rulebook import Rulebook

# The accepted tables of the delivery that is replaced, as the reference names them.
REPLACED = {LINES: f"vorige_{LINES}", TOTALS: f"vorige_{TOTALS}"}


@dataclass(frozen=True)
class Whole:
    """What is said of a delivery as a whole.

    Attributes:
        findings: columns of `findings.FINDINGS`; they concern no row.
        reconciliation: per law and month the delivery beside the ledger (`reconciliation.RECONCILED`).
        difference: what changed in the delivery that it replaces (`restatement.DIFFERENCE`).

    """

    findings: pl.DataFrame = field(default_factory=empty)
    reconciliation: pl.DataFrame = field(default_factory=lambda: empty(RECONCILED))
    difference: pl.DataFrame = field(default_factory=lambda: empty(DIFFERENCE))


def judged_whole(
    submission: Submission,
    accepted: Mapping[str, pl.DataFrame],
    reference: Mapping[str, pl.DataFrame],
    rules: Rulebook,
    received_on: date,
) -> Whole:
    """Judge what the lines add up to, and when they came; of other files than the delivery of a municipality nothing.

    Args:
        submission: what was read; it is not refused.
        accepted: its accepted lines by table.
        reference: reference tables by name, and what was delivered before (`Known.about`).
        rules: the rules in force.
        received_on: the day of receipt.

    """
    if submission.kind != KIND:
        return Whole()
    months = months_of(submission, accepted, reference)
    ledger = ledger_of(submission, reference)
    beside = reference if ledger is None else {**reference, "grootboek": ledger}
    derived = {"ontvangen_leveringen": _delivery(submission), "leveringsmaanden": months}
    found = [empty()]
    for table, rows in derived.items():
        derived[table] = enrich(rows, table, beside, received_on=received_on)
        found.append(finish(checking.check(rules, derived[table], table)).with_columns(kolom=pl.lit("")))
    before = {table: reference[name] for table, name in REPLACED.items() if name in reference}
    return Whole(
        pl.concat(each.select(*FINDINGS) for each in found),
        reconciled(derived["leveringsmaanden"]),
        difference(before, accepted) if before else empty(DIFFERENCE),
    )


def _delivery(submission: Submission) -> pl.DataFrame:
    """The table `ontvangen_leveringen`: the delivery of a municipality itself, when its month is known."""
    known = submission.kind == KIND and submission.month is not None
    rows = [{"soort": submission.kind, "maand": submission.month}] if known else []
    made = make_lines("ontvangen_leveringen", rows, file=submission.file)
    return made.with_columns(rij=pl.lit(None, pl.Int64))
