# SPDX-License-Identifier: EUPL-1.2
"""A template is compared with what the program fills in, and then filled: names get a value, tables get rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from workbooks.errors import UnreadableFileError
from workbooks.template import heights
from workbooks.template.parts import BOOK, Element, Parts, Range, cells, tag
from workbooks.template.sheet_cells import SheetCells, Value

CHAIN, STYLES = "xl/calcChain.xml", "xl/styles.xml"


class TemplateMismatchError(UnreadableFileError):
    """The template is not what the program fills in: a Dutch sentence for each name or table that is gone or new."""


@dataclass(frozen=True)
class Asked:
    """What the program fills in, or reads back, in a template.

    Args:
        names: names of cells to the sheet where each stands.
        tables: names of tables to their sheet and the columns that are filled in; other columns may hold formulas.

    """

    names: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)


class Template:
    """A workbook of our own people that is filled in; `save` writes the filled copy.

    Args:
        path: the template (xlsx).
        asked: what will be filled in.

    Raises:
        UnreadableFileError: it is no workbook.
        TemplateMismatchError: it lost or gained a name, a table or a column.

    """

    def __init__(self, path: Path, asked: Asked) -> None:
        self._parts = Parts.read(path)
        self._sheets = self._parts.sheets()
        self._cells: dict[str, SheetCells] = {}
        self._names = self._parts.names()
        self._tables = {
            self._parts.tree(table).get("displayName", ""): (sheet, table)
            for sheet, part in self._sheets.items()
            for table in self._parts.leads_to(part, "table")
        }
        faults = [*_differences(asked, self._names, self._tables), *self._missing_columns(asked)]
        if faults:
            raise TemplateMismatchError("LEZEN-01", "\n".join(f"Sjabloon '{path.name}': {fault}" for fault in faults))

    def _missing_columns(self, asked: Asked) -> list[str]:
        return [
            f"in tabel '{name}' op blad '{self._tables[name][0]}' ontbreekt de kolom '{column}'. Zet de kolom terug."
            for name, (_, columns) in asked.tables.items()
            if name in self._tables
            for column in columns
            if column not in self._heads(name)
        ]

    def put(self, name: str, value: Value) -> None:
        """Fill the cell with this name (of a range the first)."""
        place = self._names[name]
        self._sheet(place.sheet).put(place.row, place.column, value)

    def fill(self, name: str, rows: pl.DataFrame) -> None:
        """Give a table these rows, under its own column heads; euros are numbers here.

        The table grows or shrinks with what belongs to it (validation, conditional formats, series of charts); each
        row looks like the first. A column that the frame does not have keeps the formula of the first row, which must
        be the same for every row.
        """
        sheet, part = self._tables[name]
        tree, grid = self._parts.change(part), self._sheet(sheet)
        before = self._range(name)
        first, last = before.row + 1, before.row + max(len(rows), 1)
        formulas = {
            column: grid.formula(first, before.column + place)
            for place, column in enumerate(self._heads(name))
            if column not in rows.columns
        }
        for place, column in enumerate(self._heads(name)):
            values = rows[column].to_list() if column in rows.columns else []
            for row in range(first, max(last, before.last_row) + 1):
                at = before.column + place
                grid.dress(row, at, like=first)
                if row <= last and (formula := formulas.get(column)) and len(rows):
                    grid.put_formula(row, at, formula)
                else:
                    grid.put(row, at, values[row - first] if row - first < len(values) else None)
        self._make_room(name, rows)
        after = Range(sheet, before.row, before.column, last, before.last_column)
        for element in (tree, tree.find(tag("autoFilter"))):
            if element is not None:
                element.set("ref", _address(after))
        self._follow(before, after)

    def _make_room(self, name: str, rows: pl.DataFrame) -> None:
        """Make each row of a table high enough for the texts that wrap in it."""
        before, tree = self._range(name), self._parts.tree(self._sheets[self._tables[name][0]])
        grid, wrapping = self._sheet(before.sheet), heights.wrapping_styles(self._parts.tree(STYLES))
        widths = {
            head: heights.width(tree, column)
            for column, head in enumerate(self._heads(name), before.column)
            if head in rows.columns and grid.style(before.row + 1, column) in wrapping
        }
        for row, values in enumerate(
            rows.select(pl.col(*widths).cast(pl.String)).rows() if widths else [], before.row + 1
        ):
            wanted = [heights.height(text or "", wide) for text, wide in zip(values, widths.values(), strict=True)]
            grid.make_room(row, max((each for each in wanted if each), default=None))

    def _follow(self, before: Range, after: Range) -> None:
        """Let what covered all rows of a column of a table cover all its rows again."""
        part = self._sheets[before.sheet]
        for element in self._parts.change(part).iter(tag("dataValidation"), tag("conditionalFormatting")):
            told = [_moved(each, before, after) for each in element.get("sqref", "").split()]
            element.set("sqref", " ".join(told))
        first = before.row + 1
        moved = {
            f"${letter}${first}:${letter}${before.last_row}": f"${letter}${first}:${letter}${after.last_row}"
            for letter in map(get_column_letter, range(before.column, before.last_column + 1))
        }
        quoted = before.sheet.replace("'", "''")
        for chart in self._charts():
            for element in self._parts.tree(chart).iter("{*}f"):
                sheet, _, address = (element.text or "").rpartition("!")
                if sheet in {before.sheet, f"'{quoted}'"} and address in moved:
                    element.text = f"{sheet}!{moved[address]}"
                    self._parts.changed.add(chart)

    def _charts(self) -> list[str]:
        drawings = [each for part in self._sheets.values() for each in self._parts.leads_to(part, "drawing")]
        return [chart for drawing in drawings for chart in self._parts.leads_to(drawing, "chart")]

    def save(self, target: Path) -> None:
        """Write the filled workbook; its formulas are computed when it is opened."""
        for sheet in self._sheets:
            if self._sheet(sheet).forget_results():
                self._parts.changed.add(self._sheets[sheet])
        for part in self._parts.changed & set(self._sheets.values()):
            tree = self._parts.tree(part)
            for extent in tree.findall(tag("dimension")):
                tree.remove(extent)
        for cells_of in self._cells.values():
            cells_of.forget_extent()
        self._compute_on_opening()
        self._parts.save(target)

    def _compute_on_opening(self) -> None:
        book = self._parts.change(BOOK)
        settings = book.find(tag("calcPr"))
        if settings is None:
            settings = etree.Element(tag("calcPr"))
            before = [each for each in book if each.tag in {tag("sheets"), tag("definedNames")}][-1]
            before.addnext(settings)
        settings.set("fullCalcOnLoad", "1")
        if self._parts.raw.pop(CHAIN, None) is not None:  # the order in which Excel computed before
            _forget(self._parts, "[Content_Types].xml", "PartName", f"/{CHAIN}")
            _forget(self._parts, "xl/_rels/workbook.xml.rels", "Target", "calcChain.xml")

    def _sheet(self, name: str) -> SheetCells:
        if name not in self._cells:
            self._cells[name] = SheetCells(self._parts.tree(self._sheets[name]))
        return self._cells[name]

    def _heads(self, table: str) -> list[str]:
        tree = self._parts.tree(self._tables[table][1])
        return [each.get("name", "") for each in tree.iter(tag("tableColumn"))]

    def _range(self, table: str) -> Range:
        sheet, part = self._tables[table]
        return cells(sheet, self._parts.tree(part).get("ref", ""))


def _differences(asked: Asked, names: Mapping[str, Range], tables: Mapping[str, tuple[str, str]]) -> list[str]:
    """One sentence for each name and table that the template lost or gained."""
    wanted = {name: ("naam", sheet) for name, sheet in asked.names.items()}
    wanted |= {name: ("tabel", sheet) for name, (sheet, _) in asked.tables.items()}
    there = {name: ("naam", place.sheet) for name, place in names.items()}
    there |= {name: ("tabel", sheet) for name, (sheet, _) in tables.items()}
    return [
        *(
            f"de {kind} '{name}' op blad '{sheet}' ontbreekt. Zet die terug, of neem het oorspronkelijke sjabloon."
            for name, (kind, sheet) in wanted.items()
            if there.get(name, (kind, sheet)) != (kind, sheet) or name not in there
        ),
        *(
            f"de {kind} '{name}' op blad '{sheet}' is onbekend; niets vult die in. Haal die weg of herstel de spelling."
            for name, (kind, sheet) in there.items()
            if name not in wanted
        ),
    ]


def _address(place: Range) -> str:
    return f"{get_column_letter(place.column)}{place.row}:{get_column_letter(place.last_column)}{place.last_row}"


def _moved(address: str, before: Range, after: Range) -> str:
    """The cells that a check or format covers after the table got other rows."""
    column, row, last_column, last_row = range_boundaries(address)
    inside = before.column <= int(column or 1) and int(last_column or 1) <= before.last_column
    if not inside or (row, last_row) != (before.row + 1, before.last_row):
        return address
    return f"{get_column_letter(int(column or 1))}{row}:{get_column_letter(int(last_column or 1))}{after.last_row}"


def _forget(parts: Parts, part: str, attribute: str, value: str) -> None:
    """Take away what a part says about another part that is no more."""
    tree: Element = parts.change(part)
    for each in list(tree):
        if (each.get(attribute) or "").endswith(value):
            tree.remove(each)
