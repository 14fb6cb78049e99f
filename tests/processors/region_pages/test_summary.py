# SPDX-License-Identifier: EUPL-1.2
"""The first page: how it stands, in figures that can be checked."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import TABLES, make_lines
from processors.measured import Material
from processors.measurements import measurements
from processors.region_pages.asked import ASKED
from processors.region_pages.headlines import summary
from processors.region_pages.words import named
from tests.processors.region_pages.made import FINDING, LINE, MEMBERS, book, page, said, tables
from workbooks.region_book import write_region_book


def test_the_headlines_are_sums_of_the_tables_with_credits_subtracted():
    late = {**LINE, "declaratie_maand": "2026-10"}
    credit = {**LINE, "debet_credit": "C", "ingediend_bedrag": 20000}

    told = said(book(tables(LINE, credit, late)))

    assert (told["Gedeclareerd, alle maanden"], told["Gedeclareerd in de maand"]) == (800, 300)


def test_the_coverage_says_how_many_municipalities_delivered_and_who_did_not():
    delivered = [
        {"soort": "gemeentelevering", "gemeente": "0983", "status": "geaccepteerd"},
        {"soort": "gemeentelevering", "gemeente": "0889", "status": "geweigerd"},
        {"soort": "declaratie", "gemeente": "0889", "status": "geaccepteerd"},
        {"soort": "gemeentelevering", "gemeente": "9999", "status": "geaccepteerd"},
    ]

    described = book(tables(delivered=delivered))

    assert described.period == "Stand over september 2026; 1 van 2 gemeenten leverden; voorlopige cijfers."
    assert said(described, "waarde", "dekking", "oordeel", "uitleg")["Gemeenten die leverden"] == [
        1, "1 van 2", "niet volledig", "Nog niet: Beesel.",
    ]  # fmt: skip


@pytest.mark.parametrize(("standing", "word"), [("definitief", "definitieve"), ("voorlopig", "voorlopige")])
def test_figures_are_final_only_where_all_of_the_month_are(standing, word):
    month = {"kpi": "K17", "maand": "2026-09", "waarde": 1.0, "status": "definitief"}
    other = month | {"maand": "2026", "status": "voorlopig"}

    described = book(tables(figures=[month, other, month | {"gemeente": "0983", "status": standing}]))

    assert described.period.endswith(f"; {word} cijfers.")


def test_a_municipal_workbook_says_that_the_figures_are_its_own():
    own = {"kpi": "K14", "gemeente": "0983", "maand": "2026", "waarde": 12345.0, "teller": 12345.0, "noemer": 1.0}
    others = [own | {"gemeente": None, "waarde": 1.0}, own | {"wet": "wmo", "waarde": 2.0}]

    described = book(tables(LINE, figures=[*others, own]), members={"0983": "Venlo"}, name="Venlo")

    assert described.title == "Gemeentewerkboek Venlo, september 2026"
    assert described.period == "Stand over september 2026; eigen gegevens; voorlopige cijfers."
    assert [chart.title for chart in described.charts] == ["Gedeclareerd bedrag per maand"]
    assert "feit_toewijzing" not in described.tables
    assert said(described)["Kosten per cliënt"] == 123.45
    assert page(described, "KPI's").rows.select("naam", "K14").rows() == [("Venlo", 123.45)]


def test_without_declarations_there_is_nothing_to_draw():
    assert book(tables()).charts == []


def test_a_figure_stands_beside_the_one_before_it_with_its_trend_in_words():
    month = {"kpi": "K17", "maand": "2026-09", "waarde": 4.5, "teller": 9.0, "noemer": 200.0}
    earlier = month | {"maand": "2026-08", "waarde": 6.0}

    described = book(tables(figures=[month, earlier]))

    assert said(described, "waarde", "vorige", "trend", "periode", "dekking", "status")[
        "Declaratieregels afgekeurd"
    ] == [4.5, 6.0, "▼ 1,5 punt lager", "september 2026", "12 van 14", "voorlopig"]


def test_a_kpi_without_any_figure_is_there_with_its_reason():
    described = book(tables())

    assert said(described, "waarde", "waarde_woord", "uitleg")["Kosten per cliënt"] == [
        None, "geen", "Toegekend bedrag per persoon die zorg kreeg. Geen cijfer: geen gegevens over deze periode.",
    ]  # fmt: skip


def test_a_workbook_of_one_place_or_supplier_tells_only_what_is_published_by_it():
    lone = tables(delivered=[{"soort": "gemeentelevering", "gemeente": "0983", "status": "geaccepteerd"}])

    region, place, supplier = (
        set(summary(lone, "2026-09", MEMBERS, None, level=level).rows["code"].drop_nulls())
        for level in ("", "gemeente", "aanbieder")
    )

    whole = said(book(lone, members={"0983": "Venlo"}, name="Venlo"), "oordeel", "uitleg")
    assert region == {asked.code for asked in ASKED}
    assert {code for code in region if "gemeente" in named(code).level} == place
    assert {code for code in region if "aanbieder" in named(code).level} == supplier
    assert whole["Levering van uw gemeente"] == ["volledig", "Alles is binnen."]


def test_the_workbook_computes_its_own_headlines_anew(tmp_path, recalculated, assert_valid_xlsx):
    lines = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    rejected = {**LINE, "client": "c", "ingediend_bedrag": 700, "status": "afgewezen"}
    other = {**LINE, "client": "b", "ingediend_bedrag": 12345, "gemeente": "0889", "status": "goedgekeurd"}
    own = [{**LINE, "status": "goedgekeurd", "toegekend_bedrag": 40000}, other, rejected]
    lines["declaratieregels"] = make_lines("declaratieregels", own).select(TABLES["declaratieregels"].names)
    delivered = [
        dict.fromkeys(DELIVERIES) | {"soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place} | when
        for place in MEMBERS for when in ({"maand": "2026-08"}, {"maand": "2026-09"})
    ]  # fmt: skip
    deliveries = pl.DataFrame(delivered, schema=dict(DELIVERIES))
    findings = pl.DataFrame(schema=FINDING)
    material = Material(lines, {}, deliveries, findings, "2026-09", date(2026, 10, 20), tuple(MEMBERS))
    told = tables(*own)
    told["meting"] = measurements(material, KPIS.only("K07", "K12", "K14", "K17"))
    described = book(told)

    write_region_book(tmp_path / "regio.xlsx", described)

    assert_valid_xlsx(tmp_path / "regio.xlsx")
    computed = {row[1]: row[2] for row in recalculated(tmp_path / "regio.xlsx")["Samenvatting"][4:] if row[1]}
    stated = described.summary.rows.filter(pl.col("formule").is_not_null())
    expected = {
        "Gedeclareerd, alle maanden": 630.45, "Gedeclareerd in de maand": 630.45, "Realisatie": 523.45,
        "Actieve cliënten": 2, "Kosten per cliënt": 261.725, "Declaratieregels afgekeurd": 100 / 3,
    }  # fmt: skip
    assert dict(stated.select("kerncijfer", "waarde").iter_rows()) == pytest.approx(expected)
    assert {label: computed[label] for label in expected} == pytest.approx(expected)
