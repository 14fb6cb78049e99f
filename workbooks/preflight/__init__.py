# SPDX-License-Identifier: EUPL-1.2
"""Everything that is judged about a received workbook before a spreadsheet library sees a byte of it."""

from pathlib import Path
from typing import Final

from workbooks.limits import Limits
from workbooks.preflight.book import inspect_workbook
from workbooks.preflight.opendocument import inspect_opendocument
from workbooks.preflight.package import XML, open_package
from workbooks.preflight.report import Report

VBA: Final = "_VBA_PROJECT".encode("utf-16-le")


def inspect(path: Path, name: str, kind: str, limits: Limits) -> Report:
    """Judge a workbook of a known kind (xlsx, xlsm, xlsb, ods or xls), called `name` in sentences.

    Of xlsx and xlsm every sheet is judged to the cell; of ods the errors and the area; of xlsb and xls only the
    package: for those two the parser's own limits (memory, time) are what stands between us and the file.

    Raises:
        UnreadableFileError: see `workbooks.errors.CODES`.

    """
    report = Report(name, limits)
    if kind in {"xlsx", "xlsm"}:
        inspect_workbook(path, report, macros=kind == "xlsm")
    elif kind == "ods":
        inspect_opendocument(path, report)
    elif kind == "xlsb":
        with path.open("rb") as file:
            package = open_package(path, file, report, macros=True)
            for part in package.parts:
                if part.lower().endswith(XML):
                    package.parse(part, lambda *_: None)
    elif VBA in path.read_bytes():
        report.note("LEZEN-15", f"Bestand '{name}' bevat macro's; die voeren wij niet uit.", "U hoeft niets te doen.")
    return report
