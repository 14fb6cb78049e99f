# SPDX-License-Identifier: EUPL-1.2
"""Run a process and know its time on the clock and of the processor, and its peak memory with its children."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-P", "-m", "processors.cli")
# The libraries that we compare with have an environment of their own; ours does without.
PEERS = ROOT / "benchmarks" / ".venv" / "bin" / "python"
MIB = 2**20
MAXRSS = 1 if sys.platform == "darwin" else 1024
# Often enough to see a peak, seldom enough to leave the processor to what is measured.
_LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Run:
    """One process that ended: seconds on the clock and of processor, peak MiB with its children, and its output."""

    seconds: float
    cpu: float
    peak: float
    output: str


def run(command: Sequence[str | Path], folder: Path, *, allowed: Sequence[int] = (0, 1)) -> Run:
    """Run a command in a folder and wait for it; another exit status than `allowed` stops the benchmark.

    Status 1 of our own command means that there are findings. Children count in the processor time and in the peak.
    """
    log = folder / "output.txt"
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [*map(str, command)], cwd=folder, env=environment(), stdout=output, stderr=subprocess.STDOUT
        )
        seen: list[int] = [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, ended))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        ended.set()
        watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode not in allowed:
        sys.exit(f"Status {process.returncode} of {' '.join(map(str, command))}:\n{said[-3000:]}")
    # What the kernel tells afterwards counts the memory of this process too, from before the other program began.
    peak = seen[0] or usage.ru_maxrss * MAXRSS
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak / MIB, said)


def own_peak() -> float:
    """The peak memory of this process so far in MiB, without that of the process that started it."""
    return (highest("self") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS) / MIB


def middle(command: Sequence[str | Path], folder: Path, times: int, *, allowed: Sequence[int] = (0, 1)) -> Run:
    """Run a command several times; the median of seconds, processor time and peak, with the last output."""
    runs = [run(command, folder, allowed=allowed) for _ in range(times)]
    return Run(
        median(each.seconds for each in runs),
        median(each.cpu for each in runs),
        median(each.peak for each in runs),
        runs[-1].output,
    )


def no_peers(python: Path, requirements: str = "requirements.txt") -> str:
    """What to do when the Python with the libraries of a list in this folder is not there."""
    folder = python.parent.parent
    return (
        f"To compare with other libraries {python} is needed: python3 -m venv {folder} && "
        f"{folder}/bin/pip install --require-hashes -r benchmarks/{requirements}"
    )


def environment() -> dict[str, str]:
    """The environment of a user: compiled modules are kept, and no setting of ours is in force."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("VERZAMELPUNT_")
    }


def highest(pid: int | str) -> int:
    """The peak of one process in bytes; 0 where it cannot be known."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _watch(pid: int, seen: list[int], ended: threading.Event) -> None:
    """Keep the largest sum of resident memory over the process and its descendants (Linux; elsewhere nothing).

    The kernel knows the peak of each by itself exactly; the sum is what is seen by looking.
    """
    page = os.sysconf("SC_PAGE_SIZE")
    while not ended.is_set():
        family = _family(pid)
        seen[0] = max(seen[0], sum(_resident(each) for each in family) * page, *map(highest, family))
        ended.wait(_LOOK_EVERY)


def _family(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        found.append(each)
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has just ended
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
