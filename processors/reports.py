# SPDX-License-Identifier: EUPL-1.2
"""The reports in the rhythm of plan, do, check and act: quarter pack, spring and autumn report, year pack.

Each is a workbook with some pages of the regional workbook as it stood with the data up to a month. When it must be
there stands in the reference table `kalender`; which pages it has, here. The months are our own design (handbook 11).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from processors.region_pages.words import spoken_month
from workbooks.region_book import RegionBook


@dataclass(frozen=True)
class Report:
    """One report: its title, what it is for, and the sheets of the regional workbook that it has, in their order."""

    title: str
    purpose: str
    sheets: frozenset[str]


# So long after its day a report that was missed is still written.
LATE = timedelta(days=31)
_ALWAYS = frozenset({"Levering", "Definities", "Herkomst", "Verantwoording"})
_MONEY = frozenset({"Begroting en prognose", "KPI's", "Grafieken"})
_SUPPLIERS = frozenset({"Signalen", "KPI's per aanbieder", "KPI's per product", "Kwaliteit", "Kwaliteit per afzender"})
REPORTS: Mapping[str, Report] = {
    "kwartaalpakket": Report("Kwartaalpakket", "Voor leveranciersmanagement en accounthouders.",
                             _ALWAYS | _MONEY | _SUPPLIERS),
    "voorjaarsrapport": Report("Voorjaarsrapport", "Voor de voorjaarsnota van de gemeenten.",
                               _ALWAYS | _MONEY | {"Signalen"}),
    "najaarsrapport": Report("Najaarsrapport", "Voor de najaarsnota en de begroting van de gemeenten.",
                             _ALWAYS | _MONEY | {"Signalen", "Evenredige bijdrage"}),
    "jaarpakket": Report("Jaarpakket", "Voor de jaarrekening, met de productieverantwoordingen.",
                         _ALWAYS | _MONEY | _SUPPLIERS | {"Evenredige bijdrage"}),
}  # fmt: skip


def due(calendar: pl.DataFrame, folder: Path, newest: str, today: date) -> Iterator[tuple[str, str, Path]]:
    """The reports to write: kind, the last month of its data, and where it goes.

    A report is written as soon as there are data up to its month, and again until its day. After that day it stays as
    it was sent; one that was missed is written still in the month that follows.

    Args:
        calendar: the reference table `kalender`.
        folder: of the reports.
        newest: the last month of which there are data.
        today: the day of the run.

    """
    asked = calendar.filter(pl.col("soort").is_in(list(REPORTS)), pl.col("maand") <= newest)
    for kind, month, day in asked.select("soort", "maand", "uiterste_datum").unique().sort(pl.all()).iter_rows():
        target = folder / f"{kind}-{month}.xlsx"
        if today <= day or (today <= day + LATE and not target.exists()):
            yield kind, month, target


def report_book(kind: str, month: str, book: RegionBook) -> RegionBook:
    """The report, from the regional workbook with the data up to its month; its star tables stay, for its formulas."""
    report = REPORTS[kind]
    return replace(
        book,
        title=f"{report.title} tot en met {spoken_month(month)}",
        period=f"{book.period} {report.purpose}",
        pages=[page for page in book.pages if page.name in report.sheets],
    )
