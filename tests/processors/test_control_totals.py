# SPDX-License-Identifier: EUPL-1.2
"""The region against its files (MGR-214), with amounts worked out by hand."""

from datetime import date

import polars as pl
import pytest

from processors.control_totals import control_totals, differences
from processors.journal_schema import Outcome, State, Submission
from processors.lines import make_lines
from processors.store import Store

LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "declaratie_maand": "2026-09",
    "product_periode_begin": date(2026, 9, 1), "debet_credit": "D", "ingediend_bedrag": 1000,
}  # fmt: skip
TOTAL = {"wet": "jw", "gemeente": "0889", "aanbieder": "01000001", "declaratie_maand": "2026-09"}
FACT = {"wet": "wmo", "declaratie_maand": "2026-09", "ingediend_bedrag": 1500}


def submission(nr, kind="declaratie"):
    return Submission(
        nr=nr, id=f"A-{nr:06d}", bericht="B-000001", deel="1", sha256="", bestand="", afzender="01000001",
        status=State.OPGEBORGEN, ontvangen_op="2026-10-01", gewijzigd_op="2026-10-01", soort=kind,
        uitkomst=Outcome.GEACCEPTEERD,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path)
    credit = {**LINE, "debet_credit": "C", "ingediend_bedrag": 200}
    kept.write("A-000001", "declaratieregels", make_lines("declaratieregels", [LINE, credit]), month="2026-09")
    of_town = [{**LINE, "gemeente": "0889", "ingediend_bedrag": 700}]
    kept.write("A-000002", "declaratieregels", make_lines("declaratieregels", of_town), month="2026-09")
    totals = make_lines("declaratietotalen", [{**TOTAL, "ingediend_bedrag": -50}])
    kept.write("A-000003", "declaratietotalen", totals, month="2026-09")
    kept.write("A-000003", "declaratieregels", make_lines("declaratieregels", [LINE]), month="2026-09")
    return kept


def totals(store, published, counting):
    return control_totals(store, counting, pl.DataFrame(published)).sort("wet")


def test_the_files_add_up_with_credits_taken_off(store):
    found = totals(store, [FACT], [submission(1), submission(2)])

    assert found.rows() == [("wmo", "2026-09", 1500, 1500)]
    assert differences(found) == []


def test_where_a_municipality_delivered_itself_the_lines_of_suppliers_do_not_count(store):
    published = [{**FACT, "ingediend_bedrag": 1700}, {**FACT, "wet": "jw", "ingediend_bedrag": -50}]

    found = totals(store, published, [submission(1), submission(2), submission(3, "gemeentelevering")])

    # Venlo (0983) sent one line of 1000 itself; the 800 of its supplier stand aside. Beesel (0889) sent totals of the
    # Jeugdwet only, so the 700 of the Wmo still come from the supplier.
    assert found.rows() == [("jw", "2026-09", -50, -50), ("wmo", "2026-09", 1700, 1700)]


@pytest.mark.parametrize("cents", [1499, 1501])
def test_a_cent_that_is_lost_or_counted_twice_is_told(store, cents):
    found = totals(store, [{**FACT, "ingediend_bedrag": cents}], [submission(1), submission(2)])

    (sentence,) = differences(found)
    assert "€ 15,00" in sentence


def test_a_month_that_is_published_without_files_and_the_other_way_round_is_told(store):
    found = totals(store, [{**FACT, "declaratie_maand": "2026-08"}], [submission(1), submission(2)])

    assert len(differences(found)) == 2
