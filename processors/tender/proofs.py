# SPDX-License-Identifier: EUPL-1.2
"""The checklist of proofs: what each tenderer must show, and what is missing or has expired on the reference date."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from processors.tender.issued import text_at
from workbooks.errors import UnreadableFileError
from workbooks.reading import read as read_file
from workbooks.template.filling import Asked

KIND, TABLE = "checklist", "ontvangen_bewijsmiddelen"
SHEET = "Checklist"
REFERENCE_DATE = "B5"
SOON = 30
ASKED = Asked(
    {"kenmerk": SHEET, "titel": SHEET, "peildatum": SHEET},
    {"bewijsmiddelen": (SHEET, ("Inschrijver", "Bewijsmiddel", "Geldig (maanden)", "Afgegeven op", "Opmerking"))},
)


def checklist(asked: Assignment, tenderers: Sequence[str], on: date) -> Document:
    """The checklist of these tenderers on a reference date; empty dates are for staff to fill in."""
    proofs = asked.tables["gevraagde_bewijsmiddelen"].select("bewijsmiddel", "geldig_maanden")
    rows = pl.DataFrame({"Inschrijver": list(tenderers)}, schema={"Inschrijver": pl.String}).join(
        proofs, how="cross", maintain_order="left_right"
    )
    nothing = rows.with_columns(afgegeven_op=pl.lit(None, pl.Date), opmerking=pl.lit(None, pl.String))
    return filled(asked, nothing.rename({"Inschrijver": "inschrijver"}), on)


def filled(asked: Assignment, proofs: pl.DataFrame, on: date) -> Document:
    """The checklist with these rows: inschrijver, bewijsmiddel, geldig_maanden, afgegeven_op, opmerking."""
    rows = proofs.select(
        pl.col("inschrijver").alias("Inschrijver"), pl.col("bewijsmiddel").alias("Bewijsmiddel"),
        pl.col("geldig_maanden").alias("Geldig (maanden)"), pl.col("afgegeven_op").alias("Afgegeven op"),
        pl.col("opmerking").alias("Opmerking"),
    )  # fmt: skip
    return Document(
        "Checklist bewijsmiddelen.xlsx", "checklist", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "peildatum": on}, {"bewijsmiddelen": rows},
    )  # fmt: skip


def judged(proofs: pl.DataFrame, on: date) -> pl.DataFrame:
    """What each proof is worth on a day.

    Args:
        proofs: inschrijver, bewijsmiddel, geldig_maanden (missing: for ever), afgegeven_op (missing: not there).
        on: the reference date.

    Returns:
        The rows with geldig_tot and oordeel: ontbreekt, van na de peildatum, verlopen, geldig, or geldig and about to
        expire within 30 days.

    """
    issued, ends = pl.col("afgegeven_op"), pl.col("geldig_tot")
    until = pl.col("afgegeven_op").dt.offset_by(pl.format("{}mo", pl.col("geldig_maanden").fill_null(0)))
    verdict = (
        pl.when(issued.is_null())
        .then(pl.lit("ontbreekt"))
        .when(issued > on)
        .then(pl.lit("van na de peildatum"))
        .when(ends.is_null())
        .then(pl.lit("geldig"))
        .when(ends < on)
        .then(pl.lit("verlopen"))
        .when((ends - on).dt.total_days() <= SOON)
        .then(pl.lit("geldig, verloopt binnenkort"))
        .otherwise(pl.lit("geldig"))
    )
    return proofs.with_columns(geldig_tot=pl.when(pl.col("geldig_maanden").is_not_null()).then(until)).with_columns(
        oordeel=verdict
    )


def read_checklist(path: Path, today: date, column_map: ColumnMap | None = None) -> tuple[pl.DataFrame, date]:
    """The proofs in a filled checklist or in an export of a contract register, and the day on which they must hold.

    Args:
        path: the workbook or csv; of an export the heads are understood by the column map.
        today: the reference date of a file that has none.
        column_map: what others call our columns (`naslag/kolommen.csv`).

    Raises:
        UnusableInputError: it cannot be read.

    """
    (read,) = read_submission(path, kind=KIND, column_map=column_map)
    if read.refused and TABLE not in read.tables:
        raise UnusableInputError(
            f"De bewijsmiddelen zijn niet te lezen. {read.refused} Heten de kolommen van een export anders, zet dat "
            "dan in naslag/kolommen.csv bij soort checklist."
        )
    said = _reference_date(path)
    return read.tables.get(TABLE, no_lines(TABLE)), said or today


def _reference_date(path: Path) -> date | None:
    """The date in the checklist of ours; None in an export, or where it was taken away."""
    try:
        grids = {grid.name: grid for grid in read_file(path).grids}
        return date.fromisoformat(text_at(grids[SHEET], REFERENCE_DATE)[:10])
    except (UnreadableFileError, KeyError, ValueError):
        return None
