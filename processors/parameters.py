# SPDX-License-Identifier: EUPL-1.2
"""Thresholds and tolerances that an agreement may change, each with its unit, its range and where it comes from.

Source: `reference/parameters.csv`. What people agreed otherwise stands in the reference folder (`parameter_rows`).
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from processors.reference import reference_rows

MONTH_AND_DAY = "maand-dag"


def parameter(name: str) -> int:
    """The value, in the unit that the table gives; KeyError when there is no such parameter."""
    return int(_rows()[name]["waarde"])


def deadline(name: str, year: int) -> date:
    """The day in `year` of a parameter that gives month and day; KeyError when there is no such parameter."""
    row = _rows()[name]
    if row["eenheid"] != MONTH_AND_DAY:
        raise KeyError(f"Parameter {name} is no day of the year.")
    return date.fromisoformat(f"{year}-{row['waarde']}")


def described(name: str) -> Mapping[str, str]:
    """The whole row: parameter, waarde, eenheid, herkomst, toelichting; KeyError when there is no such parameter."""
    return _rows()[name]


def allowed(name: str) -> range:
    """The whole numbers that people may agree on, in the unit of the parameter; none for a day of the year."""
    row = _rows()[name]
    return range(int(row["minimum"]), int(row["maximum"]) + 1) if row["eenheid"] != MONTH_AND_DAY else range(0)


def differs_per_line(name: str) -> bool:
    """Whether it may differ by contract, framework agreement, year or law; else it holds for the whole region."""
    return _rows()[name]["per_contract"] == "ja"


def names() -> list[str]:
    """Every parameter, in the order of the table."""
    return list(_rows())


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["parameter"]: row for row in reference_rows("parameters.csv")}
