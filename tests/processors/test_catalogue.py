# SPDX-License-Identifier: EUPL-1.2
import csv
from collections import Counter
from importlib.resources import files
from importlib.util import find_spec

import pytest

from processors import catalogue
from processors.catalogue import Level
from processors.catalogue_state import state, states
from processors.rules import RULES


def test_the_catalogue_has_every_rule_of_the_field_once():
    levels = Counter(entry.level for entry in catalogue.entries().values())

    assert len(catalogue.entries()) == 254
    assert set(levels) == set(Level)


def test_an_entry_says_where_it_comes_from_and_what_to_send_back():
    entry = catalogue.entries()["TR307"]

    assert entry.message == "De periode begint voor de ingangsdatum van de toewijzing."
    assert entry.source == "iStandaarden informatiemodel 3.2 technische regel"
    assert entry.return_code == "9307"
    assert entry.level is Level.CROSS


def test_every_rule_of_the_catalogue_has_a_state_and_nothing_else_has():
    assert set(states()) == set(catalogue.entries())


def test_a_rule_function_is_not_explained_away():
    text = files("processors.reference").joinpath("regels_stand.csv").read_text("utf-8-sig")
    explained = [row["regel"] for row in csv.DictReader(text.splitlines())]

    assert not {rule.code for rule in RULES} & set(explained)
    assert len(explained) == len(set(explained))


@pytest.mark.parametrize("code", sorted(set(catalogue.entries()) - {rule.code for rule in RULES}))
def test_a_rule_that_is_no_function_says_why_in_a_sentence(code):
    known = state(code)

    assert known.reason.endswith(".")
    assert known.built == bool(known.module)
    assert known.built or "Ronde " in known.reason or known.reason.startswith("Kan niet: ")


@pytest.mark.parametrize("module", sorted({each.module for each in states().values()} - {""}))
def test_a_module_that_has_a_rule_exists(module):
    assert find_spec(module)


JUDGED = {"prestatie", "declaratie", "toewijzing", "start", "stop", "client", "product", "bestand", "alle"}
CROSSED = {"prestatie", "toewijzing"}
LINES_AND_ALLOCATIONS = [
    code
    for code, entry in catalogue.entries().items()
    if (CROSSED if entry.level is Level.CROSS else JUDGED) & set(entry.entity.split("/"))
]


@pytest.mark.parametrize("code", LINES_AND_ALLOCATIONS)
def test_a_rule_on_lines_and_allocations_is_built_or_cannot_be(code):
    known = state(code)

    assert known.built or known.reason.startswith("Kan niet: ")


def test_a_code_outside_the_catalogue_has_no_state():
    with pytest.raises(KeyError):
        state("TR999")
