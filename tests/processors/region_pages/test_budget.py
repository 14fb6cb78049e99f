# SPDX-License-Identifier: EUPL-1.2
"""Budget, forecast and contribution, with formulas that compute."""

import polars as pl
import pytest

from processors.contribution import contributions
from tests.processors.region_pages.made import book, page, tables
from workbooks.region_book import write_region_book

USE = {"kpi": "K08", "gemeente": "0983", "wet": "wmo", "maand": "2026"}
BUDGETS = [
    USE | {"waarde": 75.0, "teller": 90_000.0, "noemer": 120_000.0},
    USE | {"kpi": "K09", "waarde": 120_000.0, "teller": 90_000.0, "noemer": 9.0},
    USE | {"wet": "jw", "waarde": 110.0, "teller": 11_000.0, "noemer": 10_000.0},
    USE | {"gemeente": "0889", "onderdrukt": "ja"},
]


@pytest.mark.parametrize(
    ("used", "light"),
    [(90, ("goed", "binnen budget")), (90.1, ("waarschuwing", "bijna op")), (100, ("waarschuwing", "bijna op")),
     (100.1, ("fout", "boven budget")), (None, (None, None))],
)  # fmt: skip
def test_a_budget_has_a_light_with_its_word_by_the_thresholds_of_the_region(used, light):
    described = book(tables(figures=[{"kpi": "K08", "maand": "2026", "waarde": used}]))

    rows = described.summary.rows.filter(pl.col("uitleg").str.starts_with("Deel van de begroting"))
    assert rows.select("stand", "oordeel").row(0) == light


def test_a_budget_shows_its_use_and_forecast_as_formulas_that_compute(tmp_path, recalculated, assert_valid_xlsx):
    described = book(tables(figures=BUDGETS))

    write_region_book(tmp_path / "regio.xlsx", described)

    assert_valid_xlsx(tmp_path / "regio.xlsx")
    computed = recalculated(tmp_path / "regio.xlsx")["Begroting en prognose"]
    assert [row[1:10] for row in computed[6:9]] == [
        ["Beesel", "wmo", "onderdrukt", "onderdrukt", "onderdrukt", None, "geen", "geen", "geen"],
        ["Venlo", "jw", 100, 110, 110, "✖ boven budget", "geen", "geen", "geen"],
        ["Venlo", "wmo", 1200, 900, 75, "✔ binnen budget", 9, 1200, 0],
    ]
    assert [row[:5] for row in computed[13:15]] == [
        ["jw", "Jeugdwet", 100, 110, "geen"], ["wmo", "Wmo 2015", 1200, 900, 1200],
    ]  # fmt: skip
    stack = page(described, "Begroting en prognose")
    assert stack.parts[0].rows["K09 formule"].to_list() == [
        None, None, "=begroting[[#This Row],[Realisatie]]/begroting[[#This Row],[Afgesloten maanden]]*12",
    ]  # fmt: skip
    assert stack.parts[2].series == {
        "Begroting": [130_000, None], "Realisatie": [101_000, None], "Prognose lineair": [None, None],
    }  # fmt: skip


def test_without_a_budget_or_forecast_there_is_no_page_about_them():
    assert "Begroting en prognose" not in [each.name for each in book(tables()).pages]


def test_contributions_show_their_key_and_add_up_to_the_budget_by_formulas(tmp_path, recalculated, assert_valid_xlsx):
    volumes = pl.DataFrame({
        "module": ["1", "1", "2"], "gemeente": ["0889", "0983", "0983"], "jaar": [2026] * 3,
        "volume": [100_000, 200_000, None],
    })  # fmt: skip
    budgets = pl.DataFrame({
        "module": ["1", "2"], "jaar": [2026] * 2, "bedrag": [100_050, 500_000], "werkelijke_kosten": [70_050, None],
    })  # fmt: skip
    described = book(tables(), bijdrage=contributions(volumes, budgets), modulebudgetten=budgets)

    write_region_book(tmp_path / "regio.xlsx", described)

    assert_valid_xlsx(tmp_path / "regio.xlsx")
    computed = recalculated(tmp_path / "regio.xlsx")["Evenredige bijdrage"]
    members = [[each for place, each in enumerate(row) if place in {0, 3, 4, 6, 8}] for row in computed[6:9]]
    assert members == [
        ["1", "Beesel", 1000, 333, 100], ["1", "Venlo", 2000, 667, 200], ["2", "Venlo", "geen", "geen", "geen"],
    ]  # fmt: skip
    assert [row[5] for row in computed[6:8]] == pytest.approx([100 / 3, 200 / 3])
    assert [row[7] for row in computed[6:8]] == pytest.approx([-1 / 3, 1 / 3])
    assert computed[13][3:7] == pytest.approx([1000.5, 1000, 0.5, 700.5])
    assert computed[14][3:7] == [5000, "geen", "geen", "geen"]
