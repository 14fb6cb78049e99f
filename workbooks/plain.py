# SPDX-License-Identifier: EUPL-1.2
"""A workbook of bare rows, as another program or a colleague would make it: no styles, no tables, no checks.

Text stays text, whatever it looks like. The same input gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbooks.writing import SAFE_OPTIONS

# XlsxWriter carries a macro project as it gets it; these bytes are none, so there is nothing that could run.
NO_MACRO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value of Excel in a cell, such as #N/A."""

    text: str


def plain_workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    made_on: datetime,
    macro: bool = False,
    hidden_rows: Mapping[str, Sequence[int]] | None = None,
) -> bytes:
    """The bytes of a workbook with these rows.

    Args:
        sheets: per sheet its rows; a cell is text, a number, a date, a `CellError` or None.
        made_on: the date of creation in the document properties.
        macro: put a macro project in it, as in an xlsm.
        hidden_rows: per sheet the rows (counted from 0) that do not show.

    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**SAFE_OPTIONS, "in_memory": True})
    book.set_properties({"created": made_on})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        grid = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    _write(grid, number, column, cell, day)
        for number in (hidden_rows or {}).get(name, ()):
            grid.set_row(number, None, None, {"hidden": True})
    if macro:
        book.add_vba_project(BytesIO(NO_MACRO), is_stream=True)
    book.close()
    return target.getvalue()


def _write(grid: Worksheet, row: int, column: int, cell: object, day: Format) -> None:
    if isinstance(cell, str):
        grid.write_string(row, column, cell)
    elif isinstance(cell, date):
        grid.write_datetime(row, column, cell, day)
    elif isinstance(cell, CellError):
        grid.write_formula(row, column, f"={cell.text}", None, cell.text)
    elif isinstance(cell, (int, float)):
        grid.write_number(row, column, cell)
    else:
        raise TypeError(f"A cell cannot hold {type(cell).__name__}.")
