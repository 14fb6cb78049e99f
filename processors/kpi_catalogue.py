# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of KPIs: the 42 figures of the region, as data.

Source: `reference/kpis.csv` (existing regional dashboard and own design; column `source` says which).
"""

from dataclasses import dataclass
from functools import cache

from processors.reference import reference_rows

# The words of the catalogue for a grain, as the dimension by which is grouped.
_DIMENSIONS = {
    "municipality": "gemeente", "supplier": "aanbieder", "product": "product", "contract": "contract_nummer",
    "month": "maand", "quarter": "kwartaal", "year": "jaar", "cohort": "jaar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One KPI of the catalogue: how it is worked out, in which unit, at which grain and by whom it was thought up."""

    code: str
    name: str
    formula: str
    unit: str
    level: tuple[str, ...]
    source: str
    edge_cases: str


@cache
def entries() -> dict[str, Entry]:
    """Every KPI of the catalogue by its code, in the order of the file."""
    found = {}
    for row in reference_rows("kpis.csv"):
        level = tuple(_DIMENSIONS[word] for word in row["level"].split("/") if word in _DIMENSIONS)
        found[row["id"]] = Entry(
            row["id"], row["naam"], row["formula"], row["unit"], level, row["source"], row["edge_cases"]
        )
    return found
