# SPDX-License-Identifier: EUPL-1.2
"""A small made store of two municipalities and two suppliers, whose rows know from which file they come."""

from datetime import date

import polars as pl

from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines

MEMBERS = {"0983": "Venlo", "0889": "Beesel"}
MONTH, TODAY = "2026-09", date(2026, 10, 20)
FILES = {
    "A-000001": "venlo.xlsx", "A-000002": "beesel.xlsx", "A-000003": "zorgvlinder.xlsx", "A-000004": "bloesem.xlsx",
}  # fmt: skip
LINE = {
    "wet": "wmo", "declaratie_maand": MONTH, "product_categorie": "02", "product_code": "02A01",
    "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10, "ingediend_bedrag": 50000,
    "toegekend_bedrag": 50000, "debet_credit": "D", "status": "goedgekeurd", "aanbieder": "01000001",
}  # fmt: skip
_FINDING = ("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg", "bestand", "blad", "entiteit")


def gathered(rows):
    """What is in force; `rows` per table, each with its own columns, `aanlevering` and `rij`."""
    traced = {name: _traced(name, rows.get(name, ())) for name, table in TABLES.items() if not table.reference}
    delivered = [
        dict.fromkeys(DELIVERIES) | {
            "soort": "gemeentelevering", "status": "geaccepteerd", "maand": MONTH, "te_laat": "nee",
            "gemeente": place, "aanlevering": receipt,
        }
        for place, receipt in zip(MEMBERS, FILES, strict=False)
    ]  # fmt: skip
    versions = [(receipt, name, receipt[-1] * 64, 1) for receipt, name in FILES.items()]
    return Accepted(
        lines={name: frame.select(TABLES[name].names) for name, frame in traced.items()},
        reference={}, deliveries=pl.DataFrame(delivered, schema=dict(DELIVERIES)),
        findings=pl.DataFrame(schema={**dict.fromkeys(_FINDING, pl.String), "rij": pl.Int64}),
        versions=pl.DataFrame(versions, schema=["aanlevering", "bestand", "sha256", "versie"], orient="row"),
        traced=traced,
    )  # fmt: skip


def _traced(name, rows):
    """The rows of a table with where each came from; every file has one sheet, named after the table."""
    table = TABLES[name]
    plain = [{key: value for key, value in row.items() if key not in {"aanlevering", "rij"}} for row in rows]
    kinds = {"aanlevering": pl.String, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "nr": pl.Int64}
    places = [(row["aanlevering"], FILES[row["aanlevering"]], name, row["rij"], row["rij"]) for row in rows]
    made = make_lines(name, plain).select(table.names) if plain else pl.DataFrame(schema=table.schema)
    return pl.concat([made, pl.DataFrame(places, schema=kinds, orient="row")], how="horizontal")
