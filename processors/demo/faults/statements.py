# SPDX-License-Identifier: EUPL-1.2
"""Wrong lines in a production statement."""

from random import Random

import polars as pl

from processors.demo.allocations import spare_numbers
from processors.demo.faults.registry import WAARSCHUWING, Cells, Row, cell_fault, row_fault

TABLE = "verantwoordingsregels"


@cell_fault("RS033", TABLE, "eenheid", "gemeente")
def nothing(_row: Row, _column: str, _random: Random) -> None:
    """A required cell is empty."""


@cell_fault("RS035", TABLE, "gemeente")
def letters_in_municipality(row: Row, column: str, _random: Random) -> str:
    """The letter O stands for the figure 0."""
    return f"O{row[column][1:]}"


@cell_fault("RS036", TABLE, "aanbieder")
def letter_in_supplier(row: Row, column: str, _random: Random) -> str:
    """A letter in the code of the supplier."""
    return f"A{row[column][1:]}"


@cell_fault("RS001", TABLE, "aantal", "unieke_clienten", where=pl.col("unieke_clienten").is_not_null())
def minus_sign(row: Row, column: str, _random: Random) -> int:
    """Less than nothing."""
    return -int(row[column])


@row_fault("MGR-105", TABLE, "bedrag_totaal")
def total_is_off(row: Row, random: Random) -> Cells:
    """The total is not quantity times tariff."""
    return {"bedrag_totaal": row["bedrag_totaal"] + random.choice((2, 1_000, 12_345))}


@cell_fault("MGR-404", TABLE, "toelichting")
def number_of_a_client(_row: Row, _column: str, random: Random) -> str:
    """A remark with a number that belongs in no statement."""
    return f"betreft client {random.choice(spare_numbers())}"


@cell_fault("MGR-006", TABLE, "toelichting", severity=WAARSCHUWING)
def remark_like_a_formula(_row: Row, _column: str, _random: Random) -> str:
    """A text that a spreadsheet could take for a formula."""
    return "=A1+A2 volgens onze administratie"
