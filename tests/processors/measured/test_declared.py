# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import TABLES, Material
from processors.measured.rejected import return_codes
from tests.processors.measured.regions import PLACE

LINE = {
    **PLACE, "toewijzing_nummer": 1, "product_categorie": "02", "product_code": "02A03", "debet_credit": "D",
    "product_periode_begin": date(2026, 5, 1), "product_periode_eind": date(2026, 5, 31),
    "declaratie_maand": "2026-05", "ingediend_bedrag": 1000,
}  # fmt: skip
CREDIT = {**LINE, "debet_credit": "C", "declaratie_maand": "2026-06"}
YEAR_BEFORE = {**LINE, "product_periode_begin": date(2025, 5, 1), "product_periode_eind": date(2025, 5, 31)}
BOTH = ("2025-05", "2026-05")
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "wmo", "product_categorie": "02",
    "product_code": "02A03", "eenheid": "04", "per_uur": "nee", "tarief": 5000, "geldig_van": date(2025, 1, 1),
    "geldig_tot": date(2025, 12, 31),
}  # fmt: skip
DEARER = {**TARIFF, "tarief": 5500, "geldig_van": date(2026, 1, 1), "geldig_tot": None}


def region(*lines, month="2026-09", months=(), members=("0983",), **reference):
    told = [
        {
            **dict.fromkeys(DELIVERIES),
            "soort": "gemeentelevering",
            "gemeente": "0983",
            "status": "geaccepteerd",
            "maand": m,
        }
        for m in months
    ]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    known = {name: make_lines(name, rows) for name, rows in reference.items()}
    declared = {"declaratieregels": make_lines("declaratieregels", lines)}
    return Material(declared, known, deliveries, pl.DataFrame(), month, date(2026, 10, 15), members)


def rows(name, material):
    return TABLES[name].of(material).to_dicts()


def merged(*pairs, until=None):
    return [{"aanbieder": gone, "opvolger": heir, "naam": "Aanbieder", "tot": until} for gone, heir in pairs]


@pytest.mark.parametrize(
    ("credit", "active"),
    [({}, False), ({"ingediend_bedrag": 999}, True), ({"status": "afgewezen"}, True), ({"client": "P1-b"}, True)],
)
def test_a_client_is_active_as_long_as_a_delivery_is_not_taken_back_in_full(credit, active):
    found = rows("prestaties", region(LINE, {**CREDIT, **credit}))

    assert [row["actief"] for row in found] == [active, False]


def test_a_line_of_a_declaration_that_was_rejected_as_a_whole_was_not_judged():
    found = rows("prestaties", region({**LINE, "status": "afgewezen", "retourcodes": "8001 0001"}))

    assert [row["afgewezen"] for row in found] == [None]


def test_a_month_counts_as_realised_until_the_last_closed_one():
    june = {**LINE, "product_periode_begin": date(2026, 6, 1)}

    found = rows("prestaties", region(LINE, june, months=["2026-05"]))

    assert [row["tot_en_met_gesloten"] for row in found] == [True, False]


@pytest.mark.parametrize(
    ("pairs", "until", "heir"),
    [
        ([("01000001", "01000002")], None, "01000002"),
        ([("01000001", "01000002"), ("01000002", "01000003")], date(2026, 1, 31), "01000003"),
        ([("01000001", "01000002")], date(2026, 10, 31), "01000001"),
        ([("01000001", "01000002"), ("01000002", "01000001")], None, "01000001"),
        ([("01000002", "01000003")], None, "01000001"),
    ],
)
def test_turnover_of_a_supplier_that_merged_is_of_its_successor(pairs, until, heir):
    found = rows("prestaties", region(LINE, aanbieders=merged(*pairs, until=until)))

    assert [row["aanbieder"] for row in found] == [heir]


@pytest.mark.parametrize(("months", "count"), [(BOTH, 2), (["2026-05"], 0), (["2025-05"], 0)])
def test_only_months_that_are_closed_in_both_years_are_compared(months, count):
    found = rows("omzetvergelijking", region(LINE, YEAR_BEFORE, months=months))

    assert [(row["maand"], row["nu"], row["toen"]) for row in found] == [
        ("2026-05", 1000, 0), ("2026-05", 0, 1000),
    ][:count]  # fmt: skip


def test_what_was_granted_then_is_raised_by_the_agreed_index():
    indexes = [{"contract_nummer": "C1", "jaar": 2026, "index": 300}]

    found = rows("omzetvergelijking", region(YEAR_BEFORE, months=BOTH, tarieven=[TARIFF, DEARER], indexen=indexes))

    assert [(row["toen_geindexeerd"], row["met_index"]) for row in found] == [(1030, True)]


