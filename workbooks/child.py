# SPDX-License-Identifier: EUPL-1.2
"""The process in which strange workbooks are read, so that a crash or a flood there is a verdict here.

One process per file: it starts in a few hundredths of a second, and what one file did to it can't touch the next.
`warm()` starts one ahead, so that a cold command does its own imports meanwhile.

On Linux and macOS memory, processor time and wall time are limited. On Windows only wall time is: there the limits of
the inspection (area, sizes, counts) are what bounds memory.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from workbooks.errors import UnreadableFileError
from workbooks.limits import Limits

COMMAND: Final = (sys.executable, "-m", "workbooks.worker")
ROOT: Final = Path(__file__).resolve().parent.parent
OUR_FAULT: Final = 1  # how Python ends after an exception that nobody caught
PANIC: Final = b"PanicException"  # how the parser ends when it meets what it didn't expect

_lock = threading.Lock()
_spare: list[subprocess.Popen[bytes]] = []


def warm() -> None:
    """Start a process ahead of the next `run`, unless one is waiting."""
    with _lock:
        if not _spare:
            _spare.append(_start())


def run(path: Path, name: str, kind: str, limits: Limits) -> tuple[dict[str, Any], memoryview]:
    """Read one workbook in a process of its own: the head of the answer, and the bytes it describes.

    Raises:
        UnreadableFileError: refused by the process, or the process was ended for what it took.
        RuntimeError: the process failed by our own mistake.

    """
    job = {"path": str(path.resolve()), "name": name, "kind": kind, "limits": asdict(limits)}
    with _take() as process:
        try:
            out, complaint = process.communicate(json.dumps(job).encode(), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise _too_heavy(name) from None
    if process.returncode == OUR_FAULT and PANIC not in complaint:
        raise RuntimeError(f"The reading process failed:\n{complaint.decode(errors='replace')}")
    if process.returncode:
        raise _too_heavy(name)
    end = out.index(b"\n")
    head = json.loads(out[:end])
    if "refused" in head:
        code, sentence, quarantine = head["refused"]
        raise UnreadableFileError(code, sentence, quarantine=quarantine)
    return head, memoryview(out)[end + 1 :]


def _take() -> subprocess.Popen[bytes]:
    with _lock:
        process = _spare.pop() if _spare else None
    if process and process.poll() is None:
        return process
    if process:
        _end(process)
    return _start()


def _start() -> subprocess.Popen[bytes]:
    search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": search, "RUST_BACKTRACE": "0"},  # a backtrace needs the memory it lacks
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


@atexit.register
def _dismiss() -> None:
    """End the process that waits in vain."""
    with _lock:
        while _spare:
            _end(_spare.pop())


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.communicate()


def _too_heavy(name: str) -> UnreadableFileError:
    what = f"Bestand '{name}' vraagt bij het lezen te veel geheugen of tijd, of laat het leesprogramma vastlopen."
    return UnreadableFileError("LEZEN-30", f"{what} Begin opnieuw met het sjabloon, of stuur de gegevens in delen.")
