# SPDX-License-Identifier: EUPL-1.2
"""The intake workbook of a tender as it stands open in Excel: the findings that its file would give, at their cell."""

from collections.abc import Mapping

import polars as pl

from processors.errors import UnusableInputError
from processors.intake.assembly import assemble
from processors.intake.recognition import Source
from processors.lines import TABLES
from processors.ranges.reading import Cells, with_days
from processors.tender import assignment
from workbooks.dutch import counted
from workbooks.errors import UnreadableFileError
from workbooks.grid import Reading
from workbooks.ranges import last_filled, read_range

COVER = "Voorblad"
SHEETS = (COVER, *(TABLES[name].label for name in assignment.TABLES))
SHOWN = ("blad", "cel", "kolom", "regel", "ernst", "melding", "actie")
NAME = "werkmap"


def judged(sheets: Mapping[str, Cells]) -> tuple[assignment.Assignment | None, pl.DataFrame]:
    """What is asked, and what is wrong with it.

    Args:
        sheets: the cells of each sheet from A1 on, by name; others than `SHEETS` are not looked at.

    Returns:
        As `tender.assignment.read_assignment`, but of the findings the columns `SHOWN`. What a file has besides its
        values, such as formulas, is not seen.

    Raises:
        UnusableInputError: this is no intake workbook, or a sheet of it is too large.

    """
    if not sheets.keys() & set(SHEETS) - {COVER}:
        raise UnusableInputError(
            "Deze werkmap is geen opdrachtformulier van een aanbesteding: de bladen ervan ontbreken. Open het "
            "formulier dat u met 'verzamelpunt sjabloon opdracht' maakte."
        )
    source = Source(NAME, kind=assignment.KIND)
    try:
        parts = [read_range(sheets[name], name=name) for name in SHEETS if last_filled(sheets.get(name, ()))]
    except UnreadableFileError as error:
        raise UnusableInputError(str(error)) from None
    grids = tuple(with_days(part.grids[0], source) for part in parts)
    oddities = tuple(oddity for part in parts for oddity in part.oddities)
    asked, findings = assignment.judged(assemble(Reading(NAME, grids, oddities, "bereik"), source))
    return asked, findings.select(SHOWN)


def told(asked: assignment.Assignment | None, findings: pl.DataFrame) -> str:
    """A sentence about what was judged: whether the documents of the tender can be made, and what now."""
    count = counted(len(findings), "bevinding", "bevindingen")
    if asked is None:
        return f"{count}: met deze opdracht zijn nog geen stukken te maken. Verbeter de cellen en controleer opnieuw."
    lots = counted(len(asked.tables["percelen"]), "perceel", "percelen")
    rest = f" {count} om te bekijken." if len(findings) else ""
    return (
        f"De opdracht is bruikbaar: {lots}.{rest} Bewaar haar en maak de stukken met 'verzamelpunt aanbesteding nieuw'."
    )
