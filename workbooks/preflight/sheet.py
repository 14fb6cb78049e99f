# SPDX-License-Identifier: EUPL-1.2
"""One worksheet as its XML tells it: how many cells are filled, which can't be used, and whether they are in order."""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbooks.grid import a1, column_number
from workbooks.preflight.archive import RESEND
from workbooks.preflight.report import Report, SheetFacts, clean
from workbooks.preflight.xmlpart import MAIN

ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LEAP_1900: Final = 60  # Excel thinks that 29 February 1900 was a day
LAST_1900: Final = 2_958_465.999_999  # 31-12-9999
LAST_1904: Final = LAST_1900 - 1_462
TRUE: Final = frozenset({"1", "true"})
OTHER_PROGRAM: Final = re.compile(r"(?i)\|(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)|\bDDE\s*\(")
TEXTS: Final = frozenset({"str", "inlineStr", "d"})

BAD_NUMBER: Final = ("In {cel} staat geen getal, waar een getal hoort te staan.", "Typ de waarde opnieuw.")
BAD_DATE: Final = ("In {cel} staat een datum die niet bestaat.", "Typ de datum opnieuw, als dd-mm-jjjj.")
BAD_VALUE: Final = ("In {cel} staat de foutwaarde {waarde}.", "Herstel de formule of typ de waarde.")
NO_TEXT: Final = ("is beschadigd: {cel} verwijst naar een tekst die ontbreekt", RESEND)
OUTSIDE: Final = (
    "In {cel} staat een formule die een ander programma aanroept (DDE); de waarde telt niet mee.",
    "Vervang de formule door de waarde zelf.",
)


@dataclass(frozen=True)
class BookFacts:
    """What the cells of all sheets lean on: shared strings, date styles, and links to other programs.

    Attributes:
        strings: number of shared strings.
        empty_strings: which of them are empty.
        date_styles: cell styles that show a number as a date.
        starts_1904: day 0 is 1-1-1904.
        other_programs: numbers of the external links that start a program.

    """

    strings: int = 0
    empty_strings: frozenset[int] = frozenset()
    date_styles: frozenset[int] = frozenset()
    starts_1904: bool = False
    other_programs: frozenset[int] = frozenset()

    def is_date(self, style: str) -> bool:
        """Whether this cell style shows a number as a date."""
        return style.isdecimal() and int(style) in self.date_styles

    def date_exists(self, serial: float) -> bool:
        """Whether Excel and the calendar agree on the day with this number."""
        if self.starts_1904:
            return 0 <= serial <= LAST_1904
        return 0 <= serial <= LAST_1900 and int(serial) != LEAP_1900


