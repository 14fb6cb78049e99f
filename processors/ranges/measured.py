# SPDX-License-Identifier: EUPL-1.2
"""KPIs over lines in ranges: the same functions as for the region, over what a controller has on the sheet."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from processors.accepted import FINDINGS_IN_FORCE, STORED
from processors.delivered import KIND
from processors.deliveries import DELIVERIES
from processors.errors import UnusableInputError
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.lines import TABLES
from processors.measured import Material
from processors.measurements import figures_at
from processors.measuring import GROUPS, PERIODS
from processors.pseudonym import pseudonymise
from processors.ranges.reading import Cells, tables_in
from processors.surroundings import Surroundings

FIGURES = ("waarde", "teller", "noemer", "regels", "clienten")
_LEVELS = {"categorie": "product", "kwartaal": "maand", "jaar": "maand"}
_DELIVERY = {"soort": pl.lit(KIND), "status": pl.lit("geaccepteerd")}


def kpis_of(code: str) -> KpiBook:
    """The KPI with this code; one of the catalogue with its variants.

    Raises:
        UnusableInputError: there is no such KPI.

    """
    asked = code.strip()
    known = {kpi.code.upper(): kpi.code for kpi in KPIS} | {kpi.number.upper(): kpi.number for kpi in KPIS}
    if asked.upper() not in known:
        numbers = ", ".join(sorted({kpi.number for kpi in KPIS}))
        raise UnusableInputError(f"De KPI '{asked}' bestaat niet. Kies uit {numbers}.")
    return KPIS.only(known[asked.upper()])


def groups_of(per: str) -> tuple[str, ...]:
    """The groupings in a text such as `gemeente, maand`.

    Raises:
        UnusableInputError: a word is no grouping, or there are two periods.

    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in per.replace(";", ",").split(",") if name.strip()))
    if unknown := [name for name in names if name not in GROUPS]:
        raise UnusableInputError(f"'{unknown[0]}' is geen groep. Kies uit {', '.join(GROUPS)}.")
    if len(set(names) & set(PERIODS)) > 1:
        raise UnusableInputError(f"Kies ten hoogste een periode: {', '.join(PERIODS)}.")
    return names


def figures(code: str, ranges: Sequence[Cells], beside: Surroundings, today: date, *, per: str = "") -> pl.DataFrame:
    """The figures of a KPI over the rows in ranges, one row per KPI and group.

    Every row counts that could be read, whatever the rules say of it. A month is closed where each municipality in the
    declaration lines has some; who delivered when is not in a range.

    Args:
        code: of the KPI; one of the catalogue brings its variants.
        ranges: declaration lines, allocations, starts and stops … and reference, each recognised by its headers; a
            table of reference in place of that of the region.
        beside: the reference of the region, and the key.
        today: the day from which is looked back.
        per: groupings with commas between them (`measuring.GROUPS`).

    Returns:
        `kpi`, a column per grouping, and `FIGURES`, in the unit of the KPI.

    Raises:
        UnusableInputError: the KPI, a grouping or a range cannot be used.

    """
    return figures_of(kpis_of(code), ranges, beside, today, per=groups_of(per))


def figures_of(
    kpis: KpiBook, ranges: Sequence[Cells], beside: Surroundings, today: date, *, per: Sequence[str]
) -> pl.DataFrame:
    """The figures of some KPIs over the rows in ranges; all else as in `figures`."""
    found = figures_at(_material(tables_in(ranges, beside.reference), beside, today), kpis, per)
    columns = dict.fromkeys(_LEVELS.get(name, name) for name in per)
    return found.select("kpi", *columns, *FIGURES)


def _material(tables: Mapping[str, pl.DataFrame], beside: Surroundings, today: date) -> Material:
    lines = {
        name: pseudonymise(frame.select(TABLES[name].names), name, beside.key)
        for name, frame in tables.items()
        if name in STORED
    }
    declared = lines.get("declaratieregels", pl.DataFrame(schema=TABLES["declaratieregels"].schema))
    delivered = declared.select("gemeente", maand="declaratie_maand").drop_nulls().unique()
    told = pl.concat([pl.DataFrame(schema=dict(DELIVERIES)), delivered.with_columns(**_DELIVERY)], how="diagonal")
    return Material(
        lines,
        {**beside.reference.tables, **{name: frame for name, frame in tables.items() if name not in STORED}},
        told,
        pl.DataFrame(schema=dict(FINDINGS_IN_FORCE)),
        month=max(delivered["maand"], default=f"{today:%Y-%m}"),
        today=today,
        members=tuple(delivered["gemeente"].unique().sort()),
    )
