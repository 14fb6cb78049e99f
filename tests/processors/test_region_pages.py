# SPDX-License-Identifier: EUPL-1.2
"""What the regional workbook tells, page by page."""

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors import star
from processors.accepted import Accepted
from processors.contribution import contributions
from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import TABLES, make_lines
from processors.measured import Material
from processors.measurements import MEASUREMENTS, measurements
from processors.region import last_month
from processors.region_pages import region_book
from processors.region_pages.asked import ASKED
from processors.region_pages.closing import cautions
from processors.region_pages.figures import at, wide
from processors.region_pages.headlines import summary
from processors.region_pages.words import before, named, period_of, spoken_month, spoken_period, trend
from processors.revisions import REVISED
from processors.signals import SIGNALS
from workbooks.region_book import write_region_book

FINDING = dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg"), pl.String)
VERSIONS = {"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "versie": pl.Int64}
NO_SIGNALS = pl.DataFrame(schema=dict(SIGNALS))
MEMBERS = {"0983": "Venlo", "0889": "Beesel"}
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10,
    "ingediend_bedrag": 50000, "debet_credit": "D", "client": "a",
}  # fmt: skip
FIGURE = dict.fromkeys(MEASUREMENTS) | {
    "onderdrukt": "nee", "status": "voorlopig", "dekking": "12/14", "versie": 1, "regels": 3, "clienten": 3,
}  # fmt: skip


def tables(*lines, delivered=(), found=(), figures=()):
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    declared = make_lines("declaratieregels", list(lines)).select(TABLES["declaratieregels"].names)
    rows = [dict.fromkeys(DELIVERIES) | {"maand": "2026-09", "te_laat": "nee"} | each for each in delivered]
    return star.star(Accepted(
        lines={**empty, "declaratieregels": declared}, reference={},
        deliveries=pl.DataFrame(rows, schema=dict(DELIVERIES)),
        findings=pl.DataFrame([dict.fromkeys(FINDING, "x") | each for each in found], schema=FINDING),
        versions=pl.DataFrame(schema=VERSIONS),
        traced={},
    ), pl.DataFrame([FIGURE | each for each in figures], schema=dict(MEASUREMENTS)))  # fmt: skip


def book(told, *, members=MEMBERS, name=None, signals=NO_SIGNALS, **beside):
    return region_book(told, "2026-09", members=members, name=name, signals=signals, beside=beside)


def said(described, *columns):
    """What the first page says of each figure: the columns asked, or the value."""
    rows = described.summary.rows.select("kerncijfer", *(columns or ("waarde",))).iter_rows()
    return {label: values[0] if len(values) == 1 else values for label, *values in rows}


def page(described, name):
    (found,) = [each for each in described.pages if each.name == name]
    return found


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


def test_the_quality_page_tells_how_many_lines_break_a_rule_where_that_is_known():
    found = [{"ernst": "fout", "regel": "TR307"}, {"ernst": "fout", "regel": "TR308"}]
    density = pl.DataFrame({"regel": ["TR307"], "ernst": ["fout"], "regels": [1], "per_honderd": [0.5]})

    quality = page(book(tables(found=found), foutdichtheid=density), "Kwaliteit")

    assert quality.rows.select("regel", "regels", "per_honderd").rows() == [("TR307", 1, 0.5), ("TR308", None, None)]
    assert "per_honderd" not in page(book(tables(found=found)), "Kwaliteit").rows.columns


def test_the_return_codes_of_rejected_lines_have_their_meaning_and_numbers():
    codes = pl.DataFrame(
        [("9307", "2026-08", 2), ("9307", "2026-09", 1), ("0001", "2026-08", 5)],
        schema={"retourcode": pl.String, "maand": pl.String, "regels": pl.Int64}, orient="row",
    )  # fmt: skip

    rows = page(book(tables(), retourcodes=codes), "Retourcodes").rows

    assert rows.select("retourcode", "maand", "samen").rows() == [("0001", 0, 5), ("9307", 1, 3)]
    assert rows["betekenis"].null_count() == 0
    assert "Retourcodes" not in [each.name for each in book(tables(), retourcodes=codes.clear()).pages]


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


