# SPDX-License-Identifier: EUPL-1.2
"""Months, denominators, suppliers, products and members that are not as they should be: from rows to pages."""

import re
from datetime import UTC, date, datetime

import openpyxl
import polars as pl
import pytest

from processors.accepted import STORED, Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.picture import picture
from processors.region_pages import region_book
from processors.revisions import history, revised
from processors.run_page import run_page
from processors.signals import SIGNALS
from tests.processors.powerbi.conftest import FINDING, VERSIONS
from workbooks.page import render
from workbooks.region_book import write_region_book

MONTH, TODAY = "2026-09", date(2026, 11, 2)
STAYED = {"0893": "Bergen", "0907": "Gennep", "0983": "Venlo", "0984": "Venray", "0988": "Weert"}
LEFT = {"0889": "Beesel"}
PLACES = {**LEFT, **STAYED}
# So many that no figure is about few people.
CLIENTS = 40
GONE, HEIR, REFUSED, REPAID, NAMELESS = (f"{number}" * 8 for number in range(1, 6))
CARE = {
    "wet": "wmo", "product_categorie": "02", "product_code": "02A03", "eenheid": "04", "geleverd_volume": 1,
    "debet_credit": "D", "toewijzing_nummer": 1,
}  # fmt: skip


def of_all(month, places=PLACES, **line):
    """A line of each of many clients in each municipality."""
    first = date.fromisoformat(f"{month}-01")
    dated = {"declaratie_maand": month, "product_periode_begin": first, "product_periode_eind": first.replace(day=28)}
    return [
        CARE | dated | {"gemeente": place, "client": f"{place}-{number}"} | line
        for place in places
        for number in range(CLIENTS)
    ]


