# SPDX-License-Identifier: EUPL-1.2
"""Cells that cannot be read as what they should be."""

from random import Random

import polars as pl

from processors.demo import facts
from processors.demo.faults.declaration_cells import TABLE
from processors.demo.faults.registry import Row, cell_fault
from processors.demo.habits import Raw
from workbooks.plain import CellError

WORKBOOK = ~pl.col("tekstbestand")


@cell_fault("RS032", TABLE, "product_periode_begin", "product_periode_eind")
def day_that_never_was(_row: Row, _column: str, random: Random) -> Raw:
    """A date that no calendar has."""
    return Raw(random.choice(("31-02-2026", "abc")))


@cell_fault("MGR-009", TABLE, "declaratie_dagtekening", "product_periode_eind")
def date_in_doubt(row: Row, column: str, random: Random) -> Raw:
    """A year of two digits, the number behind a date, or a time."""
    day = row[column]
    return Raw(random.choice((f"{day:%d-%m-%y}", "46295", f"{day:%d-%m-%Y} 14:30")))


@cell_fault("MGR-008", TABLE, "ingediend_bedrag", "product_tarief", where=pl.col("product_tarief").is_not_null())
def amount_in_doubt(_row: Row, _column: str, random: Random) -> Raw:
    """An amount that can be read in two ways, or not at all."""
    return Raw(random.choice(("12,5,0", "abc", "1,234")))


@cell_fault("RS005", TABLE, "geleverd_volume")
def half_a_unit(_row: Row, _column: str, random: Random) -> Raw:
    """A volume with decimals, or in words."""
    return Raw(random.choice(("12,5", "twee")))


@cell_fault("RS006", TABLE, "toewijzing_nummer")
def number_with_letters(row: Row, column: str, _random: Random) -> Raw:
    """An allocation number with letters."""
    return Raw(f"TW{row[column]}")


@cell_fault("MGR-010", TABLE, "geleverd_volume", "ingediend_bedrag", where=WORKBOOK)
def error_value(_row: Row, _column: str, _random: Random) -> CellError:
    """An error of Excel in the cell."""
    return CellError("#N/A")


@cell_fault("INTAKE-20", TABLE, "wet")
def law_that_is_not_ours(_row: Row, _column: str, _random: Random) -> str:
    """A law that no municipality declares under."""
    return "wlz"


@cell_fault("MGR-201", "toewijzingen", "gemeente")
def allocation_of_another_municipality(row: Row, _column: str, random: Random) -> str:
    """A row of somebody else in the delivery of a municipality."""
    return random.choice(sorted(set(facts.INHABITANTS) - {row["gemeente"]}))
