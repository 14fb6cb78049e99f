# SPDX-License-Identifier: EUPL-1.2
"""The regional workbook, and the same for one municipality or supplier: whoever calls gives only their rows.

Samenvatting first, then the pages (Levering, Signalen, Kwaliteit …), then one Excel Table per star table under its
stable name. A sheet exists only when there is data for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from workbooks import styles
from workbooks.charts import HEADER_HEIGHT, Chart, place_beside, place_chart, rows_of
from workbooks.tables import WIDEST, Column, Named, add_table, columns_of
from workbooks.writing import Book, Sheet, Value

SUMMARY = "Samenvatting"
PAGE_HEADER = 3
CHART_COLUMN = 4
BESIDE = (0, 5)  # where the two charts of a summary stand
A3 = 8  # the number of a paper size in Excel
TITLE_HEIGHT = 28  # points


@dataclass(frozen=True)
class Headline:
    """One headline figure with the words that give it meaning.

    Args:
        label: what it is.
        value: the figure; amounts (`euro`) in eurocent; None when it cannot be given.
        kind: euro, geheel, getal, procent or tekst.
        words: one sentence: what it means, against what, over what.
        state: goed, signaal, waarschuwing or fout with the word in `state_word`; empty when it is neutral.

    """

    label: str
    value: Value
    kind: str
    words: str
    state: str = ""
    state_word: str = ""


@dataclass(frozen=True)
class Listing:
    """A table for people, under the name `table`, with a heading and a sentence above it."""

    table: str
    heading: str
    introduction: str
    rows: pl.DataFrame
    columns: Sequence[Column]


@dataclass(frozen=True)
class Page:
    """A sheet with one table for people: a heading, a sentence, and the table under the name `table`.

    Its header stays in sight and stands on each printed page; so do its first `frozen` columns on the screen.
    A `wide` one is printed on A3.
    """

    name: str
    heading: str
    introduction: str
    rows: pl.DataFrame
    columns: Sequence[Column]
    table: str
    tab: str = "begin"
    frozen: int = 0
    wide: bool = False


@dataclass(frozen=True)
class Stack:
    """A sheet with tables and charts below each other, for who reads from top to bottom."""

    name: str
    heading: str
    introduction: str
    parts: Sequence[Chart | Listing]
    tab: str = "begin"


@dataclass(frozen=True)
class RegionBook:
    """All that a regional workbook shows.

    Args:
        title: for example `Regiowerkboek september 2026`.
        period: period, status and coverage in one sentence; stands under the title.
        headlines: the figures of Samenvatting, where a few are enough.
        summary: the figures of Samenvatting as a table, where there are more; its heading is not shown.
        charts: on Samenvatting; beside a `summary` two.
        pages: between Samenvatting and the star tables. The time stamp of the run belongs on Verantwoording, and
            nowhere else.
        tables: star tables under their stable names, as they are; money in eurocent.
        made_on: the date in the document properties; give the date of the data for reproducible bytes.

    """

    title: str
    period: str
    made_on: datetime
    headlines: Sequence[Headline] = ()
    summary: Listing | None = None
    charts: Sequence[Chart] = ()
    pages: Sequence[Page | Stack] = ()
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)


def write_region_book(target: Path, book: RegionBook) -> None:
    """Write the workbook to `target`; an existing file is replaced in one move.

    Raises:
        UnwritableWorkbookError: the file cannot be written, or a table has more rows than a sheet can hold.

    """
    with Book(target, title=book.title, subject=book.period, made_on=book.made_on) as made:
        summary = made.sheet(SUMMARY)
        contents = [*(_write_page(made, page) for page in book.pages)]
        contents += [_write_star_table(made, name, frame) for name, frame in book.tables.items()]
        _write_summary(summary, book, contents)


def _write_page(made: Book, page: Page | Stack) -> tuple[str, str]:
    """A sheet for people; returns its name and what it holds."""
    if isinstance(page, Stack):
        return _write_stack(made, page)
    sheet = made.sheet(page.name, tab=page.tab, repeated_row=PAGE_HEADER)
    sheet.grid.freeze_panes(PAGE_HEADER + 1, page.frozen)
    if page.wide:
        sheet.grid.set_paper(A3)
    _write_heading(sheet, page.heading, page.introduction)
    add_table(sheet, page.rows, page.columns, row=PAGE_HEADER, named=Named(page.table, page.introduction))
    return sheet.name, page.introduction


def _write_stack(made: Book, stack: Stack) -> tuple[str, str]:
    """Parts below each other; the header of one table would mislead above the next, so none is frozen."""
    sheet = made.sheet(stack.name, tab=stack.tab)
    _write_heading(sheet, stack.heading, stack.introduction)
    row = PAGE_HEADER
    for part in stack.parts:
        if isinstance(part, Chart):
            row = place_chart(sheet, part, row, max(CHART_COLUMN, len(part.series) + 2))
        else:
            sheet.put(row, 0, part.heading, "kop")
            sheet.put(row + 1, 0, part.introduction, "vrij", "stil")
            add_table(sheet, part.rows, part.columns, row=row + 2, named=Named(part.table, part.introduction))
            row += max(len(part.rows), 1) + 4
    return sheet.name, stack.introduction


def _write_heading(sheet: Sheet, heading: str, sentence: str) -> None:
    sheet.put(0, 0, heading, "titel")
    sheet.grid.set_row(0, TITLE_HEIGHT)
    sheet.put(1, 0, sentence, "vrij", "stil")


def _write_star_table(made: Book, name: str, frame: pl.DataFrame) -> tuple[str, str]:
    """A star table from A1 on, with nothing else on the sheet."""
    sheet = made.sheet(name, tab="naslag", repeated_row=0)
    add_table(sheet, frame, columns_of(frame), named=Named(name, f"Tabel {name} voor Power BI; bedragen in eurocent"))
    return sheet.name, "Tabel voor Power BI en draaitabellen; bedragen in eurocent"


def _write_summary(sheet: Sheet, book: RegionBook, contents: Sequence[tuple[str, str]]) -> None:
    """How it stands, on one printed page, and a list of the sheets."""
    sheet.grid.fit_to_pages(1, 1)
    _write_heading(sheet, book.title, book.period)
    if book.summary is None:
        _write_contents(sheet, _write_few(sheet, book), contents)
        return
    listing = book.summary
    named = Named(listing.table, listing.introduction)
    add_table(sheet, listing.rows, listing.columns, row=PAGE_HEADER, named=named)
    row = PAGE_HEADER + max(len(listing.rows), 1) + 2
    below = row + max(map(rows_of, book.charts), default=0) + 1
    sheet.grid.print_area(0, 0, below - 1, len(listing.columns) - 1)
    place_beside(sheet, book.charts, row, BESIDE, _write_contents(sheet, below, contents))


def _write_few(sheet: Sheet, book: RegionBook) -> int:
    """A few figures in words, and charts with their cells; returns the next free row."""
    sheet.grid.set_portrait()
    names = [*(each.label for each in book.headlines), *(name for chart in book.charts for name in chart.categories)]
    sheet.columns(min(max([28, *(len(name) + 4 for name in names)]), WIDEST), 20, 20, 18, 72)
    row = _write_headlines(sheet, book.headlines, PAGE_HEADER) if book.headlines else PAGE_HEADER
    for chart in book.charts:
        row = place_chart(sheet, chart, row, max(CHART_COLUMN, len(chart.series) + 2))
    return row


def _write_contents(sheet: Sheet, row: int, contents: Sequence[tuple[str, str]]) -> int:
    """Links to the sheets with what each holds; returns the next free row."""
    if contents:
        sheet.put(row, 0, "In deze werkmap", "kop")
    for offset, (name, holds) in enumerate(contents, 1):
        sheet.put(row + offset, 0, name, "vrij", "koppeling")
        sheet.link(row + offset, 0, name, "A1", f"Ga naar {name}")
        sheet.put(row + offset, 1, holds, "vrij")
    return row + len(contents) + 2


def _write_headlines(sheet: Sheet, headlines: Sequence[Headline], row: int) -> int:
    """A few figures, each with its words; returns the next free row."""
    sheet.grid.set_row(row, HEADER_HEIGHT)
    sheet.put_row(row, ("Kerncijfer", "Waarde", "Oordeel", "Wat het zegt", ""), "kopregel")
    sheet.put(row, 1, "Waarde", "kopregel", "rechts")
    for offset, headline in enumerate(headlines, 1):
        _write_headline(sheet, row + offset, headline)
    return row + len(headlines) + 2


def _write_headline(sheet: Sheet, row: int, headline: Headline) -> None:
    sheet.put(row, 0, headline.label, "label")
    value = headline.value
    divided = headline.kind == "euro" and isinstance(value, int | float)
    sheet.put(row, 1, value / 100 if divided and isinstance(value, int | float) else value, headline.kind)
    state = (headline.state,) if headline.state else ()
    sheet.put(row, 2, styles.marked(headline.state_word, headline.state), *state)
    sheet.put(row, 3, headline.words, "vrij")  # runs on over the empty cells beside it
