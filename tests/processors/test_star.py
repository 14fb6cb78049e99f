# SPDX-License-Identifier: EUPL-1.2
"""The star schema from accepted lines."""

from datetime import date

import polars as pl
import pytest

from processors import star
from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES, make_lines
from processors.measurements import MEASUREMENTS

FINDING = dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg"), pl.String)
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": date(2026, 9, 1), "eenheid": "04", "geleverd_volume": 10,
    "ingediend_bedrag": 50000, "debet_credit": "D",
}  # fmt: skip
ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "toewijzing_nummer": 1, "product_categorie": "02",
    "product_code": "02A01", "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 5),
}  # fmt: skip


def accepted(*, reference=None, findings=(), **tables):
    empty = {name: pl.DataFrame(schema=TABLES[name].schema) for name in TABLES}
    lines = {name: make_lines(name, rows).select(TABLES[name].names) for name, rows in tables.items()}
    versions = pl.DataFrame(schema={"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String})
    return Accepted(
        lines={**empty, **lines},
        reference=reference or {},
        deliveries=pl.DataFrame(schema=dict(DELIVERIES)),
        findings=pl.DataFrame(list(findings), schema=FINDING),
        versions=versions,
        traced={},
    )


def starred(gathered):
    """The star of what is in force, without measurements: those have tests of their own."""
    return star.star(gathered, pl.DataFrame(schema=dict(MEASUREMENTS)))


def test_every_table_of_the_contract_is_there_also_without_lines():
    tables = starred(accepted())

    assert list(tables) == [
        "dim_gemeente", "dim_aanbieder", "dim_product", "dim_periode", "dim_contract", "feit_declaratie",
        "feit_toewijzing", "feit_bericht", "feit_verantwoording", "feit_levering", "meting", "bevinding",
        "parameter", "versie",
    ]  # fmt: skip
    assert len(tables["dim_gemeente"]) == 14


def test_a_credit_is_subtracted_from_volume_and_amount():
    credit = {**LINE, "debet_credit": "C", "geleverd_volume": 4, "ingediend_bedrag": 20000}

    fact = starred(accepted(declaratieregels=[LINE, credit]))["feit_declaratie"]

    assert fact.select("regels", "geleverd_volume", "ingediend_bedrag").rows() == [(2, 6, 30000)]


def test_month_of_delivery_and_month_of_declaration_are_kept_apart():
    late = {**LINE, "product_periode_begin": date(2026, 7, 1)}

    fact = starred(accepted(declaratieregels=[LINE, late]))["feit_declaratie"]

    assert fact.select("leveringsmaand", "declaratie_maand").rows() == [("2026-07", "2026-09"), ("2026-09", "2026-09")]


def test_an_allocation_counts_once_in_its_latest_version_and_not_when_removed():
    later = {**ALLOCATION, "toewijzing_datum": date(2026, 2, 1), "product_code": "02A02"}
    removed = {**ALLOCATION, "toewijzing_nummer": 2, "reden_wijziging": "13"}

    fact = starred(accepted(toewijzingen=[later, ALLOCATION, removed]))["feit_toewijzing"]

    assert fact.select("product_code", "toewijzingen").rows() == [("02A02", 1)]


def test_a_supplier_and_product_in_the_facts_are_in_the_dimensions_even_when_no_register_knows_them():
    tables = starred(accepted(declaratieregels=[LINE]))

    assert tables["dim_aanbieder"]["aanbieder"].to_list() == ["12345678"]
    assert tables["dim_product"]["product_code"].to_list() == ["02A01"]


def test_the_quarter_and_first_day_belong_to_the_month():
    periods = starred(accepted(declaratieregels=[LINE]))["dim_periode"]

    assert periods.rows() == [("2026-09", 2026, 3, date(2026, 9, 1))]


def test_a_municipality_gets_its_own_rows_and_no_ceiling_of_a_supplier():
    other = {**LINE, "gemeente": "0984", "aanbieder": "87654321"}
    findings = [
        {"aanlevering": "A-000001", "gemeente": "0983", "regel": "TR307"},
        {"aanlevering": "A-000002", "gemeente": "0984", "regel": "TR308"},
    ]

    own = star.for_municipality(starred(accepted(declaratieregels=[LINE, other], findings=findings)), "0983")

    assert own["feit_declaratie"]["gemeente"].to_list() == ["0983"]
    assert own["dim_aanbieder"]["aanbieder"].to_list() == ["12345678"]
    assert own["dim_gemeente"]["gemeente"].to_list() == ["0983"]
    assert own["bevinding"]["regel"].to_list() == ["TR307"]
    assert "bestedingsruimte" not in own["dim_contract"].columns


@pytest.mark.parametrize("name", ["client", "geboorte_jaar", "waarde"])
def test_no_star_table_holds_a_person(name):
    tables = starred(accepted(declaratieregels=[LINE], toewijzingen=[ALLOCATION]))

    assert all(name not in frame.columns for table, frame in tables.items() if table not in {"parameter", "meting"})


def test_a_municipality_sees_the_products_among_its_own_lines_only():
    elsewhere = {**LINE, "gemeente": "0889", "product_code": "02A09"}

    own = star.for_municipality(starred(accepted(declaratieregels=[LINE, elsewhere])), "0983")

    assert own["dim_product"]["product_code"].to_list() == ["02A01"]


def test_a_supplier_sees_what_was_agreed_with_itself_and_not_on_a_contract_whose_number_begins_alike():
    contracts = pl.DataFrame([
        {"contract_nummer": number, "aanbieder": supplier, "wet": "wmo"}
        for number, supplier in (("C1", "12345678"), ("C12", "12345679"))
    ], schema=TABLES["contracten"].schema)  # fmt: skip
    agreed = pl.DataFrame({
        "parameter": ["a", "b", "c"], "waarde": "1", "eenheid": "dagen", "herkomst": "afspraak",
        "geldt_voor": ["alle regels", "contract_nummer C1, jaar 2026", "contract_nummer C12"],
    })  # fmt: skip
    tables = {**starred(accepted(reference={"contracten": contracts})), "parameter": agreed}

    seen = {code: star.for_supplier(tables, code)["parameter"]["parameter"].to_list() for code in ("12345678", "0")}

    assert seen == {"12345678": ["a", "b"], "0": ["a"]}


def test_a_product_outside_the_catalogue_is_reported_as_other():
    product = {name: LINE[name] for name in ("wet", "product_categorie", "product_code")}
    known = make_lines("producten", [{**product, "omschrijving": "Begeleiding"}])
    lines = [LINE, {**LINE, "product_code": "02X99"}, {**LINE, "product_code": None}]

    products = starred(accepted(reference={"producten": known}, declaratieregels=lines))["dim_product"]

    told = dict(products.select("product_code", "omschrijving").iter_rows())
    assert told == {"02A01": "Begeleiding", "02X99": star.OTHER, None: None}
