# SPDX-License-Identifier: EUPL-1.2
"""The pages behind the first: deliveries, quality, KPIs, definitions and account."""

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.measurements import MEASUREMENTS
from processors.region_pages.closing import cautions
from processors.region_pages.figures import at, wide
from processors.revisions import REVISED
from processors.signals import SIGNALS
from tests.processors.region_pages.made import FIGURE, LINE, MEMBERS, book, page, said, tables


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


def test_every_kpi_is_defined_and_has_its_caution_in_dutch():
    rows = page(book(tables()), "Definities").rows

    assert {code.partition("-")[0] for code in rows["code"]} == {f"K{number:02d}" for number in range(1, 43)}
    assert rows.filter(pl.col("code") == "K14")["definitie"].item().startswith("Toegekend bedrag gedeeld door")
    assert rows["definitie"].null_count() == rows["let_op"].null_count() == 0
    assert len(cautions()) == 42


def test_what_calls_for_attention_stands_on_a_page_of_its_own_and_nothing_gives_no_page():
    signal = dict.fromkeys(SIGNALS, "x") | {"ernst": "waarschuwing", "regel": "MGR-203", "gemeente": "0983"}
    worse = signal | {"ernst": "fout", "regel": "MGR-201", "gemeente": None}

    described = book(tables(), signals=pl.DataFrame([signal, worse], schema=dict(SIGNALS)))

    assert page(described, "Signalen").rows.select("regel", "oordeel", "gemeente_naam").rows() == [
        ("MGR-201", "fout", None), ("MGR-203", "waarschuwing", "Venlo"),
    ]  # fmt: skip
    assert "Signalen" not in [each.name for each in book(tables()).pages]
