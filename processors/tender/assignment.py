# SPDX-License-Identifier: EUPL-1.2
"""The intake workbook of a tender, read with the same care as a delivery, and checked as a whole."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import polars as pl

from processors import checking
from processors.findings import RAW, empty, finish
from processors.intake.reading import read_submission
from processors.intake.recognition import TENDER
from processors.intake.submission import Submission, no_lines
from processors.rules import RULES
from processors.tender.assignment_checks import checks
from processors.tender.planning import planning_findings, steps_of

KIND = "opdracht"
TABLES = TENDER[KIND]


@dataclass(frozen=True)
class Assignment:
    """What a tender is about.

    Args:
        title: of the tender.
        reference: by which people and files know it.
        body: who asks.
        procedure: emvi, zonder emvi or toelating.
        tables: the tables of the intake workbook by name; of a table without rows an empty frame.

    """

    title: str
    reference: str
    body: str
    procedure: str
    tables: dict[str, pl.DataFrame]


def read_assignment(path: Path) -> tuple[Assignment | None, pl.DataFrame]:
    """Read an intake workbook.

    Returns:
        What is asked, None where a finding says that it cannot be used; and the findings (`findings.FINDINGS`).

    """
    (read,) = read_submission(path, kind=KIND)
    return judged(read)


def judged(read: Submission) -> tuple[Assignment | None, pl.DataFrame]:
    """The same of an intake workbook that was read."""
    found = [read.problems]
    tables = {name: read.tables.get(name, no_lines(name)) for name in TABLES}
    if read.refused is None:
        found += [checks(read.cover, tables, read.file), *_judged(tables)]
    # The weights that the rule judges are the points of the form.
    weights = _places(read.origins, "gunningscriteria", "punten", "wegingen", "niveau_weging")
    findings = finish(pl.concat([empty(RAW), *found]), pl.concat([read.origins, weights]))
    if read.refused is not None or findings["ernst"].is_in(["fout"]).any():
        return None, findings
    # A term that is too short is for people to decide; a date before that of an earlier step is a mistake.
    steps = tables["procedurestappen"]
    dates = _places(read.origins, "procedurestappen", "vaste_datum", "planningsregels", "datum")
    findings = pl.concat([findings, finish(planning_findings(steps).select(*RAW), dates)])
    backwards = bool((steps_of(steps)["datum"].diff() < timedelta(0)).any())
    return (None if backwards else _assignment(read, tables)), findings


def _places(origins: pl.DataFrame, table: str, column: str, judged: str, name: str) -> pl.DataFrame:
    """Where the cells of a column stand, under the names by which a rule judges them."""
    mine = origins.filter(pl.col("entiteit") == table, pl.col("column") == column)
    return mine.with_columns(entiteit=pl.lit(judged), column=pl.lit(name))


def _assignment(read: Submission, tables: dict[str, pl.DataFrame]) -> Assignment:
    said = read.cover
    return Assignment(said["titel"], said["kenmerk"], said["aanbestedendedienst"], said["procedure"].lower(), tables)


def _judged(tables: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """What the rulebook says of the weights (MGR-504)."""
    weights = tables["gunningscriteria"].select(
        "bestand", "blad", "rij", "criterium", beoordeling="perceel", weging=pl.col("punten") * 100,
        niveau_weging=pl.format("perceel {}", "perceel"),
    )  # fmt: skip
    return [checking.check(RULES, weights.drop_nulls(), "wegingen")]
