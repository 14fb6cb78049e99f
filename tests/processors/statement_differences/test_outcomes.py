# SPDX-License-Identifier: EUPL-1.2
"""Statements beside what was granted: the nine classes by worked examples, and what becomes of a difference."""

from datetime import date

import polars as pl
import pytest

from processors.lines import make_lines
from processors.statement_differences.outcomes import classes, judged
from tests.processors.statement_differences.worlds import LAW, PRODUCT, SUPPLIER, sides

TODAY = date(2026, 3, 1)
REFUSED = {"status": "afgewezen", "referentie_nummer": "R9", "geleverd_volume": 8, "ingediend_bedrag": 40_000}
MORE = {"aantal": 28, "bedrag_totaal": 140_000}
APRIL = {"product_periode_begin": date(2025, 4, 1), "product_periode_eind": date(2025, 4, 30)}
JULY = {"product_periode_begin": date(2025, 7, 1), "product_periode_eind": date(2025, 7, 31)}


def rows(*given, reference=None, **named):
    found = judged(sides(*given, **named), reference or {}, TODAY)
    return found.to_dicts()


def parts(row):
    return {letter: row[f"deel_{letter.lower()}"] for letter in "ABCDEFGHI" if row[f"deel_{letter.lower()}"]}


def test_a_statement_that_agrees_is_accepted_without_a_question():
    (row,) = rows()

    assert (row["verantwoord"], row["toegekend"], row["verschil"]) == (100_000, 100_000, 0)
    assert parts(row) == {}
    assert (row["uitkomst"], row["reden"], row["vraag"], row["klasse"]) == ("geaccepteerd", "Sluit aan.", None, None)


@pytest.mark.parametrize(
    ("stated", "declared", "expected"),
    [
        pytest.param([MORE | {"bedrag_in_behandeling": 30_000, "bedrag_nog_te_declareren": 10_000}], [{}],
                     {"A": 40_000}, id="the supplier says what is still to come"),
        pytest.param([MORE], [{}, REFUSED | APRIL], {"B": 40_000}, id="the municipality refused a line"),
        pytest.param([{}], [{"toegekend_bedrag": 60_000}], {"B": 40_000}, id="the municipality granted a part"),
        pytest.param([{"tarief": 7_000, "bedrag_totaal": 140_000}], [{}], {"C": 40_000},
                     id="stated at the tariff after the index, declared at that of before"),
        pytest.param([MORE], [{}, REFUSED | JULY], {"E": 40_000}, id="refused because the allocation had ended"),
        pytest.param([MORE], [{}, REFUSED], {"G": 40_000}, id="refused because the same was granted before"),
        pytest.param([{}], [{}, {}], {"G": -100_000}, id="granted twice"),
        pytest.param([{}, {}], [{}], {"G": 100_000}, id="stated twice"),
        pytest.param([MORE], [{}, {"ingediend_bedrag": 40_000} | APRIL,
                              {"ingediend_bedrag": 40_000, "debet_credit": "C", "vorig_referentie_nummer": "R2",
                               "declaratie_dagtekening": date(2026, 2, 11)} | APRIL],
                     {"H": 40_000}, id="credited on the day after the statement"),
        pytest.param([MORE], [{}, {"ingediend_bedrag": 40_000} | APRIL,
                              {"ingediend_bedrag": 40_000, "debet_credit": "C", "vorig_referentie_nummer": "R2",
                               "declaratie_dagtekening": date(2026, 2, 10)} | APRIL],
                     {"I": 40_000}, id="credited on the day of the statement itself"),
        pytest.param([MORE], [{}], {"I": 40_000}, id="nothing explains it"),
        pytest.param([MORE | {"bedrag_in_behandeling": 15_000}], [{}, REFUSED | APRIL | {"ingediend_bedrag": 20_000}],
                     {"A": 15_000, "B": 20_000, "I": 5_000}, id="three reasons together"),
        pytest.param([{"eenheid": "01", "aantal": 1_200, "tarief": 90, "bedrag_totaal": 108_000}], [{}],
                     {"D": 8_000}, id="stated in minutes, declared in hours"),
    ],
)  # fmt: skip
def test_each_class_follows_from_what_the_lines_say(stated, declared, expected):
    (row,) = rows(stated, declared)

    assert parts(row) == expected
    assert sum(expected.values()) == row["verschil"]
    largest = max(expected, key=lambda letter: abs(expected[letter]))
    assert (row["klasse"], row["naam"]) == (largest, dict(classes().select("klasse", "naam").iter_rows())[largest])


def test_the_same_volume_under_another_product_is_said_at_both_products():
    first, second = rows(
        [MORE], [{}, APRIL | {"product_code": "02A05", "geleverd_volume": 8, "ingediend_bedrag": 40_000}]
    )

    assert (first["product_code"], parts(first)) == ("02A03", {"D": 40_000})
    assert (second["product_code"], parts(second)) == ("02A05", {"D": -40_000})


