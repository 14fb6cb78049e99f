# SPDX-License-Identifier: EUPL-1.2
"""Findings as a file of one's own: workbook, csv, JSON or Parquet, by the ending of the name.

With explanations each finding tells how what it is about came about, and those of all lines go with them.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from processors.durable import landing
from processors.errors import UnusableInputError
from processors.explanation import beside
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


CHANGED = (
    Column("verandering", "Verandering"), Column("aanlevering", "Kenmerk", "code"), Column("was", "Was"),
)  # fmt: skip
EXPLAINED = Column("uitleg", "Uitleg", width=60)
EXPLANATIONS = (
    Column("bestand", "Bestand"), Column("blad", "Blad"), Column("rij", "Rij", "nummer"),
    Column("onderwerp", "Onderwerp", width=28), Column("uitleg", "Uitleg", width=110),
)  # fmt: skip


def write_findings(target: Path, findings: pl.DataFrame, explanations: pl.DataFrame | None = None) -> None:
    """Write findings (contracts.md, 5) to `target`, and explanations to `explanations_path(target)`.

    Raises:
        UnusableInputError: the ending of the name is none of .xlsx, .csv, .json and .parquet.

    """
    ending = _ending(target)
    if explanations is not None:
        findings = findings.with_columns(beside(findings, explanations))
    if ending == ".xlsx":
        _write_workbook(target, findings, explanations)
    elif ending == ".json":
        _write_json(target, findings, explanations)
    else:
        _write_table(target, findings)
        if explanations is not None:
            _write_table(explanations_path(target), explanations)


def write_changes(target: Path, changes: pl.DataFrame) -> None:
    """Write changed verdicts (`recheck.CHANGES`) to `target`.

    Raises:
        UnusableInputError: the ending of the name is none of .xlsx, .csv, .json and .parquet.

    """
    ending = _ending(target)
    if ending == ".xlsx":
        _write_book(target, "Veranderde bevindingen", changes, (*CHANGED, *COLUMNS))
    elif ending == ".json":
        _write_json(target, changes, None)
    else:
        _write_table(target, changes)


def explanations_path(target: Path) -> Path:
    """Where the explanations stand: in the file itself, or beside it where a file is one table."""
    one_table = target.suffix.lower() in {".csv", ".parquet"}
    return target.with_stem(f"{target.stem}-uitleg") if one_table else target


def _ending(target: Path) -> str:
    ending = target.suffix.lower()
    if ending not in {".xlsx", ".csv", ".json", ".parquet"}:
        raise UnusableInputError(
            f"Bevindingen kunnen niet als '{ending}' worden geschreven. Kies .xlsx, .csv, .json of .parquet."
        )
    return ending


def _write_table(target: Path, table: pl.DataFrame) -> None:
    if target.suffix.lower() == ".csv":
        write_csv(target, table)
        return
    with landing(target) as half:
        table.write_parquet(half)


def _write_json(target: Path, findings: pl.DataFrame, explanations: pl.DataFrame | None) -> None:
    with landing(target) as half:
        if explanations is None:
            findings.write_json(half)
            return
        told = {"bevindingen": findings.to_dicts(), "uitleg": explanations.to_dicts()}
        half.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8", newline="\n")


def _write_workbook(target: Path, findings: pl.DataFrame, explanations: pl.DataFrame | None) -> None:
    if explanations is None:
        _write_book(target, "Bevindingen", findings, COLUMNS)
        return
    words = "Hoe maximum, tarief, bedrag en budget van elke declaratieregel zijn berekend."
    more = [Page("Uitleg", "Uitleg", words, explanations, EXPLANATIONS, "uitleg")]
    _write_book(target, "Bevindingen", findings, (*COLUMNS, EXPLAINED), more)


def _write_book(
    target: Path, title: str, findings: pl.DataFrame, columns: Sequence[Column], more: Sequence[Page] = ()
) -> None:
    """Findings on a sheet, how many there are of each severity, and other pages behind it."""
    severities = dict(findings.group_by("ernst").len().iter_rows())
    headlines = [
        Headline(name.capitalize(), severities.get(name, 0), "geheel", words)
        for name, words in (
            ("fout", "Moet worden verbeterd; de regel of het bestand is geweigerd."),
            ("waarschuwing", "Verdient aandacht; er is niets om geweigerd."),
            ("signaal", "Ter informatie."),
        )
    ]
    book = RegionBook(
        title=title,
        period=f"{counted(len(findings), 'bevinding', 'bevindingen')} in "
        f"{counted(findings['bestand'].n_unique(), 'bestand', 'bestanden')}.",
        made_on=datetime.now().astimezone().replace(tzinfo=None, microsecond=0),
        headlines=headlines,
        pages=[Page("Bevindingen", title, "Een regel per bevinding.", findings, columns, "bevindingen"), *more],
    )
    write_region_book(target, book)
