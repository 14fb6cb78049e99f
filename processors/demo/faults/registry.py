# SPDX-License-Identifier: EUPL-1.2
"""What a fault is: on which rows it can be sown, what it changes, and which findings must follow."""

from collections.abc import Callable, Mapping, Sequence
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

    `found` holds (column, rule, severity); `of_file` what is said once about the file that the row is in.
    """

    table: str
    number: int | None
    cells: Cells
    found: tuple[tuple[str, str, str], ...] = ()
    removed: bool = False
    of_file: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Fault:
    """A way to go wrong: `change` takes so many clean rows (`together`) and dice, and tells what to change."""

    code: str
    table: str
    where: pl.Expr
    change: Callable[[Sequence[Row], Random], list[Edit]]
    severity: str = FOUT
    together: int = 1


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

            def change(rows: Sequence[Row], random: Random, column: str = column) -> list[Edit]:
                cells = {column: make(rows[0], column, random)}
                return [Edit(table, rows[0]["nr"], cells, ((column, code, severity),))]

            FAULTS.append(Fault(code, table, pl.lit(value=True) if where is None else where, change, severity))
        return make

    return add


def row_fault(
    code: str, table: str, at: str, *, where: pl.Expr | None = None, severity: str = FOUT
) -> Callable[[Callable[[Row, Random], Cells]], Callable[[Row, Random], Cells]]:
    """Register a function that changes one row; the finding stands at column `at` of that row."""

    def add(make: Callable[[Row, Random], Cells]) -> Callable[[Row, Random], Cells]:
        def change(rows: Sequence[Row], random: Random) -> list[Edit]:
            return [Edit(table, rows[0]["nr"], make(rows[0], random), ((at, code, severity),))]

        FAULTS.append(Fault(code, table, pl.lit(value=True) if where is None else where, change, severity))
        return make

    return add


def added_fault(
    code: str, table: str, at: str, *, where: pl.Expr, severity: str = FOUT
) -> Callable[[Callable[[Row, Random], Cells]], Callable[[Row, Random], Cells]]:
    """Register a function that adds a row made after another one; the finding stands on the added row."""

    def add(make: Callable[[Row, Random], Cells]) -> Callable[[Row, Random], Cells]:
        def change(rows: Sequence[Row], random: Random) -> list[Edit]:
            return [Edit(table, None, {**rows[0], **make(rows[0], random)}, ((at, code, severity),))]

        FAULTS.append(Fault(code, table, where, change, severity))
        return make

    return add


def fault(
    code: str, table: str, *, where: pl.Expr
) -> Callable[[Callable[[Row, Random], list[Edit]]], Callable[[Row, Random], list[Edit]]]:
    """Register a function that edits more than its own row."""

    def add(make: Callable[[Row, Random], list[Edit]]) -> Callable[[Row, Random], list[Edit]]:
        def change(rows: Sequence[Row], random: Random) -> list[Edit]:
            return make(rows[0], random)

        FAULTS.append(Fault(code, table, where, change))
        return make

    return add


def group_fault(
    code: str, table: str, *, where: pl.Expr, together: int
) -> Callable[[Callable[[Sequence[Row]], list[Edit]]], Callable[[Sequence[Row]], list[Edit]]]:
    """Register a function that edits so many rows together."""

    def add(make: Callable[[Sequence[Row]], list[Edit]]) -> Callable[[Sequence[Row]], list[Edit]]:
        def change(rows: Sequence[Row], _random: Random) -> list[Edit]:
            return make(rows)

        FAULTS.append(Fault(code, table, where, change, together=together))
        return make

    return add
