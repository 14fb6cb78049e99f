# SPDX-License-Identifier: EUPL-1.2
"""The estimate of costs as LibreOffice computes it: the KPI to the cent, and scenarios as plain loops say."""

from calendar import monthrange
from datetime import date
from fractions import Fraction

import openpyxl
import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from processors.tender.assignment import read_assignment
from processors.tender.costs import BASE, SWITCH, cost_book
from processors.tender.history import history
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.realised import YEAR, realised

PLACES = ("0957", "0983")
LARGE, SMALL, NEW = "75000001", "75000002", "75000003"


def year_of(place, supplier, code, volume, tariff, client="c1"):
    return [(place, supplier, code, client, month, volume, volume * tariff) for month in YEAR]


ROWS = [
    *year_of("0983", LARGE, "02A01", 100, 6_201), *year_of("0983", SMALL, "02A01", 30, 5_903),
    *year_of("0983", LARGE, "02A02", 7, 8_117), *year_of("0957", LARGE, "02A01", 50, 6_377),
    *year_of("0957", SMALL, "07A01", 11, 4_321), *year_of("0983", SMALL, "07A01", 13, 4_321),
]  # fmt: skip


@pytest.fixture
def asked(tmp_path):
    found, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))
    return found


def changed(path, cells):
    """The workbook with other cells on the sheet of the scenarios, or another."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, address = place.rpartition("!")
        book[sheet or "Scenario's"][address] = value
    book.save(path)


def amounts(sheets):
    """What each municipality pays per scenario, and in the base, in eurocent."""
    return {
        (row[0], row[2]): tuple(cell if isinstance(cell, str) else round(cell * 100) for cell in row[3:5])
        for row in sheets["Per gemeente"][4:]
    }


def lines():
    """A declaration line per municipality, supplier, product and month; with a credit and a refusal."""
    kinds = [("02A01", 6_201, "D", "toegekend"), ("02A01", 103, "C", "toegekend"), ("02A02", 8_117, "D", None),
             ("02A02", 999, "D", "afgewezen"), ("07A01", 4_321, "D", "toegekend")]  # fmt: skip
    return [
        {
            "wet": "wmo", "gemeente": place, "aanbieder": supplier, "client": f"{place} {nr}", "toewijzing_nummer": nr,
            "product_categorie": code[:2], "product_code": code, "eenheid": "04", "debet_credit": sign,
            "product_periode_begin": date(2026, int(month[5:]), 1),
            "product_periode_eind": date(2026, int(month[5:]), monthrange(2026, int(month[5:]))[1]),
            "declaratie_maand": month, "geleverd_volume": nr + 1, "status": status,
            "ingediend_bedrag": (nr + 1) * tariff + int(month[5:]), "toegekend_bedrag": status and (nr + 1) * tariff,
        }
        for place in PLACES
        for supplier in (LARGE, SMALL)
        for month in YEAR
        for nr, (code, tariff, sign, status) in enumerate(kinds)
    ]  # fmt: skip


def test_the_base_scenario_is_what_the_kpi_says_was_realised_to_the_cent(asked, tmp_path, recalculated):
    told = [
        {
            **dict.fromkeys(DELIVERIES),
            "soort": "gemeentelevering",
            "status": "geaccepteerd",
            "gemeente": who,
            "maand": m,
        }
        for m in YEAR
        for who in PLACES
    ]
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    suppliers = make_lines("aanbieders", [{"aanbieder": SMALL, "naam": "Klein", "opvolger": NEW}])
    material = Material(
        {"declaratieregels": make_lines("declaratieregels", lines())}, {"aanbieders": suppliers}, deliveries,
        pl.DataFrame(), "2026-12", date(2027, 2, 1), PLACES,
    )  # fmt: skip

    sheets = recalculated(cost_book(asked, history(material)).write(tmp_path))

    kpi = KPIS.only("K07")
    figures = measure(kpi, measured(material, ["prestaties"]), ["gemeente", "product", "jaar"])
    mine = {"0957": ["02A01", "02A02"], "0983": ["02A01", "02A02", "07A01"]}  # lot 2 is of 0983 only
    for place, codes in mine.items():
        here = figures.filter(pl.col("gemeente") == place, pl.col("product").is_in(codes))
        realised_here = here["waarde"].sum()
        assert realised_here > 0
        assert amounts(sheets)[place, BASE] == (realised_here, realised_here)
    assert {row[6] for row in sheets["Raming"][4:]} == {LARGE, NEW}  # who merged is its successor


def by_hand(scenario, tariffs):
    """What each municipality pays, in eurocent: per row, rounded to whole cents."""
    index, tariff, volume, leaves, takes, share = scenario
    groups = {}
    for place, supplier, code, _, _, units, amount in ROWS:
        if (place, code) != ("0957", "07A01"):
            was = groups.get((place, supplier, code), (0, 0))
            groups[place, supplier, code] = (was[0] + units, was[1] + amount)
    paid = dict.fromkeys(PLACES, 0)
    for (place, supplier, code), (units, amount) in groups.items():
        now = Fraction(amount)
        if supplier == leaves and (code, takes) in tariffs:
            now += (units * tariffs[code, takes] - now) * Fraction(share) / 100
        for percent in (index, tariff, volume):
            now *= 1 + Fraction(percent) / 100
        paid[place] += int(now + Fraction(1, 2))
    return paid


SCENARIOS = [
    (0, 0, 0, None, None, 0), (4, 0, 0, None, None, 0), (0, 5, 0, None, None, 0), (0, 0, 10, None, None, 0),
    (0, 0, 0, LARGE, SMALL, 25),
]  # fmt: skip
OTHERS = [
    (0, 0, 0, None, None, 0), (Fraction(7, 2), -2, Fraction(5, 4), LARGE, SMALL, 100), (1, 1, 1, SMALL, LARGE, 40),
    (0, 0, -100, LARGE, SMALL, 10), (0, 0, 0, LARGE, NEW, Fraction(125, 10)),
]  # fmt: skip
TARIFFS = {("02A01", SMALL): 5_903, ("02A01", LARGE): 6_260, ("02A02", LARGE): 8_117, ("07A01", SMALL): 4_321}


def test_each_scenario_is_what_plain_loops_say(asked, tmp_path, recalculated, assert_valid_xlsx):
    path = cost_book(asked, realised(ROWS)).write(tmp_path)

    sheets = recalculated(path)

    assert_valid_xlsx(path)
    names = [row[0] for row in sheets["Scenario's"][7:]]
    assert names[-1] == SWITCH
    assert {(row[1], row[4]): round(row[5] * 100) for row in sheets["Tarieven"][4:]} == TARIFFS
    for name, scenario in zip(names, SCENARIOS, strict=True):
        for place, expected in by_hand(scenario, TARIFFS).items():
            assert amounts(sheets)[place, name][0] == pytest.approx(expected, abs=1)


def test_other_inputs_give_what_plain_loops_say_of_them(asked, tmp_path, recalculated):
    path = cost_book(asked, realised(ROWS)).write(tmp_path)
    cells = {
        f"{letter}{row}": float(value) if isinstance(value, Fraction) else value
        for row, scenario in enumerate(OTHERS, 8)
        for letter, value in zip("BCDEFG", scenario, strict=True)
    }
    # A tariff that staff changed, and a supplier that is new.
    changed(path, cells | {"Tarieven!F6": 61.11, "Tarieven!E8": NEW, "Tarieven!F8": 44.0})
    tariffs = {
        ("02A01", LARGE): 6_260, ("02A01", SMALL): 6_111, ("02A02", LARGE): 8_117, ("07A01", NEW): 4_400,
    }  # fmt: skip

    sheets = recalculated(path)

    names = [row[0] for row in sheets["Scenario's"][7:]]
    for name, scenario in zip(names, OTHERS, strict=True):
        for place, expected in by_hand(scenario, tariffs).items():
            assert amounts(sheets)[place, name][0] == pytest.approx(expected, abs=1)


def test_volume_for_which_the_other_supplier_has_no_tariff_stays_and_is_counted(asked, tmp_path, recalculated):
    sheets = recalculated(cost_book(asked, realised(ROWS)).write(tmp_path))

    *_, switch = sheets["Scenario's"]
    assert switch[4:7] == [LARGE, SMALL, 25]
    assert switch[10] == 1  # 02A02 in 0983
    moved = [row for row in sheets["Raming"][4:] if row[10] == SWITCH and row[3] == "02A02"]
    assert [(row[11], row[12] == row[9]) for row in moved] == [("geen tarief", True)]


def test_an_amount_that_is_not_known_makes_that_of_the_municipality_unknown(asked, tmp_path, recalculated):
    some = [*ROWS, ("0983", SMALL, "02A02", "c2", "2026-05", 3, None)]

    sheets = recalculated(cost_book(asked, realised(some)).write(tmp_path))

    assert amounts(sheets)["0983", BASE] == ("onbekend", "onbekend")
    assert amounts(sheets)["0957", BASE][0] == by_hand(SCENARIOS[0], {})["0957"]


def test_suppliers_are_chosen_from_a_list_with_their_names(asked, tmp_path, recalculated):
    seen = realised(ROWS, names={LARGE: "Zorg Groot"})

    path = cost_book(asked, seen).write(tmp_path)

    sheets = recalculated(path)
    assert sheets["Aanbieders"][4:] == [[LARGE, "Zorg Groot"], [SMALL, None]]
    assert sheets["Scenario's"][-1][8] == "Zorg Groot"
    checks = openpyxl.load_workbook(path)["Scenario's"].data_validations.dataValidation
    assert {str(check.sqref) for check in checks} == {"E8:E12", "F8:F12", "G8:G12"}
