# SPDX-License-Identifier: EUPL-1.2
"""Two thousand mixed mails with five thousand attachments, in twenty passes of one process: all found, memory flat.

Run with `python -m benchmarks.slow.soak` from the root. Mails and check are those of `tests/walks/soak_world.py`.
"""

import argparse
import gc
import random
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.report import Row, main
from processors.demo import DemoPlan, make_region
from processors.demo.habits import FORM
from processors.desk import open_desk
from processors.jobs import process_mailbox
from tests.walks.conftest import Office, open_office
from tests.walks.soak_world import Stream, astray, counted
from workbooks import worker
from workbooks.limits import LIMITS
from workbooks.reading import read

SMALL = 4
MIB = 2**20
KIB = 1024
FILES = 40


@dataclass(frozen=True)
class Pass:
    """What one pass took: seconds, memory of the process (MiB), open files, and seconds from mail to each answer."""

    seconds: float
    memory: float
    handles: int
    answers: list[float]


def measure(asked: argparse.Namespace) -> list[Row]:
    """The stream in passes, and what one file costs in a process of its own."""
    number = SMALL if asked.small else asked.passes
    with TemporaryDirectory() as folder:
        region = make_region(DemoPlan(lines=20_000, fault_share=0))
        office = open_office(Path(folder), region)
        own, child = _per_file(office)
        stream = Stream(office, random.Random(asked.seed))  # noqa: S311 - which mails are made is no secret
        done = [_pass(stream, asked.mails) for _ in range(number)]
        lost = astray(stream)
        mails, attachments = counted(stream)
        journal = office.place.journal.stat().st_size / KIB / mails
    for each in lost[:20]:
        print(each, file=sys.stderr)
    seconds = sum(each.seconds for each in done)
    answers = [wait for each in done for wait in each.answers]
    later = done[len(done) // 2 :]
    growth = linear_regression(range(len(later)), [each.memory for each in later]).slope * 100 / asked.mails
    slower = median(each.seconds for each in later) / median(each.seconds for each in done[: len(done) // 2])
    return [
        Row(f"{mails:,} mails with {attachments:,} attachments in {number} passes: not where they must be", len(lost),
            "things", 0),
        Row("mails per minute", mails / seconds * 60, "mails"),
        Row("attachments per minute", attachments / seconds * 60, "attachments"),
        Row("from mail to answer, half of them within", median(answers), "s", None, f"{asked.mails} mails at once"),
        Row("from mail to answer, 95 of 100 within", quantiles(answers, n=20)[-1], "s"),
        Row("a pass of the second half against one of the first", slower, "x"),
        Row("memory after the first pass", done[0].memory, "MiB"),
        Row("memory after the last pass", done[-1].memory, "MiB"),
        Row("growth of memory in the second half, per 100 mails", growth, "MiB", 1),
        Row("the largest child so far", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB, "MiB"),
        Row("open files after the last pass, more than after the first", done[-1].handles - done[0].handles, "files",
            0),
        Row("journal per mail", journal, "KiB"),
        Row("a small workbook in a process of its own", child * 1000, "ms"),
        Row("the same file in this process", own * 1000, "ms"),
    ]  # fmt: skip


def _pass(stream: Stream, mails: int) -> Pass:
    """Let so many mails come in, and work them."""
    place = stream.office.place
    begun = time.time()
    for _ in stream.mails(mails):
        pass
    known = {path.name for path in (place.output / "antwoorden").glob("*.txt")}
    settings = stream.office.settings.model_copy(update={"max_berichten_per_dag": 10**6})
    at = time.perf_counter()
    with open_desk(settings) as desk:
        done = process_mailbox(desk)
    seconds = time.perf_counter() - at
    if done.failed:
        sys.exit(f"{done.failed} failed by our own mistake.")
    new = (path for path in (place.output / "antwoorden").glob("*.txt") if path.name not in known)
    waits = [path.stat().st_mtime - begun for path in new]
    gc.collect()
    print(f"{len(stream.sent)} mails, {seconds:.1f} s, {_memory():.0f} MiB", flush=True)
    return Pass(seconds, _memory(), len(list(Path("/proc/self/fd").iterdir())), waits)


def _memory() -> float:
    """What this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MIB


def _per_file(office: Office) -> tuple[float, float]:
    """Seconds to read a small workbook here and in a process of its own; the median of forty."""
    ((name, data),) = office.declaration(office.suppliers[0], habit=FORM).items()
    path = office.root / name
    path.write_bytes(data)
    worker.confine = lambda _limits: None  # this process must go on
    job: worker.Job = {"path": str(path), "name": name, "kind": "xlsx", "limits": vars(LIMITS)}
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(FILES):
        for work, into in ((lambda: worker.answer(job), took[0]), (lambda: read(path), took[1])):
            at = time.perf_counter()
            work()
            into.append(time.perf_counter() - at)
    gc.enable()  # the worker turned it off
    path.unlink()
    return median(took[0]), median(took[1])


if __name__ == "__main__":
    main("soak", measure, {"passes": 20, "mails": 100, "seed": 1})
