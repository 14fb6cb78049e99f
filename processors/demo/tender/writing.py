# SPDX-License-Identifier: EUPL-1.2
"""Write the tender of the demo: the folder as it is once the offers have been read, scored and compared."""

from datetime import date, datetime, time
from pathlib import Path

import polars as pl

from processors.accepted import accepted
from processors.demo.plan import DemoPlan
from processors.demo.tender.asked import day_of, write_intake
from processors.demo.tender.questions import asked_questions
from processors.demo.tender.tenderers import NAMES, OFFERS, assessed, confirmed, consensus, drawn, returned, with_proofs
from processors.desk import Shelves
from processors.findings_file import write_findings
from processors.intake.reference import read_reference
from processors.tender.assignment import Assignment
from processors.tender.costs import cost_book
from processors.tender.documents_list import documents_list
from processors.tender.dossier import Dossier, make_dossier
from processors.tender.evaluation import evaluation_form
from processors.tender.history import History, history
from processors.tender.matrix_book import matrix_book
from processors.tender.minutes import minutes
from processors.tender.note import note, question_log
from processors.tender.outcome import Outcome, outcome
from processors.tender.points import OFFER
from processors.tender.price_sheet import price_sheets
from processors.tender.proofs import checklist
from processors.tender.receiving import received, write_receipts
from processors.tender.requirements_book import requirements_book
from processors.tender.supplier_history import supplier_history

FOLDER, INTAKE, TRUTH = "aanbesteding", "opdracht.xlsx", "waarheid.csv"


def realised(desk: Shelves, plan: DemoPlan) -> History:
    """What the region of the demo realised, once its mails were processed."""
    today = date.today()  # noqa: DTZ011 - a day of the office
    reference = read_reference(desk.workplace.reference).tables
    return history(accepted(desk, reference, plan.month, today).material(plan.month, today))


def write_tender(root: Path, plan: DemoPlan, seen: History) -> Outcome:
    """Write the intake workbook, the documents, six tenderers' offers and what they came to.

    Args:
        root: a folder that is not there yet.
        plan: of the demo; its last month decides the dates.
        seen: what the region realised: the expected volumes and the tariffs of now.

    Returns:
        The outcome; `waarheid.csv` in the folder says what it must be.

    """
    root.mkdir(parents=True)
    day = day_of(plan)
    write_intake(root / INTAKE, plan, seen)
    dossier, findings = make_dossier(root / INTAKE, root, day, seen)
    assert dossier is not None, findings  # noqa: S101 - the intake workbook is our own
    asked = dossier.assignment()
    for document in (cost_book(asked, seen), supplier_history(asked, seen, day)):
        document.write(root)
    _answer_questions(dossier, asked, day)
    _receive(dossier, asked, plan, seen)
    found = outcome(dossier)
    for document in minutes(found.asked, found.order, found.offers, found.points, day):
        document.write(root)
    evaluation_form(asked, found.order, found.offers).write(root)
    _write_truth(root / TRUTH)
    return found


def _answer_questions(dossier: Dossier, asked: Assignment, day: date) -> None:
    asked_questions(question_log(asked)).write(dossier.root)
    document, findings = note(dossier.log, asked)
    assert document is not None, findings  # noqa: S101 - the log is our own
    document.write(dossier.root)
    documents_list(asked, dossier.log, dossier.notes(), day).write(dossier.root)


def _receive(dossier: Dossier, asked: Assignment, plan: DemoPlan, seen: History) -> None:
    """Offers come in and are read, and assessors fill in the matrices."""
    day = day_of(plan)
    for sheet, lot in zip(price_sheets(asked, seen, day), asked.tables["percelen"]["perceel"], strict=True):
        for document in returned(sheet, lot):
            document.write(dossier.received)
    for document in confirmed(requirements_book(asked), day):
        document.write(dossier.received)
    came = received(dossier)
    write_receipts(dossier, came, datetime.combine(day, time()))
    write_findings(dossier.findings, came.findings)
    with_proofs(checklist(asked, NAMES, day), day).write(dossier.root)
    offers = came.offers.join(drawn(), on=OFFER, how="left", maintain_order="left")
    for lot in asked.tables["percelen"]["perceel"]:
        assessed(matrix_book(asked, lot, offers, consensus())).write(dossier.root)


def _write_truth(target: Path) -> None:
    """What must come out, told apart from how it is computed."""
    rows = pl.DataFrame(
        [(each.lot, each.tenderer, each.place, each.status) for each in OFFERS],
        schema=["perceel", "inschrijver", "rang", "uitkomst"], orient="row",
    )  # fmt: skip
    rows.write_csv(target, separator=";", include_bom=True)
