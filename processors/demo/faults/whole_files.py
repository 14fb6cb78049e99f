# SPDX-License-Identifier: EUPL-1.2
"""A few lines that land in the file of a supplier that may not send them: what is true of all is said once."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.declaration_pairs import STEADY
from processors.demo.faults.local_agreements import AGREED, LAST, REPORTED
from processors.demo.faults.registry import WAARSCHUWING, Edit, Row, group_fault
from processors.demo.suppliers import EXPIRED, MERGED, NEW, TASK_BASED

A_FEW = 3
OWN_NUMBERS = 900_000_000
ORDINARY = SIMPLE & STEADY & LAST & ~AGREED & (pl.col("wet") == "wmo")


def moved_to(supplier: str, rows: Sequence[Row], code: str) -> list[Edit]:
    """The lines in the file of another supplier, with what is said of that file."""
    return [
        Edit(
            TABLE,
            row["nr"],
            {
                "aanbieder": supplier,
                "toewijzing_nummer": row["toewijzing_nummer"],
                "zending": f"declaratie {supplier} {row['declaratie_maand']}",
            },
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


@group_fault("MGR-301", TABLE, where=ORDINARY & REPORTED, together=A_FEW)
def sent_after_the_contract(rows: Sequence[Row]) -> list[Edit]:
    """The contract of the supplier ended last year, and its allocations run on."""
    return [*_own_allocations(EXPIRED, rows), *moved_to(EXPIRED, [_renumbered(row) for row in rows], "MGR-301")]


@group_fault("MGR-302", TABLE, where=ORDINARY & REPORTED & (pl.col("t_module") == "2"), together=A_FEW)
def sent_by_a_supplier_of_task_based_work(rows: Sequence[Row]) -> list[Edit]:
    """A supplier that is paid a lump sum declares per client, and has allocations per client too."""
    warned = (("aanbieder", "MGR-302", WAARSCHUWING),)
    return [
        *_own_allocations(TASK_BASED, rows, warned),
        *moved_to(TASK_BASED, [_renumbered(row) for row in rows], "MGR-302"),
    ]


def _renumbered(row: Row) -> Row:
    return {**row, "toewijzing_nummer": row["toewijzing_nummer"] + OWN_NUMBERS}


def _own_allocations(
    supplier: str, rows: Sequence[Row], found: tuple[tuple[str, str, str], ...] = ()
) -> Iterator[Edit]:
    """An allocation of only the category for the client of each line, years ago, and the start that was reported."""
    for row in rows:
        day = date(row["product_periode_begin"].year - 2, 12, 1)
        shared = {name: row[name] for name in ("wet", "gemeente", "client")}
        shared |= {
            "aanbieder": supplier, "toewijzing_nummer": row["toewijzing_nummer"] + OWN_NUMBERS,
            "zending": row["levering"],
        }  # fmt: skip
        allocation = {"toewijzing_datum": day, "ingangsdatum": day, "product_categorie": row["product_categorie"]}
        start = {
            "soort": "start", "begindatum": day, "dagtekening": day, "ontvangen_op": day, "status_aanlevering": "1",
        }  # fmt: skip
        yield Edit("toewijzingen", None, {**shared, **allocation}, found)
        yield Edit("regieberichten", None, {**shared, **start})
