# SPDX-License-Identifier: EUPL-1.2
"""Price sheets that came back: compared cell by cell with what was issued, and read with the care of a delivery."""

from collections.abc import Iterable, Iterator, Mapping
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
from processors.tender.price_sheet import PRICE, SHEET
from workbooks.dutch import with_comma
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid, a1
from workbooks.reading import read

TABLE = "prijsregels"
LOT, TENDERER = "B5", "B8"
COMPUTED = "Bedrag per jaar (euro)"
AGAIN = "Begin opnieuw met het uitgegeven prijzenblad en vul alleen de gele cellen."
WITHOUT = "LEZEN-24"


@dataclass(frozen=True)
class Issued:
    """A price sheet as it went out: the lot, and what stands in every cell of its sheets.

    `fingerprint` is a hash of the cells that a tenderer leaves alone.
    """

    lot: str
    cells: Mapping[tuple[str, int, int], str]
    inputs: frozenset[tuple[str, int, int]]

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the locked cells with their places."""
        kept = sorted((place, text) for place, text in self.cells.items() if place not in self.inputs)
        return sha256(repr(kept).encode()).hexdigest()


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
    return Issued(text_at(grids[SHEET], LOT), _cells(grids.values()), _inputs(grids[SHEET], layout))


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
        return _refused(digest, told("MGR-502", what, AGAIN, refuses=True, bestand=file))
    lot, tenderer = text_at(grids[SHEET], LOT), text_at(grids[SHEET], TENDERER)
    if lot not in sheets:
        what = f"Perceel '{lot}' hoort niet bij deze aanbesteding."
        return _refused(digest, told("MGR-502", what, AGAIN, refuses=True, bestand=file, blad=SHEET, cel=LOT))
    prices, wrong, origins = _prices(grids[SHEET], layout, file, tenderer, sheets[lot])
    found = [no_problems(), *_changed(reading.grids, sheets[lot], file), *_unnamed(tenderer, file), *wrong]
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
    computed = [
        told(
            WITHOUT, "In deze invulcel staat een formule.", "Plak het bedrag als waarde.", refuses=True, bestand=file,
            blad=grid.name, rij=row, cel=a1(row, column),
        )
        for row, column in sorted(grid.formulas)
        if column == layout.columns["tarief"].at and row > layout.row
    ]  # fmt: skip
    return part.lines, [unread, judged.select(*RAW), *computed], origins_frame(part.origins)


def _changed(grids: tuple[Grid, ...], issued: Issued, file: str) -> Iterator[pl.DataFrame]:
    """Every cell that is not as it was issued, and every sheet that was added or hidden."""
    now = _cells(grids)
    names = {sheet for sheet, _, _ in issued.cells}
    for grid in grids:
        if grid.hidden or (grid.name not in names and grid.text.height):
            what = "is verborgen" if grid.hidden else "hoort niet bij het prijzenblad"
            yield told("MGR-502", f"Het blad '{grid.name}' {what}.", AGAIN, refuses=True, bestand=file, blad=grid.name)
    for name in sorted(names - {grid.name for grid in grids}):
        yield told("MGR-502", f"Het blad '{name}' ontbreekt of heet anders.", AGAIN, refuses=True, bestand=file)
    for place in sorted({*now, *issued.cells} - issued.inputs):
        if place[0] in names and now.get(place) != issued.cells.get(place):
            sheet, row, column = place
            was = f"'{with_comma(issued.cells[place])}'" if place in issued.cells else "niets"
            yield told(
                "MGR-502", f"Deze vaste cel is gewijzigd; uitgegeven was {was}.", AGAIN, refuses=True, bestand=file,
                blad=sheet, rij=row, cel=a1(row, column), waarde=now.get(place, ""),
            )  # fmt: skip


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


def _cells(grids: Iterable[Grid]) -> dict[tuple[str, int, int], str]:
    """Place to text of every filled cell of the sheets."""
    return {
        (grid.name, row, int(column)): text
        for grid in grids
        for column in grid.text.columns
        for row, text in enumerate(grid.text[column], 1)
        if text is not None
    }


def text_at(grid: Grid, address: str) -> str:
    """What stands in a cell such as B5; nothing when it is empty."""
    row, column = int(address[1:]) - 1, str(ord(address[0]) - 64)
    if column not in grid.text.columns or row >= grid.text.height:
        return ""
    return (grid.text[column][row] or "").strip()
