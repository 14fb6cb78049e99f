# SPDX-License-Identifier: EUPL-1.2
"""One submission from the archive to the store and the feedback workbook."""

from datetime import datetime
from pathlib import Path

import polars as pl

from processors.ahead import Reading
from processors.assessment import Assessment, assess
from processors.delivered import KIND
from processors.desk import Desk
from processors.durable import landing
from processors.feedback import Writing, explained_in_feedback, write_feedback_of
from processors.intake.belonging import beside_sender
from processors.intake.statement_cover import agreement_of
from processors.intake.submission import Submission as Read
from processors.journal_schema import Outcome, State, Submission
from processors.known import Known
from processors.lines import TABLES
from processors.manifest import note
from processors.whole_delivery import Whole
from workbooks.feedback import write_feedback

ALREADY = "Dit bestand is al eerder ontvangen als aanlevering {earlier}; het telt niet twee keer."


def handle(desk: Desk, submission: Submission, reading: Reading, known: Known, write: Writing = write_feedback) -> None:
    """Judge one submission that is in the archive and bring it as far as its answer.

    What is in force after it: the newest received version of the same sender, kind, month, law and municipality.

    Args:
        desk: an open work folder.
        submission: what the journal knows of it.
        reading: gives what stands in the file.
        known: what it is judged by; told when that changes.
        write: writes the feedback workbook; where it does so later, the journal may keep what is noted here only when
            that workbook stands.

    """
    if earlier := desk.journal.seen_before(submission.sha256, submission.afzender, before=submission.id):
        desk.journal.move(submission.id, State.ANTWOORD_CONCEPT, reden=ALREADY.format(earlier=earlier))
        return
    (read,) = reading()
    read = beside_sender(read, submission.afzender)
    desk.journal.move(submission.id, submission.status, **_facts(read, submission))
    like = desk.journal.submission(submission.id)
    replaced = desk.journal.in_force(like)
    touched = {*read.tables, *(desk.store.tables(replaced) if replaced else ())}
    assessment = assess(
        read,
        known.about(read, replaced=[replaced] if replaced else []),
        received_on=datetime.fromisoformat(submission.ontvangen_op).date(),
        key=desk.key,
        explained=explained_in_feedback(read),
    )
    settle(desk, like, assessment, write)
    known.forget(submission.id, touched)


def settle(desk: Desk, submission: Submission, assessment: Assessment, write: Writing = write_feedback) -> None:
    """Store what was accepted, say which version counts, and write the feedback."""
    facts: dict[str, str | int | None] = {
        "uitkomst": assessment.outcome,
        "regels": assessment.total,
        "geaccepteerd": assessment.accepted,
        "geweigerd": assessment.total - assessment.accepted,
        "bevindingen": len(assessment.findings),
        "reden": assessment.reason,
    }
    aside = assessment.submission.quarantine
    keep(desk, submission, assessment, stored=not aside and assessment.outcome is not Outcome.GEWEIGERD)
    if aside:
        write_feedback_of(desk, submission, assessment, write)
        desk.journal.move(submission.id, State.QUARANTAINE, **facts)
        return
    desk.journal.move(submission.id, State.GECONTROLEERD, **facts)
    write_feedback_of(desk, submission, assessment, write)
    with desk.journal.together():
        if assessment.outcome is not Outcome.GEWEIGERD:
            desk.journal.move(submission.id, State.OPGENOMEN)
        desk.journal.move(submission.id, State.ANTWOORD_CONCEPT)


def _facts(read: Read, submission: Submission) -> dict[str, str | int | None]:
    """What the file says it is; a municipality or supplier that sent it is the one it is about."""
    municipal = read.kind == KIND
    return {
        "soort": read.kind,
        # A municipality delivers all laws and suppliers together, unless its Voorblad names a law: which of them happen
        # to have lines this time says nothing about what this delivery replaces.
        "wet": read.law if not municipal or "wet" in read.cover else None,
        "gemeente": submission.afzender if submission.from_municipality else read.municipality,
        "aanbieder": submission.afzender if submission.from_supplier else None if municipal else read.supplier,
        "maand": read.month,
        "raamovereenkomst": agreement_of(read.tables),
        "berichtsoort": read.message or None,
    }


def keep(desk: Desk, submission: Submission, assessment: Assessment, *, stored: bool) -> None:
    """Keep the findings, what the delivery adds up to, and where `stored` the accepted lines; and note which files."""
    files = [_keep_findings(desk, submission.id, assessment.findings)]
    files += _keep_whole(desk, submission.id, assessment.whole)
    if stored:
        files += [
            desk.store.write(submission.id, table, lines.filter("geaccepteerd"), month=submission.maand)
            for table, lines in assessment.tables.items()
            if TABLES[table].kept
        ]
    note(desk.store.root, submission.id, files)


def _keep_findings(desk: Desk, submission_id: str, findings: pl.DataFrame) -> Path:
    target = desk.workplace.findings_of(submission_id)
    with landing(target) as half:
        findings.write_parquet(half)
    return target


def _keep_whole(desk: Desk, submission_id: str, whole: Whole) -> list[Path]:
    """What the delivery adds up to, for the answer and for who asks later; where there is nothing, nothing."""
    kept = []
    for what, frame in (("aansluiting", whole.reconciliation), ("verschil", whole.difference)):
        target = desk.workplace.whole_of(submission_id, what)
        if frame.is_empty():
            target.unlink(missing_ok=True)
            continue
        with landing(target) as half:
            frame.write_parquet(half)
        kept.append(target)
    return kept
