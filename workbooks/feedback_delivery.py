# SPDX-License-Identifier: EUPL-1.2
"""Two sheets for a municipality: its delivery beside its ledger, and beside the delivery that it replaces."""

import polars as pl

from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet

LEDGER, REPLACED = "Aansluiting grootboek", "Verschil met vorige levering"
HEADER_ROW = 2
# A difference is written as a formula, in a cell that the table leaves empty.
_EMPTY = pl.lit(None, pl.Int64)
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
    add_table(
        sheet, rows.with_columns(stijl=style, verschil=_EMPTY), columns, row=HEADER_ROW,
        named=Named("aansluiting_grootboek", "Per wet en maand: levering, grootboek, verschil en oordeel"),
    )  # fmt: skip
    _live(sheet, rows, "verschil", 4, "C{row}-D{row}")


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
    add_table(
        sheet, rows.with_columns(bedrag_verschil=_EMPTY), columns, row=HEADER_ROW,
        named=Named("verschil_vorige_levering", "Per wet en product: bedrag vorige, bedrag nu, verschil en regels"),
    )  # fmt: skip
    _live(sheet, rows, "bedrag_verschil", 5, "E{row}-D{row}")


def _live(sheet: Sheet, rows: pl.DataFrame, name: str, column: int, formula: str) -> None:
    """Formulas in place of the values of a column; a row without a value stays empty."""
    for place, cents in enumerate(rows[name]):
        if cents is not None:
            at = HEADER_ROW + 1 + place
            sheet.formula(at, column, "=" + formula.format(row=at + 1), cents / 100, "euro")
