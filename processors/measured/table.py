# SPDX-License-Identifier: EUPL-1.2
"""What a measured table is: rows made ready for KPIs, with its columns in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from processors.fields import Kind
from processors.measured.material import DIMENSIONS, Material

Rows = Callable[[Material], pl.DataFrame]


@dataclass(frozen=True)
class Measured:
    """A table of rows with the dimensions and some columns of its own, and how it is made.

    Args:
        name: by which KPIs ask for it.
        about: what a row is, in one Dutch sentence.
        columns: name to what it says (Dutch) and its kind.
        told: makes the rows; `Material.placed` is done with them afterwards.

    """

    name: str
    about: str
    columns: Mapping[str, tuple[str, Kind]]
    told: Rows

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Every column and its type."""
        return {**DIMENSIONS, **{name: kind.dtype for name, (_, kind) in self.columns.items()}}

    def of(self, material: Material) -> pl.DataFrame:
        """The rows of what is in force."""
        return material.placed(self.told(material)).select(
            pl.col(name).cast(kind) for name, kind in self.schema.items()
        )

    def make(self, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
        """The table from plain rows; what a row leaves out is missing. KeyError for a column that it does not have."""
        rows = list(rows)
        if unknown := {name for row in rows for name in row} - self.schema.keys():
            raise KeyError(*sorted(unknown))
        return pl.DataFrame([{name: row.get(name) for name in self.schema} for row in rows], schema=self.schema)
