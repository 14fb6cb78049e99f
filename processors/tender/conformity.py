# SPDX-License-Identifier: EUPL-1.2
"""The conformity lists that came back: a requirement that is changed or not confirmed puts a tenderer out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.errors import UnusableInputError
from processors.findings import finish
from processors.intake.layout import Layout, find
from processors.intake.problems import told
from processors.intake.sheets import read_sheet
from processors.intake.submission import no_problems, origins_frame
from processors.tender.assignment import Assignment
from processors.tender.issued import Form, Issued, cells_of, computed, text_at
from processors.tender.requirements_book import ALL_LOTS, LIST, PROGRAMME
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid
from workbooks.reading import read

TABLE = "conformiteiten"
TENDERER, SIGNER, SIGNED_ON = "B3", "B4", "B5"
FORM = Form("INTAKE-63", "de conformiteitenlijst", "de uitgegeven conformiteitenlijst")


@dataclass(frozen=True)
class Conformity:
    """What a tenderer confirmed: refused holds perceel (missing: all lots) and reden per requirement."""

    file: str
    tenderer: str
    refused: pl.DataFrame
    findings: pl.DataFrame


def issued_list(path: Path) -> Issued:
    """Read the programme with its list as it went out.

    Raises:
        UnusableInputError: this is none.
        UnreadableFileError: the file cannot be read.

    """
    grids = {grid.name: grid for grid in read(path).grids}
    if LIST not in grids or (layout := _layout(grids[LIST])) is None:
        raise UnusableInputError(
            f"'{path.name}' is geen programma van eisen zoals het is uitgegeven. Zet het werkboek terug dat "
            "'aanbesteding nieuw' maakte."
        )
    answers = {(LIST, row, layout.columns["voldoet"].at) for row in range(layout.row + 1, grids[LIST].text.height + 1)}
    signed = {(LIST, int(place[1:]), 2) for place in (TENDERER, SIGNER, SIGNED_ON)}
    return Issued("", cells_of(grids.values()), frozenset(answers | signed))


def read_conformity(path: Path, asked: Assignment, issued: Issued) -> Conformity | None:
    """Read a conformity list; None when the file is none.

    Args:
        path: the file.
        asked: what the tender is about.
        issued: the list as it went out.

    """
    try:
        reading = read(path)
    except UnreadableFileError:
        return None
    grids = {grid.name: grid for grid in reading.grids}
    if not {PROGRAMME, LIST} & grids.keys():
        return None
    grid = grids.get(LIST)
    layout = _layout(grid) if grid else None
    if grid is None or layout is None:
        what = "heeft een andere indeling" if grid else "ontbreekt of heet anders"
        other = told(FORM.rule, f"Het blad '{LIST}' {what}.", FORM.again, refuses=True, bestand=path.name, blad=LIST)
        return Conformity(path.name, text_at(grid, TENDERER) if grid else "", _out([other]), finish(other))
    part = read_sheet(grid, layout, path.name, {}, frozenset())
    requirements = asked.tables["eisen"].select("eis", lot="perceel")
    answers = requirements.join(part.lines, on="eis", how="left", maintain_order="left")
    wrong = answers.filter(pl.col("voldoet").ne_missing("ja"))
    unmet = [
        told(
            "INTAKE-60", f"Eis {eis} is niet met ja bevestigd.",
            "Wie niet aan een eis voldoet, valt af; vraag alleen na of het een vergissing is.", refuses=True,
            bestand=path.name, blad=LIST, rij=row, entiteit=TABLE, at="voldoet", waarde=answer or "", cel=None,
            kolom=None,
        )
        for eis, row, answer in wrong.select("eis", "rij", "voldoet").iter_rows()
    ]  # fmt: skip
    changed = [
        *FORM.changed(reading.grids, issued, path.name),
        *computed(grid, layout.columns["voldoet"].at, layout.row, "het antwoord", path.name),
    ]
    findings = pl.concat([no_problems(), *changed, *_unsigned(grid, path.name), *unmet])
    refused = wrong.select(
        perceel=pl.when(pl.col("lot") != ALL_LOTS).then("lot"), reden=pl.format("Eis {} is niet bevestigd.", "eis")
    )
    return Conformity(
        path.name, text_at(grid, TENDERER),
        pl.concat([_out(changed), refused]), finish(findings, origins_frame(part.origins)),
    )  # fmt: skip


def _out(changed: list[pl.DataFrame]) -> pl.DataFrame:
    """What was changed as a reason to be out of every lot."""
    at = pl.when(pl.col("cel") != "").then(pl.format("{}: ", "cel")).otherwise(pl.lit(""))
    return pl.concat([no_problems(), *changed]).select(
        perceel=pl.lit(None, pl.String), reden=pl.lit("Conformiteitenlijst, ") + at + pl.col("melding")
    )


def _unsigned(grid: Grid, file: str) -> Iterator[pl.DataFrame]:
    """What lacks of who signed; a list without the name of a tenderer belongs to nobody."""
    for place, what in (
        (TENDERER, "De naam van de inschrijver"),
        (SIGNER, "Wie tekende"),
        (SIGNED_ON, "De datum van ondertekening"),
    ):
        if not text_at(grid, place):
            yield told(
                "INTAKE-64", f"{what} is niet ingevuld.", f"Vul cel {place} van de conformiteitenlijst in.",
                refuses=place == TENDERER, bestand=file, blad=LIST, cel=place,
            )  # fmt: skip


def _layout(grid: Grid) -> Layout | None:
    return find(grid.text, LIST, [TABLE], {TABLE: {}})
