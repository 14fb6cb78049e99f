# SPDX-License-Identifier: EUPL-1.2
"""What an xls workbook says about its cells that the parser keeps silent: errors, hidden rows, macro sheets.

Source: [MS-XLS], Excel Binary File Format (BIFF8).
"""

import struct
from collections.abc import Iterator
from typing import Final

from workbooks.preflight.archive import ASK, RESEND
from workbooks.preflight.compound import stream_named
from workbooks.preflight.report import Report, SheetFacts
from workbooks.preflight.sheet import BAD_VALUE

ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BEGIN, END, PASSWORD, SHEET, ROW, FORMULA, TRUTH_OR_ERROR = 0x809, 0x0A, 0x2F, 0x85, 0x208, 0x06, 0x205
BIFF8: Final = 0x0600
WORKSHEET, MACROS = 0, 1
HIDDEN_ROW: Final = 0x20
SPECIAL: Final = b"\xff\xff"  # how the outcome of a formula ends when it is no number
ERROR_OUTCOME: Final = 2
VBA: Final = "_VBA_PROJECT".encode("utf-16-le")


def inspect_binary(data: bytes, report: Report) -> None:
    """Note per worksheet which cells hold an error and which rows are hidden.

    Raises:
        UnreadableFileError: damaged, encrypted, older than Excel 97, or with an Excel 4 macro sheet.

    """
    stream = stream_named(data, ("Workbook", "Book"), report)
    if VBA in data:
        report.mention_macros()
    try:
        for name, start in _sheets(stream, report):
            facts = SheetFacts(name)
            report.sheets.append(facts)
            for kind, record in _records(stream, start):
                _judge(kind, record, facts, report)
    except (struct.error, IndexError):
        report.refuse("LEZEN-03", "is beschadigd", RESEND)


def _sheets(stream: bytes, report: Report) -> list[tuple[str, int]]:
    found = []
    if struct.unpack_from("<HHH", stream)[2] != BIFF8:
        report.refuse(
            "LEZEN-01", "is van een Excel van voor 1997", "Bewaar het in Excel als xlsx en stuur dat bestand."
        )
    for kind, record in _records(stream, 0):
        if kind == PASSWORD:
            report.refuse("LEZEN-04", "is met een wachtwoord beveiligd", "Wilt u het zonder wachtwoord sturen?")
        if kind == SHEET:
            start, _, sort, length, wide = struct.unpack_from("<IBBBB", record)
            if sort == MACROS:
                report.refuse("LEZEN-13", "bevat een Excel 4-macroblad", ASK, quarantine=True)
            if sort == WORKSHEET:
                text = record[8 : 8 + length * (1 + (wide & 1))]
                found.append((text.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), start))
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records of one part of the stream, up to its end; what is nested in it (a chart) included."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BEGIN) - (kind == END)
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if not depth:
            return
        at += 4 + length


def _judge(kind: int, record: bytes, facts: SheetFacts, report: Report) -> None:
    if kind == ROW:
        row, first, last, flags = struct.unpack_from("<HHH6xH", record)
        if flags & HIDDEN_ROW and last > first:
            facts.hidden_rows.add(row + 1)
        return
    error = None
    if kind == TRUTH_OR_ERROR and record[7]:
        error = record[6]
    elif kind == FORMULA and record[12:14] == SPECIAL and record[6] == ERROR_OUTCOME:
        error = record[8]
    if error is not None:
        row, column = struct.unpack_from("<HH", record)
        report.cell("LEZEN-23", facts, (row + 1, column + 1), ERRORS.get(error, "#FOUT"), BAD_VALUE)
