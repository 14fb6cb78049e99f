# SPDX-License-Identifier: EUPL-1.2
"""Use of budgets and the linear forecast against a second implementation that goes line by line."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpibook import KpiBook
from processors.kpis import budget
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle.kpi_budget import figures

MONTH = "2026-09"
# What is measured per contract has an oracle of its own (`kpi_redemption`).
TABLES = ("budgetstanden", "jaarprognose", "seizoensprognose")
YEARLY = KpiBook([kpi for kpi in budget.kpis if kpi.table in TABLES])
MEMBERS = ("0983", "0984")
CLOSABLE = ["2025-11", "2026-01", "2026-02", "2026-03", "2026-05", "2026-09"]
GRAINS = [["jaar"], ["gemeente", "jaar"], ["aanbieder", "jaar"], ["contract_nummer", "jaar"], ["categorie", "jaar"],
          ["product", "jaar"], ["wet", "jaar"], ["gemeente", "categorie", "wet", "jaar"]]  # fmt: skip
laws, places = st.sampled_from(["jw", "wmo"]), st.sampled_from(MEMBERS)
suppliers = st.sampled_from(["99000001", "99000002"])
sent = st.fixed_dictionaries({
    "wet": laws, "gemeente": places, "aanbieder": suppliers, "client": st.just("P1-a"),
    "product_categorie": st.sampled_from(["42", "44", None]), "product_code": st.sampled_from(["42D01", None]),
    "product_periode_begin": st.sampled_from([
        date(2025, 4, 3), date(2025, 11, 3), *(date(2026, month, 4) for month in range(1, 11)),
    ]),
    "debet_credit": st.sampled_from("DDDC"), "ingediend_bedrag": st.integers(0, 999),
    "toegekend_bedrag": st.none() | st.integers(0, 999), "status": st.sampled_from([None, "toegekend", "afgewezen"]),
})  # fmt: skip
agreed = st.fixed_dictionaries({
    "gemeente": places, "wet": laws, "jaar": st.sampled_from([2025, 2026]), "bedrag": st.integers(0, 5000),
    "product_categorie": st.sampled_from(["42", None]),
})  # fmt: skip
contracts = st.fixed_dictionaries({
    "aanbieder": suppliers, "wet": laws,
    "begindatum": st.sampled_from([date(2025, 1, 1), date(2026, 2, 1), date(2026, 5, 16)]),
    "einddatum": st.sampled_from([None, date(2026, 6, 30), date(2026, 12, 31)]),
})  # fmt: skip


def with_year_before(closed):
    """These months, and perhaps all of the year before as well."""
    return st.sampled_from([closed, closed | {f"2025-{month:02d}" for month in range(1, 13)}])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(sent, min_size=1, max_size=12),
    budgets=st.lists(agreed, max_size=6, unique_by=lambda row: tuple(row[name] for name in row if name != "bedrag")),
    held=st.lists(contracts, max_size=3),
    closed=st.sets(st.sampled_from(CLOSABLE), min_size=1).flatmap(with_year_before),
    per=st.sampled_from(GRAINS),
)
def test_budgets_and_forecasts_are_those_of_going_line_by_line(lines, budgets, held, closed, per):
    held = [row | {"contract_nummer": f"C{number}"} for number, row in enumerate(held)]
    reference = {name: make_lines(name, rows) for name, rows in
                 (("budgetten", budgets), ("contracten", held), ("tarieven", []), ("aanbieders", []))}  # fmt: skip
    blank = {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd"}
    told = [{**blank, "gemeente": place, "maand": month} for place in MEMBERS for month in sorted(closed)]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    tables = {"declaratieregels": make_lines("declaratieregels", lines)}
    material = Material(tables, reference, deliveries, pl.DataFrame(), MONTH, date(2026, 10, 15), MEMBERS)

    found = {kpi.code: {} for kpi in YEARLY}
    rows = measure(YEARLY, measured(material, TABLES), per)
    for row in rows.drop_nulls("waarde").iter_rows(named=True):
        found[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"])

    accepted = {"declaratieregels": lines, "budgetten": budgets, "contracten": held}
    assert figures(accepted, per, closed=closed, slack=material.parameter("speling_budget")) == found


def test_a_forecast_by_season_is_over_the_share_of_the_same_months():
    months = [date(2025, month, 1) for month in range(1, 13)] + [date(2026, month, 1) for month in (1, 2, 3)]
    lines = [
        {"wet": "jw", "gemeente": "0983", "aanbieder": "99000001", "debet_credit": "D", "product_periode_begin": month,
         "ingediend_bedrag": (300 if month.month <= 3 else 100) * (2 if month.year == 2026 else 1)}
        for month in months
    ]  # fmt: skip
    blank = {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd"}
    told = [{**blank, "gemeente": place, "maand": f"{month:%Y-%m}"} for place in MEMBERS for month in months]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    reference = {name: make_lines(name, []) for name in ("budgetten", "contracten", "tarieven", "aanbieders")}
    tables = {"declaratieregels": make_lines("declaratieregels", lines)}
    material = Material(tables, reference, deliveries, pl.DataFrame(), MONTH, date(2026, 10, 15), MEMBERS)

    found = measure(budget.kpis.only("K09"), measured(material, ("jaarprognose", "seizoensprognose")), ["jaar"])

    # Of 2025 half fell in the first quarter: 1800 in 2026 makes 3600, and carried on to the year 7200.
    shown = {(row["kpi"], row["jaar"]): row["waarde"] for row in found.iter_rows(named=True)}
    assert shown["K09-seizoen", "2026"] == 3600
    assert shown["K09", "2026"] == 7200
    assert shown["K09-seizoen", "2025"] is None
