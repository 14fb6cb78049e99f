# SPDX-License-Identifier: EUPL-1.2
"""Price sheets that came back: compared cell by cell with what was issued, and read with the care of a delivery."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from processors import checking
from processors.errors import UnusableInputError
from processors.findings import RAW, finish
from processors.intake.layout import Layout, find
from processors.intake.problems import cells, told
from processors.intake.sheets import read_sheet
from processors.intake.submission import no_lines, no_problems, origins_frame
from processors.rules import RULES
from processors.tender.issued import Form, Issued, cells_of, computed, text_at
from processors.tender.price_sheet import PRICE, SHEET
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid
from workbooks.reading import read

TABLE = "prijsregels"
LOT, TENDERER = "B5", "B8"
COMPUTED = "Bedrag per jaar (euro)"
FORM = Form("MGR-502", "het prijzenblad", "het uitgegeven prijzenblad")


@dataclass(frozen=True)
class Offer:
    """What one file offers for one lot.

    Args:
        lot: the lot; empty when the file does not say.
        tenderer: the name that was filled in; empty when there is none.
        prices: columns of the table `prijsregels`.
        findings: what is wrong (`findings.FINDINGS`).
        sha256: of the file.

    """

    lot: str
    tenderer: str
    prices: pl.DataFrame
    findings: pl.DataFrame
    sha256: str

    @property
    def reason(self) -> str | None:
        """Why the offer cannot count, each with its cell; None when it can."""
        at = pl.when(pl.col("cel") != "").then(pl.format("{}: ", "cel")).otherwise(pl.lit(""))
        wrong = self.findings.filter(pl.col("ernst") == "fout").select(at.fill_null("") + pl.col("melding"))
        return " ".join(wrong.to_series().unique(maintain_order=True)) or None


def issued(path: Path) -> Issued:
    """Read a price sheet as it goes out.

    Raises:
        UnusableInputError: this is none.
        UnreadableFileError: the file cannot be read.

    """
    grids = {grid.name: grid for grid in read(path).grids}
    if SHEET not in grids or (layout := _layout(grids[SHEET])) is None:
        raise UnusableInputError(
            f"'{path.name}' is geen prijzenblad zoals het is uitgegeven. Zet het blad terug dat 'aanbesteding nieuw' "
            "maakte."
        )
    return Issued(text_at(grids[SHEET], LOT), cells_of(grids.values()), _inputs(grids[SHEET], layout))


def read_offer(path: Path, sheets: Mapping[str, Issued]) -> Offer:
    """Read a price sheet that came back; a file that cannot be read is an offer with a finding.

    Args:
        path: the file.
        sheets: what was issued, by lot.

    """
    digest, file = sha256(path.read_bytes()).hexdigest(), path.name
    try:
        reading = read(path)
    except UnreadableFileError as error:
        words = "Stuur het prijzenblad als Excel-werkmap (.xlsx), zonder wachtwoord."
        return _refused(digest, told(error.code, str(error), words, refuses=True, bestand=file))
    grids = {grid.name: grid for grid in reading.grids}
    if SHEET not in grids or (layout := _layout(grids[SHEET])) is None:
        what = f"Het blad '{SHEET}' ontbreekt of heeft een andere indeling."
        return _refused(digest, told("MGR-502", what, FORM.again, refuses=True, bestand=file))
    lot, tenderer = text_at(grids[SHEET], LOT), text_at(grids[SHEET], TENDERER)
    if lot not in sheets:
        what = f"Perceel '{lot}' hoort niet bij deze aanbesteding."
        return _refused(digest, told("MGR-502", what, FORM.again, refuses=True, bestand=file, blad=SHEET, cel=LOT))
    prices, wrong, origins = _prices(grids[SHEET], layout, file, tenderer, sheets[lot])
    found = [no_problems(), *FORM.changed(reading.grids, sheets[lot], file), *_unnamed(tenderer, file), *wrong]
    return Offer(lot, tenderer, prices, finish(pl.concat(found), origins), digest)


def _refused(digest: str, problems: pl.DataFrame) -> Offer:
    return Offer("", "", no_lines(TABLE), finish(problems), digest)


def _prices(
    grid: Grid, layout: Layout, file: str, tenderer: str, issued: Issued
) -> tuple[pl.DataFrame, list[pl.DataFrame], pl.DataFrame]:
    """The prices in the rows that were issued, what is wrong with them, and where they stood."""
    last = max(row for _, row, _ in issued.inputs)
    sheet = replace(grid, text=grid.text.head(last), number=grid.number.head(last), dated=grid.dated.head(last))
    part = read_sheet(sheet, layout, file, {"perceel": issued.lot, "inschrijver": tenderer or "onbekend"}, frozenset())
    unread = cells(TABLE, part.lines, part.marks, layout.euros)
    marked = part.marks.select("nr", entiteit=pl.lit(TABLE))
    judged = checking.check(RULES, part.lines, TABLE, earlier=unread)
    # A price that could not be read has been told of; that it is missing too is no second finding.
    judged = judged.join(marked, on=["nr", "entiteit"], how="anti", maintain_order="left")
    formulas = computed(grid, layout.columns["tarief"].at, layout.row, "het bedrag", file)
    return part.lines, [unread, judged.select(*RAW), *formulas], origins_frame(part.origins)


def _unnamed(tenderer: str, file: str) -> Iterator[pl.DataFrame]:
    if not tenderer:
        yield told(
            "MGR-501", "De naam van de inschrijver is niet ingevuld.", f"Vul in cel {TENDERER} uw naam in.",
            refuses=True, bestand=file, blad=SHEET, cel=TENDERER,
        )  # fmt: skip


def _layout(grid: Grid) -> Layout | None:
    return find(grid.text, grid.name, [TABLE], {TABLE: {}}, frozenset({"perceel", "inschrijver"}))


def _inputs(grid: Grid, layout: Layout) -> frozenset[tuple[str, int, int]]:
    """The cells that a tenderer fills in, and those that the sheet computes from them."""
    heads = dict(zip(grid.text.columns, grid.text.row(layout.row - 1), strict=True))
    own = [int(column) for column, head in heads.items() if head in {PRICE, COMPUTED}]
    rows = range(layout.row + 1, grid.text.height + 1)
    return frozenset({(grid.name, row, column) for row in rows for column in own} | {(grid.name, 8, 2)})
