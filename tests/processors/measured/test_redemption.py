# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from processors.measured import TABLES
from tests.processors.kpis.test_against_oracle import material
from tests.processors.measured.regions import measured

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


def maxima(name, allocation, tariffs=(TARIFF | {"geldig_van": date(2025, 1, 1)},), contracts=()):
    """Month to maximum, where a municipality delivered every month from July 2025 to September 2026."""
    known = [f"2025-{number:02d}" for number in range(7, 13)] + [f"2026-{number:02d}" for number in range(1, 10)]
    tables = {"toewijzingen": [allocation], "tarieven": list(tariffs), "contracten": list(contracts)}
    rows = measured(name, months=known, **tables)
    return {row["maand"]: row["maximum"] for row in rows}


@pytest.mark.parametrize(
    ("begin", "end", "hours", "cap"),
    [
        # Handbook 7.4, three hours a week.
        (date(2025, 10, 7), date(2025, 12, 30), [12, 15, 15], 39),
        (date(2025, 7, 7), date(2025, 9, 7), [12, 15, 3], 27),
        (date(2025, 11, 12), date(2025, 11, 30), [9], 9),
        (date(2025, 12, 29), date(2026, 1, 4), [3, 3], 3),
        (date(2025, 12, 15), date(2026, 1, 18), [9, 9], 15),
        (date(2026, 8, 1), date(2026, 8, 31), [18], 18),
    ],
)
def test_weeks_are_those_touched_in_each_month_and_once_over_the_whole_term(begin, end, hours, cap):
    weekly = {**ALLOCATION, "ingangsdatum": begin, "einddatum": end, "volume": 3, "frequentie": "2"}

    assert list(maxima("verzilvering", weekly).values()) == [6000 * each for each in hours]
    assert maxima("verzilvering_geheel", weekly) == {f"{end:%Y-%m}": 6000 * cap}


def test_weekly_output_is_counted_by_sundays():
    output = {
        **ALLOCATION, "ingangsdatum": date(2025, 7, 7), "einddatum": date(2025, 9, 7), "volume": 30000,
        "eenheid": "83", "frequentie": "2",
    }  # fmt: skip

    # Handbook 7.4: 300 euro a week; of unit 83 the volume is cents.
    assert list(maxima("verzilvering", output).values()) == [90000, 150000, 30000]
    assert maxima("verzilvering_geheel", output) == {"2025-09": 270000}


def test_household_help_is_six_weeks_a_month_but_no_more_than_its_weeks_in_all():
    about = {"wet": "wmo", "product_categorie": "01", "product_code": "01A01"}
    weekly = {**ALLOCATION, **about, "volume": 3, "frequentie": "2"}
    tariff = {**TARIFF, **about}

    # 1 March (a Sunday) to 31 May 2026 (a Sunday) touches 14 ISO weeks.
    assert list(maxima("verzilvering", weekly, [tariff]).values()) == [18 * 6000] * 3
    assert maxima("verzilvering_geheel", weekly, [tariff]) == {"2026-05": 3 * 14 * 6000}


def test_a_daily_volume_counts_the_days():
    daily = {**ALLOCATION, "ingangsdatum": date(2026, 3, 20), "einddatum": date(2026, 5, 2), "volume": 1,
             "frequentie": "1"}  # fmt: skip

    assert list(maxima("verzilvering", daily).values()) == [12 * 6000, 30 * 6000, 2 * 6000]


def test_a_month_has_the_tariff_of_its_first_day_and_the_whole_term_that_of_its_months():
    old = {**TARIFF, "geldig_tot": date(2026, 4, 14)}
    new = {**TARIFF, "geldig_van": date(2026, 4, 15), "tarief": 7000}

    # Four hours a month: the new tariff is that of May, and of an allocation that begins after the change.
    assert list(maxima("verzilvering", ALLOCATION, [old, new]).values()) == [24000, 24000, 28000]
    assert maxima("verzilvering_geheel", ALLOCATION, [old, new]) == {"2026-05": 76000}
    late = {**ALLOCATION, "ingangsdatum": date(2026, 4, 20), "einddatum": date(2026, 4, 30)}
    assert maxima("verzilvering", late, [old, new]) == {"2026-04": 28000}


def test_what_is_delivered_as_a_task_is_not_counted_by_volume():
    contract = {"contract_nummer": "C1", "aanbieder": "01000001", "wet": "jw", "begindatum": date(2026, 1, 1)}
    known = {"toewijzingen": [ALLOCATION], "tarieven": [TARIFF]}

    def counted(variant):
        contracts = [{**contract, "uitvoeringsvariant": variant}]
        rows = measured("verzilvering", months=["2026-04"], contracten=contracts, **known)
        return [row["met_volume"] for row in rows]

    assert counted("taak") == [False]
    assert counted("inspanning") == [True]


@pytest.mark.parametrize("change", [{"einddatum": None}, {"einddatum": date(2026, 12, 31)}, {"reden_wijziging": "13"}])
def test_the_whole_term_is_that_of_allocations_that_ended(change):
    assert maxima("verzilvering_geheel", {**ALLOCATION, **change}) == {}


def test_the_whole_term_needs_every_month():
    tables = {"toewijzingen": [ALLOCATION], "tarieven": [TARIFF]}

    assert measured("verzilvering_geheel", months=["2026-03", "2026-05"], **tables) == []
