# SPDX-License-Identifier: EUPL-1.2
"""Commitments, ceilings and declared allocations, against amounts worked out by hand."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import TABLES, Material

WHO = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a"}
PRODUCT = {"product_categorie": "02", "product_code": "02D01"}
ALLOCATION = {
    **WHO, **PRODUCT, "toewijzing_nummer": 1, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 1),
    "einddatum": None, "volume": 10, "eenheid": "04", "frequentie": "4",
}  # fmt: skip
LINE = {
    **WHO, **PRODUCT, "toewijzing_nummer": 1, "product_periode_begin": date(2026, 8, 1), "geleverd_volume": 10,
    "eenheid": "04", "ingediend_bedrag": 67250, "debet_credit": "D", "status": "toegekend",
}  # fmt: skip
CONTRACT = {
    "contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "begindatum": date(2024, 1, 1),
    "bestedingsruimte": 1_000_000, "uitvoeringsvariant": "inspanning",
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", **PRODUCT, "gemeente": "*", "eenheid": "04",
    "tarief": 6725, "per_uur": "nee", "geldig_van": date(2024, 1, 1),
}  # fmt: skip
START = {
    **WHO, "toewijzing_nummer": 1, "soort": "start", "begindatum": date(2026, 1, 5), "dagtekening": date(2026, 1, 6),
    "status_aanlevering": "1",
}  # fmt: skip


def rows(name, months=("2026-08",), contracts=(CONTRACT,), memberships=(), members=None, **tables):
    known = {"toewijzingen": [ALLOCATION], "declaratieregels": [LINE], **tables}
    delivered = {"soort": "gemeentelevering", "gemeente": "0983", "status": "geaccepteerd"}
    told = [{**dict.fromkeys(DELIVERIES), **delivered, "maand": month} for month in months]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    lines = {table: make_lines(table, made) for table, made in known.items()}
    reference = {
        "contracten": make_lines("contracten", contracts), "tarieven": make_lines("tarieven", [TARIFF]),
        "lidmaatschap": make_lines("lidmaatschap", memberships),
    }  # fmt: skip
    material = Material(lines, reference, deliveries, pl.DataFrame(), "2026-09", date(2026, 10, 15))
    return TABLES[name].of(replace(material, members=members) if members else material).to_dicts()


def still(**change):
    made = rows("verplichtingen", toewijzingen=[{**ALLOCATION, **change}])
    assert {row["maand"] for row in made} <= {"2026-09"}
    return sum(row["openstaand"] or 0 for row in made)


def test_what_was_decided_after_the_month_was_not_committed_in_it():
    shorter = {**ALLOCATION, "toewijzing_datum": date(2026, 9, 30), "einddatum": date(2026, 10, 31)}
    removed = {**ALLOCATION, "toewijzing_datum": date(2026, 10, 1), "reden_wijziging": "13"}
    new = {**ALLOCATION, "toewijzing_nummer": 2, "toewijzing_datum": date(2026, 10, 1)}

    made = rows("verplichtingen", toewijzingen=[ALLOCATION, shorter, removed, new])

    assert sum(row["openstaand"] or 0 for row in made) == 2 * 67250


@pytest.mark.parametrize(
    ("change", "cents"),
    [
        # Delivered up to August 2026: September to December stand open, ten hours a month.
        ({}, 4 * 67250),
        ({"einddatum": date(2026, 10, 31)}, 2 * 67250),
        ({"einddatum": date(2027, 6, 30)}, 4 * 67250),
        ({"einddatum": date(2026, 8, 31)}, 0),
        ({"reden_wijziging": "13"}, 0),
        # Ten hours a week: September to November touch 5, 5 and 2 weeks. In all it has 14 weeks, or 11, and used 10.
        ({"frequentie": "2", "ingangsdatum": date(2026, 8, 3), "einddatum": date(2026, 11, 8)}, 120 * 6725),
        ({"frequentie": "2", "ingangsdatum": date(2026, 8, 24), "einddatum": date(2026, 11, 8)}, 100 * 6725),
        # A total of 30 hours of which 10 were delivered, until the end of the year, or for 122 of its 212 days left.
        ({"frequentie": "6", "volume": 30, "einddatum": date(2026, 12, 31)}, 20 * 6725),
        ({"frequentie": "6", "volume": 30, "einddatum": date(2027, 3, 31)}, round(20 * 6725 * 122 / 212)),
        ({"frequentie": "6", "volume": 5}, 0),
        ({"volume": None, "eenheid": None, "frequentie": None, "budget": 100_000}, 100_000 - 67250),
        ({"product_code": "02D99"}, 0),
    ],
)
def test_what_stands_open_is_counted_until_the_end_of_the_year(change, cents):
    assert still(**change) == cents


def test_minutes_declared_on_hours_use_up_the_hours():
    minutes = {**LINE, "geleverd_volume": 600, "eenheid": "01"}
    total = {**ALLOCATION, "frequentie": "6", "volume": 30}
    known = {"toewijzingen": [total], "declaratieregels": [minutes]}
    lines = {table: make_lines(table, made) for table, made in known.items()}
    hourly = {"contracten": make_lines("contracten", [CONTRACT]),
              "tarieven": make_lines("tarieven", [{**TARIFF, "per_uur": "ja"}])}  # fmt: skip
    none = pl.DataFrame(schema=dict(DELIVERIES))

    made = TABLES["verplichtingen"].of(Material(lines, hourly, none, pl.DataFrame(), "2026-09", date(2026, 10, 15)))

    assert made["openstaand"].sum() == 20 * 6725


def test_what_was_used_in_twelve_months_stands_beside_it():
    before = {**LINE, "product_periode_begin": date(2025, 9, 1)}
    earlier = {**ALLOCATION, "ingangsdatum": date(2025, 1, 1)}
    known = {"toewijzingen": [earlier], "declaratieregels": [LINE, before]}

    made = rows("verplichtingen", months=("2025-09", "2025-10", "2026-08"), **known)

    # September 2025 is a year and a month before September 2026 ends: outside.
    assert (sum(row["maximum"] for row in made), sum(row["toegekend"] for row in made)) == (2 * 67250, 67250)


def test_a_ceiling_stands_beside_what_was_realised_this_year_and_is_committed():
    before = {**LINE, "product_periode_begin": date(2025, 12, 1)}
    refused = {**LINE, "status": "afgewezen"}
    credit = {**LINE, "debet_credit": "C", "ingediend_bedrag": 7250}

    made = rows("contractruimte", declaratieregels=[LINE, before, refused, credit])

    sums = [sum(row[name] for row in made) for name in ("ruimte", "gerealiseerd", "verplicht")]
    assert sums == [1_000_000, 60000, 4 * 67250]
    assert {(row["contract_nummer"], row["aanbieder"], row["gemeente"]) for row in made} == {("C1", "01000001", None)}


@pytest.mark.parametrize("change", [{"bestedingsruimte": None}, {"einddatum": date(2025, 12, 31)}])
def test_a_contract_without_a_ceiling_this_year_is_left_out(change):
    assert rows("contractruimte", contracts=[{**CONTRACT, **change}]) == []


def test_of_what_was_realised_under_a_ceiling_closed_months_stand_apart():
    september = {**LINE, "product_periode_begin": date(2026, 9, 1)}

    # One municipality is the whole region here: August, of which it delivered, is closed and September is not.
    made = rows("contractruimte", members=("0983",), declaratieregels=[LINE, september])

    sums = [sum(row[name] for row in made) for name in ("gerealiseerd", "in_gesloten_maanden", "met_speling")]
    assert sums == [2 * 67250, 67250, 1_050_000]


@pytest.mark.parametrize(
    ("stays", "told"),
    [
        ({}, False),
        ({"module": "2"}, True),
        ({"gemeente": "0983"}, True),
        ({"tot": date(2025, 12, 31)}, True),
        # It left during the year: what it spent before counts on the ceiling too.
        ({"tot": date(2026, 3, 31)}, False),
    ],
)
def test_a_ceiling_is_not_set_beside_what_only_some_members_of_its_module_spent(stays, told):
    member = {"module": "1", "gemeente": "0957", "van": date(2020, 1, 1), **stays}

    made = rows(
        "contractruimte", contracts=[{**CONTRACT, "module": "1"}], memberships=[member], members=("0983",)
    )  # fmt: skip

    assert (made != []) == told


@pytest.mark.parametrize(
    ("messages", "started"),
    [
        ([START], [True]),
        ([], [False]),
        ([{**START, "status_aanlevering": "3"}], [False]),
        ([{**START, "soort": "stop", "einddatum": date(2026, 8, 31)}], [False]),
    ],
)
def test_a_declared_allocation_says_whether_a_start_stands(messages, started):
    made = rows("toewijzingen_gedeclareerd", regieberichten=messages)

    assert [row["gestart"] for row in made] == started
    assert [row["maand"] for row in made] == ["2026-08"]


def test_no_start_is_asked_of_a_task_or_of_what_was_refused():
    task = [{**CONTRACT, "uitvoeringsvariant": "taak"}]

    assert rows("toewijzingen_gedeclareerd", contracts=task, regieberichten=[]) == []
    assert rows("toewijzingen_gedeclareerd", declaratieregels=[{**LINE, "status": "afgewezen"}]) == []
