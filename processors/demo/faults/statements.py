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


@row_fault("MGR-105", TABLE, "bedrag_totaal", where=pl.col("tarief") > 1)
def quantity_is_off(row: Row, random: Random) -> Cells:
    """The total is not quantity times tariff; the parts and what was signed for still make the total."""
    return {"aantal": row["aantal"] + random.choice((1, 10, 123))}


@row_fault("MGR-109", TABLE, "bedrag_totaal", severity=WAARSCHUWING)
def part_is_left_out(_row: Row, _random: Random) -> Cells:
    """What was not declared yet is not stated, and nobody says why."""
    return {"bedrag_nog_te_declareren": None}


@row_fault("MGR-116", TABLE, "unieke_clienten", where=pl.col("unieke_clienten").is_not_null(), severity=WAARSCHUWING)
def care_for_nobody(_row: Row, _random: Random) -> Cells:
    """Turnover without a client."""
    return {"unieke_clienten": 0}


@row_fault("MGR-107", TABLE, "tarief", where=pl.col("unieke_clienten").is_not_null(), severity=WAARSCHUWING)
def tariff_that_was_never_agreed(row: Row, _random: Random) -> Cells:
    """Twice the tariff for half the quantity: the total is right all the same."""
    return {"tarief": row["tarief"] * 2, "aantal": row["aantal"] // 2}


@row_fault("MGR-104", TABLE, "gemeente")
def municipality_elsewhere(_row: Row, _random: Random) -> Cells:
    """A municipality of another region."""
    return {"gemeente": "0268"}


@row_fault("MGR-111", TABLE, "wet", where=pl.col("wet") == "wmo")
def line_of_another_law(_row: Row, _random: Random) -> Cells:
    """A line that belongs in the statement of the other law."""
    return {"wet": "jw"}


@cell_fault("MGR-404", TABLE, "toelichting")
def number_of_a_client(_row: Row, _column: str, random: Random) -> str:
    """A remark with a number that belongs in no statement."""
    return f"betreft client {random.choice(spare_numbers())}"


@cell_fault("MGR-006", TABLE, "toelichting", severity=WAARSCHUWING)
def remark_like_a_formula(_row: Row, _column: str, _random: Random) -> str:
    """A text that a spreadsheet could take for a formula."""
    return "=A1+A2 volgens onze administratie"
