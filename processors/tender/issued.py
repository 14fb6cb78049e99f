# SPDX-License-Identifier: EUPL-1.2
"""A form as it was issued, cell by cell, and where one that came back differs from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from processors.intake.problems import told
from workbooks.dutch import with_comma
from workbooks.grid import Grid, a1

WITHOUT = "LEZEN-24"


@dataclass(frozen=True)
class Issued:
    """A form as it went out: the lot (empty for all), and what stands in every cell of its sheets.

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
class Form:
    """A kind of form: the code of a change in it, and what it is called, also as it was issued (Dutch)."""

    rule: str
    name: str
    issued: str

    @property
    def again(self) -> str:
        """What a tenderer does about a change."""
        return f"Begin opnieuw met {self.issued} en vul alleen de gele cellen."

    def changed(self, grids: tuple[Grid, ...], issued: Issued, file: str) -> Iterator[pl.DataFrame]:
        """Every cell that is not as it was issued, and every sheet that was added or hidden."""
        now = cells_of(grids)
        names, there = {sheet for sheet, _, _ in issued.cells}, {grid.name for grid in grids}
        for grid in grids:
            if grid.hidden or (grid.name not in names and grid.text.height):
                what = "is verborgen" if grid.hidden else f"hoort niet bij {self.name}"
                yield self._told(f"Het blad '{grid.name}' {what}.", bestand=file, blad=grid.name)
        for name in sorted(names - there):
            yield self._told(f"Het blad '{name}' ontbreekt of heet anders.", bestand=file)
        for place in sorted({*now, *issued.cells} - issued.inputs):
            if place[0] in names & there and now.get(place) != issued.cells.get(place):
                sheet, row, column = place
                was = f"'{with_comma(issued.cells[place])}'" if place in issued.cells else "niets"
                yield self._told(
                    f"Deze vaste cel is gewijzigd; uitgegeven was {was}.", bestand=file, blad=sheet, rij=row,
                    cel=a1(row, column), waarde=now.get(place, ""),
                )  # fmt: skip

    def _told(self, sentence: str, **where: object) -> pl.DataFrame:
        return told(self.rule, sentence, self.again, refuses=True, **where)


def computed(grid: Grid, column: int, below: int, value: str, file: str) -> Iterator[pl.DataFrame]:
    """Every cell to be filled in, in a column below its head, that holds a formula."""
    for row, at in sorted(grid.formulas):
        if at == column and row > below:
            yield told(
                WITHOUT, "In deze invulcel staat een formule.", f"Plak {value} als waarde.", refuses=True, bestand=file,
                blad=grid.name, rij=row, cel=a1(row, column),
            )  # fmt: skip


def cells_of(grids: Iterable[Grid]) -> dict[tuple[str, int, int], str]:
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
