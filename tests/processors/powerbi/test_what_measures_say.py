# SPDX-License-Identifier: EUPL-1.2
"""What each measure says under a selection, by a second reading of DAX, beside the figures that were measured."""

from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import TABLES, make_lines
from processors.measured import Material
from processors.measurements import measurements
from processors.powerbi.model import model
from processors.powerbi.shaped import shaped
from tests.oracle.dax import Region
from tests.oracle.dax_words import tree
from tests.processors.powerbi.conftest import DELIVERY, FINDING, LINE, starred

PLACES, SUPPLIERS, MONTHS = ("0983", "0889", "0988"), ("12345678", "12345679"), (7, 8, 9)
KEY = ("kpi", "gemeente", "subregio", "aanbieder", "product", "contract_nummer", "wet", "maand")
PLACE, PART, NAME = ("dim_gemeente", "gemeente"), ("dim_gemeente", "subregio"), ("dim_gemeente", "naam")
SUPPLIER, LAW = ("dim_aanbieder", "aanbieder"), ("dim_wet", "wet")
CODE, CATEGORY = ("dim_product", "product_code"), ("dim_product", "product_categorie")
MONTH, QUARTER, YEAR = ("dim_datum", "maand"), ("dim_datum", "kwartaal"), ("dim_datum", "jaar")
# What is selected in Power BI, and the measurement that is meant; None: none is.
PERIODS = [
    ({}, {"maand": "2026-09"}), ({MONTH: ["2026-08"]}, {"maand": "2026-08"}),
    ({QUARTER: ["2026-K3"]}, {"maand": "2026-K3"}), ({YEAR: [2026]}, {"maand": "2026"}),
    ({MONTH: ["2026-07", "2026-08", "2026-09"]}, {"maand": "2026-K3"}), ({MONTH: ["2026-08", "2026-09"]}, None),
]  # fmt: skip
# Category 45 has no product with a code, so its one row is all of it.
ABOUT = [
    ({}, {}), ({PLACE: ["0983"]}, {"gemeente": "0983"}), ({NAME: ["Weert"]}, {"gemeente": "0988"}),
    ({PART: ["Noord-Limburg"]}, {"subregio": "Noord-Limburg"}), ({PLACE: ["0983", "0889"]}, None),
    ({PLACE: [None]}, None), ({NAME: [None]}, None), ({SUPPLIER: ["12345678"]}, {"aanbieder": "12345678"}),
    ({SUPPLIER: ["12345678", "12345679"]}, None), ({SUPPLIER: [None]}, None), ({CATEGORY: ["02"]}, {"product": "02"}),
    ({CODE: ["02A05"]}, {"product": "02A05"}), ({CODE: ["02A01", "02A05"]}, {"product": "02"}),
    ({CODE: [None]}, {"product": "45"}),
    ({PLACE: ["0889"], CATEGORY: ["02"]}, {"gemeente": "0889", "product": "02"}),
    ({PLACE: ["0983"], SUPPLIER: ["12345679"]}, {"gemeente": "0983", "aanbieder": "12345679"}),
]  # fmt: skip
LAWS = [({}, {}), *(({LAW: [law]}, {"wet": law}) for law in ("wmo", "jw")), ({LAW: [None]}, None)]


def lines():
    """Lines of each place, supplier and month: two products, and under the other law one without a product code."""
    for place in PLACES:
        for number, supplier in enumerate(SUPPLIERS, 1):
            for month in MONTHS:
                when = {"declaratie_maand": f"2026-{month:02}", "product_periode_begin": date(2026, month, 1)}
                line = {
                    **LINE,
                    **when,
                    "gemeente": place,
                    "aanbieder": supplier,
                    "ingediend_bedrag": 1000 * month * number,
                }
                yield {**line, "client": f"{place}{month}"}
                yield {**line, "product_code": "02A05", "client": f"{place}{number}", "ingediend_bedrag": 777}
                yield {**line, "wet": "jw", "product_categorie": "45", "product_code": None}


