# SPDX-License-Identifier: EUPL-1.2
"""A sheet per municipality, as in the national form of production statements: whose sheet it is, and what it counts in.

The municipality is the name of the sheet, or stands in the title block above the headers ("Gemeente: Venlo"). The
exact layout of the national form is not public in full, so both are tried, and its headers may be in any words that
the column map knows. Source: contracts.md 4; handbook 8.2 and 16.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from processors.fields import Kind
from processors.intake.cover import one_value
from processors.intake.headers import plain
from processors.intake.layout import TITLE_ROWS, Layout
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.lines import TABLES
from workbooks.grid import Grid

LINES, TOTALS = "verantwoordingsregels", "verantwoordingstotalen"
# How a sheet with totals is called; what stands on it is beside the lines, never a line.
_TOTAL_SHEETS = ("totaal", "overzicht", "samenvatting", plain(TOTALS))
_LABELS = frozenset({"gemeente", "gemeentecode", "gemeentenaam", "naamgemeente", "codegemeente"})
_IN_ONE_CELL = re.compile(r"^\s*gemeente\s*:?\s+(\S.*)$", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_IN_EUROS = re.compile(r"\bbedragen\b.*\bin\s+(?:hele\s+)?euro", re.IGNORECASE)
# Not a subtotal: of what that is the sum only its maker knows.
_WHOLE = r"(?i)^\s*(?:eind)?tota(?:al|len)\b"


def municipality_of(grid: Grid) -> str | None:
    """The code of the municipality that the title block or else the name of a sheet names."""
    return _titled(grid) or _municipality(grid.name)


def may_be(grid: Grid, candidates: Iterable[str]) -> tuple[str, ...]:
    """The tables that a sheet may hold: totals only stand on a sheet of that name, and nothing else does there."""
    tables = tuple(candidates)
    totals = plain(grid.name).startswith(_TOTAL_SHEETS) and TOTALS in tables
    return (TOTALS,) if totals else tuple(table for table in tables if table != TOTALS)


def in_its_own_unit(grid: Grid, layout: Layout) -> Layout:
    """The layout with every amount in euro where the title block says so."""
    above = (cell for row in grid.text.head(layout.row - 1).iter_rows() for cell in row if cell)
    if layout.table not in (LINES, TOTALS) or not any(_IN_EUROS.search(cell) for cell in above):
        return layout
    amounts = {field.name for field in TABLES[layout.table].fields if field.kind is Kind.CENT}
    return replace(layout, euros=layout.euros | (amounts & set(layout.columns)))


def without_total_words(grid: Grid, layout: Layout) -> Grid:
    """A sheet of totals in which the row of the whole names no municipality or product: it is of all of them."""
    if layout.table != TOTALS:
        return grid
    below = pl.int_range(pl.len()) >= layout.row
    return replace(
        grid,
        text=grid.text.with_columns(
            pl.when(~(below & pl.col(name).str.contains(_WHOLE)).fill_null(value=False)).then(name).alias(name)
            for name in grid.text.columns
        ),
    )


def sheet_problems(found: Iterable[tuple[Grid, Layout | None]]) -> pl.DataFrame:
    """What refuses a file with a sheet per municipality: one that is on two sheets, or a sheet that names two."""
    problems = [no_problems()]
    seen: dict[str, str] = {}
    for grid, layout in found:
        if layout is None or layout.table != LINES or "gemeente" in layout.columns:
            continue
        titled, named, sheet = _titled(grid), _municipality(grid.name), scrub(grid.name)
        if titled and named and titled != named:
            problems.append(
                told(
                    "INTAKE-21", f"Blad '{sheet}' heet naar gemeente {named}, maar boven de regels staat gemeente "
                    f"{titled}.",
                    "Geef het blad de naam van de gemeente waar de regels over gaan en stuur het bestand opnieuw.",
                    refuses=True, blad=sheet, entiteit=LINES,
                )
            )  # fmt: skip
        code = titled or named
        if code and code in seen and _filled(grid, layout):
            problems.append(
                told(
                    "INTAKE-22", f"Gemeente {code} staat op twee bladen: '{seen[code]}' en '{sheet}'.",
                    "Laat per gemeente een blad staan en stuur het bestand opnieuw.", refuses=True, blad=sheet,
                    entiteit=LINES,
                )
            )  # fmt: skip
        if code and _filled(grid, layout):
            seen.setdefault(code, sheet)
    return pl.concat(problems)


def _filled(grid: Grid, layout: Layout) -> bool:
    """Whether anything stands below the headers: a form with a sheet for everyone leaves many empty."""
    below = grid.text.slice(layout.row).select(str(header.at) for header in layout.columns.values())
    return bool(below.null_count().sum_horizontal().item() < below.height * below.width)


def _titled(grid: Grid) -> str | None:
    for row in grid.text.head(TITLE_ROWS).iter_rows():
        cells = [cell.strip() for cell in row if cell and cell.strip()]
        for place, cell in enumerate(cells):
            if plain(cell) in _LABELS and place + 1 < len(cells) and (code := _municipality(cells[place + 1])):
                return code
            if (one := _IN_ONE_CELL.match(cell)) and (code := _municipality(one[1])):
                return code
    return None


def _municipality(text: str) -> str | None:
    """The code in a text such as 'Venlo', '0983' or '0983 Venlo'; None where it names none."""
    words = text.strip()
    if not words:
        return None
    digits = _DIGITS.search(words)
    for each in (words, digits[0] if digits else ""):
        if each and (code := one_value("gemeente", each)) is not None:
            return str(code)
    return None
