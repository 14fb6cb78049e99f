# SPDX-License-Identifier: EUPL-1.2
"""What an xlsb workbook says about its cells that the parser keeps silent: errors and hidden rows.

Source: [MS-XLSB], Excel Binary File Format.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workbooks.preflight.archive import RESEND
from workbooks.preflight.biff import ERRORS
from workbooks.preflight.package import XML, Package, damaged, open_package
from workbooks.preflight.report import Report, SheetFacts, clean
from workbooks.preflight.sheet import BAD_VALUE

ROW, ERROR_CELL, ERROR_FORMULA, SHEET = 0, 3, 11, 156
HIDDEN_ROW: Final = 0x10
MORE: Final = 0x80
LONGEST_KIND: Final = 2
LONGEST_LENGTH: Final = 4


def inspect_binary_package(path: Path, report: Report) -> None:
    """Judge the parts of an xlsb and note per worksheet which cells hold an error and which rows are hidden.

    Raises:
        UnreadableFileError: see `workbooks.errors.CODES`.

    """
    with path.open("rb") as file:
        package = open_package(path, file, report, macros=True)
        for name in package.parts:
            if name.lower().endswith(XML) and not name.lower().endswith(".rels"):
                package.parse(name, lambda *_: None)
        main = package.target("", "officeDocument")
        if main is None:
            report.refuse(
                "LEZEN-01", "is geen Excel-werkboek (verkeerd type)", "Bewaar het als xlsx en stuur het opnieuw."
            )
        try:
            for name, relation in _sheets(package, main):
                kind, part = package.relations.get(main, {}).get(relation, ("", ""))
                if part not in package.parts:
                    damaged(report, f"werkblad '{clean(name)}' ontbreekt")
                if kind == "worksheet":
                    facts = SheetFacts(name)
                    report.sheets.append(facts)
                    _judge(package, part, facts)
        except (struct.error, IndexError):
            report.refuse("LEZEN-03", "is beschadigd", RESEND)


def _sheets(package: Package, main: str) -> Iterator[tuple[str, str]]:
    for kind, record in _records(b"".join(package.pieces(main))):
        if kind == SHEET:
            relation, at = _text(record, 8)
            yield _text(record, at)[0], relation


def _judge(package: Package, part: str, facts: SheetFacts) -> None:
    row = 0
    for kind, record in _records(b"".join(package.pieces(part))):
        if kind == ROW:
            row = struct.unpack_from("<I", record)[0] + 1
            if record[11] & HIDDEN_ROW:
                facts.hidden_rows.add(row)
        elif kind in {ERROR_CELL, ERROR_FORMULA}:
            at = (row, struct.unpack_from("<I", record)[0] + 1)
            package.report.cell("LEZEN-23", facts, at, ERRORS.get(record[8], "#FOUT"), BAD_VALUE)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, at = _number(data, at, LONGEST_KIND)
        length, at = _number(data, at, LONGEST_LENGTH)
        yield kind, data[at : at + length]
        at += length


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits per byte, and the position after it."""
    number = 0
    for step in range(longest):
        byte = data[at + step]
        number |= (byte & ~MORE) << (7 * step)
        if not byte & MORE:
            return number, at + step + 1
    return number, at + longest


def _text(record: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", record, at)[0]
    if length == 0xFFFFFFFF:  # noqa: PLR2004 - no text at all
        return "", at + 4
    end = at + 4 + 2 * length
    return record[at + 4 : end].decode("utf-16-le", "replace"), end
