# SPDX-License-Identifier: EUPL-1.2
"""From a sheet to the lines of a table: which rows are lines, and what the headers left to say."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from processors.intake.casting import Cast, Cells, Means, cast
from processors.intake.layout import Header, Layout
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.submission import Origin, no_lines, no_problems
from processors.lines import TABLES
from workbooks.grid import Grid, letters

_TOTAL = r"(?i)^\s*(?:sub|eind)?tota(?:al|len)\b"


@dataclass(frozen=True, slots=True)
class Part:
    """The lines that one sheet gave, with the cells to report (`casting.MARKS`, counted within this sheet)."""

    layout: Layout
    sheet: str
    lines: pl.DataFrame
    marks: pl.DataFrame
    origins: list[Origin]
    problems: pl.DataFrame


def read_sheet(grid: Grid, layout: Layout, file: str, given: Mapping[str, object], products: frozenset[str]) -> Part:
    """Read the rows below the headers.

    Wholly empty rows are skipped; a total row is reported and left out; row numbers stay the sender's.

    Args:
        grid: the sheet.
        layout: where the table stands in it.
        file: name of the file for people.
        given: values for columns that the sheet does not have.
        products: the product codes that exist.

    """
    table = TABLES[layout.table]
    sheet = scrub(grid.name)
    kept, problems = _rows(grid, layout, sheet)
    law = given.get("wet")
    means = Means(layout.euros, products, str(law) if law is not None else None)
    done: Cast = cast(table, _cells(grid, layout, kept), means)
    filled = {name: value for name, value in given.items() if name in table.names and name not in layout.columns}
    lines = done.values.with_columns(
        *(pl.lit(value, table[name].kind.dtype).alias(name) for name, value in filled.items()),
        bestand=pl.lit(file), blad=pl.lit(sheet), rij=kept.cast(pl.Int64) + 1,
    )  # fmt: skip
    lines = pl.concat([no_lines(layout.table), lines], how="diagonal")
    return Part(
        layout, sheet, lines, done.marks, _origins(layout, sheet, file),
        pl.concat([_unknown(grid, layout, sheet), *problems]),
    )  # fmt: skip


def _rows(grid: Grid, layout: Layout, sheet: str) -> tuple[pl.Series, list[pl.DataFrame]]:
    """The positions (from 0) of the rows that are lines, and the total rows as findings."""
    used = [str(header.at) for header in layout.columns.values()]
    key = [str(layout.columns[name].at) for name in TABLES[layout.table].key if name in layout.columns] or used
    below = pl.int_range(pl.len(), dtype=pl.UInt32) >= layout.row
    rows = grid.text.select(
        at=pl.int_range(pl.len(), dtype=pl.UInt32),
        filled=below & pl.any_horizontal(pl.col(name).is_not_null() for name in used),
        # The word for a total takes the place of one part of the key, so of a key of one part the text counts.
        whole=pl.all_horizontal(pl.col(name).is_not_null() for name in key)
        if len(key) > 1
        else ~pl.col(key[0]).str.contains(_TOTAL).fill_null(value=True),
    )
    filled = rows.filter("filled")["at"]
    # Only a row that lacks a part of its key can be blank or a total, so the others are not looked at again.
    doubtful = grid.text[rows.filter(pl.col("filled") & ~pl.col("whole"))["at"]]
    looked = doubtful.select(
        at=rows.filter(pl.col("filled") & ~pl.col("whole"))["at"],
        blank=~pl.any_horizontal(pl.col(name).str.contains(r"\S") for name in used).fill_null(value=False),
        total=pl.any_horizontal(pl.all().str.contains(_TOTAL)).fill_null(value=False)
        & pl.all_horizontal(pl.col(name).is_null() | pl.col(name).str.contains(_TOTAL) for name in key),
    )
    totals = looked.filter(~pl.col("blank") & pl.col("total"))["at"]
    dropped = looked.filter(pl.col("blank") | pl.col("total"))["at"]
    found = [
        told(
            "INTAKE-12", f"Rij {at + 1} is een totaalregel en telt niet mee als regel.",
            "U hoeft niets te doen. Is het toch een gewone regel, vul dan de sleutelvelden in.",
            blad=sheet, rij=at + 1, entiteit=layout.table,
        )
        for at in totals
    ]  # fmt: skip
    return filled.filter(~filled.is_in(dropped.implode())), [no_problems(), *found]


def _cells(grid: Grid, layout: Layout, kept: pl.Series) -> Cells:
    """The cells of the lines, under the names of the vocabulary."""
    columns = {name: str(header.at) for name, header in layout.columns.items()}
    text = grid.text.select(pl.col(at).alias(name) for name, at in columns.items())
    real = grid.number.select(
        pl.col(at).is_not_null().alias(name) for name, at in columns.items() if at in grid.number.columns
    )
    dated = grid.dated.select(pl.col(at).alias(name) for name, at in columns.items() if at in grid.dated.columns)
    # Taking every row is free; taking some costs a copy.
    step = len(kept) > 0 and kept[-1] - kept[0] + 1 == len(kept)
    first = kept[0] if step else 0

    def lines(frame: pl.DataFrame) -> pl.DataFrame:
        if not frame.width:
            return frame
        return frame.slice(first, len(kept)) if step else frame[kept]

    return Cells(lines(text), lines(real), lines(dated))


def _origins(layout: Layout, sheet: str, file: str) -> list[Origin]:
    return [
        Origin(layout.table, name, scrub(header.text), letters(header.at), sheet, file)
        for name, header in layout.columns.items()
    ]


def _unknown(grid: Grid, layout: Layout, sheet: str) -> pl.DataFrame:
    """A warning for each header that is not known, and for each column with values but without a header."""
    headed = {header.at for header in (*layout.columns.values(), *layout.unknown, *layout.twice)}
    below = grid.text.slice(layout.row)
    bare = [Header("", int(name)) for name in below.columns if int(name) not in headed]
    bare = [header for header in bare if below[str(header.at)].null_count() < len(below)]
    found = [no_problems()]
    for header in (*layout.unknown, *bare):
        letter, text = letters(header.at), scrub(header.text)
        what = f"De kop '{text}' (kolom {letter}) is niet bekend" if text else f"Kolom {letter} heeft geen kop"
        found.append(
            told(
                "INTAKE-10", f"{what}; de waarden in deze kolom worden niet gebruikt.",
                "Gebruik de koppen van het formulier, of vraag ons deze kop aan uw kolommenlijst toe te voegen.",
                blad=sheet, rij=layout.row, kolom=text, cel=f"{letter}{layout.row}", entiteit=layout.table,
            )
        )  # fmt: skip
    return pl.concat(found)