def test_late_deliveries_and_errors_are_counted():
    delivered = [{"soort": "declaratie", "status": "ontbreekt", "te_laat": "ja"}]
    found = [{"maand": "2026-09", "ernst": "fout", "regel": "INTAKE-19"}, {"maand": "2026-09", "ernst": "signaal"},
             {"maand": "2026-08", "ernst": "fout"}]  # fmt: skip

    described = book(tables(delivered=delivered, found=found))

    told, quality = said(described), page(described, "Kwaliteit")
    assert (told["Te late leveringen"], told["Fouten in aanleveringen"]) == (1, 1)
    assert quality.rows.filter(pl.col("regel") == "INTAKE-19")["melding"][0]
    senders = page(described, "Kwaliteit per afzender")
    assert senders.rows.select("code", "fouten", "waarschuwingen").rows() == [("x", 2, 0)]


def test_a_figure_stands_beside_the_one_before_it_with_its_trend_in_words():
    month = {"kpi": "K17", "maand": "2026-09", "waarde": 4.5, "teller": 9.0, "noemer": 200.0}
    earlier = month | {"maand": "2026-08", "waarde": 6.0}

    described = book(tables(figures=[month, earlier]))

    assert said(described, "waarde", "vorige", "trend", "periode", "dekking", "status")[
        "Declaratieregels afgekeurd"
    ] == [4.5, 6.0, "▼ 1,5 punt lager", "september 2026", "12 van 14", "voorlopig"]


def test_what_was_suppressed_is_called_so_and_shown_nowhere():
    hidden = {"kpi": "K14", "gemeente": "0889", "maand": "2026", "onderdrukt": "ja", "regels": None, "clienten": None}
    whole = hidden | {"gemeente": None}

    described = book(tables(figures=[hidden, whole]))

    rows = page(described, "KPI's").rows.select("naam", "K14", "K14 woord", "toelichting").rows()
    account = page(described, "Verantwoording").parts[1]
    assert said(described, "waarde", "waarde_woord", "formule", "trend")["Kosten per cliënt"] == [
        None, "onderdrukt", None, "",
    ]  # fmt: skip
    assert rows[1][:3] == ("Beesel", None, "onderdrukt")
    assert "K14: onderdrukt, want te herleiden tot weinig cliënten of één aanbieder." in rows[1][3]
    assert account.rows.select("kpi", "gemeente", "regio", "aanbieder").rows() == [("K14", 1, 1, 0)]


@pytest.mark.parametrize(
    ("figure", "word", "reason"),
    [
        ({}, "geen", "niet bekend uit wat is aangeleverd"),
        ({"regels": 0}, "geen", "geen gegevens over deze periode"),
        ({"teller": 4.0, "noemer": 0.0}, "geen", "er is niets om door te delen"),
        ({"kpi": "K05", "maand": "2026-09", "teller": 4.0, "noemer": 0.0}, "nieuw", "vorig jaar was er geen omzet"),
        ({"kpi": "K05", "maand": "2026-09", "teller": 0.0, "noemer": 0.0}, "geen", "er is niets om door te delen"),
    ],
)
def test_a_figure_that_is_missing_says_why(figure, word, reason):
    told = {"kpi": "K14", "gemeente": "0889", "maand": "2026", **figure}

    rows = page(book(tables(figures=[told])), "KPI's").rows.filter(pl.col("naam") == "Beesel")

    assert rows[f"{told['kpi']} woord"].item() == word
    assert re.search(rf"{told['kpi']}[^:.]*: {reason}\.", rows["toelichting"].item())


PLACES, CODES = ("0983", "0889", None), ("K14", "K17", "K05")
ROWS = st.lists(
    st.fixed_dictionaries({
        "gemeente": st.sampled_from(PLACES), "kpi": st.sampled_from(CODES), "maand": st.sampled_from(["2026", "2025"]),
        "wet": st.sampled_from(["wmo", None]), "waarde": st.none() | st.integers(-9, 9).map(float),
        "onderdrukt": st.sampled_from(["ja", "nee"]),
    }),
    unique_by=lambda row: (row["gemeente"], row["kpi"], row["maand"], row["wet"]),
)  # fmt: skip


