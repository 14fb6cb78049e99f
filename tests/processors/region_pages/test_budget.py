# SPDX-License-Identifier: EUPL-1.2
"""Budget, forecast and contribution, with formulas that compute."""

import polars as pl
import pytest

from processors.contribution import contributions
from processors.forecasting.backtest import TESTED
from tests.processors.region_pages.made import MEMBERS, book, page, tables
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


SHARES = {"module": pl.String, "jaar": pl.Int64, "gemeente": pl.String, "volume": pl.Int64}
MODULE_BUDGETS = {"module": pl.String, "jaar": pl.Int64, "bedrag": pl.Int64, "werkelijke_kosten": pl.Int64}


def contribution_page(volumes, budgets, hidden="nee"):
    bought = pl.DataFrame(volumes, schema=SHARES, orient="row")
    agreed = pl.DataFrame(budgets, schema=MODULE_BUDGETS, orient="row")
    paid = contributions(bought, agreed).with_columns(onderdrukt=pl.lit(hidden))
    if hidden == "ja":
        paid = paid.with_columns(pl.lit(None, pl.Int64).alias(name) for name in ("volume", "bijdrage", "afrekening"))
    return book(tables(), bijdrage=paid, modulebudgetten=agreed)


def test_contributions_show_their_key_and_add_up_to_the_budget_by_formulas(tmp_path, recalculated, assert_valid_xlsx):
    volumes = [("1", 2026, "0889", 100_000), ("1", 2026, "0983", 200_000), ("2", 2026, "0983", None)]
    described = contribution_page(volumes, [("1", 2026, 100_050, 70_050), ("2", 2026, 500_000, None)])

    write_region_book(tmp_path / "regio.xlsx", described)

    assert_valid_xlsx(tmp_path / "regio.xlsx")
    computed = recalculated(tmp_path / "regio.xlsx")["Evenredige bijdrage"]
    members = [[each for place, each in enumerate(row) if place in {0, 2, 4, 6, 8}] for row in computed[6:9]]
    assert members == [
        ["1", "Beesel", 1000, 333, 100], ["1", "Venlo", 2000, 667, 200], ["2", "Venlo", "geen", "geen", "geen"],
    ]  # fmt: skip
    assert [row[5] for row in computed[6:8]] == pytest.approx([100 / 3, 200 / 3])
    assert [row[7] for row in computed[6:8]] == pytest.approx([-1 / 3, 1 / 3])
    assert computed[13][3:9] == pytest.approx([1000.5, 1000, 0.5, 700.5, 300, 300])
    assert computed[14][3:9] == [5000, "geen", "geen", "geen", "geen", "geen"]


def test_each_formula_of_the_contributions_gives_the_figure_of_the_page(tmp_path, recalculated):
    volumes = [
        (module, 2026, code, 7**power + int(code)) for module, power in (("1", 9), ("2", 12)) for code in MEMBERS
    ]
    volumes += [("1", 2025, code, -5 if code == "0983" else 3) for code in MEMBERS]
    described = contribution_page(volumes, [("1", 2026, 12_345_678, 9_999), ("2", 2026, 99, 0), ("1", 2025, 1, 501)])

    write_region_book(tmp_path / "regio.xlsx", described)

    computed = iter(recalculated(tmp_path / "regio.xlsx")["Evenredige bijdrage"])
    checked = 0
    for part in page(described, "Evenredige bijdrage").parts:
        headers = [column.header for column in part.columns]
        while next(computed)[: len(headers)] != headers:
            pass
        for row, shown in zip(part.rows.iter_rows(named=True), computed, strict=False):
            formulas = [place for place, column in enumerate(part.columns) if column.formula and row[column.formula]]
            wanted = [row[part.columns[place].source] for place in formulas]
            assert [shown[place] for place in formulas] == pytest.approx(wanted, abs=1e-9)
            checked += len(formulas)
    assert checked == 6 * 2 + 3 * 4


ALL = {"volume", "sleutel", "bijdrage", "afronding", "afrekening"}


@pytest.mark.parametrize(
    ("volumes", "budgets", "hidden", "missing", "words"),
    [
        ([5, 0], [], "nee", ALL - {"volume", "sleutel"}, "De begroting is niet bekend; vul die aan in naslag, tabel"),
        ([5, None], [100], "nee", ALL, "Van een of meer maanden van het basisjaar leverde niets: Venlo."),
        ([0, -5], [100], "nee", ALL - {"volume"}, "In het basisjaar kocht geen lid iets in deze module"),
        ([5, 1], [100], "nee", {"afrekening"}, "De werkelijke kosten zijn nog niet bekend; de afrekening volgt."),
        ([5, 1], [100], "ja", ALL, "Onderdrukt: uit deze volumes is iets te herleiden over weinig cliënten."),
    ],
)
def test_a_module_without_contributions_says_why(volumes, budgets, hidden, missing, words):
    bought = [("1", 2026, code, volume) for code, volume in zip(("0889", "0983"), volumes, strict=True)]

    described = contribution_page(bought, [("1", 2026, cents, None) for cents in budgets], hidden)

    members, totals = page(described, "Evenredige bijdrage").parts
    told = {name: members.rows[f"{name} woord"].drop_nulls() for name in ALL}
    assert {name for name, found in told.items() if len(found)} == missing
    assert {word for found in told.values() for word in found} == {"onderdrukt" if hidden == "ja" else "geen"}
    assert totals.rows["toelichting"].item().startswith(words)


def test_where_no_module_has_members_there_is_no_page_about_contributions():
    assert "Evenredige bijdrage" not in [each.name for each in contribution_page([], []).pages]


def test_how_good_the_forecasts_were_stands_below_them(tmp_path, assert_valid_xlsx):
    tested = pl.DataFrame(
        [
            ("K09", "volgende maand", 9, 4.8, -1.6, "2025-09", "2026-08"),
            ("K09-seizoen", "heel het jaar", 0, None, None, None, None),
        ],
        schema=dict(TESTED),
        orient="row",
    )

    described = book(tables(figures=BUDGETS), terugtoets=tested)
    write_region_book(tmp_path / "regio.xlsx", described)

    assert_valid_xlsx(tmp_path / "regio.xlsx")
    listing = page(described, "Begroting en prognose").parts[-1]
    assert listing.table == "terugtoets"
    linear, seasonal = listing.rows.rows(named=True)
    assert (linear["prognose"], linear["afwijking"], linear["afwijking_woord"]) == ("Prognose lineair", 4.8, None)
    assert (seasonal["aantal"], seasonal["vertekening_woord"]) == (0, "niets te vergelijken")
