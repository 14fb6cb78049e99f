# SPDX-License-Identifier: EUPL-1.2
"""The regional workbook, and the same for one municipality or supplier: whoever calls gives only their rows.

Samenvatting first, then the pages (Levering, Signalen, Kwaliteit …), one Excel Table per star table under its
stable name, and the closing pages (Definities, Verantwoording). A sheet exists only when there is data for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from workbooks import styles
from workbooks.charts import HEADER_HEIGHT, Chart, place_chart
from workbooks.tables import Column, Named, add_table, columns_of
from workbooks.writing import Book, Sheet, Value

SUMMARY = "Samenvatting"
PAGE_HEADER = 3
CHART_COLUMN = 4


@dataclass(frozen=True)
class Headline:
    """One headline figure with the words that give it meaning.

    Args:
        label: what it is.
        value: the figure; amounts (`euro`) in eurocent; None when it cannot be given.
        kind: euro, geheel, getal, procent or tekst.
        words: one sentence: what it means, against what, over what.
        state: goed, signaal, waarschuwing or fout with the word in `state_word`; empty when it is neutral.
        sums: star table and column of which the value is the sum, so that a reader can check it in the cell.

    """

    label: str
    value: Value
    kind: str
    words: str
    state: str = ""
    state_word: str = ""
    sums: tuple[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """A sheet with one table for people: a heading, a sentence, and the table under the name `table`."""

    name: str
    heading: str
    introduction: str
    rows: pl.DataFrame
    columns: Sequence[Column]
    table: str
    tab: str = "begin"


@dataclass(frozen=True)
class RegionBook:
    """All that a regional workbook shows.

    Args:
        title: for example `Regiowerkboek september 2026`.
        period: period, status and coverage in one sentence; stands under the title.
        headlines: the figures of Samenvatting.
        charts: two to four charts on Samenvatting.
        pages: between Samenvatting and the star tables.
        tables: star tables under their stable names, as they are; money in eurocent.
        closing: after the star tables. The time stamp of the run belongs here, on Verantwoording, and nowhere else.
        made_on: the date in the document properties; give the date of the data for reproducible bytes.

    """

    title: str
    period: str
    made_on: datetime
    headlines: Sequence[Headline] = ()
    charts: Sequence[Chart] = ()
    pages: Sequence[Page] = ()
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    closing: Sequence[Page] = ()


def write_region_book(target: Path, book: RegionBook) -> None:
    """Write the workbook to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written, or a table has more rows than a sheet can hold.

    """
    with Book(target, title=book.title, subject=book.period, made_on=book.made_on) as made:
        summary = made.sheet(SUMMARY)
        contents = [*(_write_page(made, page) for page in book.pages)]
        contents += [_write_star_table(made, name, frame) for name, frame in book.tables.items()]
        contents += [_write_page(made, page) for page in book.closing]
        _write_summary(summary, book, contents)


def _write_page(made: Book, page: Page) -> tuple[str, str]:
    """A page; returns its sheet name and what it holds."""
    sheet = made.sheet(page.name, tab=page.tab, repeated_row=PAGE_HEADER)
    sheet.put(0, 0, page.heading, "titel")
    sheet.grid.set_row(0, 28)
    sheet.put(1, 0, page.introduction, "vrij", "stil")
    add_table(sheet, page.rows, page.columns, row=PAGE_HEADER, named=Named(page.table, page.introduction))
    return sheet.name, page.introduction


def _write_star_table(made: Book, name: str, frame: pl.DataFrame) -> tuple[str, str]:
    """A star table from A1 on, with nothing else on the sheet."""
    sheet = made.sheet(name, tab="naslag", repeated_row=0)
    add_table(sheet, frame, columns_of(frame), named=Named(name, f"Tabel {name} voor Power BI; bedragen in eurocent"))
    return sheet.name, "Tabel voor Power BI en draaitabellen; bedragen in eurocent"


def _write_summary(sheet: Sheet, book: RegionBook, contents: Sequence[tuple[str, str]]) -> None:
    """Headline figures in words, charts with their cells, and a list of the sheets."""
    names = [*(each.label for each in book.headlines), *(name for chart in book.charts for name in chart.categories)]
    sheet.columns(max([28, *(len(name) + 4 for name in names)]), 20, 20, 18, 72)
    sheet.grid.set_portrait()
    sheet.grid.fit_to_pages(1, 1)
    sheet.put(0, 0, book.title, "titel")
    sheet.grid.set_row(0, 28)
    sheet.put(1, 0, book.period, "vrij", "stil")
    row = 3
    if book.headlines:
        sheet.grid.set_row(row, HEADER_HEIGHT)
        sheet.put_row(row, ("Kerncijfer", "Waarde", "Oordeel", "Wat het zegt", ""), "kopregel")
        sheet.put(row, 1, "Waarde", "kopregel", "rechts")
    for offset, headline in enumerate(book.headlines, 1):
        _write_headline(sheet, row + offset, headline, book.tables)
    row += len(book.headlines) + 2
    for chart in book.charts:
        row = place_chart(sheet, chart, row, max(CHART_COLUMN, len(chart.series) + 2))
    if contents:
        sheet.put(row, 0, "In deze werkmap", "kop")
    for offset, (name, holds) in enumerate(contents, 1):
        sheet.put(row + offset, 0, name, "vrij", "koppeling")
        sheet.link(row + offset, 0, name, "A1", f"Ga naar {name}")
        sheet.put(row + offset, 1, holds, "vrij")


def _write_headline(sheet: Sheet, row: int, headline: Headline, tables: Mapping[str, pl.DataFrame]) -> None:
    sheet.put(row, 0, headline.label, "label")
    value = headline.value
    divided = headline.kind == "euro" and isinstance(value, int | float)
    shown = value / 100 if divided and isinstance(value, int | float) else value
    if headline.sums and headline.sums[0] in tables and isinstance(shown, int | float):
        table, column = headline.sums
        sheet.formula(row, 1, f"=SUM({table}[{column}]){'/100' if divided else ''}", shown, headline.kind)
    else:
        sheet.put(row, 1, shown, headline.kind)
    state = (headline.state,) if headline.state else ()
    sheet.put(row, 2, styles.marked(headline.state_word, headline.state), *state)
    sheet.put(row, 3, headline.words, "vrij")  # runs on over the empty cells beside it