@pytest.fixture(scope="module")
def tables():
    declared = make_lines("declaratieregels", list(lines()))
    findings = {**FINDING, "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "entiteit": pl.String}
    figures = measurements(
        Material(
            {"declaratieregels": declared.select(TABLES["declaratieregels"].names)}, {},
            pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(schema=findings), "2026-09", date(2026, 10, 15),
        )
    )  # fmt: skip
    hidden = (pl.col("kpi") == "K14") & (pl.col("gemeente") == "0983")
    figures = figures.with_columns(onderdrukt=pl.when(hidden).then(pl.lit("ja")).otherwise("onderdrukt"))
    nowhere = DELIVERY | {"aanbieder": None, "gemeente": None}
    return shaped(starred(*lines(), figures=figures.to_dicts(), deliveries=(DELIVERY, nowhere)))


@pytest.fixture(scope="module")
def region(tables):
    return Region(model(tables), tables)


@pytest.fixture(scope="module")
def measured(tables):
    """Key of a measurement to its value; what is suppressed is not there."""
    shown = tables["meting"].filter(pl.col("onderdrukt") == "nee")
    return {tuple(row[name] for name in KEY): row["waarde"] for row in shown.to_dicts()}


def expected(measured, kpi, *meant):
    if None in meant:
        return None
    key = dict.fromkeys(KEY) | {"kpi": kpi.code} | {name: value for each in meant for name, value in each.items()}
    value = measured.get(tuple(key[name] for name in KEY))
    return value / 100 if value is not None and kpi.kind == "euro" else value


@pytest.mark.parametrize(("about", "meant"), ABOUT, ids=str)
def test_a_measure_of_a_kpi_says_the_one_figure_that_is_selected(region, measured, about, meant):
    said, wanted = [], []

    for kpi in KPIS.only("K04", "K07", "K12", "K14"):
        for period, span in PERIODS:
            for law, of_law in LAWS:
                said.append(region.value(kpi.label, {**about, **period, **law}))
                wanted.append(expected(measured, kpi, meant, span, of_law))

    assert said == wanted
    assert any(value is not None for value in said) == (meant is not None)


def test_every_kpi_says_its_figure_over_the_year_and_over_the_month(region, measured):
    for period, span in (PERIODS[0], PERIODS[3]):
        said = {kpi.code: region.value(kpi.label, period) for kpi in KPIS}

        assert said == {kpi.code: expected(measured, kpi, span) for kpi in KPIS}
        assert any(said.values())


def test_who_has_the_role_of_a_municipality_sees_its_own_figures_and_no_others(tables, measured):
    venlo = Region(model(tables), tables, "Gemeente Venlo")
    own = {"gemeente": "0983"}

    said = {kpi.code: venlo.value(kpi.label, PERIODS[3][0]) for kpi in KPIS}
    of_others = [venlo.value(kpi.label, {PLACE: ["0889"], **PERIODS[3][0]}) for kpi in KPIS]

    assert said == {kpi.code: expected(measured, kpi, own, {"maand": "2026"}) for kpi in KPIS}
    assert any(said.values())
    assert of_others == [None] * len(KPIS)
    assert venlo.value("Ingediend", {}) == euros(line for line in lines() if line["gemeente"] == "0983")


def test_the_role_that_follows_who_is_signed_in_shows_the_places_of_toegang_and_to_others_nothing(tables, measured):
    access = pl.DataFrame({"gebruiker": ["a@regio.example"] * 2, "gemeente": ["0983", "0889"]})
    with_access = {**tables, "toegang": access}
    known, unknown = (
        Region(model(tables), with_access, "Gemeente volgens toegang", user)
        for user in ("a@regio.example", "b@regio.example")
    )
    year = PERIODS[3][0]

    for kpi in KPIS:
        for place in ("0983", "0889"):
            figure = expected(measured, kpi, {"gemeente": place}, {"maand": "2026"})
            assert known.value(kpi.label, {PLACE: [place], **year}) == figure
        assert known.value(kpi.label, {PLACE: ["0988"], **year}) is None
        assert known.value(kpi.label, year) is None
        assert unknown.value(kpi.label, year) is None
    assert known.value("Ingediend", {}) == euros(line for line in lines() if line["gemeente"] != "0988")
    assert unknown.value("Ingediend", {}) is None


def euros(rows):
    return sum(row["ingediend_bedrag"] * (1 if row["debet_credit"] == "D" else -1) for row in rows) / 100


def test_measures_of_facts_follow_every_selection(region):
    everything, units = list(lines()), sum(line["geleverd_volume"] for line in lines())
    of_law = [line for line in everything if line["wet"] == "jw" and line["aanbieder"] == "12345678"]
    august = [line for line in everything if line["declaratie_maand"] == "2026-08"]

    assert region.value("Ingediend", {}) == euros(everything)
    assert region.value("Ingediend", {LAW: ["jw"], SUPPLIER: ["12345678"]}) == euros(of_law)
    assert region.value("Declaratieregels", {MONTH: ["2026-08"]}) == len(august)
    assert region.value("Volume", {}) == units
    assert region.value("Ontbreekt", {}) is None
    assert region.value("Verwacht of ontvangen", {SUPPLIER: ["12345678"]}) == 1
    assert region.value("Verwacht of ontvangen", {}) == 2


def test_submitted_counts_in_the_month_of_delivery_or_of_declaration():
    later = {**LINE, "declaratie_maand": "2026-11", "eenheid": "01"}
    made = shaped(starred(LINE, later))
    region = Region(model(made), made)

    assert [region.value("Ingediend", {MONTH: [month]}) for month in ("2026-09", "2026-11")] == [1000, None]
    assert [region.value("Ingediend naar declaratiemaand", {MONTH: [month]}) for month in ("2026-09", "2026-11")] == [
        500, 500,
    ]  # fmt: skip
    assert region.value("Volume", {}) is None
    assert region.value("Volume", {("feit_declaratie", "eenheid"): ["01"]}) == 10


@pytest.mark.parametrize("broken", ["SUM(a[b]", "SUM(a[b]))", "IF(a[b] = , 1)", "VAR x = 1", "a[b] ! 1", "&& 1"])
def test_what_is_no_dax_is_not_read(broken):
    with pytest.raises(ValueError, match=r"instead of|stands where|no word"):
        tree(broken)
