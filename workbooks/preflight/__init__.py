# SPDX-License-Identifier: EUPL-1.2
"""Everything that is judged about a received workbook before a spreadsheet library sees a byte of it."""

from pathlib import Path

from workbooks.limits import Limits
from workbooks.preflight.biff import inspect_binary
from workbooks.preflight.binary import inspect_binary_package
from workbooks.preflight.book import inspect_workbook
from workbooks.preflight.opendocument import inspect_opendocument
from workbooks.preflight.report import Report


def inspect(path: Path, name: str, kind: str, limits: Limits) -> Report:
    """Judge a workbook of a known kind (xlsx, xlsm, xlsb, ods or xls), called `name` in sentences.

    Of xlsx and xlsm every cell is judged; of ods the area, the errors and the hidden rows; of xlsb and xls the errors
    and the hidden rows: there the limits of the process are what stands between us and a flood of cells.

    Raises:
        UnreadableFileError: see `workbooks.errors.CODES`.

    """
    report = Report(name, limits)
    if kind in {"xlsx", "xlsm"}:
        inspect_workbook(path, report, macros=kind == "xlsm")
    elif kind == "ods":
        inspect_opendocument(path, report)
    elif kind == "xlsb":
        inspect_binary_package(path, report)
    else:
        inspect_binary(path.read_bytes(), report)
    return report
