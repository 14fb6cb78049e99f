# SPDX-License-Identifier: EUPL-1.2
"""A new workbook: opened safely, filled cell by cell through `Sheet.put`, and put in place in one move.

Whole tables go through `tables.add_table`. Both treat text from outside as `outside` says, so text never
becomes a formula, a number or a link. The same input gives the same bytes.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from workbooks import outside, styles
from workbooks.rendering import CHARACTER_WIDTH, EXACT_DIGITS, LINE_HEIGHT, TableSheet

SAFE_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": True,
}
MAKER = "Verzamelpunt"
FIRST_EXACT_DATE = date(1900, 3, 1)  # before it Excel counts a day that never was
# A workbook with fewer cells is put together in memory (some 100 MB at most), a larger one in temporary files: to make
# and remove a file for each of its thirty parts takes longer than to write what stands in them.
MOST_IN_MEMORY = 500_000

Value: TypeAlias = str | int | float | date | None


class UnwritableWorkbookError(Exception):
    """The user can solve this: a Dutch sentence that says which workbook, why and what now."""


@dataclass
class Sheet:
    """One sheet and the workbook whose styles it uses."""

    book: "Book"
    name: str
    grid: TableSheet

    def put(self, row: int, column: int, value: Value, *names: str) -> None:
        """Write one value (row and column count from 0) in the stacked styles.

        None, an empty text and a number that is none give an empty cell; a number that Excel would round becomes text.
        """
        if isinstance(value, bool):
            value = "ja" if value else "nee"
        if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
            self.grid.write_blank(row, column, None, self.book.style(*names))
        elif isinstance(value, date):
            self._put_date(row, column, value, names)
        elif isinstance(value, str):
            text = outside.cleaned(value)
            quoted = ("aanhaling",) if outside.formula_like(text) else ()
            self.grid.write_string(row, column, text, self.book.style(*names, *quoted))
        elif isinstance(value, int) and abs(value) >= EXACT_DIGITS:
            self.put(row, column, str(value), *names)
        else:
            self.grid.write_number(row, column, value, self.book.style(*names))

    def _put_date(self, row: int, column: int, value: date, names: tuple[str, ...]) -> None:
        day = value.date() if isinstance(value, datetime) else value
        if day < FIRST_EXACT_DATE:
            self.put(row, column, f"{day:%d-%m-%Y}", *names)
        else:
            kind = "tijdstip" if isinstance(value, datetime) else "datum"
            self.grid.write_datetime(row, column, value, self.book.style(kind, *names))

    def put_row(self, row: int, values: Iterable[Value], *names: str, column: int = 0) -> None:
        """Write values side by side in the same styles."""
        for offset, value in enumerate(values):
            self.put(row, column + offset, value, *names)

    def formula(self, row: int, column: int, formula: str, value: float, *names: str) -> None:
        """Write a formula of our own with its value, so that it shows before anything is recalculated."""
        self.grid.write_formula(row, column, formula, self.book.style(*names), value)

    def link(self, row: int, column: int, sheet: str, cell: str, tip: str) -> None:
        """Make a cell that is already filled a link to a cell in this workbook."""
        safe = sheet.replace("'", "''")
        self.grid.add_link(row, column, f"internal:'{safe}'!{cell}", tip)

    def link_to_row(self, row: int, column: int, table: str, number: int, tip: str) -> None:
        """Make a cell a link to a row (from 0) of a named table, which may still have to be written."""
        self.book.awaited.append((self, row, column, table, number, tip))

    def note(self, row: int, column: int, text: str) -> None:
        """Hang a note on a cell, large enough to read in one look."""
        text = outside.cleaned(text)
        lines = sum(1 + len(line) // 45 for line in text.splitlines())
        size = {"width": 320, "height": min(30 + 18 * lines, 400), "author": MAKER, "color": "#FFFFE8"}
        self.grid.write_comment(row, column, text, {**size, "font_name": "Calibri", "font_size": 10})

    def columns(self, *widths: float) -> None:
        """Set the widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            self.grid.widen(column, width)

    def prose(self, row: int, column: int, text: str, width: float, *names: str) -> None:
        """Write a text that wraps in a column of `width` characters, in a row that is high enough for it."""
        self.put(row, column, text, "terugloop", *names)
        lines = sum(1 + int(len(line) * CHARACTER_WIDTH / width) for line in text.splitlines() or [""])
        self.grid.set_row(row, LINE_HEIGHT * max(lines, 1) + 2)


