# SPDX-License-Identifier: EUPL-1.2
import re
from datetime import date

from tests.processors.run_pages import DELIVERED, FIGURE, FOUND, page
from workbooks.page import render


def test_the_page_counts_what_came_in():
    refused = DELIVERED | {"gemeente": "0984", "status": "geweigerd", "regels": 5, "geaccepteerd": 0, "geweigerd": 5}

    made = page(delivered=[DELIVERED, refused, DELIVERED | {"maand": "2026-08"}])

    assert made.period == "1 van 14 gemeenten leverden over deze maand."
    assert {fact.label: fact.value for fact in made.facts} == {
        "Aanleveringen geaccepteerd": "1", "Deels geaccepteerd": "0", "Geweigerd": "1", "Wacht op een mens": "0",
        "Regels gelezen": "1.205", "Regels geaccepteerd": "1.190",
    }  # fmt: skip


def test_who_is_late_or_missing_is_named_in_words():
    missing = DELIVERED | {"gemeente": "0984", "status": "ontbreekt", "te_laat": "ja", "ontvangen_op": None}
    late = DELIVERED | {"te_laat": "ja", "ontvangen_op": date(2026, 11, 1)}

    told = page(delivered=[late, missing]).late

    assert [(each.who, each.state, each.due, each.received) for each in told] == [
        ("Venlo", "geaccepteerd, te laat", "31-10-2026", "01-11-2026"),
        ("Venray", "ontbreekt, te laat", "31-10-2026", "geen"),
    ]


def test_findings_are_added_up_per_rule_the_most_common_first():
    again = FOUND | {"aanlevering": "A-000002", "aantal": 1500}

    (first, second) = page(found=[FOUND, again, FOUND | {"regel": "OP033", "aantal": 2}]).findings

    assert (first.rule, first.severity, first.count, first.submissions) == ("TR307", "fout", "1.503", "2")
    assert first.says
    assert second.rule == "OP033"


def test_a_kpi_is_followed_through_the_months_per_law():
    (trend,) = page(figures=[
        FIGURE | {"maand": "2026-07"}, FIGURE | {"maand": "2026-09", "waarde": 200000.0},
        FIGURE | {"maand": "2026-09", "wet": "wmo", "waarde": 100000.0},
        FIGURE | {"maand": "2026-08", "waarde": None, "onderdrukt": "ja"},
        FIGURE | {"maand": "2026", "waarde": 1.0}, FIGURE | {"maand": "2026-09", "gemeente": "0983", "waarde": 2.0},
    ]).trends  # fmt: skip

    assert trend.label == "K14 Kosten per cliënt"
    assert trend.rows == [
        ["jul 2026", "geen", "€ 1.234,56"], ["aug 2026", "geen", "onderdrukt"],
        ["sep 2026", "€ 1.000,00", "€ 2.000,00"],
    ]  # fmt: skip
    assert trend.told == (
        "K14 Kosten per cliënt van jul 2026 tot en met sep 2026; laatste maand: "
        "Wmo 2015 € 1.000,00, Jeugdwet € 2.000,00."
    )


def test_a_line_is_broken_where_a_month_has_no_value():
    months = [("2026-05", 10.0), ("2026-06", 20.0), ("2026-07", None), ("2026-08", 30.0), ("2026-09", 40.0)]

    (trend,) = page(figures=[FIGURE | {"maand": month, "waarde": value} for month, value in months]).trends

    (line,) = trend.lines
    assert line.parts == ["14.0,109.5 97.0,81.0", "263.0,52.5 346.0,24.0"]
    assert len(line.dots) == 4


def test_a_kpi_without_any_value_is_not_on_the_page():
    assert page(figures=[FIGURE | {"maand": "2026-09", "waarde": None}]).trends == []


def test_one_month_draws_no_line_and_negative_figures_stay_on_the_paper():
    (single,) = page(figures=[FIGURE | {"maand": "2026-09"}]).trends
    (below,) = page(figures=[FIGURE | {"maand": f"2026-0{month}", "waarde": -5.0 * month} for month in (7, 8)]).trends

    assert single.lines == []
    assert all(24 <= y <= 138 for line in below.lines for _, y in line.dots)


def test_a_restated_figure_shows_what_it_was_and_is():
    row = {"kpi": "K14", "gemeente": "0983", "maand": "2026-07", "waarde_oud": 10000.0, "waarde_nieuw": 9000.0,
           "verschil": -1000.0}  # fmt: skip

    (told,) = page(revised=[row, row | {"wet": "jw"}]).revisions

    assert (told.label, told.place, told.month) == ("K14 Kosten per cliënt", "Venlo", "jul 2026")
    assert (told.before, told.now, told.difference) == ("€ 100,00", "€ 90,00", "€ -10,00")


def test_the_page_asks_nothing_of_the_network_and_escapes_what_it_is_given():
    made = render(
        page(delivered=[DELIVERED | {"gemeente": None, "naam": "<script>alert(1)</script>", "te_laat": "ja"}])
    )

    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert not re.search(r"(?:src|href)=\"(?!#)", made)
    assert "default-src 'none'" in made


def test_an_empty_region_gets_sentences_and_not_empty_tables():
    made = render(page())

    assert "Niemand: alles wat over deze maand werd verwacht, is er en op tijd." in made
    assert "Er zijn geen bevindingen." in made
    assert "Er zijn nog geen cijfers: er is geen maand geleverd." in made
    assert "<table" not in made
