# SPDX-License-Identifier: EUPL-1.2
"""How contracts stand, against amounts worked out by hand."""

from datetime import date

import pytest

from processors.checking import check
from processors.contract_standing import standing
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES

TODAY = date(2026, 10, 20)
WHO = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "product_categorie": "02", "product_code": "02D01"}
LINE = {
    **WHO, "toewijzing_nummer": 1, "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30),
    "geleverd_volume": 10, "eenheid": "04", "ingediend_bedrag": 67250, "debet_credit": "D",
}  # fmt: skip
ALLOCATION = {
    **WHO, "toewijzing_nummer": 1, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 1),
    "einddatum": None, "volume": 10, "eenheid": "04", "frequentie": "4",
}  # fmt: skip
CONTRACT = {
    "contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "begindatum": date(2024, 1, 1),
    "bestedingsruimte": 1_000_000,
}  # fmt: skip
TARIFF = {
    **WHO, "contract_nummer": "C1", "gemeente": "*", "eenheid": "04", "tarief": 6725, "per_uur": "nee",
    "geldig_van": date(2024, 1, 1),
}  # fmt: skip


def stands(lines=(LINE,), allocations=(ALLOCATION,), starts=(), contracts=(CONTRACT,), tariffs=(TARIFF,)):
    tables = {"declaratieregels": lines, "toewijzingen": allocations, "regieberichten": starts}
    frames = {name: make_lines(name, rows) for name, rows in tables.items()}
    reference = {"contracten": make_lines("contracten", contracts), "tarieven": make_lines("tarieven", tariffs)}
    return standing(frames, reference, TODAY)


def test_declared_amounts_of_the_year_count_with_credits_subtracted_and_granted_before_submitted():
    lines = [
        LINE,
        {**LINE, "debet_credit": "C", "ingediend_bedrag": 10000},
        {**LINE, "toegekend_bedrag": 50000},
        {**LINE, "product_periode_begin": date(2025, 12, 1), "product_periode_eind": date(2025, 12, 31)},
    ]

    assert stands(lines)["gerealiseerd_bedrag"].to_list() == [67250 - 10000 + 50000]


@pytest.mark.parametrize(
    ("allocation", "cents"),
    [
        # October, November and December are not declared yet: 10 hours a month at 67.25.
        ({}, 3 * 10 * 6725),
        ({"einddatum": date(2026, 11, 30)}, 2 * 10 * 6725),
        ({"einddatum": date(2026, 9, 30)}, 0),
        ({"reden_wijziging": "13"}, 0),
        # One hour a week: October touches 5 ISO weeks, November 6, December 5.
        ({"frequentie": "2", "volume": 1}, (5 + 6 + 5) * 6725),
        # A total of 25 hours, of which 10 are declared.
        ({"frequentie": "6", "volume": 25}, 15 * 6725),
        ({"frequentie": "6", "volume": 10}, 0),
        # A budget of 1,000 euro, of which 672.50 is declared.
        ({"volume": None, "eenheid": None, "frequentie": None, "budget": 100_000}, 100_000 - 67250),
        # No tariff, no price.
        ({"product_code": "02D99"}, 0),
    ],
)
def test_what_is_still_allocated_this_year_is_priced_by_the_tariff(allocation, cents):
    assert stands(allocations=[{**ALLOCATION, **allocation}])["verplicht_bedrag"].to_list() == [cents]


def test_an_hourly_tariff_prices_minutes():
    allocation = {**ALLOCATION, "eenheid": "01", "volume": 95, "frequentie": "6"}
    tariff = {**TARIFF, "eenheid": "01", "tarief": 8730, "per_uur": "ja"}
    other = {**LINE, "toewijzing_nummer": 2}

    # Handbook 7.1: 87.30 an hour, 95 minutes.
    assert stands([other], [allocation], tariffs=[tariff])["verplicht_bedrag"].to_list() == [13823]


def test_a_line_without_tariff_counts_for_the_only_contract_of_its_supplier():
    stray = {**LINE, "product_code": "02D99"}
    second = {**CONTRACT, "contract_nummer": "C2"}

    assert stands([stray])["gerealiseerd_bedrag"].to_list() == [67250]
    assert stands([stray], contracts=[CONTRACT, second])["gerealiseerd_bedrag"].to_list() == [0, 0]


def test_the_last_delivery_is_a_line_a_start_or_a_stop():
    stop = {**WHO, "toewijzing_nummer": 1, "begindatum": date(2026, 1, 1), "einddatum": date(2026, 10, 5)}

    assert stands()["laatste_levering"].to_list() == [date(2026, 9, 30)]
    assert stands(starts=[stop])["laatste_levering"].to_list() == [date(2026, 10, 5)]


def test_nobody_is_said_to_be_idle_in_months_that_nobody_knows():
    idle = {**CONTRACT, "contract_nummer": "C2", "aanbieder": "01000002"}
    long_ago = {
        **LINE, "product_periode_begin": date(2025, 9, 1), "product_periode_eind": date(2025, 9, 30),
    }  # fmt: skip

    recent = enrich(stands(contracts=[CONTRACT, idle]), "contractstanden", {}, received_on=TODAY)
    known = enrich(stands([LINE, long_ago], contracts=[CONTRACT, idle]), "contractstanden", {}, received_on=TODAY)

    assert check(RULES.only("MGR-310"), recent, "contractstanden").is_empty()
    assert check(RULES.only("MGR-310"), known, "contractstanden")["sleutel"].to_list() == ["C2"]


def test_without_contracts_or_lines_nothing_stands():
    assert standing({"declaratieregels": make_lines("declaratieregels", [LINE])}, {}, TODAY).is_empty()
    assert stands(lines=[]).is_empty()