def test_a_line_refused_here_and_granted_at_another_municipality_is_of_that_municipality():
    moved = REFUSED | APRIL
    first, second = rows(
        [MORE], [{}, moved, moved | {"gemeente": "0984", "status": "toegekend", "referentie_nummer": "R10"}]
    )

    assert (first["gemeente"], parts(first)) == ("0983", {"F": 40_000})
    assert (second["gemeente"], parts(second)) == ("0984", {"F": -40_000})


def test_an_equal_quantity_at_another_municipality_and_price_pairs_what_both_have():
    elsewhere = APRIL | {"gemeente": "0984", "geleverd_volume": 8, "ingediend_bedrag": 36_000}
    first, second = rows([MORE], [{}, elsewhere])

    assert parts(first) == {"F": 36_000, "I": 4_000}
    assert parts(second) == {"F": -36_000}


@pytest.mark.parametrize(
    ("off", "outcome"), [(25_000, "geaccepteerd"), (25_001, "open"), (-25_000, "geaccepteerd"), (-25_001, "open")]
)
def test_the_tolerance_is_250_euro_to_the_cent(off, outcome):
    (row,) = rows([{"bedrag_totaal": 100_000 + off}])

    assert (row["tolerantie"], row["uitkomst"]) == (25_000, outcome)


def test_one_percent_counts_where_that_is_more():
    (row,) = rows([{"bedrag_totaal": 10_100_000}], [{"ingediend_bedrag": 10_000_000}])

    assert (row["tolerantie"], row["uitkomst"]) == (100_000, "geaccepteerd")


def test_a_tolerance_may_be_agreed_for_one_contract_and_year():
    contract = {
        "contract_nummer": "C1", "aanbieder": SUPPLIER, "raamovereenkomst": "Wmo", "module": "1", "wet": LAW,
        "uitvoeringsvariant": "inspanning", "begindatum": date(2024, 1, 1),
    }  # fmt: skip
    agreed = {"parameter": "tol_abs_aansluiting", "waarde": "500", "contract_nummer": "C1", "jaar": 2025}
    reference = {"contracten": make_lines("contracten", [contract]), "parameters": make_lines("parameters", [agreed])}

    (row,) = rows([MORE], reference=reference)

    assert (row["tolerantie"], row["uitkomst"]) == (50_000, "geaccepteerd")


@pytest.mark.parametrize(
    ("stated", "declared", "outcome"),
    [
        (MORE | {"bedrag_in_behandeling": 40_000}, [{}], "geaccepteerd met uitleg"),
        (MORE, [{}, REFUSED | APRIL], "afgewezen"),
        (MORE | {"bedrag_in_behandeling": 10_000}, [{}], "open"),
        (MORE | {"bedrag_in_behandeling": 20_000}, [{}], "geaccepteerd met uitleg"),
    ],
)
def test_the_outcome_follows_from_what_stays_unclear(stated, declared, outcome):
    (row,) = rows([stated], declared)

    assert row["uitkomst"] == outcome
    assert row["vraag"].endswith("?")


def test_where_nothing_was_declared_nothing_can_be_said():
    (row,) = rows([{}], [])

    assert (row["toegekend"], row["verschil"], row["deel_i"], row["tolerantie"]) == (None, None, None, None)
    assert (row["uitkomst"], row["vraag"]) == ("niet te beoordelen", None)


def test_a_lump_sum_cannot_be_compared():
    contract = {
        "contract_nummer": "C1", "aanbieder": SUPPLIER, "raamovereenkomst": "Wmo", "module": "1", "wet": LAW,
        "uitvoeringsvariant": "taakgericht", "begindatum": date(2024, 1, 1),
    }  # fmt: skip

    (row,) = rows([MORE], reference={"contracten": make_lines("contracten", [contract])})

    assert (row["toegekend"], row["uitkomst"]) == (None, "niet te beoordelen")


def test_what_was_granted_and_not_stated_is_asked_too():
    stated, granted = rows([{}], [{}, APRIL | {"product_code": "02A05", "ingediend_bedrag": 30_001}])

    assert (stated["product_code"], stated["uitkomst"]) == (PRODUCT, "geaccepteerd")
    assert (granted["verantwoord"], granted["verschil"], granted["uitkomst"]) == (0, -30_001, "open")


def test_totals_of_a_municipality_count_as_lines_do():
    total = {
        "wet": LAW, "gemeente": "0983", "aanbieder": SUPPLIER, "product_categorie": "02", "product_code": PRODUCT,
        "leveringsmaand": "2025-05", "declaratie_maand": "2025-06", "volume": 8, "eenheid": "04",
        "ingediend_bedrag": 50_000, "toegekend_bedrag": 40_000, "regels": 3,
    }  # fmt: skip

    (row,) = rows([{"aantal": 30, "bedrag_totaal": 150_000}], totals=[total])

    assert (row["toegekend"], parts(row)) == (140_000, {"B": 10_000})


def test_a_year_that_nobody_accounted_for_is_not_asked_about():
    found = judged(sides([{}], [{}, {"product_periode_begin": date(2024, 12, 1)}]), {}, TODAY)

    assert found["jaar"].to_list() == [2025]
    assert found.schema["verschil"] == pl.Int64
