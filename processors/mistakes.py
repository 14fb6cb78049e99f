# SPDX-License-Identifier: EUPL-1.2
"""Our own mistakes go to the log: where they happened, never the values they happened on."""

import re
import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from processors.errors import OwnMistakeError, VerzamelpuntError
from processors.full_disk import full_disk
from processors.workplace import Workplace
from workbooks.writing import UnwritableWorkbookError

OURS = "Fout bij ons; verwijzing {}."


def log_mistake(error: Exception, folder: Path | None = None) -> tuple[str, Path]:
    """Write where the error arose to `logboek/` and return its reference and the file.

    The text of a foreign error may quote a cell, so only our own mistakes keep their text. What cannot be written
    there goes to standard error.
    """
    folder = folder or Path("logboek")
    reference = secrets.token_hex(4)
    path = folder / "fouten.log"
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {reference}"]
    fault: BaseException | None = error
    while fault is not None:
        said = f": {fault}" if isinstance(fault, OwnMistakeError) else ""
        lines.append(f"{type(fault).__name__}{said}")
        lines += [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(fault.__traceback__)]
        fault = fault.__cause__ or fault.__context__
    said = "\n".join(lines) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(said)
    except OSError:  # a disk that is full: who started us reads it
        sys.stderr.write(said)
    return reference, path


def in_words(error: Exception, place: Workplace) -> str:
    """The Dutch sentence for an error: what the user can solve as it is, a full disk, else the reference of our log."""
    if full := full_disk(error, place.root):
        return full
    if isinstance(error, VerzamelpuntError | UnwritableWorkbookError):
        return str(error)
    return OURS.format(log_mistake(error, place.logs)[0])


def reference_in(reason: str) -> str | None:
    """The reference of a mistake of ours in a reason that was noted; None where the reason is another."""
    found = re.fullmatch(OURS.format("([0-9a-f]{8})"), reason)
    return found[1] if found else None
