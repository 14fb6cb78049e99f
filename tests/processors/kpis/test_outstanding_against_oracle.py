# SPDX-License-Identifier: EUPL-1.2
"""What is still to come against a second implementation that goes month by month."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpis import outstanding
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle.kpi_outstanding import figures

MEMBERS = ("0983", "0984")
MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:15]
GRAINS = [[], ["wet"], ["gemeente"], ["gemeente", "wet"], ["categorie"], ["maand"], ["kwartaal"], ["jaar"],
          ["wet", "jaar"], ["gemeente", "categorie", "wet", "jaar"]]  # fmt: skip


def line(place, law, month, delay, amount):
    """A line about a month, declared so many months later."""
    later = MONTHS.index(month) + delay
    declared = MONTHS[later] if later < len(MONTHS) else "2027-01"
    return {
        "wet": law, "gemeente": place, "client": "P1-a", "product_categorie": "42", "product_code": "42D01",
        "product_periode_begin": date(int(month[:4]), int(month[5:]), 1), "declaratie_maand": declared,
        "debet_credit": "D", "ingediend_bedrag": amount, "toegekend_bedrag": None, "status": None,
    }  # fmt: skip


lines = st.builds(
    line, st.sampled_from(MEMBERS), st.sampled_from(["jw", "wmo"]), st.sampled_from(MONTHS), st.integers(0, 4),
    st.integers(0, 99_999),
)  # fmt: skip
credits_ = lines.map(lambda row: row | {"debet_credit": "C"})
refused = lines.map(lambda row: row | {"status": "afgewezen"})


def steady(base, law="wmo"):
    """Every month is declared in three parts."""
    return [
        line(place, law, month, delay, base * part + number)
        for number, month in enumerate(MONTHS) for place in MEMBERS for delay, part in enumerate((6, 3, 1))
    ]  # fmt: skip


def material_of(rows, closed, month="2026-03"):
    blank = {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd"}
    told = [{**blank, "gemeente": place, "maand": each} for place in MEMBERS for each in closed]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    tables = {"declaratieregels": make_lines("declaratieregels", rows)}
    reference = {"aanbieders": make_lines("aanbieders", [])}
    return Material(tables, reference, deliveries, pl.DataFrame(), month, date(2026, 5, 1), MEMBERS)


def told(material, per):
    found = {kpi.code: {} for kpi in outstanding.kpis}
    rows = measure(outstanding.kpis, measured(material, ("nog_te_ontvangen",)), per)
    for row in rows.drop_nulls("waarde").iter_rows(named=True):
        found[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"], rel=1e-5, abs=2)
    return found


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.none() | st.integers(500, 50_000),
    odd=st.lists(lines | credits_ | refused, max_size=12),
    closed=st.just(MONTHS) | st.sets(st.sampled_from(MONTHS)).map(sorted) | st.sampled_from([MONTHS[2:], MONTHS[10:]]),
    per=st.sampled_from(GRAINS),
)
def test_what_is_to_come_is_that_of_going_month_by_month(base, odd, closed, per):
    rows = [*(steady(base) if base else []), *odd]
    material = material_of(rows, closed)

    found = told(material, per)

    limits = [material.parameter(name) for name in ("maandvertraging_gemeenten", "band_nog_te_ontvangen")]
    assert figures(rows, per, closed=closed, last="2026-03", limits=limits) == found


def test_estimates_of_municipalities_add_up_to_that_of_the_region():
    material = material_of(steady(10_000), MONTHS)

    apart, together = told(material, ["gemeente"]), told(material, [])

    parts = [value.expected for value in apart["K32"].values()]
    assert len(parts) == 2
    assert sum(parts) == together["K32"][()]
    # Of March 60 of 100 parts are there and of February 90: 50 of 100 are to come, in two municipalities.
    assert together["K32"][()].expected == pytest.approx(2 * 50_000, rel=0.01)


def test_with_two_closed_months_there_is_no_estimate_and_not_zero():
    assert told(material_of(steady(10_000), MONTHS[-2:]), []) == {"K32": {}, "K32-laag": {}, "K32-hoog": {}}


def test_with_few_months_a_young_month_grows_to_the_average_without_a_band():
    found = told(material_of(steady(10_000), MONTHS[-6:]), ["maand"])

    assert found["K32"]["2026-03",].expected == pytest.approx(2 * 40_000, rel=0.01)
    assert found["K32-laag"] == {}


def test_what_was_declared_before_a_gap_says_nothing_about_growth():
    found = told(material_of(steady(10_000), [*MONTHS[:5], *MONTHS[-6:]]), ["maand"])

    assert sorted(found["K32"]) == [(month,) for month in MONTHS[-6:]]
