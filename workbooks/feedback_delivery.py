# SPDX-License-Identifier: EUPL-1.2
"""Two sheets for a municipality: its delivery beside its ledger, and beside the delivery that it replaces."""

from collections.abc import Sequence

import polars as pl

from workbooks.styles import SYMBOLS
from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet

LEDGER, REPLACED = "Aansluiting grootboek", "Verschil met vorige levering"
HEADER_ROW = 2
_STYLES = {"sluit aan": "goed", "sluit niet aan": "waarschuwing"}


def write_reconciliation(book: Book, rows: pl.DataFrame) -> None:
    """One row per law and month; the difference is a formula, the judgement a word.

    Args:
        book: the feedback workbook.
        rows: wet, maand, levering, grootboek, verschil, tolerantie (eurocent) and oordeel; nothing without rows.

    """
    if rows.is_empty():
        return
    sheet = book.sheet(LEDGER, tab="naslag", repeated_row=HEADER_ROW)
    sheet.put(0, 0, "Sluit de levering aan op uw grootboek", "kop")
    sheet.put(
        1, 0,
        "Het toegekende bedrag van alle regels naast het bedrag in uw financiële administratie, per wet en maand.",
        "vrij", "stil",
    )  # fmt: skip
    columns = (
        Column("wet", "Wet", "code", width=10), Column("maand", "Maand", "code", width=12),
        Column("levering", "Levering", "euro", width=20), Column("grootboek", "Grootboek", "euro", width=20),
        Column("verschil", "Verschil", "euro", width=20), Column("tolerantie", "Toegestaan verschil", "euro", width=20),
        Column("oordeel", "Oordeel", mark="stijl", symbol=True, width=26),
    )  # fmt: skip
    style = pl.col("oordeel").replace_strict(_STYLES, default=None, return_dtype=pl.String)
    named = Named("aansluiting_grootboek", "Per wet en maand: levering, grootboek, verschil en oordeel")
    _table(sheet, rows.with_columns(stijl=style), columns, named, ("verschil", "C{row}-D{row}"))


def write_difference(book: Book, rows: pl.DataFrame) -> None:
    """One row per law and product of which something changed.

    Args:
        book: the feedback workbook.
        rows: wet, product_categorie, product_code, bedrag_oud, bedrag_nieuw, bedrag_verschil (eurocent),
            regels_toegevoegd, regels_verwijderd and regels_gewijzigd; nothing without rows.

    """
    if rows.is_empty():
        return
    sheet = book.sheet(REPLACED, tab="naslag", repeated_row=HEADER_ROW)
    sheet.put(0, 0, "Wat deze levering verandert", "kop")
    sheet.put(
        1, 0, "Deze levering vervangt uw vorige over dezelfde maand. Alleen producten waar iets veranderde staan hier.",
        "vrij", "stil",
    )  # fmt: skip
    columns = (
        Column("wet", "Wet", "code", width=10), Column("product_categorie", "Product-categorie", "code", width=14),
        Column("product_code", "Productcode", "code", width=14),
        Column("bedrag_oud", "Bedrag vorige", "euro", width=20),
        Column("bedrag_nieuw", "Bedrag nu", "euro", width=20), Column("bedrag_verschil", "Verschil", "euro", width=20),
        Column("regels_toegevoegd", "Regels toegevoegd", "geheel", width=14),
        Column("regels_verwijderd", "Regels verwijderd", "geheel", width=14),
        Column("regels_gewijzigd", "Regels gewijzigd", "geheel", width=14),
    )  # fmt: skip
    named = Named("verschil_vorige_levering", "Per wet en product: bedrag vorige, bedrag nu, verschil en regels")
    _table(sheet, rows, columns, named, ("bedrag_verschil", "E{row}-D{row}"))


def _table(sheet: Sheet, rows: pl.DataFrame, columns: Sequence[Column], named: Named, live: tuple[str, str]) -> None:
    """A table in which one column (`live`: its name and its formula) is worked out by whoever opens the workbook.

    These tables have a row per law or product, so they are written cell by cell.
    """
    add_table(sheet, rows.clear(), columns, row=HEADER_ROW, named=Named(named.name, named.description, room=len(rows)))
    name, formula = live
    for at, row in enumerate(rows.iter_rows(named=True), start=HEADER_ROW + 1):
        for position, column in enumerate(columns):
            value, styles = row[column.source], [column.kind, *([row[column.mark]] if column.mark else [])]
            if column.kind == "euro" and value is not None:
                value = value / 100
            if column.source == name and value is not None:
                sheet.formula(at, position, "=" + formula.format(row=at + 1), value, column.kind)
            elif column.symbol and row[column.mark]:
                sheet.put(at, position, f"{SYMBOLS[row[column.mark]]} {value}", *styles)
            else:
                sheet.put(at, position, value, *filter(None, styles))
