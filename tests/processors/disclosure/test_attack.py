# SPDX-License-Identifier: EUPL-1.2
"""The linear programs agree with trying every table of whole numbers."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.disclosure.attack import Published, attack

SIZE = 3
CELLS = {"cel": pl.UInt32, "waarde": pl.Float64, "laagst": pl.Float64}
RELATIONS = {"relatie": pl.UInt32, "laag": pl.Float64, "hoog": pl.Float64}
TERMS = {"relatie": pl.UInt32, "cel": pl.UInt32, "factor": pl.Float64}
TABLES = st.lists(st.lists(st.integers(0, 4), min_size=SIZE, max_size=SIZE), min_size=SIZE, max_size=SIZE)
HIDDEN = st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), min_size=1, max_size=6)


def published(table, hidden):
    """The table with its totals, apart from the hidden cells, and every row and column as a sum."""
    cells, relations, terms = [], [], []
    for row, column in product(range(SIZE + 1), repeat=2):
        rows = range(SIZE) if row == SIZE else [row]
        columns = range(SIZE) if column == SIZE else [column]
        value = None if (row, column) in hidden else float(sum(table[r][c] for r in rows for c in columns))
        cells.append((row * (SIZE + 1) + column, value, 0.0))
    for number, (line, across) in enumerate(product(range(SIZE + 1), (True, False))):
        relations.append((number, 0.0, 0.0))
        for step in range(SIZE + 1):
            cell = line * (SIZE + 1) + step if across else step * (SIZE + 1) + line
            terms.append((number, cell, 1.0 if step < SIZE else -1.0))
    return Published(
        pl.DataFrame(cells, CELLS, orient="row"),
        pl.DataFrame(relations, RELATIONS, orient="row"),
        pl.DataFrame(terms, TERMS, orient="row"),
    )


def by_trying(table, hidden):
    """The least and most of each hidden cell over every table of whole numbers with the same totals."""
    hidden = sorted(hidden)
    rows = [sum(line) for line in table]
    columns = [sum(line[c] for line in table) for c in range(SIZE)]
    found = []
    for values in product(*(range(min(rows[r], columns[c]) + 1) for r, c in hidden)):
        tried = [list(line) for line in table]
        for (r, c), value in zip(hidden, values, strict=True):
            tried[r][c] = value
        if [sum(line) for line in tried] == rows and [sum(line[c] for line in tried) for c in range(SIZE)] == columns:
            found.append(values)
    return {cell: (min(v[n] for v in found), max(v[n] for v in found)) for n, cell in enumerate(hidden)}


@settings(max_examples=60, deadline=None)
@given(TABLES, HIDDEN)
def test_the_attacker_finds_what_trying_every_table_finds(table, hidden):
    expected = by_trying(table, hidden)

    found = attack(published(table, hidden))

    bounds = {divmod(cell, SIZE + 1): (low, high) for cell, low, high in found.iter_rows()}
    assert bounds.keys() == expected.keys()
    assert all(bounds[cell] == pytest.approx(expected[cell], abs=1e-4) for cell in expected)


def test_a_cell_of_which_no_total_is_shown_has_no_upper_bound():
    alone = Published(
        pl.DataFrame([(0, None, 0.0)], CELLS, orient="row"), pl.DataFrame(schema=RELATIONS), pl.DataFrame(schema=TERMS)
    )  # fmt: skip

    found = attack(alone)

    assert found.row(0) == (0, 0.0, float("inf"))


def test_an_attacker_to_whom_all_is_shown_has_nothing_to_find():
    assert attack(published([[1, 2, 3]] * SIZE, set())).is_empty()
