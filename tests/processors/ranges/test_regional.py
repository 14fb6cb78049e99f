# SPDX-License-Identifier: EUPL-1.2
"""A published figure in a cell is the one in the Power BI folder, or it is hidden."""

import os

import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.measurements import MEASUREMENTS
from processors.powerbi.publish import LAST_WRITTEN, STAR
from processors.ranges.regional import Asked, regional

ROWS = [
    {"kpi": "K04", "maand": "2026-09", "waarde": 100.0, "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026-08", "waarde": 90.0, "status": "definitief"},
    {"kpi": "K04", "maand": "2026-K3", "waarde": 270.0, "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026", "waarde": 800.0, "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026-09", "gemeente": "0983", "waarde": 7.0, "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026-09", "gemeente": "0984", "onderdrukt": "ja", "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026-09", "product": "45", "waarde": 55.0, "status": "voorlopig"},
    {"kpi": "K04", "maand": "2026", "aanbieder": "99000101", "wet": "jw", "waarde": 5.0, "status": "voorlopig"},
    {"kpi": "K24-p90", "maand": "2026-09", "waarde": 11.0, "status": "voorlopig"},
]


@pytest.fixture
def folder(tmp_path):
    return publication(tmp_path, ROWS)


def publication(folder, rows):
    complete = [{"onderdrukt": "nee", **row} for row in rows]
    frame = pl.DataFrame(complete, schema=dict(MEASUREMENTS))
    place = folder / STAR / "meting" / "deel.parquet"
    place.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(place)
    contents = {"tabel": ["meting"], "deel": ["geheel"], "bestand": ["meting/deel.parquet"], "rijen": [len(rows)]}
    pl.DataFrame({**contents, "sha256": [""]}).write_parquet(folder / LAST_WRITTEN)
    return folder


def test_a_figure_of_the_region_and_of_a_municipality(folder):
    found = regional(Asked(["K04"], ["", "Venlo", 983.0], ["2026-09"]), folder)

    assert found.rows() == [(100.0, "voorlopig"), (7.0, "voorlopig"), (7.0, "voorlopig")]


def test_without_a_period_it_is_the_last_month(folder):
    assert regional(Asked(["k04", "K24-P90"]), folder)["waarde"].to_list() == [100.0, 11.0]


def test_a_period_is_a_month_a_quarter_a_year_or_a_day(folder):
    periods = ["2026-08", 46235.0, "augustus 2026", "2026-k3", 2026.0]

    assert regional(Asked(["K04"], period=periods), folder)["waarde"].to_list() == [90.0, 90.0, 90.0, 270.0, 800.0]


def test_a_supplier_has_figures_per_law_and_year(folder):
    found = regional(Asked(["K04"], period=["2026"], supplier=["99000101"], law=["", "jw"]), folder)

    assert found.rows() == [(None, None), (5.0, "voorlopig")]


def test_what_is_hidden_says_so_and_has_no_value(folder):
    assert regional(Asked(["K04"], ["0984"]), folder).rows() == [(None, "onderdrukt")]


def test_a_new_publication_is_seen(folder):
    regional(Asked(["K04"]), folder)
    publication(folder, [{**ROWS[0], "waarde": 101.0}])
    os.utime(folder / LAST_WRITTEN, ns=(1, 1))

    assert regional(Asked(["K04"]), folder)["waarde"].to_list() == [101.0]


def test_before_anything_was_published_it_says_what_to_do(tmp_path):
    with pytest.raises(UnusableInputError, match=r"nog niets gepubliceerd\. Voer eerst 'verzamelpunt consolideer' uit"):
        regional(Asked(["K04"]), tmp_path)


def test_a_municipality_that_does_not_exist_is_refused(folder):
    with pytest.raises(UnusableInputError, match=r"In 'Gemeente' staat niet .*: een code die bestaat"):
        regional(Asked(["K04"], ["Nergenshuizen"]), folder)