@given(ROWS)
def test_a_table_of_figures_shows_each_at_its_place_and_nothing_that_is_hidden(rows):
    measured = pl.DataFrame([FIGURE | row for row in rows], schema=dict(MEASUREMENTS))
    keys = pl.DataFrame({"gemeente": list(MEMBERS)})

    told = wide(at(measured, None, ("gemeente",)), keys, {"K14": "2026", "K17": "2025"})

    known = {(row["gemeente"], row["kpi"], row["maand"]): row for row in rows if row["wet"] is None}
    for found in told.iter_rows(named=True):
        for code, year, divided in (("K14", "2026", 100), ("K17", "2025", 1)):
            row = known.get((found["gemeente"], code, year))
            hidden = row is not None and row["onderdrukt"] == "ja"
            value = None if row is None or hidden or row["waarde"] is None else row["waarde"] / divided
            assert found[code] == value
            assert found[f"{code} woord"] == (None if value is not None else "onderdrukt" if hidden else "geen")
            assert (code in (found["toelichting"] or "")) == (value is None)


def test_a_kpi_without_any_figure_is_there_with_its_reason():
    described = book(tables())

    assert said(described, "waarde", "waarde_woord", "uitleg")["Kosten per cliënt"] == [
        None, "geen", "Toegekend bedrag per persoon die zorg kreeg. Geen cijfer: geen gegevens over deze periode.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("used", "light"),
    [(90, ("goed", "binnen budget")), (90.1, ("waarschuwing", "bijna op")), (100, ("waarschuwing", "bijna op")),
     (100.1, ("fout", "boven budget")), (None, (None, None))],
)  # fmt: skip
def test_a_budget_has_a_light_with_its_word_by_the_thresholds_of_the_region(used, light):
    described = book(tables(figures=[{"kpi": "K08", "maand": "2026", "waarde": used}]))

    rows = described.summary.rows.filter(pl.col("uitleg").str.starts_with("Deel van de begroting"))
    assert rows.select("stand", "oordeel").row(0) == light


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


def test_the_three_ways_to_redeem_stand_side_by_side_in_a_chart_without_what_is_hidden():
    figure = {"maand": "2026-K3", "waarde": 50.0}
    figures = [{"kpi": code} | figure for code in ("K01", "K02", "K03")]
    figures += [{"kpi": "K02", "maand": "2026-K1", "onderdrukt": "ja"}, figures[0] | {"maand": "2026-K1"}]
    figures += [figures[0] | {"maand": "2026-09"}, figures[0] | {"wet": "wmo", "maand": "2025-K4"}]
    figures += [figures[0] | {"maand": "2021-K3"}]

    (chart,) = page(book(tables(figures=figures)), "Grafieken").parts

    assert (chart.title, chart.categories) == (
        "Verzilveringsgraad per kwartaal", ["2026-K1", "2026-K2", "2026-K3"],
    )  # fmt: skip
    assert list(chart.series.values()) == [[50, None, 50], [None, None, 50], [None, None, 50]]


def test_suppliers_and_products_have_a_row_per_law_and_a_category_is_no_product():
    of_supplier = {"kpi": "K14", "maand": "2026", "waarde": 100.0, "wet": "wmo", "aanbieder": "12345678"}
    of_product = of_supplier | {"aanbieder": None, "product": "02A01"}
    figures = [of_supplier, of_supplier | {"wet": "jw", "maand": "2025"}, of_product, of_product | {"product": "02"}]

    described = book(tables(LINE, figures=figures))

    assert page(described, "KPI's per aanbieder").rows.select("wet", "aanbieder").rows() == [("wmo", "12345678")]
    assert page(described, "KPI's per product").rows.select("wet", "product").rows() == [("wmo", "02A01")]


USE = {"kpi": "K08", "gemeente": "0983", "wet": "wmo", "maand": "2026"}
BUDGETS = [
    USE | {"waarde": 75.0, "teller": 90_000.0, "noemer": 120_000.0},
    USE | {"kpi": "K09", "waarde": 120_000.0, "teller": 90_000.0, "noemer": 9.0},
    USE | {"wet": "jw", "waarde": 110.0, "teller": 11_000.0, "noemer": 10_000.0},
    USE | {"gemeente": "0889", "onderdrukt": "ja"},
]


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


