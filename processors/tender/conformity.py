# SPDX-License-Identifier: EUPL-1.2
"""The conformity lists that came back: a requirement that is not confirmed puts a tenderer out."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.findings import finish
from processors.intake.layout import find
from processors.intake.problems import told
from processors.intake.sheets import read_sheet
from processors.intake.submission import no_problems, origins_frame
from processors.tender.assignment import Assignment
from processors.tender.offers import text_at
from processors.tender.requirements_book import ALL_LOTS, LIST
from workbooks.errors import UnreadableFileError
from workbooks.reading import read

TABLE = "conformiteiten"
TENDERER = "B3"


@dataclass(frozen=True)
class Conformity:
    """What a tenderer confirmed: refused holds perceel (missing: all lots) and reden per requirement."""

    tenderer: str
    refused: pl.DataFrame
    findings: pl.DataFrame


def read_conformity(path: Path, asked: Assignment) -> Conformity | None:
    """Read a conformity list; None when the file is none."""
    try:
        grids = {grid.name: grid for grid in read(path).grids}
    except UnreadableFileError:
        return None
    grid = grids.get(LIST)
    layout = find(grid.text, LIST, [TABLE], {TABLE: {}}) if grid else None
    if grid is None or layout is None:
        return None
    part = read_sheet(grid, layout, path.name, {}, frozenset())
    requirements = asked.tables["eisen"].select("eis", lot="perceel")
    answers = requirements.join(part.lines, on="eis", how="left", maintain_order="left")
    wrong = answers.filter(pl.col("voldoet").ne_missing("ja"))
    found = [
        told(
            "INTAKE-60", f"Eis {eis} is niet met ja bevestigd.",
            "Wie niet aan een eis voldoet, valt af; vraag alleen na of het een vergissing is.", refuses=True,
            bestand=path.name, blad=LIST, rij=row, entiteit=TABLE, at="voldoet", waarde=answer or "", cel=None,
            kolom=None,
        )
        for eis, row, answer in wrong.select("eis", "rij", "voldoet").iter_rows()
    ]  # fmt: skip
    findings = finish(pl.concat([no_problems(), *found]), origins_frame(part.origins))
    refused = wrong.select(
        perceel=pl.when(pl.col("lot") != ALL_LOTS).then("lot"), reden=pl.format("Eis {} is niet bevestigd.", "eis")
    )
    return Conformity(text_at(grid, TENDERER), refused, findings)
