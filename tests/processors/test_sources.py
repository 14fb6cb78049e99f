# SPDX-License-Identifier: EUPL-1.2
"""Which side counts where supplier and municipality both delivered."""

import polars as pl
import pytest

from processors.lines import make_lines
from processors.sources import one_source

LINE = {"wet": "wmo", "gemeente": "0983", "declaratie_maand": "2026-09", "referentie_nummer": "R1"}
TOTAL = {"wet": "wmo", "gemeente": "0983", "declaratie_maand": "2026-09"}


def counted(lines, totals=()):
    """Submission of every line that counts; lines are (submission, change)."""
    stored = {
        "declaratieregels": make_lines("declaratieregels", [{**LINE, **change} for _, change in lines]).with_columns(
            aanlevering=pl.Series([submission for submission, _ in lines], dtype=pl.String)
        ),
        "declaratietotalen": make_lines("declaratietotalen", [{**TOTAL, **change} for change in totals]),
    }
    return one_source(stored, ["A-1"])["declaratieregels"]["aanlevering"].to_list()


def test_lines_of_the_municipality_take_the_place_of_those_of_suppliers():
    assert counted([("A-2", {}), ("A-1", {}), ("A-3", {})]) == ["A-1"]


def test_totals_of_the_municipality_take_their_place_too():
    assert counted([("A-2", {})], [{}]) == []


@pytest.mark.parametrize("change", [{"wet": "jw"}, {"gemeente": "0984"}, {"declaratie_maand": "2026-08"}])
def test_another_law_municipality_or_month_is_left_alone(change):
    assert counted([("A-2", change), ("A-1", {})], [{}]) == ["A-2", "A-1"]


def test_without_a_delivery_of_a_municipality_suppliers_count():
    assert counted([("A-2", {}), ("A-3", {})]) == ["A-2", "A-3"]
