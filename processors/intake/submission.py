# SPDX-License-Identifier: EUPL-1.2
"""What reading a file gives: tables of the vocabulary, and everything that had to be said about the reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from processors import findings
from processors.lines import TABLES

# A finding of reading knows the position of its line (`nr`) and the vocabulary's name of its column (`at`).
PROBLEMS = findings.RAW
ORIGINS = findings.ORIGINS
UNTRUSTED: Mapping[str, type[pl.DataType]] = {"nr": pl.UInt32, "column": pl.String}
WHERE: Mapping[str, type[pl.DataType]] = {"bestand": pl.String, "blad": pl.String, "rij": pl.Int64}


def no_problems() -> pl.DataFrame:
    """A table of problems without problems."""
    return pl.DataFrame(schema=dict(PROBLEMS))


def no_lines(table: str) -> pl.DataFrame:
    """A table of the vocabulary without lines, with `bestand`, `blad` and `rij`."""
    return pl.DataFrame(schema={**TABLES[table].schema, **WHERE})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a column of a table stood: header as the sender wrote it, and the letter of the sheet's column."""

    table: str
    column: str
    header: str
    letter: str
    sheet: str
    file: str


def origins_frame(origins: list[Origin]) -> pl.DataFrame:
    """The origins as a table (`findings.ORIGINS`)."""
    rows = [(each.table, each.column, each.sheet, each.header, each.letter) for each in origins]
    return pl.DataFrame(rows, schema=dict(ORIGINS), orient="row")


@dataclass(frozen=True)
class Submission:
    """One file, read.

    Attributes:
        file: its name, any Bsn in it masked.
        kind: declaratie, gemeentelevering, productieverantwoording, verklaring, bericht (a message other than a
            declaration) or naslag:<table>; None when it is none of these.
        law: wmo, jw or pw; like municipality, supplier and month from the Voorblad, or from a column that holds one
            value only; else None.
        municipality: 4 digits.
        supplier: 8 digits.
        month: as 2026-09.
        tables: per table its lines: the columns of the vocabulary, and `bestand`, `blad`, `rij` (row number in the
            sheet as the sender sees it).
        origins: per table, column and sheet the sender's header and column letter (`findings.ORIGINS`).
        problems: what reading and casting found (`findings.RAW`).
        untrusted: per table the cells that could not be read: position of the line (`nr`) and `column`.
        refused: why the whole file cannot be used, in Dutch; None when it can.
        sha256: of the bytes.
        quarantine: a person has to look at the file as well.
        message: which message (xml) it is, 301 to 325; empty for a workbook.
        cover: label to value of the Voorblad, as read; labels in plain letters (`soortverklaring`).
        nothing: it reports that there is nothing to deliver.

    """

    file: str
    kind: str | None = None
    law: str | None = None
    municipality: str | None = None
    supplier: str | None = None
    month: str | None = None
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    origins: pl.DataFrame = field(default_factory=lambda: origins_frame([]))
    problems: pl.DataFrame = field(default_factory=no_problems)
    untrusted: dict[str, pl.DataFrame] = field(default_factory=dict)
    refused: str | None = None
    sha256: str = ""
    quarantine: bool = False
    cover: dict[str, str] = field(default_factory=dict)
    nothing: bool = False
    message: str = ""
