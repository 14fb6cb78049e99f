# SPDX-License-Identifier: EUPL-1.2
"""Which credits take a debet back."""

from datetime import date

import pytest

from processors.enrichment import enrich
from processors.lines import make_lines

EARLIER = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a", "toewijzing_nummer": 7,
    "declaratie_nummer": "D8", "declaratie_maand": "2026-08", "referentie_nummer": "R1", "product_categorie": "02",
    "product_code": "02A03", "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30),
    "geleverd_volume": 60, "eenheid": "01", "ingediend_bedrag": 6000, "debet_credit": "D", "status": "toegekend",
}  # fmt: skip
LINE = {**EARLIER, "referentie_nummer": "R100", "status": None}


def asked(rows, earlier):
    known = {"eerdere_declaratieregels": make_lines("declaratieregels", earlier)}
    return enrich(make_lines("declaratieregels", rows), "declaratieregels", known, received_on=date(2026, 10, 2))


@pytest.mark.parametrize(
    "spoiled",
    [
        {"vorig_referentie_nummer": "R9"},
        {"geleverd_volume": 59},
        {"ingediend_bedrag": 5999},
        {"gemeente": "0984"},
        {"client": "P1-b"},
        {"referentie_nummer": "R1"},
        {"referentie_nummer": "R100"},
    ],
)
def test_a_credit_that_takes_no_debet_back_leaves_everything_as_it_was(spoiled):
    credit = {**EARLIER, "debet_credit": "C", "referentie_nummer": "R101", "vorig_referentie_nummer": "R1"}

    good = asked([LINE, credit], [EARLIER])
    wrong = asked([LINE, {**credit, **spoiled}], [EARLIER])

    assert good.select("credit_geldt", "eerder_debet_open").rows() == [(None, False), (True, False)]
    assert wrong.select("credit_geldt", "eerder_debet_open").row(0) == (None, True)
    assert wrong["credit_geldt"][1] is False


def test_only_the_first_credit_of_a_debet_takes_it_back():
    credit = {**EARLIER, "debet_credit": "C", "referentie_nummer": "R101", "vorig_referentie_nummer": "R1"}

    told = asked([credit, {**credit, "referentie_nummer": "R102"}], [EARLIER])

    assert told["credit_geldt"].to_list() == [True, False]
