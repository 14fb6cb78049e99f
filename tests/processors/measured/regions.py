# SPDX-License-Identifier: EUPL-1.2
"""Small regions by hand: rows of accepted tables, of which only what matters is said."""

from datetime import date

import polars as pl

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import TABLES, Material

PLACE = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a"}
ALLOCATED = {
    **PLACE, "toewijzing_nummer": 1, "toewijzing_datum": date(2025, 1, 6), "ingangsdatum": date(2025, 1, 6),
    "product_categorie": "02", "product_code": "02A03",
}  # fmt: skip


def start(begin, dated=None, **change):
    return {
        **PLACE, "toewijzing_nummer": 1, "soort": "start", "begindatum": begin, "dagtekening": dated or begin,
        "status_aanlevering": "1", **change,
    }  # fmt: skip


def stop(begin, last, reason="19", dated=None, **change):
    return start(begin, dated or last, soort="stop", einddatum=last, reden_beeindiging=reason, **change)


def measured(name, *, month="2026-09", today=date(2026, 10, 15), months=(), **tables):
    """The rows of a measured table, as dicts; `months` are those of which a municipality delivered."""
    reference = {name: make_lines(name, tables.pop(name, [])) for name in ("producten", "aanbieders")}
    delivered = {"soort": "gemeentelevering", "gemeente": "0983", "status": "geaccepteerd"}
    told = [{**dict.fromkeys(DELIVERIES), **delivered, "maand": each} for each in months]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    lines = {table: make_lines(table, rows) for table, rows in tables.items()}
    return TABLES[name].of(Material(lines, reference, deliveries, pl.DataFrame(), month, today)).to_dicts()
