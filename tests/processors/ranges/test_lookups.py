# SPDX-License-Identifier: EUPL-1.2
"""Codes in cells are looked up as people write them, and as Excel keeps them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors import catalogue, codelists
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.kpis import KPIS
from processors.ranges.lookups import (
    definitions,
    meanings,
    municipalities,
    products,
    rules,
    valid_agb,
    valid_bsn,
)

NOTHING = Reference({}, ColumnMap(), no_problems())


def test_a_kpi_says_its_definition_unit_and_source():
    (told, lower, nothing, unknown) = definitions(["K01", "k01", None, "K99"])

    assert told.startswith(next(kpi.label for kpi in KPIS if kpi.code == "K01"))
    assert "Eenheid: procent. Bron: " in told
    assert (lower, nothing, unknown) == (told, "", "De KPI 'K99' bestaat niet.")


def test_every_kpi_and_every_rule_of_the_catalogue_says_something():
    assert not [text for text in definitions([kpi.code for kpi in KPIS]) if "bestaat niet" in text]
    assert not [text for text in rules(list(catalogue.entries())) if text.startswith("De regel '") or "Bron: ." in text]


def test_a_rule_says_its_sentence_what_to_do_and_its_source():
    told, unknown = rules(["TR346", "XX001"])

    assert "Bron: " in told
    assert unknown == "De regel 'XX001' bestaat niet."


def test_a_municipality_is_looked_up_both_ways():
    assert municipalities(["0983", "Venlo", 983.0, " venlo ", "", None, "Nergenshuizen"]) == [
        "Venlo", "0983", "Venlo", "0983", "", "", "De gemeente 'Nergenshuizen' bestaat niet.",
    ]  # fmt: skip


@given(st.sampled_from(sorted(codelists.labels("gemeenten_mgr").items())))
def test_name_and_code_of_a_municipality_lead_to_each_other(municipality):
    code, name = municipality

    assert municipalities([code, name]) == [name, code]


def test_a_product_of_the_region_goes_before_the_national_list():
    own = pl.DataFrame({"wet": ["wmo", "wmo"], "product_code": ["01001", "01X01"], "omschrijving": ["Hulp", "Eigen"]})
    reference = Reference({"producten": own}, ColumnMap(), no_problems())

    assert products(["01001", "01X01", 1001.0, ""], "wmo", reference) == ["Hulp", "Eigen", "Hulp", ""]
    assert products(["01001"], "wmo", NOTHING) == ["HH1 (huishoudelijke werkzaamheden)"]
    assert "staat niet in de productcatalogus" in products(["99Z99"], "wmo", NOTHING)[0]


def test_a_code_of_a_list_may_have_lost_its_zeros():
    (code, label), *_ = [pair for pair in codelists.labels("eenheid").items() if pair[0].startswith("0")]

    assert meanings("eenheid", [code, float(code), None]) == [label, label, ""]
    assert meanings("eenheid", ["zz"]) == ["De code 'zz' staat niet in de lijst eenheid."]


def test_a_list_that_does_not_exist_names_those_that_do():
    with pytest.raises(UnusableInputError, match=r"De codelijst 'kleuren' bestaat niet\. Kies uit .*eenheid"):
        meanings("kleuren", ["1"])


def test_numbers_of_persons_and_suppliers_are_valid_or_not_and_empty_says_nothing():
    assert valid_bsn(["999900006", 999900018.0, "999900007", "99990006", "x", None]) == [
        True, True, False, False, False, None,
    ]  # fmt: skip
    assert valid_bsn([12345672.0]) == [True]  # 012345672, of which Excel took the zero
    assert valid_agb(["01234567", 1234567.0, "123456789", "0123456a", ""]) == [True, True, False, False, None]
