# SPDX-License-Identifier: EUPL-1.2
"""What the buttons put on a sheet: KPIs over the rows of another sheet, and the published figures of the region."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

import polars as pl

from processors import codelists
from processors.errors import UnusableInputError
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.ranges.measured import figures_of, groups_of, kpis_of
from processors.ranges.reading import Cells
from processors.ranges.regional import Asked, last_published, period_of, regional
from processors.region_pages.asked import ASKED
from processors.surroundings import Surroundings

CENT, EURO = "eurocent", "euro"
AMOUNTS = ("waarde", "teller", "noemer")
NOTHING = "Uit de regels op dit blad is geen KPI te berekenen. Kies het blad met de regels en hun kopregel."


def kpi_sheet(codes: str, cells: Cells, beside: Surroundings, today: date, *, per: str) -> pl.DataFrame:
    """KPIs over the rows of a sheet, with their name and unit; amounts in euros.

    Args:
        codes: of KPIs with commas between them; empty: each of which there is a figure.
        cells: the rows with their headers.
        beside: the reference of the region, and the key.
        today: the day from which is looked back.
        per: groupings with commas between them.

    Returns:
        `kpi`, `naam`, a column per grouping, `waarde`, `eenheid`, `teller`, `noemer`, `regels`, `clienten`.

    Raises:
        UnusableInputError: a KPI, grouping or the range cannot be used, or no KPI has a figure.

    """
    asked = [code for code in codes.replace(";", ",").split(",") if code.strip()]
    kpis = [kpi for code in asked for kpi in kpis_of(code)] or list(KPIS)
    found = figures_of(KpiBook(kpis), [cells], beside, today, per=groups_of(per))
    if not asked:
        found = found.filter(pl.col("waarde").is_not_null())
    if found.is_empty():
        raise UnusableInputError(NOTHING)
    return _named(found)


def regional_sheet(period: str, folder: Path) -> pl.DataFrame:
    """The published headline figures of the region and of each municipality, with their status; amounts in euros.

    Args:
        period: a month (2026-09), quarter (2026-K3) or year; empty: the last month published.
        folder: of Power BI, in the work folder.

    Returns:
        `kpi`, `naam`, `gemeente` (empty: the region), `gemeentenaam`, `periode`, `waarde`, `eenheid`, `status`; only
        figures that were published.

    Raises:
        UnusableInputError: nothing was published yet, or not about this period.

    """
    places = codelists.table("gemeenten_mgr").sort("gemeentecode").select("gemeentecode", "naam").rows()
    codes = dict.fromkeys(asked.code for asked in ASKED)
    rows = list(product(codes, [("", "Hele regio"), *places]))
    moment = period_of(period) or last_published(folder)
    found = regional(Asked([code for code, _ in rows], [place for _, (place, _) in rows], [moment]), folder)
    asked = {
        "kpi": [code for code, _ in rows],
        "gemeente": [place for _, (place, _) in rows],
        "gemeentenaam": [name for _, (_, name) in rows],
        "periode": moment,
    }
    told = pl.DataFrame(asked).with_columns(found).filter(pl.col("status").is_not_null())
    if told.is_empty():
        raise UnusableInputError(f"Over {moment} is niets gepubliceerd. Kies een maand, kwartaal of jaar met cijfers.")
    return _named(told)


def _named(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures with the name and unit of their KPI; eurocents become euros."""
    known = pl.DataFrame(
        [(kpi.code, kpi.label, kpi.unit) for kpi in KPIS], schema=["kpi", "naam", "eenheid"], orient="row"
    )
    cents = pl.col("eenheid").str.starts_with(CENT)
    amounts = [
        pl.when(cents).then(pl.col(name) / 100).otherwise(name).alias(name)
        for name in AMOUNTS
        if name in figures.columns
    ]
    shown = figures.join(known, on="kpi", how="left", maintain_order="left").with_columns(
        *amounts, eenheid=pl.col("eenheid").str.replace(CENT, EURO)
    )
    at = figures.columns.index("waarde")
    groups, rest = figures.columns[1:at], figures.columns[at + 1 :]
    return shown.select("kpi", "naam", *groups, "waarde", "eenheid", *rest)


def origin_of(headers: Sequence[object], row: Sequence[object]) -> tuple[str, object, object]:
    """Code, municipality and period of the figure in a row of a table of figures.

    Args:
        headers: of the table.
        row: below them.

    Raises:
        UnusableInputError: the headers are not those of figures, or the row says nothing.

    """
    named = {str(header).strip().lower(): cell for header, cell in zip(headers, row, strict=False) if header}
    period = next((named[name] for name in ("periode", "maand") if named.get(name)), None)
    code = named.get("kpi")
    if not code or not period:
        raise UnusableInputError(
            "In deze rij staat geen gepubliceerd cijfer. Kies een cel in een tabel met de koppen kpi, gemeente en "
            "periode (of maand), zoals het blad Regiocijfers of meting."
        )
    return str(code), named.get("gemeente"), period
