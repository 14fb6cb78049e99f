# SPDX-License-Identifier: EUPL-1.2
"""The cells of one sheet, put in its XML; whatever stands around them stays as it is."""

from bisect import bisect
from datetime import date, datetime

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from workbooks import outside
from workbooks.template.parts import Element, tag

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HEIGHT = ("ht", "customHeight")
SECONDS_IN_DAY = 86_400

Value = str | int | float | date | None


class SheetCells:
    """The cells of a sheet by row (from 1) and column (from 1)."""

    def __init__(self, tree: Element) -> None:
        """Take the XML of a worksheet, which is changed in place."""
        found = tree.find(tag("sheetData"))
        assert found is not None  # noqa: S101 - every worksheet has one
        self._data = found
        self._rows: dict[int, Element] = {int(row.get("r", "0")): row for row in found}
        self._cells: dict[tuple[int, int], Element] = {
            (number, _column(cell)): cell for number, row in self._rows.items() for cell in row
        }
        self._order = sorted(self._rows)

    def put(self, row: int, column: int, value: Value) -> None:
        """Write a value in the style that the cell has; None empties it. Text is text, whatever it looks like."""
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        if value is None or value == "":
            return
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.text = outside.cleaned(value)
            text.set(SPACE, "preserve")
        else:
            etree.SubElement(cell, tag("v")).text = _number(value)

    def put_formula(self, row: int, column: int, formula: str) -> None:
        """Write a formula (without the sign =), to be computed when the workbook is opened."""
        self.put(row, column, None)
        cell = self._cell(row, column)
        etree.SubElement(cell, tag("f")).text = formula
        _unknown(cell)

    def formula(self, row: int, column: int) -> str | None:
        """The formula in a cell, without the sign =; None when there is none."""
        cell = self._cells.get((row, column))
        found = cell.find(tag("f")) if cell is not None else None
        return found.text if found is not None else None

    def dress(self, row: int, column: int, like: int) -> None:
        """Give a cell the style of the cell in row `like` of its column, and its row the height of that row."""
        cell, style = self._cell(row, column), self.style(like, column)
        if style is not None:
            cell.set("s", style)
        for name in HEIGHT:
            if like in self._rows and (height := self._rows[like].get(name)) is not None:
                self._rows[row].set(name, height)

    def style(self, row: int, column: int) -> str | None:
        """The number of the style of a cell; None when it has none."""
        cell = self._cells.get((row, column))
        return cell.get("s") if cell is not None else None

    def make_room(self, row: int, height: int | None) -> None:
        """Give a row the height (points) that its text needs; a height that people gave it stays."""
        line = self._rows[row]
        if line.get("customHeight") not in {"1", "true"}:
            line.attrib.pop("ht", "")
            if height is not None:
                line.set("ht", str(height))

    def forget_results(self) -> bool:
        """Take away what formulas gave before; whether there was any formula."""
        found = False
        for cell in self._cells.values():
            value = cell.find(tag("v"))
            if cell.find(tag("f")) is not None:
                found = True
                if value is not None:
                    cell.remove(value)
                _unknown(cell)
        return found

    def forget_extent(self) -> None:
        """Take away what rows say about the columns they use; Excel works it out again."""
        for row in self._rows.values():
            row.attrib.pop("spans", "")

    def _cell(self, row: int, column: int) -> Element:
        if (row, column) not in self._cells:
            line = self._row(row)
            cell = etree.Element(tag("c"), r=f"{get_column_letter(column)}{row}")
            later = next((each for each in line if _column(each) > column), None)
            if later is None:
                line.append(cell)
            else:
                later.addprevious(cell)
            self._cells[row, column] = cell
        return self._cells[row, column]

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = etree.Element(tag("row"), r=str(number))
            place = bisect(self._order, number)
            if place == len(self._order):
                self._data.append(row)
            else:
                self._rows[self._order[place]].addprevious(row)
            self._order.insert(place, number)
            self._rows[number] = row
        return self._rows[number]


def _column(cell: Element) -> int:
    letters, _ = coordinate_from_string(cell.get("r", ""))
    return column_index_from_string(letters)


def _unknown(cell: Element) -> None:
    """The result of a formula is an empty text until it is computed; a reader must not take it for damaged."""
    cell.set("t", "str")
    etree.SubElement(cell, tag("v"))


def _number(value: float | date) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return repr((value - EPOCH).total_seconds() / SECONDS_IN_DAY)
    if isinstance(value, date):
        return str((value - EPOCH.date()).days)
    return repr(value)
