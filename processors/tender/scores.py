# SPDX-License-Identifier: EUPL-1.2
"""The scores on which assessors agreed, read back from the matrix of a lot."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.findings import RAW, empty, finish
from processors.intake.problems import told
from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.tender.assignment import Assignment

KIND = "beoordeling"
NOT_OURS = frozenset({"INTAKE-10", "INTAKE-11"})


@dataclass(frozen=True)
class Scores:
    """What assessors filled in: criterium and score per inschrijver, and the lot that was drawn (loting)."""

    consensus: pl.DataFrame
    drawn: pl.DataFrame
    findings: pl.DataFrame


def read_scores(path: Path, asked: Assignment, lot: str) -> Scores:
    """Read a filled matrix.

    Returns:
        consensus (perceel, inschrijver, criterium, score in whole points of the scale), drawn (inschrijver, loting),
        and findings (`findings.FINDINGS`); other columns of the matrix are for people and are not looked at.

    """
    (read,) = read_submission(path, kind=KIND)
    scored = read.tables.get("beoordelingen", no_lines("beoordelingen"))
    drawn = read.tables.get("lotingen", no_lines("lotingen"))
    quality = asked.tables["gunningscriteria"].filter(
        pl.col("perceel") == lot, pl.col("criterium_soort") == "kwaliteit"
    )
    known = scored.join(quality.select("criterium", "schaal"), on="criterium", how="inner", maintain_order="left")
    wrong = known.filter(~pl.col("consensus").is_between(0, pl.col("schaal")))
    too_high = [
        told(
            "INTAKE-59", f"De consensus {score} ligt niet op de schaal van 0 tot {scale}.", "Verbeter de score.",
            refuses=True, bestand=path.name, blad=sheet, rij=row, entiteit="beoordelingen", at="consensus",
            waarde=str(score), cel=None, kolom=None,
        )
        for score, scale, sheet, row in wrong.select("consensus", "schaal", "blad", "rij").iter_rows()
    ]  # fmt: skip
    raw = pl.concat([empty(RAW), read.problems, *too_high])
    findings = finish(raw.filter(~pl.col("regel").is_in(NOT_OURS)), read.origins)
    consensus = known.select("inschrijver", "criterium", perceel=pl.lit(lot), score="consensus")
    return Scores(consensus, drawn.select("inschrijver", "loting"), findings)
