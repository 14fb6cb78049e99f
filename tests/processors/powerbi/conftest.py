# SPDX-License-Identifier: EUPL-1.2
"""A region of two municipalities and two months, as the star schema has it."""

from datetime import date

import polars as pl
import pytest

from processors import star
from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.measurements import MEASUREMENTS
from tests.processors.powerbi.object_model import ObjectModel

FINDING = dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg"), pl.String)
VERSIONS = {"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "versie": pl.Int64}
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10,
    "ingediend_bedrag": 50000, "debet_credit": "D", "client": "a",
}  # fmt: skip
AUGUST = {**LINE, "declaratie_maand": "2026-08", "product_periode_begin": date(2026, 8, 1)}
OTHER_LAW = {**LINE, "wet": "jw", "gemeente": "0889", "product_categorie": "45", "product_code": None}
FIGURE = dict.fromkeys(MEASUREMENTS) | {
    "kpi": "K14", "maand": "2026-09", "waarde": 50000.0, "onderdrukt": "nee", "status": "voorlopig", "dekking": "2/14",
    "versie": 1, "regels": 1, "clienten": 1,
}  # fmt: skip
DELIVERY = dict.fromkeys(DELIVERIES) | {
    "aanlevering": "A-000001", "soort": "declaratie", "aanbieder": "12345678", "maand": "2026-09", "te_laat": "nee",
    "status": "geaccepteerd", "regels": 1, "geaccepteerd": 1, "geweigerd": 0, "bevindingen": 0, "versie": 1,
}  # fmt: skip


def starred(*lines, figures=(FIGURE,), deliveries=(DELIVERY,)):
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    declared = make_lines("declaratieregels", list(lines)).select(TABLES["declaratieregels"].names)
    gathered = Accepted(
        lines={**empty, "declaratieregels": declared},
        reference={},
        deliveries=pl.DataFrame(list(deliveries), schema=dict(DELIVERIES)),
        findings=pl.DataFrame(schema=FINDING),
        versions=pl.DataFrame(schema=VERSIONS),
        traced={},
    )
    return star.star(gathered, pl.DataFrame(list(figures), schema=dict(MEASUREMENTS)))


@pytest.fixture(scope="session")
def two_months():
    """The star of a line in August and one in September of one municipality, and one of another without a product."""
    return starred(AUGUST, LINE, OTHER_LAW)


@pytest.fixture(scope="session")
def corrected():
    """The same region after somebody delivered September anew."""
    return starred(AUGUST, {**LINE, "ingediend_bedrag": 60000}, OTHER_LAW)


@pytest.fixture(scope="session")
def nothing():
    """The star of a work folder in which nothing was accepted yet."""
    return starred(figures=(), deliveries=())


@pytest.fixture(scope="session")
def judge(powerbi_modeling):
    """Microsoft's object model, started once; it answers about the folder that was opened last."""
    with ObjectModel(powerbi_modeling) as started:
        yield started
