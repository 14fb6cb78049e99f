# SPDX-License-Identifier: EUPL-1.2
"""Star tables and workbooks, made for the tests of the pages."""

from datetime import date

import polars as pl

from processors import star
from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.measurements import MEASUREMENTS
from processors.region_pages import region_book
from processors.signals import SIGNALS

FINDING = dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg"), pl.String)
VERSIONS = {"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "versie": pl.Int64}
NO_SIGNALS = pl.DataFrame(schema=dict(SIGNALS))
MEMBERS = {"0983": "Venlo", "0889": "Beesel"}
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10,
    "ingediend_bedrag": 50000, "debet_credit": "D", "client": "a",
}  # fmt: skip
FIGURE = dict.fromkeys(MEASUREMENTS) | {
    "onderdrukt": "nee", "status": "voorlopig", "dekking": "12/14", "versie": 1, "regels": 3, "clienten": 3,
}  # fmt: skip


def tables(*lines, delivered=(), found=(), figures=()):
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    declared = make_lines("declaratieregels", list(lines)).select(TABLES["declaratieregels"].names)
    rows = [dict.fromkeys(DELIVERIES) | {"maand": "2026-09", "te_laat": "nee"} | each for each in delivered]
    return star.star(Accepted(
        lines={**empty, "declaratieregels": declared}, reference={},
        deliveries=pl.DataFrame(rows, schema=dict(DELIVERIES)),
        findings=pl.DataFrame([dict.fromkeys(FINDING, "x") | each for each in found], schema=FINDING),
        versions=pl.DataFrame(schema=VERSIONS),
        traced={},
    ), pl.DataFrame([FIGURE | each for each in figures], schema=dict(MEASUREMENTS)))  # fmt: skip


def book(told, *, members=MEMBERS, name=None, signals=NO_SIGNALS, **beside):
    return region_book(told, "2026-09", members=members, name=name, signals=signals, beside=beside)


def said(described, *columns):
    """What the first page says of each figure: the columns asked, or the value."""
    rows = described.summary.rows.select("kerncijfer", *(columns or ("waarde",))).iter_rows()
    return {label: values[0] if len(values) == 1 else values for label, *values in rows}


def page(described, name):
    (found,) = [each for each in described.pages if each.name == name]
    return found
