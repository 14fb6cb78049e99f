# SPDX-License-Identifier: EUPL-1.2
from processors.comparing import comparisons
from processors.rules import RULES
from processors.verdicts import compares

ALLOCATION = {"wet", "gemeente", "toewijzing_nummer"}
SUPPLIER = {"wet", "aanbieder"}


def rule(code):
    return next(iter(RULES.for_table("declaratieregels").only(code)))


def test_a_window_of_a_rule_goes_by_the_columns_that_it_names():
    verdict, beforehand = comparisons(rule("TR315"))

    assert verdict.by == {*SUPPLIER, "vorig_referentie_nummer"}
    assert verdict.reads == {*SUPPLIER, "vorig_referentie_nummer", "nr"}
    assert beforehand == {}


def test_a_window_by_the_first_line_of_an_allocation_goes_by_the_allocation():
    verdict, beforehand = comparisons(rule("TR322"))

    assert verdict.by == ALLOCATION
    assert beforehand["eerste_van_nummer"].by == {*SUPPLIER, "referentie_nummer"}
    assert beforehand["eerste_van_periode"].by > ALLOCATION


def test_a_rule_without_a_window_compares_by_nothing():
    verdict, beforehand = comparisons(rule("TR137"))

    assert verdict.by is None
    assert verdict.reads == {"product_periode_begin", "product_periode_eind"}
    assert beforehand == {}


def test_every_rule_on_declaration_lines_compares_those_of_an_allocation_or_of_a_supplier():
    comparing = [rule for rule in RULES.for_table("declaratieregels") if compares(rule)]
    windows = [
        each.by for rule in comparing for verdict, given in [comparisons(rule)] for each in (verdict, *given.values())
    ]

    assert len(comparing) > 5
    assert all(by >= ALLOCATION or by >= SUPPLIER for by in windows if by is not None)
