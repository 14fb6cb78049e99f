# SPDX-License-Identifier: EUPL-1.2
"""How periods, laws and KPIs are called on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from processors import kpi_catalogue
from processors.kpibook import KINDS, Kpi
from processors.kpis import KPIS
from workbooks import dutch

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
LAWS: Mapping[str, str] = {"wmo": "Wmo", "jw": "Jeugdwet", "pw": "Participatiewet"}


@dataclass(frozen=True)
class Named:
    """What people call a KPI, how it is shown, by what it is published, and its body if it has one.

    `kind` is a kind of value of `workbooks.styles`; `level` as in `kpibook.Kpi`.
    """

    label: str
    kind: str
    unit: str
    level: tuple[str, ...]
    kpi: Kpi | None


@cache
def named(code: str) -> Named:
    """A KPI by its code; a variant that is measured no more has the name of the catalogue. KeyError if unknown."""
    for kpi in KPIS:
        if kpi.code == code:
            return Named(kpi.label, kpi.kind, _unit(kpi.unit), kpi.level, kpi)
    entry = kpi_catalogue.entries()[code.partition("-")[0]]
    kind = KINDS.get(entry.unit.partition(" ")[0], "getal")
    return Named(entry.name, kind, _unit(entry.unit), entry.level, None)


def _unit(unit: str) -> str:
    """The unit of a figure as it is shown: amounts are shown in euros."""
    return unit.replace("eurocent", "euro").replace("clienten", "cliënten")


def spoken_month(month: str) -> str:
    """2026-09 as september 2026."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def spoken_period(period: str) -> str:
    """2026-09 as september 2026, 2026-K3 as 3e kwartaal 2026, 2026 as 2026."""
    year, _, part = period.partition("-")
    if part.startswith("K"):
        return f"{part[1:]}e kwartaal {year}"
    return spoken_month(period) if part else year


def period_of(month: str, span: str) -> str:
    """The month, `kwartaal`, `jaar` or `vorig jaar` of a month."""
    year = int(month[:4])
    spans = {
        "maand": month, "kwartaal": f"{year}-K{(int(month[5:]) + 2) // 3}", "jaar": f"{year}",
        "vorig jaar": f"{year - 1}",
    }  # fmt: skip
    return spans[span]


def before(period: str) -> str:
    """The period before a month, quarter or year, of the same length."""
    year, _, part = period.partition("-")
    if not part:
        return str(int(year) - 1)
    quarter = part.startswith("K")
    number = int(part.removeprefix("K")) - 1
    if not number:
        year, number = str(int(year) - 1), 4 if quarter else 12
    return f"{year}-K{number}" if quarter else f"{year}-{number:02d}"


def trend(value: float | None, earlier: float | None, kind: str) -> str:
    """How a figure stands to the one before it, in a symbol and in words; empty where one of them is missing."""
    if value is None or earlier is None:
        return ""
    if kind != "procent" and not earlier:
        return "≈ gelijk" if not value else f"{_direction(value)} (was nul)"
    change = value - earlier if kind == "procent" else (value - earlier) / abs(earlier) * 100
    if not round(change, 1):
        return "≈ gelijk"
    size = dutch.figure(abs(change), "getal") + (" punt" if kind == "procent" else "%")
    arrow, _, word = _direction(change).partition(" ")
    return f"{arrow} {size} {word}"


def _direction(change: float) -> str:
    return "▲ hoger" if change > 0 else "▼ lager"
