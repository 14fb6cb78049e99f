# SPDX-License-Identifier: EUPL-1.2
"""The program of the child process: one job on standard input, judge and read one file, one answer, end.

The answer is a line of JSON and then the packed columns, as bytes, in the order in which the JSON names their lengths.
"""

import gc
import json
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final, TypedDict

from workbooks.cells import PackedSheet, sheets
from workbooks.errors import UnreadableFileError
from workbooks.limits import Limits
from workbooks.preflight import inspect
from workbooks.preflight.message_xml import PackedElements, read_message
from workbooks.preflight.report import Report

OUT_OF_MEMORY: Final = 70


class Job(TypedDict):
    """What the parent asks."""

    path: str
    name: str
    kind: str
    limits: dict[str, Any]


def confine(limits: Limits) -> None:
    """Let the system end this process when it takes more memory or processor time than allowed (not on Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - doesn't exist on Windows

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(job: Job) -> tuple[dict[str, Any], list[bytes]]:
    """Judge and read one workbook or message."""
    gc.disable()  # one job, then the end: looking for garbage among millions of values takes longer than the job
    limits = Limits(**{**job["limits"], "formats": tuple(job["limits"]["formats"])})
    confine(limits)
    try:
        if job["kind"] == "xml":
            return _message(read_message(Path(job["path"]), Report(job["name"], limits)))
        report = inspect(Path(job["path"]), job["name"], job["kind"], limits)
        packed = list(sheets(Path(job["path"]), report))
    except UnreadableFileError as error:
        return {"refused": [error.code, str(error), error.quarantine]}, []
    blobs = [blob for sheet in packed for column in sheet.columns for blob in astuple(column)]
    return {"sheets": [_describe(sheet) for sheet in packed], "oddities": list(map(astuple, report.oddities))}, blobs


def _message(packed: PackedElements) -> tuple[dict[str, Any], list[bytes]]:
    blobs = packed.blobs()
    head = {
        "namespace": packed.namespace,
        "enveloped": packed.enveloped,
        "paths": packed.paths,
        "foreign": packed.foreign,
        "count": len(packed.path),
        "lengths": list(map(len, blobs)),
    }
    return head, blobs


def _describe(sheet: PackedSheet) -> dict[str, Any]:
    facts = sheet.facts
    return {
        "name": facts.name,
        "hidden": facts.hidden,
        "hidden_rows": sorted(facts.hidden_rows),
        "formulas": sorted(facts.formulas),
        "filled": facts.filled,
        "height": sheet.height,
        "columns": [[len(blob) for blob in astuple(column)] for column in sheet.columns],
    }


def main() -> int:
    """Do one job; without one, end quietly."""
    line = sys.stdin.buffer.read()
    if not line:
        return 0
    try:
        head, blobs = answer(json.loads(line))
        out = sys.stdout.buffer
        out.write(json.dumps(head).encode() + b"\n")
        out.writelines(blobs)
        out.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
