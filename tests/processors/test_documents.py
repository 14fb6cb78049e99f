# SPDX-License-Identifier: EUPL-1.2
"""The pages that are generated from the vocabulary and the rules."""

import inspect
import re
import runpy
import sys
from dataclasses import replace
from datetime import date

import pytest

from processors.documents import PAGES, glossary
from processors.lines import JOINED, TABLES
from processors.parameters import described, names
from processors.rulebook_page import rulebook_page, rulebook_rows
from processors.rulebook_words import FIRST, example_sentence, examples, parameters, since
from processors.rules import RULES


def test_every_column_of_the_vocabulary_is_in_the_glossary():
    page = glossary()

    for table in TABLES.values():
        assert f"## {table.label} (`{table.name}`)" in page
        assert all(f"| `{field.name}`" in page for field in table.fields)
    assert all(f"| `{name}` |" in page for name in JOINED)


def test_every_rule_of_the_catalogue_stands_in_the_rulebook_once():
    page = rulebook_page()

    codes = {rule.code for rule in RULES}
    assert all(page.count(f"\n### {code}\n") == 1 for code in codes)
    assert all(f"| {row['regel']} |" in page for row in rulebook_rows() if not row["gebouwd"])


def test_every_example_is_a_sentence_that_is_filled_in():
    for rule in RULES:
        said = example_sentence(rule)

        assert said.endswith((".", "?")), rule.code
        assert "{" not in said, rule.code


def test_an_example_is_shown_as_a_sender_sees_it():
    rule = RULES.only("CD060").rules[0]

    good, _, wrong = examples(rule)

    assert (good.verdict, good.cells, good.sentence) == (
        "goed", "Vorig referentienummer: 2608D1; Debet of credit: C", "",
    )  # fmt: skip
    assert (wrong.verdict, wrong.cells) == ("fout", "Vorig referentienummer: (leeg); Debet of credit: C")
    assert wrong.sentence == example_sentence(rule)


def test_an_example_of_more_rows_numbers_them():
    rule = RULES.only("TR416").rules[0]

    wrong = next(each for each in examples(rule) if not each.holds)

    assert wrong.cells.startswith("regel 1: ")
    assert " | regel 2: " in wrong.cells


def test_no_example_shows_a_whole_personal_number():
    shown = [each for rule in RULES for each in examples(rule)]

    assert any("Client: •••••••06" in each.cells for each in shown)
    assert not [each for each in shown if re.search(r"Client[^;|]*: ?\d{3}", each.cells)]
    assert not [each for each in shown if "999900006" in each.sentence]


def test_a_parameter_is_told_with_its_value_unit_and_origin():
    (rule,) = RULES.only("MGR-105")

    assert parameters(rule) == "tol_regel_cent = 1 eurocent (eigen)"
    assert parameters(RULES.only("CD060").rules[0]) == ""


@pytest.mark.parametrize("module", sorted({inspect.getmodule(rule.test) for rule in RULES}, key=str))
def test_a_rule_names_the_parameters_that_its_module_reads(module):
    read = set(re.findall(r"""(?:parameter|deadline)\(["'](\w+)["']""", inspect.getsource(module)))

    told = {name for rule in RULES if inspect.getmodule(rule.test) is module for name in rule.parameters}

    assert told >= read
    assert told <= set(names())


def test_every_parameter_says_where_it_comes_from():
    assert all(described(name)["herkomst"] for name in names())


def test_a_rule_says_since_when_it_is_in_force():
    official, own = RULES.only("CS002").rules[0], RULES.only("MGR-105").rules[0]

    assert since(official) == "03-04-2023"
    assert since(own) == FIRST
    assert since(replace(own, since=date(2026, 1, 1), until=date(2026, 12, 31))) == "01-01-2026 tot en met 31-12-2026"


def test_a_rule_on_an_agreement_says_so():
    assert "Alleen bij de afspraak 'einddatum_bij_totaal'." in rulebook_page()


def test_a_cell_with_a_pipe_does_not_break_its_table():
    page = rulebook_page()
    waiting = page.partition("## Nog niet gebouwd")[2]

    rows = [line for line in waiting.splitlines() if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in rows} == {4}


def test_the_module_writes_the_pages_when_it_is_run(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["documents", str(tmp_path)])

    runpy.run_path(sys.modules["processors.documents"].__file__, run_name="__main__")

    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
