# SPDX-License-Identifier: EUPL-1.2
"""The columns of a form: format, drop-down, input message and check per kind of value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from workbooks.outside import cleaned
from workbooks.tables import Column, Named, add_table
from workbooks.writing import Book, Sheet

TITLE_LENGTH, MESSAGE_LENGTH = 32, 255  # limits of Excel for a validation
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
MOST = 99_999_999_999
LIST_SHEET_HEADER = 2
_STYLES = {"maand": "code", "cent": "nummer", "euro": "getal", "geheel": "nummer"}


@dataclass(frozen=True)
class FormColumn:
    """One column that a sender fills in.

    Args:
        name: the column of prefilled rows.
        label: the header, exactly as it is read back.
        explanation: what to fill in, one or two sentences.
        kind: tekst, code, maand, cent (whole eurocents), euro (two decimals), datum or geheel.
        unit: what a number counts.
        codes: allowed codes with their label; they become a drop-down.
        width: the fixed length of a code; None when it has none.

    """

    name: str
    label: str
    explanation: str
    kind: str = "tekst"
    unit: str = ""
    required: bool = False
    codes: Sequence[tuple[str, str]] = ()
    width: int | None = None
    example: str = ""

    @property
    def style(self) -> str:
        """The style of its cells."""
        return _STYLES.get(self.kind, self.kind)


@dataclass(frozen=True)
class Cells:
    """The cells of one column from row `first` to `last` (from 0)."""

    sheet: Sheet
    first: int
    last: int
    column: int

    def check(self, title: str, message: str, condition: dict[str, Any], complaint: str = "") -> None:
        """Hang an input message and a check on the cells, in the words Excel has room for."""
        texts = {
            "input_title": _cut(title, TITLE_LENGTH),
            "input_message": _cut(message, MESSAGE_LENGTH),
            "error_title": _cut(title, TITLE_LENGTH),
            "error_message": _cut(complaint, MESSAGE_LENGTH),
        }
        options = {**condition, **{key: text for key, text in texts.items() if text}}
        self.sheet.grid.data_validation(self.first, self.column, self.last, self.column, options)


@dataclass
class CodeLists:
    """The lists of a form, each once; a drop-down refers to a list by its defined name."""

    sheet: str
    _lists: dict[tuple[tuple[str, str], ...], tuple[str, str]] = field(default_factory=dict)

    def check(self, cells: Cells, label: str, codes: Sequence[tuple[str, str]], message: str) -> None:
        """Hang a drop-down with the codes on the cells."""
        condition = {"validate": "list", "source": f"={self._name(label, tuple(codes))}"}
        complaint = f"Kies een waarde uit de lijst; alle waarden staan op het blad {self.sheet}."
        cells.check(label, message, condition, complaint)

    def _name(self, label: str, codes: tuple[tuple[str, str], ...]) -> str:
        if codes not in self._lists:
            word = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in label.lower())
            self._lists[codes] = (f"lijst_{len(self._lists) + 1}_{word}"[:200], label)
        return self._lists[codes][0]

    def write(self, book: Book) -> None:
        """Write all lists on one sheet, with a defined name for the codes of each."""
        if not self._lists:
            return
        sheet = book.sheet(self.sheet, tab="naslag", repeated_row=LIST_SHEET_HEADER)
        sheet.put(0, 0, "Codelijsten", "kop")
        sheet.put(1, 0, "De waarden van de keuzelijsten met hun betekenis. Laat de volgorde staan.", "vrij", "stil")
        first = LIST_SHEET_HEADER + 1
        rows = []
        for codes, (name, label) in self._lists.items():
            rows += [(label, code, meaning) for code, meaning in codes]
            last = first + len(codes) - 1
            book.grids.define_name(name, f"={self.sheet}!$B${first + 1}:$B${last + 1}")
            first = last + 1
        frame = pl.DataFrame(rows, schema=["Lijst", "Code", "Betekenis"], orient="row")
        columns = (Column("Lijst", "Lijst"), Column("Code", "Code", "code"), Column("Betekenis", "Betekenis"))
        named = Named("codelijsten", "Codes met hun betekenis per lijst")
        add_table(sheet, frame, columns, row=LIST_SHEET_HEADER, named=named)


def manner(column: FormColumn) -> str:
    """How a value is written, in words."""
    if column.codes:
        return f"Kies uit de lijst: {_some(column.codes)}"
    ways = {
        "datum": "Datum, als dd-mm-jjjj",
        "maand": "Maand, als jjjj-mm",
        "cent": "Bedrag in hele eurocenten, zonder komma",
        "euro": "Bedrag in euro, ten hoogste twee decimalen",
        "geheel": "Geheel getal",
        "code": "Code, als tekst; voorloopnullen blijven staan",
        "tekst": "Vrije tekst",
    }
    length = f"; {column.width} tekens" if column.width else ""
    unit = f" ({column.unit})" if column.unit and column.kind == "geheel" else ""
    return f"{ways[column.kind]}{length}{unit}"


def width(column: FormColumn) -> float:
    """Column width in characters, from label, kind and codes."""
    value = {"tekst": 28, "datum": 13, "euro": 15, "cent": 14}.get(column.kind, 12)
    longest_word = max(len(word) for word in column.label.split())
    return max(value, (column.width or 0) + 4, longest_word + 5, len(column.label) / 2 + 5)


def add_check(sheet: Sheet, column: FormColumn, position: int, rows: int, lists: CodeLists) -> None:
    """Hang the input message and the check of a column on its rows, and the message on its header."""
    message = message_of(column)
    Cells(sheet, 0, 0, position).check(column.label, message, {"validate": "any"})
    cells = Cells(sheet, 1, rows, position)
    if column.codes:
        lists.check(cells, column.label, column.codes, message)
    else:
        condition, complaint = _condition(column)
        cells.check(column.label, message, condition, complaint)


def message_of(column: FormColumn) -> str:
    """What appears beside a cell: whether it is required, what to fill in, how, and an example."""
    need = "Verplicht. " if column.required else "Alleen als het er is. "
    example = f" Bijvoorbeeld: {column.example}" if column.example else ""
    way = manner(column)
    return f"{need}{column.explanation}\n{way}{'' if way.endswith('…') else '.'}{example}"


def _condition(column: FormColumn) -> tuple[dict[str, Any], str]:
    """The check of XlsxWriter and the sentence when it fails."""
    if column.kind == "datum":
        between = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        return between, "Dit is geen bestaande datum. Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 30-09-2026."
    if column.kind in ("geheel", "cent"):
        between = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST}
        what = "hele eurocenten, bijvoorbeeld 1250 voor € 12,50" if column.kind == "cent" else "een geheel getal"
        return between, f"Vul {what} in, zonder punten, komma's of eenheid."
    if column.kind == "euro":
        between = {"validate": "decimal", "criteria": "between", "minimum": -MOST, "maximum": MOST}
        return between, "Vul een bedrag in euro in, met ten hoogste twee decimalen."
    if column.kind == "maand":
        return {
            "validate": "length",
            "criteria": "==",
            "value": 7,
        }, "Schrijf de maand als jjjj-mm, bijvoorbeeld 2026-09."
    if column.width:
        exact = {"validate": "length", "criteria": "==", "value": column.width}
        return exact, f"Deze code heeft precies {column.width} tekens; schrijf de voorloopnullen mee."
    return {"validate": "any"}, ""


def _some(codes: Sequence[tuple[str, str]], most: int = 6) -> str:
    shown = ", ".join(f"{code} {meaning}" if meaning else code for code, meaning in codes[:most])
    return shown if len(codes) <= most else f"{shown} …"


def _cut(text: str, length: int) -> str:
    text = cleaned(text)
    return text if len(text) <= length else f"{text[: length - 1]}…"
