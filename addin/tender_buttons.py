# SPDX-License-Identifier: EUPL-1.2
"""The buttons for a tender, for both doors; as thin as the others: cells or files in, one call to `processors`."""

import polars as pl
import xlwings as xw

from addin.buttons import button, cells_of, decoded, put
from addin.door import table
from processors.ranges import assignment, offers

# What the door does with findings itself: the task pane marks their cells and lists them, as Controleer blad does.
SHOW = "verzamelpunt.toon"
FOUND_SHEET, OFFERS_SHEET, ORDER_SHEET = "Bevindingen inschrijvingen", "Inschrijvingen", "Rangorde"


@button
def pv_controleer_opdracht(book: xw.Book) -> None:
    """Controleert het opdrachtformulier van een aanbesteding dat open staat, en toont de bevindingen bij hun cel."""
    found, told = assignment_of(book)
    book.app.macro(SHOW)(table(found))
    book.app.alert(told)


@button
def pv_lees_inschrijvingen(book: xw.Book, stukken: list[list[str]], inschrijvingen: list[list[str]]) -> None:
    """Leest gekozen inschrijvingen op een aanbesteding en zet ze met bevindingen en rangorde op nieuwe bladen."""
    issued, returned = (
        [(name, decoded(name, content)) for name, content in files] for files in (stukken, inschrijvingen)
    )
    found = offers.weighed(issued, returned)
    told = [found.told]
    # A new sheet comes behind the one in front, so the one that is made last stands first.
    if found.findings.height:
        told.append(
            f"De bevindingen ({found.findings.height}) staan op het blad {put(book, FOUND_SHEET, found.findings)}."
        )
    told.append(f"De inschrijvingen staan op het blad {put(book, OFFERS_SHEET, found.offers)}.")
    if found.order.height:
        told.append(f"De rangorde staat op het blad {put(book, ORDER_SHEET, found.order)}.")
    book.app.alert(" ".join(told))


def assignment_of(book: xw.Book) -> tuple[pl.DataFrame, str]:
    """The findings about the open intake workbook (`assignment.SHOWN`), and what to say of it."""
    sheets = {sheet.name: cells_of(sheet) for sheet in book.sheets if sheet.name in assignment.SHEETS}
    asked, found = assignment.judged(sheets)
    return found, assignment.told(asked, found)


SCRIPTS = (pv_controleer_opdracht, pv_lees_inschrijvingen)
