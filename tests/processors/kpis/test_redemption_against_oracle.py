# SPDX-License-Identifier: EUPL-1.2
"""Redemption, commitments, ceilings and starts against a second implementation that goes one by one."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle.kpi_redemption import CODES, figures

MONTH = "2026-06"
MONTHS = [f"2025-{number:02d}" for number in (5, 6, 7, 11, 12)] + [f"2026-{number:02d}" for number in range(1, 9)]
PLACES, SUPPLIERS = ("0983", "0957"), ("01000001", "01000002")
PRODUCTS = [("wmo", "01", "01A01"), ("wmo", "02", "02A03"), ("jw", "45", "45A04"), ("jw", "50", None)]
GRAINS = [
    [], ["wet"], ["gemeente"], ["aanbieder"], ["categorie"], ["product"], ["contract_nummer"], ["maand"],
    ["kwartaal"], ["jaar"], ["gemeente", "kwartaal"], ["aanbieder", "wet", "jaar"], ["subregio", "maand"],
]  # fmt: skip
BOOK = KPIS.only("K01", "K02", "K08-contract", "K08-contract-speling", "K10", "K11", "K21")
pick = st.sampled_from


@st.composite
def region(draw):
    """A few allocations in one or two versions, with lines, starts, tariffs that change in mid-month and contracts."""
    tables = {"toewijzingen": [], "declaratieregels": [], "regieberichten": []}
    for number in range(1, 2 + draw(st.integers(0, 3))):
        care(draw, tables, number)
    tables["contracten"] = [
        {
            "contract_nummer": f"{who}-{law}", "aanbieder": who, "wet": law, "begindatum": date(2024, 1, 1),
            "einddatum": draw(pick([None, None, date(2026, 4, 20), date(2025, 12, 31)])),
            "uitvoeringsvariant": draw(pick(["inspanning", "inspanning", "inspanning", "taak", None])),
            "bestedingsruimte": draw(pick([None, 0, 10, 500_000])),
        }
        for who in SUPPLIERS
        for law in ("wmo", "jw")
    ]  # fmt: skip
    tables["tarieven"] = [
        tariff for who in SUPPLIERS for product in PRODUCTS[:3] for tariff in agreed(draw, who, *product)
    ]
    tables["declaratietotalen"] = draw(st.lists(st.fixed_dictionaries({
        "wet": st.just("wmo"), "gemeente": pick(PLACES), "aanbieder": pick(SUPPLIERS),
        "product_categorie": st.just("02"), "product_code": st.just("02A03"), "leveringsmaand": pick(MONTHS[5:11]),
        "declaratie_maand": st.just("2026-03"), "toegekend_bedrag": st.integers(0, 900), "regels": st.just(4),
    }), max_size=1))  # fmt: skip
    return tables


def agreed(draw, who, law, category, code):
    """A tariff until and from 15 April, for all; sometimes one municipality has its own; sometimes there is none."""
    about = {
        "contract_nummer": f"{who}-{law}", "aanbieder": who, "wet": law, "product_categorie": category,
        "product_code": code, "eenheid": "04", "per_uur": draw(pick(["ja", "nee"])),
    }  # fmt: skip
    spans = [(date(2024, 1, 1), date(2026, 4, 14)), (date(2026, 4, 15), None)]
    return [
        about | {"gemeente": place, "geldig_van": begin, "geldig_tot": end, "tarief": draw(st.integers(1, 9000))}
        for place, often in (("*", 9), ("0983", 2))
        if draw(st.integers(0, 9)) < often
        for begin, end in spans
    ]


def care(draw, tables, number):
    law, category, code = draw(pick(PRODUCTS))
    about = {
        "wet": law, "gemeente": draw(pick(PLACES)), "aanbieder": draw(pick(SUPPLIERS)), "client": "P1-a",
        "product_categorie": category, "product_code": code, "toewijzing_nummer": number,
    }  # fmt: skip
    begin = date(2025, 5, 1) + timedelta(days=draw(st.integers(0, 480)))
    length = draw(st.none() | st.integers(-1, 500) | st.integers(20, 90))
    end = None if length is None else begin + timedelta(days=length)
    budget = draw(pick([None, None, None, None, None, 100_000, 777]))
    row = about | {
        "toewijzing_datum": begin, "ingangsdatum": begin, "einddatum": end, "reden_wijziging": None, "budget": budget,
        "volume": None if budget is not None else draw(pick([None, 0, 1, 3, 3, 40])),
        "eenheid": None if budget is not None else draw(pick(["01", "04", "04", "16", "82", "83"])),
        "frequentie": None if budget is not None else draw(pick(["1", "2", "2", "2", "4", "6"])),
    }  # fmt: skip
    tables["toewijzingen"].append(row)
    if draw(st.integers(0, 9)) < 3:
        decided = begin + timedelta(days=draw(pick([5, 200])))
        changed = {"toewijzing_datum": decided, "reden_wijziging": draw(pick(["04", "13"]))}
        tables["toewijzingen"].append(row | changed | {"einddatum": begin + timedelta(days=draw(st.integers(0, 120)))})
    for _ in range(draw(st.integers(0, 5))):
        tables["declaratieregels"].append(about | {
            "product_periode_begin": max(begin, (begin + timedelta(days=draw(st.integers(0, 150)))).replace(day=1)),
            "eenheid": draw(pick([row["eenheid"] or "83", "01" if row["eenheid"] == "04" else row["eenheid"] or "83"])),
            "geleverd_volume": draw(st.integers(0, 200) | st.integers(5, 20)),
            "ingediend_bedrag": draw(st.integers(0, 9000)),
            "toegekend_bedrag": draw(pick([None, None, 0, 4321])), "debet_credit": draw(pick("DDDC")),
            "status": draw(pick([None, "toegekend", "afgewezen"])),
        })  # fmt: skip
    for day in range(draw(st.integers(0, 2))):
        tables["regieberichten"].append(about | {
            "soort": draw(pick(["start", "start", "stop"])), "begindatum": begin, "einddatum": None,
            "status_aanlevering": draw(pick(["1", "1", "3"])), "dagtekening": begin + timedelta(days=day),
        })  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(region(), st.sets(st.tuples(pick(PLACES), pick(MONTHS)), min_size=6), st.booleans(), pick(GRAINS))
def test_the_figures_on_use_and_commitments_are_those_of_going_one_by_one(tables, some, every, per):
    delivered = {(place, month) for place in PLACES for month in MONTHS} if every else some
    deliveries = [
        dict.fromkeys(DELIVERIES)
        | {"soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place, "maand": month}
        for place, month in sorted(delivered)
    ]
    made = {name: make_lines(name, rows) for name, rows in tables.items()}
    reference = {name: made.pop(name) for name in ("contracten", "tarieven")}
    told = pl.DataFrame(deliveries, schema=dict(DELIVERIES), orient="row")
    material = Material(made, reference, told, pl.DataFrame(), MONTH, date(2026, 7, 15), PLACES)

    found = {code: {} for code in CODES}
    for row in measure(BOOK, measured(material, dict.fromkeys(kpi.table for kpi in BOOK)), per).iter_rows(named=True):
        if row["waarde"] is not None:
            found[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"], abs=1e-6)

    by_total = {(row["gemeente"], row["declaratie_maand"]) for row in tables["declaratietotalen"]}
    assert figures(tables, per, month=MONTH, delivered=delivered | by_total) == found
