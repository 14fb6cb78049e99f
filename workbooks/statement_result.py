# SPDX-License-Identifier: EUPL-1.2
"""What became of the statements of a year, for one municipality: totals that compute, and every row with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet

SUMMARY, ROWS, VERSIONS = "Uitkomst", "Regels", "Nieuwe versie"
TABLE = "resultaat"
HEADER_ROW = 2
AMOUNTS = (("verantwoord", "Verantwoord"), ("toegekend", "Toegekend"), ("verschil", "Verschil"))
_STYLES = {
    "geaccepteerd": "goed", "geaccepteerd met uitleg": "goed", "open": "waarschuwing", "afgewezen": "fout",
    "niet te beoordelen": "signaal",
}  # fmt: skip


@dataclass(frozen=True)
class StatementResult:
    """The result of one municipality over one year.

    Args:
        title: what stands above it.
        introduction: one sentence on what is compared.
        outcomes: the words an outcome can be, in order.
        rows: wet, aanbieder, naam, product_code, omschrijving, verantwoord, toegekend, verschil, tolerantie (eurocent),
            the parts named in `parts`, uitkomst and reden.
        suppliers: wet, aanbieder, naam and uitkomst, in order.
        parts: column and header of each part of the difference.
        versions: what a new version changed: wet, aanbieder, naam, product_code, bedrag_oud, bedrag_nieuw and
            bedrag_verschil (eurocent); nothing without rows.
        made_on: the date in the document properties.

    """

    title: str
    introduction: str
    outcomes: Sequence[str]
    rows: pl.DataFrame
    suppliers: pl.DataFrame
    parts: Sequence[tuple[str, str]]
    made_on: datetime
    versions: pl.DataFrame = field(default_factory=pl.DataFrame)


def write_statement_result(target: Path, result: StatementResult) -> None:
    """Write the result to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    with Book(target, title=result.title, subject=result.introduction, made_on=result.made_on) as book:
        summary = book.sheet(SUMMARY)
        _write_rows(book.sheet(ROWS, tab="naslag", repeated_row=HEADER_ROW), result)
        if not result.versions.is_empty():
            _write_versions(book.sheet(VERSIONS, tab="naslag", repeated_row=HEADER_ROW), result.versions)
        _write_summary(summary, result)


def _write_summary(sheet: Sheet, result: StatementResult) -> None:
    """Totals by outcome, and by supplier and law; each total is a formula over the rows."""
    sheet.columns(26, 42, 16, 20, 20, 20, 26)
    sheet.put(0, 0, result.title, "titel")
    sheet.grid.set_row(0, 28)
    sheet.put(1, 0, result.introduction, "vrij", "stil")
    row = 3
    sheet.put_row(row, ("Uitkomst", "", "Regels", *(header for _, header in AMOUNTS)), "kopregel")
    for outcome in result.outcomes:
        row += 1
        own = result.rows.filter(pl.col("uitkomst") == outcome)
        sheet.put(row, 0, outcome, _STYLES[outcome])
        sheet.put(row, 1, "")
        count = f"=COUNTIFS({TABLE}[Uitkomst],$A{row + 1})"
        sheet.formula(row, 2, count, len(own), "geheel")
        _put_sums(sheet, row, own, f"{TABLE}[Uitkomst],$A{row + 1}")
    row += 1
    sheet.put_row(row, ("Totaal", ""), "label")
    sheet.formula(row, 2, f"=SUM(C5:C{row})", len(result.rows), "geheel", "label", "rechts")
    for position, (name, _) in enumerate(AMOUNTS, 3):
        letter = "ABCDEF"[position]
        total = int(result.rows[name].sum()) / 100
        sheet.formula(row, position, f"=SUM({letter}5:{letter}{row})", total, "label", "euro")
    row += 2
    sheet.put(row, 0, "Per aanbieder en wet", "kop")
    row += 1
    headers = ("AGB-code", "Aanbieder", "Wet", *(header for _, header in AMOUNTS), "Uitkomst")
    sheet.put_row(row, headers, "kopregel")
    for supplier in result.suppliers.iter_rows(named=True):
        row += 1
        own = result.rows.filter(pl.col("aanbieder") == supplier["aanbieder"], pl.col("wet") == supplier["wet"])
        sheet.put(row, 0, supplier["aanbieder"], "code")
        sheet.put(row, 1, supplier["naam"])
        sheet.put(row, 2, supplier["wet"])
        _put_sums(sheet, row, own, f"{TABLE}[AGB-code],$A{row + 1},{TABLE}[Wet],$C{row + 1}")
        sheet.put(row, 6, supplier["uitkomst"], _STYLES[supplier["uitkomst"]])
    sheet.grid.activate()


def _put_sums(sheet: Sheet, row: int, own: pl.DataFrame, condition: str) -> None:
    """The three amounts of these rows as formulas; one that is known of none of them stays empty."""
    for position, (name, header) in enumerate(AMOUNTS, 3):
        if len(own) and own[name].null_count() == len(own):
            sheet.put(row, position, None, "euro")
            continue
        formula = f"=SUMIFS({TABLE}[{header}],{condition})"
        sheet.formula(row, position, formula, int(own[name].sum()) / 100, "euro")


def _write_rows(sheet: Sheet, result: StatementResult) -> None:
    sheet.put(0, 0, "Per product de verantwoording naast wat is toegekend", "kop")
    sheet.put(1, 0, "Het verschil is verdeeld over redenen die samen precies het verschil zijn.", "vrij", "stil")
    columns = (
        Column("wet", "Wet", width=16), Column("aanbieder", "AGB-code", "code"), Column("naam", "Aanbieder", width=28),
        Column("product_code", "Productcode", "code"), Column("omschrijving", "Product", width=26),
        *(Column(name, header, "euro") for name, header in AMOUNTS),
        Column("tolerantie", "Toegestaan verschil", "euro"),
        Column("uitkomst", "Uitkomst", mark="stijl", width=24), Column("reden", "Reden", width=40),
        *(Column(name, header, "euro", width=15) for name, header in result.parts),
    )  # fmt: skip
    style = pl.col("uitkomst").replace_strict(_STYLES, default=None, return_dtype=pl.String)
    named = Named(TABLE, "Per aanbieder, wet en product het verschil en wat ervan wordt")
    add_table(sheet, result.rows.with_columns(stijl=style), columns, row=HEADER_ROW, named=named)


def _write_versions(sheet: Sheet, versions: pl.DataFrame) -> None:
    sheet.put(0, 0, "Wat een nieuwe versie veranderde", "kop")
    sheet.put(
        1, 0, "De laatste versie vervangt de vorige. Alleen producten waarvan het bedrag anders is.", "vrij", "stil"
    )
    columns = (
        Column("wet", "Wet", width=16), Column("aanbieder", "AGB-code", "code"), Column("naam", "Aanbieder", width=28),
        Column("product_code", "Productcode", "code"), Column("bedrag_oud", "Vorige versie", "euro"),
        Column("bedrag_nieuw", "Deze versie", "euro"), Column("bedrag_verschil", "Verschil", "euro"),
    )  # fmt: skip
    add_table(sheet, versions, columns, row=HEADER_ROW, named=Named("versies", "Per product de oude en nieuwe versie"))
