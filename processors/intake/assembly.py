# SPDX-License-Identifier: EUPL-1.2
"""From a file that was read to a submission: its tables put together, and who sent what about which month."""

from dataclasses import replace

import polars as pl

from processors.delivered import KIND
from processors.intake.about import said_by_lines
from processors.intake.belonging import beside_cover
from processors.intake.codes import catalogue
from processors.intake.cover import Cover, is_cover, read_cover
from processors.intake.level import contradiction, is_added_up, level_problems, says_nothing
from processors.intake.municipal_sheets import in_its_own_unit, sheet_problems, without_total_words
from processors.intake.names import numbers_in_names
from processors.intake.oddities import oddity_problems
from processors.intake.person_data import person_data
from processors.intake.problems import addressed, cells, scrubbed_problems, told
from processors.intake.recognition import (
    KINDS,
    REFERENCE,
    Source,
    given_for,
    kind_of,
    not_used,
    refusals,
    tables_of,
)
from processors.intake.sheets import Part, read_sheet
from processors.intake.statement_cover import (
    DECLARATION,
    is_declaration,
    month_of,
    of_another_year,
    with_cover_row,
)
from processors.intake.statement_cover import KINDS as STATEMENTS
from processors.intake.submission import UNTRUSTED, Submission, no_problems, origins_frame
from processors.lines import TABLES
from processors.rulebook import Consequence, Severity
from workbooks.grid import Grid, Reading

# Columns that say the law, the municipality, the supplier and the month.
_ABOUT = (("wet",), ("gemeente",), ("aanbieder",), ("maand", "declaratie_maand"))


def assemble(reading: Reading, source: Source) -> Submission:
    """The submission that a file holds, or why it cannot be used."""
    covers = [grid for grid in reading.grids if is_cover(grid)]
    cover = read_cover(covers[0]) if covers else Cover()
    grids = [grid for grid in reading.grids if grid.text.height and not is_cover(grid)]
    kind = source.kind or (cover.stamp[0] if cover.stamp[0] in KINDS else None)
    parts: list[Part] = []
    problems = [cover.problems, *(of_another_year(grid, cover) for grid in covers[:1])]
    found = tables_of(grids, kind, cover, source)
    if is_added_up(cover) and len(personal := person_data(reading.grids, found)):
        return _stopped(personal, cover, source)
    nothing = says_nothing(cover, covers)
    for grid, layout in found:
        if layout is None:
            problems.append(not_used(grid, kind))
            continue
        given = given_for(grid, layout, cover)
        problems.append(refusals(grid, layout, given))
        if not layout.twice and not layout.missing(given):
            sheet, own = without_total_words(grid, layout), in_its_own_unit(grid, layout)
            parts.append(read_sheet(sheet, own, source.file, given, catalogue() | source.products))
    problems.append(sheet_problems(found))
    tables = [layout.table for _, layout in found if layout]
    kind = kind or kind_of(tables, cover)
    if is_declaration(cover) and kind != KIND and not any(len(part.lines) for part in parts):
        kind, tables, parts = DECLARATION, [], []
    source = replace(source, kind=kind)
    lines = sum(len(part.lines) for part in parts)
    problems += [_whole(source.kind, tables, parts, cover, nothing=nothing), level_problems(source.kind, cover)]
    if nothing and lines:
        problems.append(contradiction(lines))
    read = _submission(parts, problems, cover, reading, source)
    read = beside_cover(replace(read, nothing=nothing and read.refused is None), cover.values)
    return _as_statement(read, covers[0] if covers else None, cover) if kind in STATEMENTS else read


def _as_statement(read: Submission, grid: Grid | None, cover: Cover) -> Submission:
    """A statement is about a year and about all municipalities, and its Voorblad is a row of its own."""
    read = replace(read, municipality=None, month=month_of(cover, read.tables))
    return with_cover_row(read, grid, cover)


def _stopped(personal: pl.DataFrame, cover: Cover, source: Source) -> Submission:
    """A file with personal data where none were agreed: of its contents nothing goes on, and a person looks at it."""
    problems = personal.with_columns(bestand=pl.lit(source.file))
    return Submission(
        source.file, KIND, municipality=cover.text("gemeente"), month=cover.text("maand"), problems=problems,
        refused=" ".join(problems["melding"]), sha256=source.sha256, quarantine=True,
    )  # fmt: skip


