# SPDX-License-Identifier: EUPL-1.2
"""The measured tables: what is in force, made ready to be counted, one module per kind of row."""

from collections.abc import Iterable

import polars as pl

from processors.measured.declared import DECLARED
from processors.measured.deliveries import DELIVERED
from processors.measured.evidence import EVIDENCE
from processors.measured.material import Material
from processors.measured.quality import QUALITY
from processors.measured.statements import COMPARED, OWED

__all__ = ["TABLES", "Material", "measured"]
TABLES = {table.name: table for table in (DECLARED, DELIVERED, EVIDENCE, QUALITY, COMPARED, OWED)}


def measured(material: Material, names: Iterable[str] = TABLES) -> dict[str, pl.DataFrame]:
    """The rows of these measured tables, by name."""
    return {name: TABLES[name].of(material) for name in names}
