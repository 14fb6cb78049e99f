# SPDX-License-Identifier: EUPL-1.2
"""Samenvatting: how we are doing, in one table, each figure with the one before it and what it means."""

from collections.abc import Mapping

import polars as pl

from processors.region_pages.asked import ASKED, Asked
from processors.region_pages.counted import counted
from processors.region_pages.figures import NO_ROW, at, light_of_use, shown
from processors.region_pages.words import before, named, period_of, spoken_period, trend
from processors.star import Tables
from workbooks.region_book import Listing
from workbooks.tables import Column

_FOUND = {
    "thema": pl.String, "code": pl.String, "kerncijfer": pl.String, "waarde": pl.Float64,
    "waarde_woord": pl.String, "soort": pl.String,
    "eenheid": pl.String,
    "formule": pl.String, "vorige": pl.Float64, "vorige_woord": pl.String, "vorige_soort": pl.String,
    "trend": pl.String, "oordeel": pl.String, "stand": pl.String, "periode": pl.String, "dekking": pl.String,
    "status": pl.String, "uitleg": pl.String,
}  # fmt: skip
_COLUMNS = (
    Column("thema", "Thema", width=19), Column("kerncijfer", "Kerncijfer", width=40),
    Column("waarde", "Waarde", "getal", "soort", word="waarde_woord", formula="formule", width=18),
    Column("eenheid", "Eenheid", width=17),
    Column("vorige", "Vorige periode", "getal", "vorige_soort", word="vorige_woord", width=18),
    Column("trend", "Trend", width=21), Column("oordeel", "Oordeel", mark="stand", symbol=True, width=18),
    Column("periode", "Periode", width=18), Column("dekking", "Dekking", width=11),
    Column("status", "Status", width=13), Column("uitleg", "Wat het zegt", width=66),
)  # fmt: skip


def summary(tables: Tables, month: str, members: Mapping[str, str], place: str | None, *, level: str = "") -> Listing:
    """The headline figures of a month.

    Args:
        tables: the star tables, with only the rows that may be in the workbook.
        month: yyyy-mm.
        members: municipality code to name.
        place: the one municipality; None for the region.
        level: gemeente or aanbieder, where only what is published by it is told; all without it.

    """
    whole = shown(at(tables["meting"], place))
    known = {(row["kpi"], row["maand"]): row for row in whole.iter_rows(named=True)}
    asked = [each for each in ASKED if not level or level in named(each.code).level]
    rows = [*counted(tables, month, members, level), *(_told(each, month, known, place) for each in asked)]
    order = {theme: at for at, theme in enumerate(dict.fromkeys(each.theme for each in ASKED))}
    frame = pl.DataFrame([{name: row.get(name) for name in _FOUND} for row in rows], schema=_FOUND)
    used = pl.when(pl.col("code") == "K08").then("waarde")
    stand, light = light_of_use(used, tables["parameter"])
    judged = frame.with_columns(
        oordeel=pl.when(pl.col("code") == "K08").then(light).otherwise("oordeel"),
        stand=pl.when(pl.col("code") == "K08").then(stand).otherwise("stand"),
    )
    frame = judged.sort(pl.col("thema").replace_strict(order, return_dtype=pl.Int64), maintain_order=True)
    return Listing("kerncijfers", "Kerncijfers", f"Kerncijfers over {spoken_period(month)}", frame, _COLUMNS)


def asked_of(month: str) -> dict[str, str]:
    """The KPIs of the first page, each with the period it is shown of."""
    return {asked.code: period_of(month, asked.span) for asked in ASKED}


def share_formula(code: str, period: str, place: str | None) -> str:
    """The figure worked out again from the table `meting`, in euros where it is an amount; empty if it has no body."""
    kpi = named(code).kpi
    if kpi is None:
        return ""
    divided = "/100" if kpi.kind == "euro" else ""
    if kpi.stated.denominator is None:
        return f"={_sum('teller', code, period, place)}{divided}"
    times = f"*{kpi.stated.times}" if kpi.stated.times != 1 else ""
    return f"={_sum('teller', code, period, place)}/{_sum('noemer', code, period, place)}{times}{divided}"


def _sum(column: str, code: str, period: str, place: str | None) -> str:
    wanted = {
        "kpi": code, "maand": period, "gemeente": place or "=", "wet": "=", "subregio": "=", "aanbieder": "=",
        "product": "=", "contract_nummer": "=",
    }  # fmt: skip
    criteria = ",".join(f'meting[{name}],"{value}"' for name, value in wanted.items())
    return f"SUMIFS(meting[{column}],{criteria})"


def _told(
    asked: Asked, month: str, known: Mapping[tuple[str, str], Mapping[str, object]], place: str | None
) -> dict[str, object]:
    period = period_of(month, asked.span)
    now = known.get((asked.code, period), {})
    earlier = {} if asked.grows else known.get((asked.code, before(period)), {})
    name = named(asked.code)
    value, past = now.get("getoond"), earlier.get("getoond")
    reason = None if value is not None else now.get("reden", NO_ROW)
    return {
        "thema": asked.theme, "code": asked.code, "kerncijfer": name.label, "waarde": value,
        "eenheid": name.unit, "waarde_woord": now.get("woord", "geen"),
        "soort": name.kind if value is not None else "stil",
        "formule": (share_formula(asked.code, period, place) or None) if value is not None else None,
        "vorige": past, "vorige_woord": None if asked.grows else earlier.get("woord", "geen"),
        "vorige_soort": name.kind if past is not None else "stil",
        "trend": "loopt op in het jaar" if asked.grows and value is not None else _trend(value, past, name.kind),
        "periode": spoken_period(period), "dekking": _coverage(now.get("dekking")), "status": now.get("status"),
        "uitleg": f"{asked.says} Geen cijfer: {reason}." if reason else asked.says,
    }  # fmt: skip


def _trend(value: object, past: object, kind: str) -> str:
    both = isinstance(value, float) and isinstance(past, float)
    return trend(value, past, kind) if both else ""  # type: ignore[arg-type]


def _coverage(said: object) -> str | None:
    """12/14 as `12 van 14`: it must never be read as a day."""
    return said.replace("/", " van ") if isinstance(said, str) else None
