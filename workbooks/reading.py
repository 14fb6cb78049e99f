# SPDX-License-Identifier: EUPL-1.2
"""A received file becomes grids of text, or a sentence that says why not."""

from pathlib import Path

from workbooks import child
from workbooks.columns import grids
from workbooks.delimited import read_delimited
from workbooks.errors import UnreadableFileError
from workbooks.grid import Oddity, Reading
from workbooks.limits import LIMITS, Limits
from workbooks.preflight.kind import format_of
from workbooks.preflight.report import NAME_LENGTH, Report, clean


def read(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> Reading:
    """Read a workbook (xlsx, xlsm, xls, xlsb, ods) or csv, whole or not at all.

    Args:
        path: where the file stands; its name doesn't matter when `name` is given.
        name: the name that the sender gave it; its extension says what it should be.
        limits: what it may hold.

    Raises:
        UnreadableFileError: the file is refused; the error says what, where and what now.

    """
    shown = clean(name or path.name, NAME_LENGTH)
    report = Report(shown, limits)
    extension = Path(shown).suffix.lower().removeprefix(".")
    kind = format_of(path, extension, report)
    if kind == "csv":
        return read_delimited(path, report)
    head, data = child.run(path, shown, kind, limits)
    if not any(sheet["filled"] for sheet in head["sheets"]):
        what = f"Bestand '{shown}' bevat geen enkele gevulde cel."
        raise UnreadableFileError("LEZEN-29", f"{what} Stuur het ingevulde bestand.")
    place = {sheet["name"]: number for number, sheet in enumerate(head["sheets"], 1)}
    oddities = [Oddity(*oddity) for oddity in head["oddities"]]
    oddities.sort(key=lambda oddity: (place.get(oddity.sheet, 0), oddity.row or 0, oddity.column or 0))
    return Reading(shown, grids(head, data), tuple(oddities), kind)