def test_a_figure_that_changed_after_publication_shows_what_it_was():
    change = dict.fromkeys(REVISED) | {
        "kpi": "K14", "gemeente": "0983", "maand": "2026-07", "waarde_oud": 10_000.0, "waarde_nieuw": 9_000.0,
        "verschil": -1_000.0, "versie": 2, "gepubliceerd_op": date(2026, 9, 1),
    }  # fmt: skip
    whole = change | {"kpi": "K17", "gemeente": None, "waarde_nieuw": None, "verschil": None}
    rows = [change, whole, change | {"gemeente": "9999"}, change | {"aanbieder": "12345678"}]
    revised = pl.DataFrame(rows, schema=dict(REVISED))

    region = page(book(tables(), herzien=revised), "Herzieningen").rows
    own = page(book(tables(), members={"0983": "Venlo"}, name="Venlo", herzien=revised), "Herzieningen").rows

    wanted = ("naam", "plaats", "waarde_oud", "waarde_nieuw", "verschil")
    assert region.select(wanted).rows() == [
        ("Kosten per cliënt", "Venlo", 100, 90, -10), ("Declaratieregels afgekeurd", "hele regio", 10_000, None, None),
    ]  # fmt: skip
    assert own.select(wanted).rows() == [("Kosten per cliënt", "Venlo", 100, 90, -10)]
    assert "Herzieningen" not in [each.name for each in book(tables(), herzien=revised.clear()).pages]


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


def test_every_kpi_is_defined_and_has_its_caution_in_dutch():
    rows = page(book(tables()), "Definities").rows

    assert {code.partition("-")[0] for code in rows["code"]} == {f"K{number:02d}" for number in range(1, 43)}
    assert rows.filter(pl.col("code") == "K14")["definitie"].item().startswith("Toegekend bedrag gedeeld door")
    assert rows["let_op"].null_count() == 0
    assert len(cautions()) == 42


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


@pytest.mark.parametrize(("month", "spoken"), [("2026-01", "januari 2026"), ("2025-12", "december 2025")])
def test_a_month_is_said_in_dutch(month, spoken):
    assert spoken_month(month) == spoken


@pytest.mark.parametrize(
    ("span", "period", "earlier", "spoken"),
    [("maand", "2026-01", "2025-12", "januari 2026"), ("kwartaal", "2026-K1", "2025-K4", "1e kwartaal 2026"),
     ("jaar", "2026", "2025", "2026"), ("vorig jaar", "2025", "2024", "2025")],
)  # fmt: skip
def test_every_span_has_its_period_and_the_one_before_it(span, period, earlier, spoken):
    assert (period_of("2026-01", span), before(period), spoken_period(period)) == (period, earlier, spoken)


@pytest.mark.parametrize(
    ("value", "earlier", "kind", "words"),
    [
        (5.0, 4.0, "geheel", "▲ 25,0% hoger"), (4.0, 5.0, "euro", "▼ 20,0% lager"),
        (-5.0, -4.0, "euro", "▼ 25,0% lager"), (12.34, 12.3, "procent", "≈ gelijk"),
        (12.5, 10.0, "procent", "▲ 2,5 punt hoger"), (3.0, 0.0, "geheel", "▲ hoger (was nul)"),
        (0.0, 0.0, "geheel", "≈ gelijk"), (None, 1.0, "geheel", ""), (1.0, None, "geheel", ""),
    ],
)  # fmt: skip
def test_a_trend_has_a_symbol_and_words(value, earlier, kind, words):
    assert trend(value, earlier, kind) == words


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
    worse = signal | {"ernst": "fout", "regel": "MGR-201", "gemeente": None}

    described = book(tables(), signals=pl.DataFrame([signal, worse], schema=dict(SIGNALS)))

    assert page(described, "Signalen").rows.select("regel", "oordeel", "gemeente_naam").rows() == [
        ("MGR-201", "fout", None), ("MGR-203", "waarschuwing", "Venlo"),
    ]  # fmt: skip
    assert "Signalen" not in [each.name for each in book(tables()).pages]