class Book:
    """A workbook being made; nothing stands at `target` until the block ends without an error.

    Args:
        target: the file to write; its folder is made when needed.
        title: the document title that screen readers announce.
        subject: one sentence about the content.
        made_on: the date of creation in the document properties; the only clock there is.

    Raises:
        UnwritableWorkbookError: the file cannot be written, mostly because it is open in Excel.

    """

    def __init__(self, target: Path, *, title: str, subject: str, made_on: datetime) -> None:
        self.target = target
        self._part = target.with_name(f"{target.name}.deel")
        self.made_on = made_on.replace(tzinfo=None)
        self.grids = xlsxwriter.Workbook(str(self._part), SAFE_OPTIONS)
        self.grids.set_properties(
            {"title": title, "subject": subject, "author": MAKER, "company": MAKER, "created": self.made_on}
        )
        self.grids.set_custom_property("Taal", "nl-NL")
        self.grids.set_calc_mode("auto")
        self.grids.set_size(2400, 1500)
        self.sheets: dict[str, Sheet] = {}
        self.stands: dict[str, tuple[str, int]] = {}  # per named table its sheet and its first row, from 0
        self.awaited: list[tuple[Sheet, int, int, str, int, str]] = []
        self._formats: dict[tuple[str, ...], Format] = {}
        self._indexes: dict[tuple[str, ...], int] = {}

    def style(self, *names: str) -> Format:
        """The format of the stacked styles; made once."""
        if names not in self._formats:
            self._formats[names] = self.grids.add_format(styles.stacked(*names))
        return self._formats[names]

    def index(self, *names: str) -> int:
        """The number of the stacked styles in the workbook, for cells that are rendered in one go."""
        if names not in self._indexes:
            self._indexes[names] = int(self.style(*names)._get_xf_index())  # noqa: SLF001 - XlsxWriter numbers a format when it is first used
        return self._indexes[names]

    def sheet(self, wish: str, *, tab: str = "begin", repeated_row: int | None = None) -> Sheet:
        """Add a sheet with its print set-up; `repeated_row` is the header row that stays in view and on paper."""
        name = outside.sheet_name(wish, self.sheets)
        grid = self.grids.add_worksheet(name, TableSheet)
        grid.hide_gridlines(2)
        grid.set_tab_color(styles.TABS[tab])
        grid.set_landscape()
        grid.set_paper(9)  # A4
        grid.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
        grid.fit_to_pages(1, 0)
        grid.set_footer(f"&L&9{MAKER}&C&9&A&R&9Pagina &P van &N")
        if repeated_row is not None:
            grid.freeze_panes(repeated_row + 1, 0)
            grid.repeat_rows(repeated_row)
        self.sheets[name] = Sheet(self, name, grid)
        return self.sheets[name]

    def __enter__(self) -> Self:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            return
        try:
            self._lay_links()
            self.grids.in_memory = sum(sheet.grid.held for sheet in self.sheets.values()) <= MOST_IN_MEMORY
            self.grids.close()
            self._part.replace(self.target)
        except (OSError, FileCreateError) as problem:
            raise self._unwritable(problem) from problem
        finally:
            self._part.unlink(missing_ok=True)

    def _lay_links(self) -> None:
        """Lay the links between tables, now that each stands somewhere; KeyError for a table that is not there."""
        for sheet, row, column, table, number, tip in self.awaited:
            there, first = self.stands[table]
            sheet.link(row, column, there, f"A{first + number + 1}", tip)

    def _unwritable(self, problem: Exception) -> UnwritableWorkbookError:
        """The sentence for a file that cannot be made or replaced."""
        return UnwritableWorkbookError(
            f"De werkmap '{self.target.name}' kan niet worden geschreven ({getattr(problem, 'strerror', problem)}). "
            "Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw."
        )
