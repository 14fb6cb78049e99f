# SPDX-License-Identifier: EUPL-1.2
"""The pages that are generated from the vocabulary and the rules."""

import runpy
import sys

from processors.documents import PAGES, example_sentence, glossary, rulebook_page, rulebook_rows
from processors.lines import JOINED, TABLES
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
