# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: the 254 rules of the field, as data, whether built or not.

Source: `reference/regels.csv` (iStandaarden 3.2 and own design; column `herkomst` says which).
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache

from processors.reference import reference_rows

# Release 3.2 of iWmo and iJw (handbook 4); what is official came into force with it at the latest.
RELEASE = date(2023, 4, 3)
OFFICIAL = "officieel"


class Level(IntEnum):
    """How much a rule must see: one cell, one row, one table, or other tables too."""

    CELL = 1
    ROW = 2
    TABLE = 3
    CROSS = 4


_LEVELS = {"cell": Level.CELL, "row": Level.ROW, "table": Level.TABLE, "cross-table": Level.CROSS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the catalogue: what it says and where it comes from."""

    code: str
    level: Level
    entity: str
    field: str
    condition: str
    severity: str
    message: str
    source: str
    return_code: str
    law: str
    origin: str


@cache
def entries() -> dict[str, Entry]:
    """Every rule of the catalogue by its code, in the order of the file."""
    found = {}
    for row in reference_rows("regels.csv"):
        found[row["id"]] = Entry(
            row["id"], _LEVELS[row["level"]], row["entity"], row["field"], row["condition"], row["severity"],
            row["message_nl"], row["source"], row["retourcode"], row["wet"], row["herkomst"],
        )  # fmt: skip
    return found


def in_force_since(code: str) -> date | None:
    """The first day of the release that an official rule belongs to; None for our own and for other codes."""
    entry = entries().get(code)
    return RELEASE if entry and entry.origin == OFFICIAL else None
