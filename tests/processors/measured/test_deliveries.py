# SPDX-License-Identifier: EUPL-1.2
"""The months in which a municipality had to deliver, and when the first version that was accepted came."""

from datetime import date

import polars as pl

from processors.deliveries import DELIVERIES
from processors.lines import make_lines
from processors.measured import Material, measured

VENLO, VENRAY = "0983", "0984"
LIMIT = date(2026, 10, 15)
DELIVERY = {
    "aanlevering": "A1", "soort": "gemeentelevering", "gemeente": VENLO, "maand": "2026-09", "status": "geaccepteerd",
    "ontvangen_op": date(2026, 10, 12), "uiterste_datum": LIMIT, "regels": 10, "versie": 1,
}  # fmt: skip


def rows(*deliveries, reference=None, totals=(), month="2026-09", members=(VENLO, VENRAY)):
    told = pl.DataFrame(
        [{name: (DELIVERY | each).get(name) for name in DELIVERIES} for each in deliveries], schema=dict(DELIVERIES)
    )
    lines = {"declaratietotalen": make_lines("declaratietotalen", totals)}
    made = Material(lines, reference or {}, told, pl.DataFrame(), month, date(2026, 10, 20), members)
    return measured(made, ["leveringen"])["leveringen"]


def expected(*deliveries, **named):
    return rows(*deliveries, **named).filter(pl.col("verwacht") == 1).select("gemeente", "maand", "geaccepteerd").rows()


def received(*deliveries, **named):
    return rows(*deliveries, **named).filter(pl.col("verwacht") == 0).select("gemeente", "dagen", "op_tijd").rows()


def test_a_month_without_any_delivery_is_expected_of_every_member():
    assert expected() == [(VENLO, "2026-09", 0), (VENRAY, "2026-09", 0)]


def test_months_are_expected_from_the_first_that_anyone_delivered():
    told = expected({"maand": "2026-08"}, {"gemeente": VENRAY, "maand": "2026-09"})

    assert told == [(VENLO, "2026-08", 1), (VENLO, "2026-09", 0), (VENRAY, "2026-08", 0), (VENRAY, "2026-09", 1)]


def test_a_delivery_of_nothing_is_one_and_a_refused_one_is_none():
    assert expected({"regels": 0}, members=[VENLO]) == [(VENLO, "2026-09", 1)]
    assert expected({"status": "geweigerd"}, members=[VENLO]) == [(VENLO, "2026-09", 0)]
    assert expected({"status": "wacht op een mens"}, members=[VENLO]) == [(VENLO, "2026-09", 0)]


def test_lines_of_suppliers_are_no_delivery_of_the_municipality():
    told = expected({"soort": "declaratie", "gemeente": None, "aanbieder": "01234567"}, members=[VENLO])

    assert told == [(VENLO, "2026-09", 0)]


def test_every_month_that_a_file_of_totals_holds_was_delivered():
    total = {
        "wet": "wmo", "gemeente": VENLO, "aanbieder": "01234567", "leveringsmaand": "2026-07", "volume": 1,
        "declaratie_maand": "2026-08", "ingediend_bedrag": 100, "regels": 1,
    }  # fmt: skip

    assert expected({}, totals=[total], members=[VENLO]) == [(VENLO, "2026-08", 1), (VENLO, "2026-09", 1)]


def test_a_municipality_that_left_its_module_is_expected_until_that_month():
    stays = [
        {"gemeente": VENLO, "module": "1", "van": date(2014, 1, 1), "tot": date(2026, 8, 15)},
        {"gemeente": VENRAY, "module": "1", "van": date(2014, 1, 1), "tot": None},
        {"gemeente": VENRAY, "module": "2", "van": date(2014, 1, 1), "tot": None},
    ]
    register = {"lidmaatschap": make_lines("lidmaatschap", stays)}

    told = expected({"maand": "2026-08"}, {"gemeente": VENRAY}, reference=register)

    assert sorted(told) == [(VENLO, "2026-08", 1), (VENRAY, "2026-08", 0), (VENRAY, "2026-09", 1)]


def test_days_are_counted_from_the_last_day_and_that_day_itself_is_in_time():
    assert received({"ontvangen_op": LIMIT}) == [(VENLO, 0, True)]
    assert received({"ontvangen_op": date(2026, 10, 16)}) == [(VENLO, 1, False)]
    assert received({"uiterste_datum": None}) == [(VENLO, None, None)]


def test_the_first_version_that_was_accepted_counts():
    refused = {"status": "geweigerd", "ontvangen_op": date(2026, 10, 1), "versie": None}
    first = {"status": "vervangen", "ontvangen_op": date(2026, 10, 17), "versie": 1}
    newest = {"status": "deels", "ontvangen_op": date(2026, 10, 19), "versie": 2}

    assert received(newest, refused, first) == [(VENLO, 2, False)]


def test_two_deliveries_of_two_laws_count_each():
    told = received({"wet": "jw", "ontvangen_op": LIMIT}, {"wet": "wmo"})

    assert sorted(told) == [(VENLO, -3, True), (VENLO, 0, True)]
