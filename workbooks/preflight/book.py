# SPDX-License-Identifier: EUPL-1.2
"""An xlsx or xlsm workbook as its XML tells it, sheet by sheet."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbooks.preflight.items import Shape, read_items
from workbooks.preflight.package import XML, Package, damaged, open_package
from workbooks.preflight.report import Report, SheetFacts, clean
from workbooks.preflight.rows import PlainRows, PlainStrings
from workbooks.preflight.sheet import TRUE, BookFacts, SheetReader
from workbooks.preflight.xmlpart import MAIN, XmlPart

SMALL: Final = 1 << 18  # below this a full parse is quicker than making the patterns
ROWS: Final = Shape(b"sheetData", b"row")
STRINGS: Final = Shape(b"sst", b"si")
FIRST_OWN_FORMAT: Final = 164
BUILT_IN_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
NO_DATE_LETTERS: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
RELATION: Final = re.compile(r"/relationships$")
SIMPLER: Final = "Begin opnieuw met het sjabloon."


@dataclass
class _Workbook:
    """What workbook.xml lists."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    names: int = 0
    starts_1904: bool = False


def inspect_workbook(path: Path, report: Report, *, macros: bool) -> None:
    """Judge every part of an xlsx (or, with `macros`, xlsm) and note the facts of each worksheet.

    Raises:
        UnreadableFileError: see `workbooks.errors.CODES`.

    """
    with path.open("rb") as file:
        package = open_package(path, file, report, macros=macros)
        main = package.target("", "officeDocument")
        if main is None or "[Content_Types].xml" not in package.parts:
            action = "Bewaar het in Excel als xlsx en stuur het opnieuw."
            report.refuse("LEZEN-01", "is geen Excel-werkboek (verkeerd type)", action)
        listed = _read_workbook(package, main)
        strings = package.target(main, "sharedStrings")
        styles = package.target(main, "styles")
        count, empty = _read_strings(package, strings) if strings else (0, frozenset())
        book = BookFacts(
            count,
            empty,
            _read_styles(package, styles) if styles else frozenset(),
            listed.starts_1904,
            _other_programs(package, main, listed.links),
        )
        done = {main, strings, styles}
        for name, relation, hidden in listed.sheets:
            kind, part = package.relations.get(main, {}).get(relation, ("", ""))
            if part not in package.parts:
                damaged(report, f"werkblad '{clean(name)}' ontbreekt")
            if kind == "worksheet":
                facts = SheetFacts(name, hidden)
                report.sheets.append(facts)
                _read_sheet(package, part, SheetReader(facts, book, report))
                done.add(part)
        for part in package.parts:
            if part.lower().endswith(XML) and part not in done and not part.lower().endswith(".rels"):
                package.parse(part, _anything)


def _read_sheet(package: Package, name: str, reader: SheetReader) -> None:
    part = XmlPart(package.report, name, reader.start, reader.end, reader.text)
    part.forbid_comments()
    if package.parts[name].file_size < SMALL:
        part.read(package.pieces(name))
    else:
        read_items(package.pieces(name), part, ROWS, PlainRows(reader), package.report)
    reader.close()


def _read_workbook(package: Package, name: str) -> _Workbook:
    found, report = _Workbook(), package.report

    def start(namespace: str, tag: str, attributes: dict[str, str]) -> None:
        if namespace not in MAIN:
            return
        related = next((value for key, value in attributes.items() if key.endswith("/relationships\nid")), "")
        if tag == "sheet":
            found.sheets.append((attributes.get("name", ""), related, attributes.get("state", "visible") != "visible"))
        elif tag == "definedName":
            found.names += 1
        elif tag == "externalReference":
            found.links.append(related)
        elif tag == "workbookPr":
            found.starts_1904 = attributes.get("date1904") in TRUE
        if len(found.sheets) > report.limits.sheets:
            report.refuse("LEZEN-12", f"heeft meer dan {report.limits.sheets} bladen", SIMPLER)
        if found.names > report.limits.names:
            report.refuse("LEZEN-12", f"heeft meer dan {report.limits.names} gedefinieerde namen", SIMPLER)

    package.parse(name, start)
    if not found.sheets:
        damaged(report, "er zijn geen werkbladen")
    return found


def _read_styles(package: Package, name: str) -> frozenset[int]:
    """The cell styles that show a date."""
    report, formats = package.report, {}
    styles: list[int] = []
    total, inside = 0, False

    def start(_namespace: str, tag: str, attributes: dict[str, str]) -> None:
        nonlocal total, inside
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf":
            total += 1
            if total > report.limits.styles:
                report.refuse("LEZEN-12", f"heeft meer dan {report.limits.styles} celstijlen", SIMPLER)
            if inside:
                styles.append(_number(attributes.get("numFmtId", "0")))

    package.parse(name, start)
    dates = {int(number) for number, code in formats.items() if number.isdecimal() and _shows_date(code)}
    others = {_number(number) for number in formats} - dates
    return frozenset(i for i, number in enumerate(styles) if number in (BUILT_IN_DATES - others) | dates)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _shows_date(code: str) -> bool:
    return bool(re.search("[dyDY]", NO_DATE_LETTERS.sub("", code)))


def _read_strings(package: Package, name: str) -> tuple[int, frozenset[int]]:
    """How many shared strings there are, and which are empty."""
    report, plain = package.report, PlainStrings(package.report)
    empty: set[int] = set()
    length, inside, phonetic = 0, False, False

    def start(_namespace: str, tag: str, _attributes: dict[str, str]) -> None:
        nonlocal length, inside, phonetic
        if tag == "si":
            length = 0
        inside = tag == "t" and not phonetic
        phonetic = phonetic or tag == "rPh"

    def end(_namespace: str, tag: str) -> None:
        nonlocal inside, phonetic
        inside = False
        if tag == "rPh":
            phonetic = False
        if tag == "si":
            if not length:
                empty.add(plain.count)
            plain.count += 1
            _judge_strings(plain.count, report)

    def text(characters: str) -> None:
        nonlocal length
        if inside:
            length += len(characters)

    part = XmlPart(report, name, start, end, text)
    part.forbid_comments()
    if package.parts[name].file_size < SMALL:
        part.read(package.pieces(name))
    else:
        read_items(package.pieces(name), part, STRINGS, plain, report)
    _judge_strings(plain.count, report)
    return plain.count, frozenset(empty)


def _judge_strings(count: int, report: Report) -> None:
    if count > report.limits.strings:
        report.refuse("LEZEN-12", f"heeft meer dan {report.limits.strings} verschillende teksten", SIMPLER)


def _other_programs(package: Package, main: str, links: list[str]) -> frozenset[int]:
    """Numbers, from 1, of the external links that start a program (DDE or OLE)."""
    found: set[int] = set()

    def look(number: int, part: str) -> None:
        def start(_namespace: str, tag: str, _attributes: dict[str, str]) -> None:
            if tag in {"ddeLink", "oleLink"}:
                found.add(number)

        package.parse(part, start)

    for number, relation in enumerate(links, 1):
        _, part = package.relations.get(main, {}).get(relation, ("", ""))
        if part in package.parts:
            look(number, part)
    return frozenset(found)


def _anything(*_: object) -> None:
    """Start tags that don't matter; the part only has to be harmless."""
