# SPDX-License-Identifier: EUPL-1.2
"""A file with a pseudonym in place of every Bsn, made before it leaves the municipality.

Only what the form knows goes along, so that no name in a column of its own, in a hidden sheet or in a comment does.
Source: handbook 15.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from processors.bsn import is_bsn
from processors.errors import UnusableInputError
from processors.fields import FIELDS
from processors.intake.personal import scrub, scrubbed
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import Submission
from processors.lines import TABLES
from processors.pseudonym import PATTERN, Key, pseudonymise
from processors.ranges.delivery import labelled
from workbooks.tables import add_table, columns_of
from workbooks.writing import Book

COVER = "Voorblad"
FEW = 5
CLIENT = "client"


@dataclass(frozen=True)
class Pseudonymised:
    """What goes out: label and value of the Voorblad, and per table its rows under the headers of the form."""

    cover: Mapping[str, str]
    tables: Mapping[str, pl.DataFrame]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(map(len, self.tables.values()))


def pseudonymised(path: Path, reference: Reference, key: Key) -> Pseudonymised:
    """Read a file and replace each Bsn in it.

    Args:
        path: a declaration or a delivery of a municipality.
        reference: the words of senders and the products of the region.
        key: of the pseudonyms.

    Raises:
        UnusableInputError: the file cannot be read, is about no clients, or holds a cell that cannot be read or a Bsn
            that does not pass the elfproef: both would be lost.

    """
    (read, *more) = read_submission(path, column_map=reference.column_map, products=reference.products)
    if more:
        raise UnusableInputError(f"In '{path.name}' zitten meer bestanden. Pak het uit en geef ze een voor een.")
    tables = {name: frame for name, frame in read.tables.items() if not frame.is_empty()}
    _refuse(read, tables)
    return Pseudonymised(
        cover={label: scrub(value) for label, value in read.cover.items()},
        tables={
            name: labelled(_without_bsn(frame, name, key), name, _columns_in(read, name))
            for name, frame in tables.items()
        },
    )


def _columns_in(read: Submission, table: str) -> list[str]:
    """The columns that the file has, also where nothing stands in them: one that is left out is another mistake."""
    return read.origins.filter(pl.col("entiteit") == table)["column"].to_list()


def _refuse(read: Submission, tables: Mapping[str, pl.DataFrame]) -> None:
    """Stop where something would be lost or stay personal."""
    if read.refused or read.message:
        raise UnusableInputError(read.refused or "Een bericht gaat via het berichtenverkeer en verandert hier niet.")
    if not any(CLIENT in frame.columns for frame in tables.values()):
        raise UnusableInputError(f"'{read.file}' gaat niet over cliënten, dus er is niets te pseudonimiseren.")
    unread = {name: len(marks) for name, marks in read.untrusted.items() if len(marks)}
    if unread:
        told = ", ".join(f"{count} in {TABLES[name].label}" for name, count in unread.items())
        raise UnusableInputError(
            f"In '{read.file}' zijn cellen niet te lezen ({told}); zij zouden verloren gaan. Zie met 'verzamelpunt "
            "controleer' welke het zijn, herstel ze en probeer het opnieuw."
        )
    for name, frame in tables.items():
        if CLIENT in frame.columns:
            known = pl.col(CLIENT).str.contains(PATTERN) | is_bsn(pl.col(CLIENT))
            wrong = frame.filter(~known)["rij"].to_list()
            if wrong:
                rows = ", ".join(map(str, wrong[:FEW])) + (" …" if len(wrong) > FEW else "")
                raise UnusableInputError(
                    f"Op blad '{frame['blad'][0]}' van '{read.file}' staat in {len(wrong)} rijen geen geldig Bsn (rij "
                    f"{rows}). Verbeter de nummers ({TABLES[name].label}) en probeer het opnieuw."
                )


def _without_bsn(frame: pl.DataFrame, table: str, key: Key) -> pl.DataFrame:
    """The columns of the form: clients under a pseudonym, and a Bsn in a remark hidden."""
    own = pseudonymise(frame.select(TABLES[table].names), table, key)
    clients = {field.name for field in TABLES[table].fields if field.source == FIELDS[CLIENT].source}
    remarks = [name for name, kind in own.schema.items() if kind == pl.String and name not in clients]
    return own.with_columns(scrubbed(own[name]).alias(name) for name in remarks)


def write_pseudonymised(target: Path, made: Pseudonymised, made_on: datetime) -> None:
    """Write the workbook; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    with Book(target, title="Aanlevering", subject="Aanlevering met pseudoniemen", made_on=made_on) as book:
        if made.cover:
            sheet = book.sheet(COVER)
            sheet.columns(30, 40)
            for row, (label, value) in enumerate(made.cover.items()):
                sheet.put(row, 0, label, "label")
                sheet.put(row, 1, value, "code")
        for name, rows in made.tables.items():
            add_table(book.sheet(name.capitalize(), tab="werk", repeated_row=0), rows, columns_of(rows))
