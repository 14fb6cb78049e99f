# SPDX-License-Identifier: EUPL-1.2
"""From a figure back to the rows of other years on which it rests."""

from datetime import date

import polars as pl

from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import TABLES, make_lines
from processors.provenance import Group, rests_on
from processors.store import SUBMISSION

MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:21]
PLACES = ("0983", "0984")
LINES = [
    {"wet": "wmo", "gemeente": place, "aanbieder": "01000001", "client": "P1-a", "product_categorie": "02",
     "product_code": "02A01", "debet_credit": "D", "ingediend_bedrag": 100, "product_periode_begin": begin}
    for begin in (date(2024, 12, 1), date(2025, 1, 1), date(2025, 11, 1), date(2026, 2, 1)) for place in PLACES
]  # fmt: skip
REFERENCE = {
    "contracten": [{"contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "module": "1",
                    "begindatum": date(2020, 1, 1)}],
    "lidmaatschap": [{"gemeente": place, "module": "1", "van": date(2020, 1, 1)} for place in PLACES],
    "modulebudgetten": [{"module": "1", "jaar": 2026, "bedrag": 1000}],
    "tarieven": [], "aanbieders": [],
}  # fmt: skip


def rows_behind(code, **group):
    """The rows (as in a file, from row 2) of the declaration lines behind a figure, with the month of each."""
    lines = make_lines("declaratieregels", LINES).with_columns(
        bestand=pl.lit("a.xlsx"), blad=pl.lit("B"), rij=pl.int_range(2, len(LINES) + 2, dtype=pl.Int64)
    )
    told = [dict.fromkeys(DELIVERIES) | {"soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place,
                                         "maand": month} for place in PLACES for month in MONTHS]  # fmt: skip
    empty = pl.DataFrame(schema=TABLES["declaratietotalen"].schema)
    where = {SUBMISSION: pl.String, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64}
    traced = {
        "declaratieregels": lines.with_columns(pl.lit("A1").alias(SUBMISSION)),
        "declaratietotalen": pl.DataFrame(schema={**empty.schema, **where}),
    }
    gathered = Accepted(
        lines={"declaratietotalen": empty, "declaratieregels": lines.select(TABLES["declaratieregels"].names)},
        reference={name: make_lines(name, rows) for name, rows in REFERENCE.items()},
        deliveries=pl.DataFrame(told, schema=dict(DELIVERIES)), findings=pl.DataFrame(),
        versions=pl.DataFrame({"aanlevering": ["A1"], "bestand": ["a.xlsx"], "sha256": ["x"], "versie": [1]}),
        traced=traced,
    )  # fmt: skip
    material = gathered.material("2026-09", date(2026, 10, 15), PLACES)
    (kpi,) = [kpi for kpi in KPIS if kpi.code == code]
    files = rests_on(kpi, Group(group), gathered, material).filter(pl.col("tabel") == "declaratieregels")
    found = sorted(row for rows in files["rijen"] for row in rows)
    return [(LINES[row - 2]["gemeente"], f"{LINES[row - 2]['product_periode_begin']:%Y-%m}") for row in found]


def test_a_contribution_rests_on_what_every_member_bought_in_the_base_year():
    found = rows_behind("K39", gemeente="0983", jaar="2026")

    assert found == [(place, month) for month in ("2025-01", "2025-11") for place in PLACES]


def test_a_forecast_by_season_rests_on_the_year_before_as_well():
    found = rows_behind("K09-seizoen", gemeente="0983", jaar="2026")

    assert found == [("0983", month) for month in ("2025-01", "2025-11", "2026-02")]


def test_what_is_delivered_in_a_month_rests_on_that_month_alone():
    assert rows_behind("K04", gemeente="0984", maand="2026-02") == [("0984", "2026-02")]