def delivered(month, places):
    return [
        dict.fromkeys(DELIVERIES)
        | {"aanlevering": f"A-{month}-{place}", "soort": "gemeentelevering", "gemeente": place, "maand": month,
           "status": "geaccepteerd", "te_laat": "nee", "regels": CLIENTS, "geaccepteerd": CLIENTS, "geweigerd": 0,
           "bevindingen": 0, "versie": 1, "ontvangen_op": date(2026, 10, 1)}
        for place in places
    ]  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """The picture of a region in which all of it happened."""
    lines = [
        *of_all("2026-05", aanbieder=GONE, ingediend_bedrag=1000),
        *of_all("2026-06", aanbieder=HEIR, ingediend_bedrag=500),
        # Nobody delivered over July; one municipality left after June.
        *of_all("2026-08", STAYED, aanbieder=HEIR, ingediend_bedrag=300),
        *of_all("2026-09", STAYED, aanbieder=REFUSED, ingediend_bedrag=900, wet="jw", product_categorie="45",
                product_code="45A04", status="afgewezen", retourcodes="8001"),
        *of_all("2026-09", STAYED, aanbieder=REPAID, ingediend_bedrag=200, debet_credit="C", product_categorie="03",
                product_code="03A01"),
        *of_all("2026-09", STAYED, aanbieder=NAMELESS, ingediend_bedrag=700, product_categorie=None,
                product_code=None),
    ]  # fmt: skip
    reference = {
        "aanbieders": [{"aanbieder": GONE, "naam": "Was er eerst", "opvolger": HEIR, "tot": date(2026, 5, 31)}],
        "budgetten": [
            {"gemeente": place, "jaar": 2026, "wet": "wmo", "bedrag": amount}
            for place, amount in zip(PLACES, (0, *[100_000] * 5), strict=True)
        ],
        "lidmaatschap": [
            {"gemeente": place, "module": "2", "van": date(2020, 1, 1), "tot": None if place in STAYED else
             date(2026, 6, 30)}
            for place in PLACES
        ],
    }  # fmt: skip
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in STORED}
    declared = make_lines("declaratieregels", lines).select(TABLES["declaratieregels"].names)
    came = [
        *delivered("2026-05", PLACES), *delivered("2026-06", PLACES), *delivered("2026-08", STAYED),
        *delivered("2026-09", STAYED),
    ]  # fmt: skip
    found = {**FINDING, **dict.fromkeys(("bestand", "blad", "entiteit"), pl.String), "rij": pl.Int64}
    gathered = Accepted(
        lines={**empty, "declaratieregels": declared},
        reference={name: make_lines(name, rows) for name, rows in reference.items()},
        deliveries=pl.DataFrame(came, schema=dict(DELIVERIES)), findings=pl.DataFrame(schema=found),
        versions=pl.DataFrame(schema=VERSIONS), traced={},
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("beeld")
    return picture(
        gathered, MONTH, TODAY, register=folder / "register", versions=history(folder / "meting"), members=PLACES,
        with_origins=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(seen, tmp_path_factory):
    """The regional workbook, opened."""
    path = tmp_path_factory.mktemp("boek") / "regio.xlsx"
    made = region_book(
        seen.open, MONTH, members=PLACES, name=None, signals=pl.DataFrame(schema=dict(SIGNALS)), beside=seen.beside
    )
    write_region_book(path, made)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def run(seen):
    """The page of the run, as HTML."""
    return render(run_page(seen.open, MONTH, revised(seen.versions), datetime(2026, 11, 2, tzinfo=UTC)))


def figure(seen, kpi, period="2026", **about):
    """One figure and its row, as everybody may see it."""
    keys = {**dict.fromkeys(("gemeente", "aanbieder", "product", "wet", "subregio", "contract_nummer")), **about}
    same = [pl.col(name).eq_missing(pl.lit(value)) for name, value in keys.items()]
    rows = seen.whole["meting"].filter(pl.col("kpi") == kpi, pl.col("maand") == period, *same).to_dicts()
    return rows[0] if rows else None


def row_about(book, sheet, name):
    """The row of a sheet that begins with or holds this, by header."""
    rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    (found,) = [row for row in rows if name in row]
    header = next(row for row in rows[: rows.index(found)][::-1] if row[0] in ("Wet", "Gemeentecode"))
    return dict(zip(header, found, strict=True))


def under(row, code):
    """What stands under the header of a KPI."""
    return next(value for header, value in row.items() if f"({code}" in str(header))


def test_a_month_without_deliveries_has_no_figure_and_closes_no_month_after_it(seen, run):
    assert figure(seen, "K04", "2026-07") is None
    assert figure(seen, "K36", "2026-07")["waarde"] == 0
    # July is not closed, later months are: each stands by itself.
    assert figure(seen, "K07")["waarde"] == figure(seen, "K04")["waarde"]
    assert figure(seen, "K04", "2026-08")["waarde"] == 5 * CLIENTS * 300
    assert "jul 2026" in run


def test_a_denominator_of_zero_gives_no_figure_and_says_so(seen, book):
    everything_refused = figure(seen, "K14", "2026", wet="jw")
    no_budget = figure(seen, "K08", "2026", gemeente="0889")

    assert (everything_refused["waarde"], everything_refused["noemer"]) == (None, 0)
    assert figure(seen, "K17", "2026", wet="jw")["waarde"] == 100
    assert (no_budget["waarde"], no_budget["noemer"]) == (None, 0)
    told = row_about(book, "KPI's", "Beesel")
    assert under(told, "K08") == "geen"
    assert re.search(r"K08[^:.]*: er is niets om door te delen", told["Toelichting"])


def test_a_supplier_that_merged_stands_under_its_successor_in_figures_and_pages(seen, book):
    assert figure(seen, "K04", "2026", aanbieder=GONE, wet="wmo") is None
    total = CLIENTS * (6 * 1000 + 6 * 500 + 5 * 300)
    assert figure(seen, "K04", "2026", aanbieder=HEIR, wet="wmo")["waarde"] == total
    assert under(row_about(book, "KPI's per aanbieder", HEIR), "K04") == total / 100
    codes = {cell.value for row in book["KPI's per aanbieder"].iter_rows() for cell in row}
    assert GONE not in codes


def test_a_product_without_category_counts_in_the_whole_and_in_no_category(seen):
    own = CLIENTS * 5 * 700
    assert figure(seen, "K04", "2026", aanbieder=NAMELESS, wet="wmo")["waarde"] == own
    of_categories = seen.whole["meting"].filter(
        pl.col("kpi") == "K04", pl.col("maand") == "2026", pl.col("wet") == "wmo", pl.col("gemeente").is_null(),
        pl.col("product").str.len_chars() == 2,
    )["waarde"].sum()  # fmt: skip
    assert of_categories + own == figure(seen, "K04", "2026", wet="wmo")["waarde"]


def test_a_member_that_left_is_not_waited_for(seen, book):
    september, june = (figure(seen, "K36", month) for month in ("2026-09", "2026-06"))

    assert (september["teller"], september["noemer"], september["dekking"]) == (5, 5, "5/5")
    assert (june["teller"], june["noemer"], june["dekking"]) == (6, 6, "6/6")
    assert figure(seen, "K36", MONTH, gemeente="0889") is None
    # What it did before stays in the year.
    assert figure(seen, "K07", gemeente="0889")["waarde"] == CLIENTS * 1500
    assert under(row_about(book, "KPI's", "Beesel"), "K07") == CLIENTS * 1500 / 100


def test_credits_of_more_than_was_granted_give_a_negative_total_and_no_share(seen, book):
    repaid = -CLIENTS * 5 * 200
    total = figure(seen, "K04", "2026", product="03", wet="wmo")

    assert total["waarde"] == repaid
    assert figure(seen, "K06", "2026", product="03", wet="wmo")["waarde"] is None
    assert under(row_about(book, "KPI's per aanbieder", REPAID), "K04") == repaid / 100


def test_the_workbook_of_it_all_is_one_that_excel_opens(book, tmp_path, assert_valid_xlsx, seen):
    path = tmp_path / "regio.xlsx"
    write_region_book(
        path,
        region_book(seen.open, MONTH, members=PLACES, name=None, signals=pl.DataFrame(schema=dict(SIGNALS)),
                    beside=seen.beside),
    )  # fmt: skip

    assert_valid_xlsx(path)
    errors = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] == "#"]
    assert not errors
