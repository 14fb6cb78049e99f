# SPDX-License-Identifier: EUPL-1.2
"""What the regional workbook says above its tables."""

from datetime import date

import polars as pl
import pytest

from processors import star
from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.measurements import MEASUREMENTS
from processors.region import last_month
from processors.region_pages import region_book, spoken_month
from processors.signals import SIGNALS

FINDING = dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg"), pl.String)
NO_SIGNALS = pl.DataFrame(schema=dict(SIGNALS))
MEMBERS = {"0983": "Venlo", "0889": "Beesel"}
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10,
    "ingediend_bedrag": 50000, "debet_credit": "D",
}  # fmt: skip


def tables(*lines, delivered=(), found=()):
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    declared = make_lines("declaratieregels", list(lines)).select(TABLES["declaratieregels"].names)
    rows = [dict.fromkeys(DELIVERIES) | {"maand": "2026-09", "te_laat": "nee"} | each for each in delivered]
    return star.star(Accepted(
        lines={**empty, "declaratieregels": declared}, reference={},
        deliveries=pl.DataFrame(rows, schema=dict(DELIVERIES)),
        findings=pl.DataFrame([dict.fromkeys(FINDING, "x") | each for each in found], schema=FINDING),
        versions=pl.DataFrame(schema={"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String}),
        traced={},
    ), pl.DataFrame(schema=dict(MEASUREMENTS)))  # fmt: skip


def said(book):
    return {each.label: (each.value, each.words) for each in book.headlines}


def test_the_headlines_are_sums_of_the_tables_with_credits_subtracted():
    late = {**LINE, "declaratie_maand": "2026-10"}
    credit = {**LINE, "debet_credit": "C", "ingediend_bedrag": 20000}

    told = said(region_book(tables(LINE, credit, late), "2026-09", members=MEMBERS, name=None, signals=NO_SIGNALS))

    assert told["Gedeclareerd, alle maanden"][0] == 80000
    assert told["Gedeclareerd in september 2026"][0] == 30000
    assert told["Declaratieregels in september 2026"][0] == 2


def test_the_coverage_says_how_many_municipalities_delivered():
    delivered = [
        {"soort": "gemeentelevering", "gemeente": "0983", "status": "geaccepteerd"},
        {"soort": "gemeentelevering", "gemeente": "0889", "status": "geweigerd"},
        {"soort": "declaratie", "gemeente": "0889", "status": "geaccepteerd"},
        {"soort": "gemeentelevering", "gemeente": "9999", "status": "geaccepteerd"},
    ]

    book = region_book(tables(delivered=delivered), "2026-09", members=MEMBERS, name=None, signals=NO_SIGNALS)

    assert book.period == "Stand over september 2026; 1 van 2 gemeenten leverden; voorlopige cijfers."
    assert said(book)["Gemeenten die leverden"] == (1, "Verwacht: 2.")


def test_a_municipal_workbook_says_that_the_figures_are_its_own():
    book = region_book(tables(LINE), "2026-09", members={"0983": "Venlo"}, name="Venlo", signals=NO_SIGNALS)

    assert book.title == "Gemeentewerkboek Venlo, september 2026"
    assert book.period == "Stand over september 2026; eigen gegevens; voorlopige cijfers."
    assert [chart.title for chart in book.charts] == ["Gedeclareerd bedrag per maand"]
    assert "feit_toewijzing" not in book.tables


def test_without_declarations_there_is_nothing_to_draw():
    assert region_book(tables(), "2026-09", members=MEMBERS, name=None, signals=NO_SIGNALS).charts == []


def test_late_deliveries_and_errors_are_counted():
    delivered = [{"soort": "declaratie", "status": "ontbreekt", "te_laat": "ja"}]
    found = [{"maand": "2026-09", "ernst": "fout", "regel": "TR307"}, {"maand": "2026-09", "ernst": "signaal"},
             {"maand": "2026-08", "ernst": "fout"}]  # fmt: skip

    book = region_book(
        tables(delivered=delivered, found=found), "2026-09", members=MEMBERS, name=None, signals=NO_SIGNALS
    )

    told = said(book)
    quality = next(page for page in book.pages if page.name == "Kwaliteit").rows
    assert (told["Te late leveringen"][0], told["Fouten in aanleveringen"][0]) == (1, 1)
    assert quality.filter(pl.col("regel") == "TR307")["melding"][0]


@pytest.mark.parametrize(("month", "spoken"), [("2026-01", "januari 2026"), ("2025-12", "december 2025")])
def test_a_month_is_said_in_dutch(month, spoken):
    assert spoken_month(month) == spoken


def test_the_newest_month_is_taken_and_otherwise_the_one_before_this(monkeypatch):
    class January:
        @staticmethod
        def now():
            return type("Now", (), {"astimezone": lambda self: date(2027, 1, 5)})()  # noqa: ARG005

    monkeypatch.setattr("processors.region.datetime", January)

    assert last_month(["2026-08", "2026-10", "2026-09"]) == "2026-10"
    assert last_month([]) == "2026-12"


def test_what_calls_for_attention_stands_on_a_page_of_its_own_and_nothing_gives_no_page():
    signal = dict.fromkeys(SIGNALS, "x") | {"ernst": "waarschuwing", "regel": "MGR-203", "gemeente": "0983"}
    signals = pl.DataFrame([signal], schema=dict(SIGNALS))

    book = region_book(tables(), "2026-09", members=MEMBERS, name=None, signals=signals)
    quiet = region_book(tables(), "2026-09", members=MEMBERS, name=None, signals=NO_SIGNALS)

    (page,) = [page for page in book.pages if page.name == "Signalen"]
    assert page.rows.select("regel", "oordeel").rows() == [("MGR-203", "waarschuwing")]
    assert "Signalen" not in [page.name for page in quiet.pages]
