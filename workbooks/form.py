# SPDX-License-Identifier: EUPL-1.2
"""A submission form: sheets Voorblad, Uitleg, the data sheets, Producten and Codelijsten.

Drop-downs, input messages and checks stand in the cells; no macros, no merged cells, no protection. Headers are
the labels exactly, codes are text, so that a filled form reads back as it was filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import polars as pl

from workbooks import form_checks
from workbooks.form_checks import Cells, CodeLists, FormColumn
from workbooks.tables import Column, Named, add_table, columns_of
from workbooks.writing import Book, Sheet, Value

COVER, EXPLANATION, PRODUCTS, CODES = "Voorblad", "Uitleg", "Producten", "Codelijsten"
FIRST_FIELD = 2
STAMP = "Formulier"
PREPARED_ROWS = 1_000
REQUIRED = "verplicht"


@dataclass(frozen=True)
class CoverField:
    """One line of the Voorblad: label in A, value in B, explanation in C; None is for the sender to fill in."""

    label: str
    value: Value = None
    explanation: str = ""
    codes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class FormSheet:
    """One data sheet.

    Args:
        name: the sheet, as the reader looks for it.
        table: the stable name of its Excel Table.
        columns: in order.
        rows: prefilled rows under the names of the columns (amounts in eurocent); columns may be left out.

    """

    name: str
    table: str
    columns: Sequence[FormColumn]
    rows: pl.DataFrame | None = None


@dataclass(frozen=True)
class Form:
    """A submission form.

    Args:
        title: what stands above the Voorblad.
        version: the stamp behind `Formulier` on the Voorblad, by which the reader knows kind and year.
        steps: how to fill it in, one sentence each.
        cover: the lines of the Voorblad after the stamp.
        products: product list with tariffs, under the headers to show; `euros` names its amounts in eurocent.
        prepared_rows: rows of each table that are ready to be filled.

    """

    title: str
    version: str
    made_on: datetime
    sheets: Sequence[FormSheet]
    cover: Sequence[CoverField] = ()
    steps: Sequence[str] = ()
    products: pl.DataFrame | None = None
    euros: Sequence[str] = ()
    contact: str = ""
    prepared_rows: int = field(default=PREPARED_ROWS)


def write_form(target: Path, form: Form) -> None:
    """Write the form to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written.

    """
    with Book(target, title=form.title, subject="Formulier voor een aanlevering", made_on=form.made_on) as book:
        lists = CodeLists(CODES)
        cover = book.sheet(COVER)
        explanation = book.sheet(EXPLANATION, tab="naslag")
        for part in form.sheets:
            _write_data(book.sheet(part.name, tab="werk", repeated_row=0), part, form.prepared_rows, lists)
        _write_cover(cover, form, lists)
        _write_explanation(explanation, form)
        if form.products is not None:
            products = book.sheet(PRODUCTS, tab="naslag", repeated_row=0)
            columns = [
                Column(each.source, each.header, "euro" if each.source in form.euros else each.kind)
                for each in columns_of(form.products)
            ]
            add_table(products, form.products, columns, named=Named("producten", "Producten met hun tarief"))
        lists.write(book)


def _write_cover(sheet: Sheet, form: Form, lists: CodeLists) -> None:
    """Label in A, value in B, explanation in C."""
    sheet.columns(30, 44, 70)
    sheet.put(0, 0, form.title, "titel")
    sheet.grid.set_row(0, 28)
    stamp = CoverField(STAMP, form.version, "Versie van dit formulier; laat dit staan.")
    for row, line in enumerate([stamp, *form.cover], FIRST_FIELD):
        sheet.put(row, 0, line.label, "label")
        kind = "datum" if isinstance(line.value, date) else "code"
        sheet.put(row, 1, line.value, kind, *(() if line is stamp else ("invoer",)))
        sheet.prose(row, 2, line.explanation, 70, "vrij", "stil")
        if line.codes:
            lists.check(Cells(sheet, row, row, 1), line.label, line.codes, line.explanation)
    sheet.book.grids.define_name(STAMP.lower(), f"={COVER}!$B${FIRST_FIELD + 1}")
    sheet.grid.activate()


def _write_explanation(sheet: Sheet, form: Form) -> None:
    """The steps, and what each column asks."""
    sheet.put(0, 0, "Zo vult u dit formulier in", "titel")
    sheet.grid.set_row(0, 28)
    steps = [*form.steps, *([f"Vragen? {form.contact}"] if form.contact else [])]
    for row, step in enumerate(steps, 1):
        sheet.put(row, 0, f"{row}. {step}", "vrij")
    rows = [
        {
            "Blad": part.name,
            "Kolom": column.label,
            "Invullen": REQUIRED if column.required else "als het er is",
            "Wat vult u in": column.explanation,
            "Hoe": form_checks.manner(column),
            "Voorbeeld": column.example,
            "nadruk": "label" if column.required else None,
        }
        for part in form.sheets
        for column in part.columns
    ]
    schema = dict.fromkeys(("Blad", "Kolom", "Invullen", "Wat vult u in", "Hoe", "Voorbeeld", "nadruk"), pl.String)
    frame = pl.DataFrame(rows, schema=schema)
    columns = (
        Column("Blad", "Blad"), Column("Kolom", "Kolom"), Column("Invullen", "Invullen", mark="nadruk"),
        Column("Wat vult u in", "Wat vult u in", width=60), Column("Hoe", "Hoe", width=46),
        Column("Voorbeeld", "Voorbeeld", "code"),
    )  # fmt: skip
    add_table(sheet, frame, columns, row=len(steps) + 2, named=Named("uitleg", "Per kolom wat u invult"))


def _write_data(sheet: Sheet, part: FormSheet, prepared_rows: int, lists: CodeLists) -> None:
    """An Excel Table with room, with a format and a check in every column."""
    given = part.rows if part.rows is not None else pl.DataFrame()
    absent = {column.name: pl.String for column in part.columns if column.name not in given.columns}
    euros = [column.name for column in part.columns if column.kind == "euro" and column.name in given.columns]
    frame = given.with_columns(
        *(pl.col(name).cast(pl.Float64) / 100 for name in euros),
        *(pl.lit(None, dtype=dtype).alias(name) for name, dtype in absent.items()),
    )
    columns = [
        Column(
            column.name, column.label, column.style, width=form_checks.width(column),
            emphasis=REQUIRED if column.required else "",
        )
        for column in part.columns
    ]  # fmt: skip
    room = max(prepared_rows, len(frame))
    add_table(sheet, frame, columns, named=Named(part.table, f"Hier vult u in: {part.name}", room))
    for position, column in enumerate(part.columns):
        blank = sheet.book.style(column.style, "leeg")
        sheet.grid.set_column(position, position, form_checks.width(column), blank)
        form_checks.add_check(sheet, column, position, room, lists)
    sheet.grid.hide_gridlines(1)  # on screen they show where to fill in
    sheet.grid.set_selection(1, 0, 1, 0)
