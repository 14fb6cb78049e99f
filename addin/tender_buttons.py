# SPDX-License-Identifier: EUPL-1.2
"""The buttons for a tender, for both doors; as thin as the others: cells or files in, one call to `processors`."""

import polars as pl
import xlwings as xw

from addin.buttons import button, cells_of
from addin.door import table
from processors.ranges import assignment

# What the door does with findings itself: the task pane marks their cells and lists them, as Controleer blad does.
SHOW = "verzamelpunt.toon"


@button
def pv_controleer_opdracht(book: xw.Book) -> None:
    """Controleert het opdrachtformulier van een aanbesteding dat open staat, en toont de bevindingen bij hun cel."""
    found, told = assignment_of(book)
    book.app.macro(SHOW)(table(found))
    book.app.alert(told)


def assignment_of(book: xw.Book) -> tuple[pl.DataFrame, str]:
    """The findings about the open intake workbook (`assignment.SHOWN`), and what to say of it."""
    sheets = {sheet.name: cells_of(sheet) for sheet in book.sheets if sheet.name in assignment.SHEETS}
    asked, found = assignment.judged(sheets)
    return found, assignment.told(asked, found)


SCRIPTS = (pv_controleer_opdracht,)
