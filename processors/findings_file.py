# SPDX-License-Identifier: EUPL-1.2
"""Findings as a file of one's own: workbook, csv, JSON or Parquet, by the ending of the name."""

from datetime import datetime
from pathlib import Path

import polars as pl

from processors.durable import landing
from processors.errors import UnusableInputError
from workbooks.csvout import write_csv
from workbooks.dutch import counted
from workbooks.region_book import Headline, Page, RegionBook, write_region_book
from workbooks.tables import Column

COLUMNS = (
    Column("bestand", "Bestand"), Column("blad", "Blad"), Column("rij", "Rij", "nummer"), Column("kolom", "Kolom"),
    Column("cel", "Cel", "code"), Column("ernst", "Ernst", mark="ernst", symbol=True), Column("regel", "Regel", "code"),
    Column("waarde", "Waarde", "code"), Column("melding", "Melding", width=60),
    Column("actie", "Wat u kunt doen", width=56), Column("gevolg", "Gevolg"),
    Column("retourcode", "Retourcode", "code"), Column("entiteit", "Entiteit"), Column("sleutel", "Sleutel", "code"),
    Column("profiel", "Profiel"),
)  # fmt: skip


def write_findings(target: Path, findings: pl.DataFrame) -> None:
    """Write findings (contracts.md, 5) to `target`.

    Raises:
        UnusableInputError: the ending of the name is none of .xlsx, .csv, .json and .parquet.

    """
    ending = target.suffix.lower()
    if ending not in {".xlsx", ".csv", ".json", ".parquet"}:
        raise UnusableInputError(
            f"Bevindingen kunnen niet als '{ending}' worden geschreven. Kies .xlsx, .csv, .json of .parquet."
        )
    if ending == ".xlsx":
        _write_workbook(target, findings)
    elif ending == ".csv":
        write_csv(target, findings)
    else:
        with landing(target) as half:
            if ending == ".json":
                findings.write_json(half)
            else:
                findings.write_parquet(half)


def _write_workbook(target: Path, findings: pl.DataFrame) -> None:
    severities = dict(findings.group_by("ernst").len().iter_rows())
    headlines = [
        Headline(name.capitalize(), severities.get(name, 0), "geheel", words)
        for name, words in (
            ("fout", "Moet worden verbeterd; de regel of het bestand is geweigerd."),
            ("waarschuwing", "Verdient aandacht; er is niets om geweigerd."),
            ("signaal", "Ter informatie."),
        )
    ]
    page = Page("Bevindingen", "Bevindingen", "Een regel per bevinding.", findings, COLUMNS, "bevindingen")
    book = RegionBook(
        title="Bevindingen",
        period=f"{counted(len(findings), 'bevinding', 'bevindingen')} in "
        f"{counted(findings['bestand'].n_unique(), 'bestand', 'bestanden')}.",
        made_on=datetime.now().astimezone().replace(tzinfo=None, microsecond=0),
        headlines=headlines,
        pages=[page],
    )
    write_region_book(target, book)
