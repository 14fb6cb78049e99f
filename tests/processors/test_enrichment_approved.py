# SPDX-License-Identifier: EUPL-1.2
"""How many approved lines stand on an allocation."""

from processors.enrichment import approved
from processors.lines import make_lines

PLACE = {"wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 7}
DEBET = {**PLACE, "aanbieder": "01000001", "referentie_nummer": "R1", "debet_credit": "D"}
CREDIT = {**DEBET, "referentie_nummer": "R9", "vorig_referentie_nummer": "R1", "debet_credit": "C"}


def counted(*earlier, **change):
    rows = make_lines("toewijzingen", [{**PLACE, **change}])
    return approved.told(rows, make_lines("declaratieregels", earlier))["goedgekeurde_regels"].item()


def test_every_debet_on_the_allocation_counts():
    assert counted(DEBET, {**DEBET, "referentie_nummer": "R2"}) == 2


def test_nothing_was_approved_on_an_allocation_without_lines():
    assert counted() == 0
    assert counted({**DEBET, "toewijzing_nummer": 8}, {**DEBET, "wet": "jw"}, {**DEBET, "gemeente": "0957"}) == 0


def test_a_debet_that_was_credited_no_longer_stands():
    assert counted(DEBET, CREDIT) == 0
    assert counted(DEBET, {**DEBET, "referentie_nummer": "R2"}, CREDIT) == 1


def test_a_credit_takes_back_only_the_line_of_its_own_supplier_and_law():
    assert counted(DEBET, {**CREDIT, "aanbieder": "01000002"}) == 1
    assert counted(DEBET, {**CREDIT, "wet": "jw"}) == 1


def test_a_credit_that_names_nothing_takes_back_nothing():
    assert counted(DEBET, {**CREDIT, "vorig_referentie_nummer": None}) == 1


def test_without_the_whole_key_nothing_can_be_counted():
    assert counted(DEBET, toewijzing_nummer=None) is None
