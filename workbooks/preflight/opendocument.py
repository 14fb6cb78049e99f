# SPDX-License-Identifier: EUPL-1.2
"""An ods workbook as its XML tells it. Repeats are counted before they are unfolded."""

import re
from pathlib import Path
from typing import Final

from workbooks.preflight.package import XML, open_package
from workbooks.preflight.report import Report, SheetFacts, clean
from workbooks.preflight.sheet import BAD_VALUE, OTHER_PROGRAM, OUTSIDE
from workbooks.preflight.xmlpart import XmlPart

TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
CONTENT: Final = "content.xml"
MANIFEST: Final = "META-INF/manifest.xml"
OBJECT: Final = re.compile(r"(?i)^Object ")


def inspect_opendocument(path: Path, report: Report) -> None:
    """Judge every part of an ods file and note per sheet which cells hold an error.

    Raises:
        UnreadableFileError: see `workbooks.errors.CODES`.

    """
    with path.open("rb") as file:
        package = open_package(path, file, report, macros=True)
        if CONTENT not in package.parts:
            report.refuse("LEZEN-01", "is geen rekenblad (verkeerd type)", "Bewaar het als xlsx en stuur het opnieuw.")

        def manifest(_namespace: str, tag: str, _attributes: dict[str, str]) -> None:
            if tag == "encryption-data":
                report.refuse("LEZEN-04", "is met een wachtwoord beveiligd", "Wilt u het zonder wachtwoord sturen?")

        if MANIFEST in package.parts:
            package.parse(MANIFEST, manifest)
        if any(name.startswith("Basic/") for name in package.parts):
            report.mention_macros()
        reader = _ContentReader(report)
        XmlPart(report, CONTENT, reader.start, reader.end, reader.text).read(package.pieces(CONTENT))
        for name in package.parts:
            if name.lower().endswith(XML) and name not in {CONTENT, MANIFEST}:
                package.parse(name, lambda *_: None)


class _ContentReader:
    """Follows the cells of content.xml."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.row, self.column, self._width, self._next_row, self._widest = 1, 1, 1, 1, 0
        self._error: list[str] | None = None
        self._filled, self._hidden = False, False

    def start(self, namespace: str, tag: str, attributes: dict[str, str]) -> None:
        if namespace != TABLE:
            return
        if tag == "table":
            self.report.sheets.append(SheetFacts(attributes.get(f"{TABLE}\nname", "")))
            if len(self.report.sheets) > self.report.limits.sheets:
                what = f"heeft meer dan {self.report.limits.sheets} bladen"
                self.report.refuse("LEZEN-12", what, "Begin opnieuw met het sjabloon.")
            self._next_row, self._widest = 1, 0
        elif tag == "table-row":
            self.row, self.column = self._next_row, 1
            self._next_row += _repeats(attributes, "rows")
            self._hidden = attributes.get(f"{TABLE}\nvisibility", "visible") != "visible"
        elif tag in {"table-cell", "covered-table-cell"}:
            self._width = _repeats(attributes, "columns")
            self._filled = f"{OFFICE}\nvalue-type" in attributes
            kinds = {value for key, value in attributes.items() if key.endswith("\nvalue-type")}
            self._error = [] if "error" in kinds else None
            if self._filled:
                self._judge_area()
                self._judge_formula(attributes.get(f"{TABLE}\nformula", ""))

    def end(self, namespace: str, tag: str) -> None:
        if namespace != TABLE or tag not in {"table-cell", "covered-table-cell"}:
            return
        if self._error is not None and self.report.sheets:
            self.report.cell(
                "LEZEN-23", self.report.sheets[-1], (self.row, self.column), "".join(self._error), BAD_VALUE
            )
        self.column += self._width
        self._error = None

    def text(self, text: str) -> None:
        if self._error is not None:
            self._error.append(text)

    def _judge_formula(self, formula: str) -> None:
        if not self.report.sheets:
            return
        facts = self.report.sheets[-1]
        if self._hidden:
            facts.hidden_rows.update(range(self.row, self._next_row))
        if OTHER_PROGRAM.search(formula):
            facts.blanks.add((self.row, self.column))
            self.report.mention("LEZEN-17", facts.name, (self.row, self.column), OUTSIDE)

    def _judge_area(self) -> None:
        limits = self.report.limits
        last_row = self._next_row - 1
        self._widest = max(self._widest, self.column + self._width - 1)
        beyond = last_row > limits.rows or self._widest > limits.columns
        if beyond or last_row * self._widest > limits.area:
            sheet = clean(self.report.sheets[-1].name) if self.report.sheets else ""
            what = f"heeft op blad '{sheet}' een te groot gebied met cellen"
            self.report.refuse("LEZEN-12", what, "Verwijder wat buiten de tabel staat, of stuur de gegevens in delen.")


def _repeats(attributes: dict[str, str], what: str) -> int:
    text = attributes.get(f"{TABLE}\nnumber-{what}-repeated", "1")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 1
