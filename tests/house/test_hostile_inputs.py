# SPDX-License-Identifier: EUPL-1.2
"""Of every hostile or odd input that we know of, the register names the test that shows what becomes of it.

Verdicts: A accept, F accept with a finding, R refuse with a reason, Q quarantine for a human, I ignore.
"""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

LAST = 97
UNTESTED: set[int] = set()
"""The rows of which no test says what becomes of them; this may shrink and not grow."""

HERE = Path(__file__).parent
with (HERE / "hostile_inputs.csv").open(encoding="utf-8", newline="") as register:
    ROWS = list(csv.DictReader(register, delimiter=";"))
NODES = [(row["nr"], node) for row in ROWS for node in row["tests"].split()]
NODE = re.compile(r"(tests/[\w/]+\.py)::(?:(\w+)::)?(test_\w+)(?:\[([^\]]+)\])?")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> set[str]:
    return {each.name for each in ast.iter_child_nodes(tree) if isinstance(each, ast.FunctionDef)}


@cache
def classes(folder: Path) -> dict[str, ast.ClassDef]:
    """The classes of the modules in a folder by name: a class of tests may take them from a contract beside it."""
    return {
        each.name: each
        for path in folder.glob("*.py")
        for each in ast.iter_child_nodes(parsed(path))
        if isinstance(each, ast.ClassDef)
    }


def methods(folder: Path, name: str) -> set[str]:
    found = classes(folder).get(name)
    if found is None:
        return set()
    bases = [base.id for base in found.bases if isinstance(base, ast.Name)]
    return functions(found).union(*(methods(folder, base) for base in bases))


def exists(project: Path, node: str) -> bool:
    """Whether a node id names a test of ours; of a case in brackets, whether its name stands in that file."""
    match = NODE.fullmatch(node)
    assert match, node
    file, group, name, case = match.groups()
    path = project / file
    if not path.is_file() or (
        group and group not in {each.name for each in parsed(path).body if hasattr(each, "name")}
    ):
        return False
    texts = {each.value for each in ast.walk(parsed(path)) if isinstance(each, ast.Constant)}
    found = methods(path.parent, group) if group else functions(parsed(path))
    return name in found and (not case or bool({case, case.removeprefix("nr-")} & texts))


def test_every_row_is_there_once_and_in_order():
    assert [int(row["nr"]) for row in ROWS] == list(range(1, LAST + 1))
    assert all(row["input"] and row["verdict"] for row in ROWS)


@pytest.mark.parametrize(("nr", "node"), NODES)
def test_the_test_of_a_row_exists(project, nr, node):
    assert exists(project, node), nr


def test_a_row_without_a_test_says_why_and_there_are_no_more_than_we_know_of():
    without = {int(row["nr"]) for row in ROWS if not row["tests"]}

    assert without == UNTESTED
    assert without == {int(row["nr"]) for row in ROWS if row["reason"]}


@pytest.mark.parametrize(
    "node",
    [
        "tests/house/test_nothing.py::test_x",
        "tests/house/test_hostile_inputs.py::test_that_is_not_there",
        "tests/house/test_hostile_inputs.py::test_the_test_of_a_row_exists[no" + "-such-case]",
        "tests/house/test_hostile_inputs.py::TestNothing::test_x",
    ],
)
def test_what_is_no_test_is_seen_to_be_none(project, node):
    assert not exists(project, node)
