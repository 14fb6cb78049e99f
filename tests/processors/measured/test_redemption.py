# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from processors.measured import TABLES
from tests.processors.kpis.test_against_oracle import material

ABOUT = {"wet": "jw", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a", "toewijzing_nummer": 1}
PRODUCT = {"product_categorie": "45", "product_code": "45A04"}
ALLOCATION = {
    **ABOUT, **PRODUCT, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 3, 1),
    "einddatum": date(2026, 5, 31), "volume": 4, "eenheid": "04", "frequentie": "4",
}  # fmt: skip
LINE = {
    **ABOUT, **PRODUCT, "product_periode_begin": date(2026, 4, 1), "product_periode_eind": date(2026, 4, 30),
    "geleverd_volume": 90, "eenheid": "01", "ingediend_bedrag": 9000, "toegekend_bedrag": 9000, "debet_credit": "D",
    "status": "toegekend",
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "jw", "product_categorie": "45",
    "product_code": "45A04", "eenheid": "04", "tarief": 6000, "per_uur": "ja", "geldig_van": date(2026, 1, 1),
}  # fmt: skip


def months(allocation, lines=(), tariffs=(TARIFF,)):
    """Month to maximum, granted and granted volume at the tariff."""
    known = {"toewijzingen": [allocation], "declaratieregels": list(lines), "tarieven": list(tariffs)}
    rows = TABLES["verzilvering"].of(material(known | {"producten": []}))
    return {row["maand"]: (row["maximum"], row["toegekend"], row["tegen_tarief"]) for row in rows.to_dicts()}


def test_minutes_count_beside_hours_at_the_hourly_tariff():
    credit = {**LINE, "debet_credit": "C", "geleverd_volume": 30, "toegekend_bedrag": 3000}

    found = months(ALLOCATION, [LINE, credit])

    assert found == {"2026-03": (24000, 0, 0), "2026-04": (24000, 6000, 6000), "2026-05": (24000, 0, 0)}


@pytest.mark.parametrize("what", [{"volume": None, "budget": 9200}, {"volume": 9200, "eenheid": "83"}])
def test_a_budget_or_total_is_spread_over_its_days(what):
    # 92 days in all: 100 cents a day.
    found = months({**ALLOCATION, "frequentie": "6", **what})

    assert [maximum for maximum, *_ in found.values()] == [3100, 3000, 3100]


def test_an_open_budget_or_a_product_without_tariff_has_no_maximum():
    open_budget = {**ALLOCATION, "volume": None, "budget": 9200, "einddatum": None}

    assert {maximum for maximum, *_ in months(open_budget).values()} == {None}
    assert {maximum for maximum, *_ in months(ALLOCATION, tariffs=[]).values()} == {None}


def test_a_removed_allocation_has_no_months():
    assert months({**ALLOCATION, "reden_wijziging": "13"}) == {}


def test_a_refused_line_counts_for_nothing():
    assert months(ALLOCATION, [{**LINE, "status": "afgewezen"}])["2026-04"] == (24000, 0, 0)
