# SPDX-License-Identifier: EUPL-1.2
"""Declarations of before the store: those that people keep in the reference folder count too."""

from processors.lines import make_lines
from processors.statement_differences.of_desk import with_history
from tests.processors.statement_differences.worlds import DECLARED


def test_a_line_of_the_reference_folder_counts_unless_the_store_has_it():
    store = make_lines("declaratieregels", [DECLARED | {"ingediend_bedrag": 5}]).drop("bestand", "blad", "rij")
    kept = make_lines("declaratieregels", [DECLARED, DECLARED | {"referentie_nummer": "R2", "ingediend_bedrag": 7}])

    both = with_history(store, {"eerdere_declaratieregels": kept})

    assert both.select("referentie_nummer", "ingediend_bedrag").rows() == [("R2", 7), ("R1", 5)]
    assert with_history(store, {}).equals(store)
