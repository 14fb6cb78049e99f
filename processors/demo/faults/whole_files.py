# SPDX-License-Identifier: EUPL-1.2
"""A few lines that land in the file of a supplier that may not send them: what is true of all is said once."""

from collections.abc import Sequence

import polars as pl

from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.declaration_pairs import STEADY
from processors.demo.faults.local_agreements import AGREED, LAST
from processors.demo.faults.registry import WAARSCHUWING, Edit, Row, group_fault
from processors.demo.suppliers import EXPIRED, MERGED, NEW, TASK_BASED

A_FEW = 3
ORDINARY = SIMPLE & STEADY & LAST & ~AGREED & (pl.col("wet") == "wmo")


def moved_to(supplier: str, rows: Sequence[Row], code: str) -> list[Edit]:
    """The lines in the file of another supplier, with what is said of that file."""
    return [
        Edit(
            TABLE,
            row["nr"],
            {"aanbieder": supplier, "zending": f"declaratie {supplier} {row['declaratie_maand']}"},
            of_file=(("aanbieder", code, WAARSCHUWING),),
        )
        for row in rows
    ]


@group_fault("MGR-209", TABLE, where=ORDINARY, together=A_FEW)
def sent_by_a_newcomer(rows: Sequence[Row]) -> list[Edit]:
    """The sender is known, but no such supplier stands in the register."""
    return moved_to(NEW, rows, "MGR-209")


@group_fault("MGR-209", TABLE, where=ORDINARY, together=A_FEW)
def sent_by_a_supplier_that_merged(rows: Sequence[Row]) -> list[Edit]:
    """The supplier became part of another one last year, and still declares."""
    return moved_to(MERGED, rows, "MGR-209")


@group_fault("MGR-301", TABLE, where=ORDINARY, together=A_FEW)
def sent_after_the_contract(rows: Sequence[Row]) -> list[Edit]:
    """The contract of the supplier ended last year."""
    return moved_to(EXPIRED, rows, "MGR-301")


@group_fault("MGR-302", TABLE, where=ORDINARY & (pl.col("t_module") == "2"), together=A_FEW)
def sent_by_a_supplier_of_task_based_work(rows: Sequence[Row]) -> list[Edit]:
    """A supplier that is paid a lump sum declares per client."""
    return moved_to(TASK_BASED, rows, "MGR-302")