def _whole(kind: str | None, tables: list[str], parts: list[Part], cover: Cover, *, nothing: bool) -> pl.DataFrame:
    """What refuses the file as a whole, and a form of an earlier year; one without lines may say that it is."""
    found = [no_problems()]
    may_be_empty = (nothing and kind is not None) or (kind or "").startswith(REFERENCE)
    if not tables and kind != DECLARATION and not (nothing and kind):
        found.append(
            told(
                "INTAKE-14", "In dit bestand is geen tabel herkend: geen blad heeft een kopregel met bekende koppen.",
                "Gebruik het formulier, of laat ons uw koppen toevoegen aan uw kolommenlijst.", refuses=True,
            )
        )  # fmt: skip
    elif parts and not any(len(part.lines) for part in parts) and not may_be_empty:
        found.append(
            told(
                "INTAKE-14", "Dit bestand heeft alleen kopregels; er staat geen enkele regel in.",
                "Vul de regels in, of meld dat u niets te leveren heeft.", refuses=True,
            )
        )  # fmt: skip
    if kind == KIND and len(tables) > 1 and not cover.there:
        found.append(
            told(
                "MGR-004", "Het blad Voorblad ontbreekt.",
                "Voeg het Voorblad toe met gemeente, maand en niveau, en stuur het bestand opnieuw.", refuses=True,
            )
        )  # fmt: skip
    year, about = cover.stamp[1][:4], str(cover.values.get("jaar") or cover.values.get("maand") or "")[:4]
    if year.isdecimal() and about.isdecimal() and year < about:
        found.append(
            told(
                "MGR-005", f"Dit is het formulier van {year}, en de levering gaat over {about}.",
                "Gebruik de volgende keer het nieuwe formulier.",
            )
        )  # fmt: skip
    return pl.concat(found)


def _submission(
    parts: list[Part], problems: list[pl.DataFrame], cover: Cover, reading: Reading, source: Source
) -> Submission:
    """Put the parts of each table one below the other, with the findings about them."""
    names = dict.fromkeys(part.layout.table for part in parts)
    tables = {name: pl.concat(part.lines for part in parts if part.layout.table == name) for name in names}
    origins = origins_frame([origin for part in parts for origin in part.origins])
    odd = oddity_problems(reading, tables, origins)
    law, municipality, supplier, month = (
        cover.text(names[0]) or said_by_lines(tables.values(), names) for names in _ABOUT
    )
    named = numbers_in_names(source.file, (grid.name for grid in reading.grids))
    found = [named, *problems, *(part.problems for part in parts), odd]
    if source.kind == KIND and cover.there:
        found.append(_unsaid({"gemeente": municipality, "maand": month}))
    elif source.kind == "declaratie" and cover.there and not tables:
        found.append(_unsaid({"aanbieder": supplier, "maand": month}))
    for name, lines in tables.items():
        own = [part for part in parts if part.layout.table == name]
        euros = frozenset[str]().union(*(part.layout.euros for part in own))
        read = cells(name, lines, _marks(own), euros)
        found.append(read.join(odd, on=["entiteit", "nr", "at"], how="anti", maintain_order="left"))
    told_all = addressed(scrubbed_problems(pl.concat(found)), origins)
    told_all = told_all.with_columns(bestand=pl.lit(source.file))
    refusal = told_all.filter(pl.col("gevolg") == str(Consequence.REJECT_FILE))["melding"]
    return Submission(
        source.file, source.kind, law, municipality, supplier, month, tables, origins, told_all,
        untrusted={name: _untrusted(name, told_all) for name in tables}, refused=" ".join(refusal) or None,
        sha256=source.sha256, cover=cover.said,
    )  # fmt: skip


def _unsaid(about: dict[str, str | None]) -> pl.DataFrame:
    """What neither the Voorblad nor the lines say, though a delivery must."""
    missing = [name for name, value in about.items() if value is None]
    if not missing:
        return no_problems()
    return told(
        "MGR-004", f"Op het Voorblad ontbreekt: {', '.join(missing)}.",
        "Vul het Voorblad aan en stuur het bestand opnieuw.", refuses=True, kolom=", ".join(missing),
    )  # fmt: skip


def _marks(parts: list[Part]) -> pl.DataFrame:
    """The marked cells of a table, counted over all its parts."""
    shifted, before = [], 0
    for part in parts:
        shifted.append(part.marks.with_columns(pl.col("nr") + pl.lit(before, pl.UInt32)))
        before += len(part.lines)
    return pl.concat(shifted)


def _untrusted(table: str, problems: pl.DataFrame) -> pl.DataFrame:
    """The cells that must not be leaned on; of a line that is wrong as a whole all cells."""
    wrong = problems.filter(
        pl.col("entiteit") == table, pl.col("ernst") == str(Severity.FOUT), pl.col("nr").is_not_null()
    )
    lines = (
        wrong.filter(pl.col("at").is_null())
        .select("nr")
        .join(pl.DataFrame({"column": TABLES[table].names}), how="cross")
    )
    cell = wrong.filter(pl.col("at").is_not_null()).select("nr", column="at")
    return pl.concat([pl.DataFrame(schema=dict(UNTRUSTED)), cell, lines]).unique(maintain_order=True)