def test_without_an_agreed_index_by_the_tariffs_of_the_two_years():
    found = rows("omzetvergelijking", region(YEAR_BEFORE, months=BOTH, tarieven=[TARIFF, DEARER]))

    assert [(row["toen_geindexeerd"], row["met_index"]) for row in found] == [(1100, True)]


def test_by_the_tariff_of_the_successor_where_a_supplier_merged():
    heir = {**DEARER, "aanbieder": "01000002", "contract_nummer": "C2"}
    register = merged(("01000001", "01000002"))

    found = rows("omzetvergelijking", region(YEAR_BEFORE, months=BOTH, tarieven=[TARIFF, heir], aanbieders=register))

    assert [(row["aanbieder"], row["toen_geindexeerd"]) for row in found] == [("01000002", 1100)]


@pytest.mark.parametrize("tariffs", [{}, {"tarieven": [TARIFF]}, {"tarieven": [TARIFF, {**DEARER, "eenheid": "16"}]}])
def test_without_tariffs_that_can_be_compared_there_is_no_index(tariffs):
    found = rows("omzetvergelijking", region(YEAR_BEFORE, months=BOTH, **tariffs))

    assert [(row["toen_geindexeerd"], row["met_index"]) for row in found] == [(None, False)]


def test_a_market_has_shares_of_suppliers_with_turnover_only():
    other = {**LINE, "aanbieder": "01000002", "ingediend_bedrag": 3000}
    nothing_left = {**CREDIT, "aanbieder": "01000003"}
    nowhere = {**LINE, "product_categorie": None, "product_code": None}

    found = rows("marktaandelen", region(LINE, other, nothing_left, nowhere))

    assert [(row["omzet"], row["markt"], row["gewogen_aandeel"]) for row in found] == [
        (1000, 4000, 2_500_000), (3000, 4000, 22_500_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "first_good", "second_first", "correction"),
    [
        ({"declaratie_maand": "2026-07"}, 0, False, True),
        ({"declaratie_maand": "2026-06"}, 0, False, True),
        ({"declaratie_maand": "2026-07", "client": "P1-b"}, 0, True, False),
    ],
)
def test_the_first_submission_is_followed_by_allocation_period_and_product(
    second, first_good, second_first, correction
):
    found = rows("indieningen", region(LINE, CREDIT, {**LINE, **second}))

    assert next((row["eerste"], row["goed"]) for row in found) == (True, first_good)
    assert [(row["eerste"], row["correctie"]) for row in found][1] == (second_first, correction)


def test_what_was_refused_and_sent_again_is_no_correction_and_not_right_at_once():
    found = rows("indieningen", region({**LINE, "status": "afgewezen"}, {**LINE, "declaratie_maand": "2026-08"}))

    assert [(row["eerste"], row["goed"], row["correctie"], row["maanden"]) for row in found] == [
        (True, 0, False, 0), (False, 1000, False, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("month", "ripe"), [("2026-07", False), ("2026-08", True)])
def test_a_first_submission_counts_after_three_months(month, ripe):
    found = rows("indieningen", region(LINE, month=month))

    assert [row["gerijpt"] for row in found] == [ripe]


def test_ten_suppliers_of_a_municipality_and_quarter_are_the_top():
    refused = [
        {**LINE, "status": "afgewezen", "aanbieder": f"010000{number}", "ingediend_bedrag": 100 * number}
        for number in range(11, 23)
    ]

    found = rows("afkeur", region(LINE, *refused))

    assert {row["aanbieder"] for row in found if not row["top"]} == {"01000011", "01000012"}
    assert len(found) == 12


def test_return_codes_are_told_per_month_with_the_most_frequent_first():
    refused = {**LINE, "status": "afgewezen", "retourcodes": "8001 9999"}
    june = {**refused, "product_periode_begin": date(2026, 6, 1), "retourcodes": "9999"}
    granted = {**LINE, "status": "toegekend", "retourcodes": "0200"}

    found = return_codes(region(refused, june, granted))

    assert found.rows() == [("9999", "2026-05", 1), ("9999", "2026-06", 1), ("8001", "2026-05", 1)]


def test_inhabitants_are_those_of_the_ages_of_the_law_and_missing_where_nobody_says_them():
    people = [
        {"gemeente": "0983", "jaar": 2026, "leeftijdsgroep": group, "aantal": count}
        for group, count in [("0-17", 7), ("18-64", 50), ("65+", 20)]
    ]

    found = rows("gebruik", region(LINE, inwoners=people, members=("0983", "0984")))

    assert sorted((row["gemeente"], row["inwoners"]) for row in found if row["client"] is None and row["inwoners"]) == [
        ("0983", 20), ("0983", 50),
    ]  # fmt: skip
    assert [row["inwoners"] for row in found if row["gemeente"] == "0984"] == [None, None]