class SheetReader:
    """Follows the start tags, end tags and text of a worksheet."""

    def __init__(self, facts: SheetFacts, book: BookFacts, report: Report) -> None:
        """Write what is found to `facts` and `report`."""
        self.facts, self.book, self.report = facts, book, report
        self.row, self.column = 0, 0
        self.filled, self.last_row, self.last_column, self.merged = 0, 0, 0, 0
        self.uncached: list[tuple[int, int]] = []
        self._cell: dict[str, str] | None = None
        self._in: list[str] = []
        self._content: dict[str, str] = {}
        self._hidden = False

    def start(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        if namespace not in MAIN:
            return
        if name == "c":
            self._open_cell(attributes)
        elif self._cell is not None:
            if name in self._content and name in {"v", "f", "is"}:
                self._disorder(f"heeft in cel {a1(self.row, self.column)} twee waarden")
            self._content.setdefault(name, "")
            self._in.append(name)
        elif name == "row":
            self.open_row(attributes.get("r"), hidden=attributes.get("hidden") in TRUE)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, namespace: str, name: str) -> None:
        """An end tag."""
        if namespace not in MAIN or self._cell is None:
            return
        if name == "c":
            self._close_cell(self._cell)
            self._cell = None
        elif self._in:
            self._in.pop()

    def text(self, text: str) -> None:
        """Text between tags."""
        if self._in and self._in[-1] in {"v", "f", "t"} and "rPh" not in self._in:
            self._content[self._in[-1]] += text

    def open_row(self, number: str | None, *, hidden: bool) -> None:
        """A row starts, with the number it gives itself."""
        limits = self.report.limits
        if number is not None and not re.fullmatch("[0-9]{1,7}", number):
            self._disorder(f"heeft een rij met nummer '{clean(number, 20)}'")
        row = self.row + 1 if number is None else int(number)
        if not 1 <= row <= limits.rows:
            self._disorder(f"heeft een rij met nummer {row}; een blad heeft er {limits.rows}")
        if row <= self.row:
            self._disorder(f"heeft rij {row} dubbel of niet op volgorde")
        self.row, self.column, self._hidden = row, 0, hidden

    def fill(self, cells: int, row: int, column: int, *, hidden: bool) -> None:
        """Count filled cells, of which the last stands at row and column."""
        self.filled += cells
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if hidden:
            self.facts.hidden_rows.add(row)
        area = self.last_row * self.last_column
        if self.filled > self.report.limits.cells or area > self.report.limits.area:
            corner = a1(self.last_row, self.last_column)
            what = f"heeft op blad '{self.facts.shown}' een te groot gebied met cellen (tot {corner})"
            self.report.refuse("LEZEN-12", what, "Verwijder wat buiten de tabel staat, of stuur de gegevens in delen.")

    def close(self) -> None:
        """The sheet has ended."""
        self.facts.filled = self.filled
        if self.uncached:
            more = f" (en nog {len(self.uncached) - 1} keer)" if len(self.uncached) > 1 else ""
            where = f"cel {a1(*self.uncached[0])}{more} van blad '{self.facts.shown}'"
            what = f"heeft in {where} een formule zonder uitkomst"
            self.report.refuse("LEZEN-24", what, "Open het bestand in Excel, bewaar het daar en stuur het opnieuw.")

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            row, column = self.row, self.column + 1
        else:
            match = ADDRESS.fullmatch(address)
            if not match:
                self._disorder(f"heeft een cel met adres '{clean(address, 20)}'")
                return
            row, column = int(match[2]), column_number(match[1])
        if row != self.row or column <= self.column or self._cell is not None:
            self._disorder(f"heeft cel {a1(row, column)} dubbel of niet op volgorde")
        if column > self.report.limits.columns:
            self._disorder(f"heeft een cel in kolom {column}; een blad heeft er {self.report.limits.columns}")
        self.column, self._cell, self._content, self._in = column, attributes, {}, []

    def _close_cell(self, cell: dict[str, str]) -> None:
        at, kind = (self.row, self.column), cell.get("t", "n")
        value, formula = self._content.get("v", ""), self._content.get("f")
        if kind == "inlineStr":
            value = self._content.get("t", "")
        if formula is not None:
            self.facts.computes(at)
        if not value:
            if formula is not None and kind != "str":
                self.uncached.append(at)
            return
        if kind == "e":
            self.report.cell("LEZEN-23", self.facts, at, value, BAD_VALUE)
            return
        if kind == "s" and not self._has_text(value, at):
            return
        self.fill(1, *at, hidden=self._hidden)
        if kind not in TEXTS and kind != "s":
            self._judge_number(value, kind, cell.get("s", "0"))
        elif kind == "d" and not _iso(value):
            self.report.cell("LEZEN-22", self.facts, at, value, BAD_DATE)
        if formula and self._calls_out(formula):
            self.facts.blanks.add(at)
            self.report.mention("LEZEN-17", self.facts.name, at, OUTSIDE)

    def _has_text(self, value: str, at: tuple[int, int]) -> bool:
        if not re.fullmatch("[0-9]{1,9}", value) or int(value) >= self.book.strings:
            where = f"cel {a1(*at)} van blad '{self.facts.shown}'"
            self.report.refuse("LEZEN-20", NO_TEXT[0].format(cel=where), NO_TEXT[1])
        return int(value) not in self.book.empty_strings

    def _judge_number(self, value: str, kind: str, style: str) -> None:
        at = (self.row, self.column)
        if not NUMBER.fullmatch(value) or not math.isfinite(float(value)):
            if kind == "b" and value in {"true", "false"}:
                return
            self.report.cell("LEZEN-21", self.facts, at, value, BAD_NUMBER)
            if self.book.is_date(style):  # an endless date makes the parser panic
                what = f"heeft in cel {a1(*at)} van blad '{self.facts.shown}' een datum die geen getal is"
                self.report.refuse("LEZEN-21", what, BAD_NUMBER[1])
        elif kind == "n" and self.book.is_date(style) and not self.book.date_exists(float(value)):
            self.report.cell("LEZEN-22", self.facts, at, value, BAD_DATE)

    def _calls_out(self, formula: str) -> bool:
        links = {int(number) for number in re.findall(r"\[([0-9]{1,4})\]", formula)}
        return bool(OTHER_PROGRAM.search(formula)) or not self.book.other_programs.isdisjoint(links)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = [ADDRESS.fullmatch(corner) for corner in (first, last or first)]
        if not corners[0] or not corners[1]:
            self._disorder(f"heeft een samengevoegd gebied '{clean(reference, 20)}'")
            return
        columns = column_number(corners[1][1]) - column_number(corners[0][1]) + 1
        self.merged += (int(corners[1][2]) - int(corners[0][2]) + 1) * columns
        if self.merged > self.report.limits.merged:
            what = f"heeft op blad '{self.facts.shown}' te veel samengevoegde cellen"
            self.report.refuse("LEZEN-12", what, "Hef het samenvoegen op, of begin opnieuw met het sjabloon.")

    def _disorder(self, what: str) -> None:
        self.report.refuse("LEZEN-19", f"{what} (blad '{self.facts.shown}')", RESEND)


def _iso(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
