# SPDX-License-Identifier: EUPL-1.2
"""A workbook of a tender: the template it comes from, what that asks, and what is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import polars as pl

from processors.durable import landing
from workbooks.template.filling import Asked, Template
from workbooks.template.sheet_cells import Value

FOLDER = "aanbesteding"


@dataclass(frozen=True)
class Document:
    """One workbook of a tender.

    Args:
        name: of the file to be made.
        template: of the file in `templates/aanbesteding`, without its ending.
        asked: names and tables of the template.
        values: name to value.
        tables: name to rows, under the heads of the template; money in euro.

    """

    name: str
    template: str
    asked: Asked
    values: Mapping[str, Value]
    tables: Mapping[str, pl.DataFrame]

    def write(self, folder: Path) -> Path:
        """Fill the template and put the workbook in a folder.

        Raises:
            TemplateMismatchError: the template lost or gained a name, a table or a column.

        """
        with as_file(files("templates").joinpath(FOLDER, f"{self.template}.xlsx")) as path:
            filled = Template(path, self.asked)
        for name, value in self.values.items():
            filled.put(name, value)
        for name, rows in self.tables.items():
            filled.fill(name, rows)
        target = folder / self.name
        with landing(target) as half:
            filled.save(half)
        return target


def euros(column: str) -> pl.Expr:
    """A column of eurocent as euros, for a cell: 54.73 and not 54.730000000000004, as Polars divides."""
    return (pl.col(column).cast(pl.Float64) / 100).round(2)
