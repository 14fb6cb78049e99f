# SPDX-License-Identifier: EUPL-1.2
"""What a fault is: on which rows it can be sown, what it changes, and which findings must follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import polars as pl

Row = Mapping[str, Any]
Cells = Mapping[str, object]

FOUT, WAARSCHUWING, SIGNAAL = "fout", "waarschuwing", "signaal"


@dataclass(frozen=True)
class Edit:
    """One row changed, added (`number` is None; `cells` hold every column) or removed, and what is found on it.

    `found` holds (column, rule, severity).
    """

    table: str
    number: int | None
    cells: Cells
    found: tuple[tuple[str, str, str], ...] = ()
    removed: bool = False


@dataclass(frozen=True)
class Fault:
    """A way to go wrong: `change` takes a clean row and dice, and tells what to change."""

    code: str
    table: str
    where: pl.Expr
    change: Callable[[Row, Random], list[Edit]]
    severity: str = FOUT


FAULTS: list[Fault] = []


def cell_fault(
    code: str, table: str, *columns: str, where: pl.Expr | None = None, severity: str = FOUT
) -> Callable[[Callable[[Row, str, Random], object]], Callable[[Row, str, Random], object]]:
    """Register a function that makes one wrong value; it is sown in each of the columns in turn.

    Args:
        code: the rule that must find it, at the cell that was changed.
        table: the table.
        columns: where it can be sown; each makes a fault of its own.
        where: which rows qualify.
        severity: of the finding.

    """

    def add(make: Callable[[Row, str, Random], object]) -> Callable[[Row, str, Random], object]:
        for column in columns:

            def change(row: Row, random: Random, column: str = column) -> list[Edit]:
                cells = {column: make(row, column, random)}
                return [Edit(table, row["nr"], cells, ((column, code, severity),))]

            FAULTS.append(Fault(code, table, pl.lit(value=True) if where is None else where, change, severity))
        return make

    return add


def row_fault(
    code: str, table: str, at: str, *, where: pl.Expr | None = None, severity: str = FOUT
) -> Callable[[Callable[[Row, Random], Cells]], Callable[[Row, Random], Cells]]:
    """Register a function that changes one row; the finding stands at column `at` of that row."""

    def add(make: Callable[[Row, Random], Cells]) -> Callable[[Row, Random], Cells]:
        def change(row: Row, random: Random) -> list[Edit]:
            return [Edit(table, row["nr"], make(row, random), ((at, code, severity),))]

        FAULTS.append(Fault(code, table, pl.lit(value=True) if where is None else where, change, severity))
        return make

    return add


def added_fault(
    code: str, table: str, at: str, *, where: pl.Expr, severity: str = FOUT
) -> Callable[[Callable[[Row, Random], Cells]], Callable[[Row, Random], Cells]]:
    """Register a function that adds a row made after another one; the finding stands on the added row."""

    def add(make: Callable[[Row, Random], Cells]) -> Callable[[Row, Random], Cells]:
        def change(row: Row, random: Random) -> list[Edit]:
            return [Edit(table, None, {**row, **make(row, random)}, ((at, code, severity),))]

        FAULTS.append(Fault(code, table, where, change, severity))
        return make

    return add


def fault(
    code: str, table: str, *, where: pl.Expr
) -> Callable[[Callable[[Row, Random], list[Edit]]], Callable[[Row, Random], list[Edit]]]:
    """Register a function that edits more than its own row."""

    def add(change: Callable[[Row, Random], list[Edit]]) -> Callable[[Row, Random], list[Edit]]:
        FAULTS.append(Fault(code, table, where, change))
        return change

    return add
