# SPDX-License-Identifier: EUPL-1.2
"""The Voorblad of a production statement as a row of `verantwoordingen`, each value at the cell where it stands."""

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from processors.findings import RAW
from processors.intake.casting import Cells, Means, cast
from processors.intake.cover import Cover
from processors.intake.headers import plain, unit
from processors.intake.municipal_sheets import LINES
from processors.intake.personal import scrub
from processors.intake.problems import addressed, cells, scrubbed_problems, told
from processors.intake.submission import ORIGINS, UNTRUSTED, Submission, no_lines, no_problems
from processors.lines import TABLES
from workbooks.grid import Grid, a1

TABLE = "verantwoordingen"
STATEMENT, DECLARATION = "productieverantwoording", "verklaring"
KINDS = (STATEMENT, DECLARATION)
_ALSO = {
    "datum": "dagtekening", "agb": "aanbieder", "agbcode": "aanbieder", "verslagjaar": "jaar", "kvk": "kvk",
    "organisatie": "naam", "naamaanbieder": "naam", "verklaring": "soort_verklaring",
}  # fmt: skip
_WORDS = {plain(word): field.name for field in TABLES[TABLE].fields for word in (field.name, field.label)} | _ALSO
_YEAR = re.compile(r"productieverantwoording\D{0,20}(20\d\d)", re.IGNORECASE)
# What identifies a statement is read with the Voorblad itself, which refuses a file where it cannot be read.
_TOLD_ALREADY = frozenset({"jaar", "wet", "raamovereenkomst", "aanbieder"})


def is_declaration(cover: Cover) -> bool:
    """Whether a file without lines brings the declaration of an accountant or board: its Voorblad says which."""
    return cover.there and "soortverklaring" in cover.said


def month_of(cover: Cover, tables: Mapping[str, pl.DataFrame]) -> str | None:
    """The last month of the year that a statement is about: by it statements are kept, and replace each other."""
    years = [cover.values["jaar"]] if "jaar" in cover.values else []
    if not years:
        columns = [lines["jaar"] for lines in tables.values() if "jaar" in lines.columns]
        years = pl.concat(columns).drop_nulls().unique().to_list() if columns else []
    return f"{years[0]}-12" if len(years) == 1 else None


def agreement_of(tables: Mapping[str, pl.DataFrame]) -> str | None:
    """The framework agreement that a statement is about; None for other files, and where lines name several."""
    columns = [lines["raamovereenkomst"] for name, lines in tables.items() if name in (TABLE, LINES)]
    named = pl.concat(columns).drop_nulls().unique().to_list() if columns else []
    return str(named[0]) if len(named) == 1 else None


def of_another_year(grid: Grid, cover: Cover) -> pl.DataFrame:
    """A warning where the title of the form names another year than the Voorblad."""
    said = [found[1] for row in grid.text.iter_rows() for cell in row if cell and (found := _YEAR.search(cell))]
    year = str(cover.values.get("jaar", ""))
    if not said or not year or said[0] == year or cover.stamp[0]:
        return no_problems()
    return told(
        "MGR-005", f"Dit is het formulier van {said[0]}, en de levering gaat over {year}.",
        "Gebruik de volgende keer het nieuwe formulier.", blad=scrub(grid.name),
    )  # fmt: skip


def with_cover_row(read: Submission, grid: Grid | None, cover: Cover) -> Submission:
    """The submission with its Voorblad as a row; as it is where the Voorblad lacks the year or the supplier."""
    if grid is None or read.kind not in KINDS or not {"jaar", "aanbieder"} <= set(cover.values):
        return read
    placed = _placed(grid)
    euros = frozenset(name for name, (_, euro) in placed.items() if euro)
    lines, marks = _row(grid, placed, euros, read.file)
    own = {name: value for name, value in cover.values.items() if name in lines.columns}
    lines = lines.with_columns(pl.lit(value, lines.schema[name]).alias(name) for name, value in own.items())
    sheet = scrub(grid.name)
    origins = pl.DataFrame(
        [(TABLE, name, sheet, grid.text["1"][row - 1].strip(), a1(row, 2)) for name, (row, _) in placed.items()],
        schema=dict(ORIGINS), orient="row",
    )  # fmt: skip
    problems = addressed(scrubbed_problems(cells(TABLE, lines, marks, euros)), origins)
    problems = problems.with_columns(bestand=pl.lit(read.file))
    wrong = problems.filter(pl.col("ernst") == "fout").select(
        pl.col("nr").cast(RAW["nr"]), column=pl.col("at"),
    )  # fmt: skip
    return replace(
        read, tables={TABLE: lines, **read.tables}, origins=pl.concat([read.origins, origins]),
        problems=pl.concat([read.problems, problems]),
        untrusted={**read.untrusted, TABLE: pl.concat([pl.DataFrame(schema=dict(UNTRUSTED)), wrong])},
    )  # fmt: skip


def _placed(grid: Grid) -> dict[str, tuple[int, bool]]:
    """Column to the sheet row of its value, and whether an amount there is in euro.

    Who signs, signs for euros; an amount on a Voorblad is in eurocent only where its label says so [D].
    """
    found: dict[str, tuple[int, bool]] = {}
    pairs = grid.text.select("1", "2").with_row_index("row", offset=1).drop_nulls("1")
    for row, label, _ in pairs.iter_rows():
        words, _ = unit(label)
        name = _WORDS.get(plain(words))
        if name is not None:
            found.setdefault(name, (row, not plain(label).endswith("cent")))
    return found


def _row(
    grid: Grid, placed: dict[str, tuple[int, bool]], euros: frozenset[str], file: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The values as one line, and the cells that deserve a finding; the line stands where its first value does."""

    def cell(frame: pl.DataFrame, row: int) -> object:
        return frame["2"][row - 1] if "2" in frame.columns else None

    text = pl.DataFrame(
        {name: [cell(grid.text, row)] for name, (row, _) in placed.items()}, schema=dict.fromkeys(placed, pl.String)
    )
    real = pl.DataFrame({name: [cell(grid.number, row) is not None] for name, (row, _) in placed.items()})
    dated = pl.DataFrame({name: [bool(cell(grid.dated, row))] for name, (row, _) in placed.items()})
    done = cast(TABLES[TABLE], Cells(text, real, dated), Means(euros))
    first = min(row for row, _ in placed.values())
    values = done.values.with_columns(bestand=pl.lit(file), blad=pl.lit(scrub(grid.name)), rij=pl.lit(first, pl.Int64))
    lines = pl.concat([no_lines(TABLE), values], how="diagonal")
    return lines, done.marks.filter(~pl.col("at").is_in(sorted(_TOLD_ALREADY)))
