# SPDX-License-Identifier: EUPL-1.2
"""Damaged workbooks, csv files and messages through the door of intake: how many crashed, hung or were silently empty.

Run with `python -m benchmarks.slow.fuzzing` from the root. The damage is that of `tests/processors/intake/damage.py`.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Row, main
from processors.demo import DemoPlan, make_region
from processors.intake.reading import read_submission
from tests.processors.intake.damage import KINDS, Damage, damaged, inside
from tests.processors.messages.test_message_intake import DECLARATION
from tests.walks.conftest import CSV, open_office

SMALL = 20
PARTS = 30


def measure(asked: argparse.Namespace) -> list[Row]:
    """Each kind of file, damaged so many times."""
    chance = random.Random(asked.seed)  # noqa: S311 - which damage is tried is no secret
    with TemporaryDirectory() as folder:
        office = open_office(Path(folder), make_region(DemoPlan(lines=500, fault_share=0)))
        (book,) = office.declaration(office.suppliers[0]).values()
        (text,) = office.declaration(office.suppliers[0], habit=CSV).values()
        doors: list[tuple[str, str, Callable[[], bytes]]] = [
            ("workbook, bytes of the file", "xlsx", lambda: damaged(book, _damages(chance))),
            (
                "workbook, one part in a whole zip",
                "xlsx",
                lambda: inside(book, chance.randrange(PARTS), _damages(chance)),
            ),
            ("csv", "csv", lambda: damaged(text, _damages(chance))),
            ("message (xml)", "xml", lambda: damaged(DECLARATION.encode(), _damages(chance))),
        ]
        return [row for door in doors for row in _tried(*door, SMALL if asked.small else asked.tries, Path(folder))]


def _damages(chance: random.Random) -> list[Damage]:
    return [
        (chance.choice(KINDS), chance.randrange(1_000_000), chance.randrange(256)) for _ in range(chance.randint(1, 4))
    ]


def _tried(name: str, kind: str, make: Callable[[], bytes], tries: int, folder: Path) -> list[Row]:
    path, ends, slowest = folder / f"aanlevering.{kind}", Counter[str](), 0.0
    for _ in range(tries):
        path.write_bytes(data := make())
        begun = time.perf_counter()
        ended = _end(path)
        slowest = max(slowest, time.perf_counter() - begun)
        ends[ended] += 1
        if ended in {"crashed", "silent"}:
            print(f"{name}: {ended}: {data!r}", file=sys.stderr)
    note = f"{tries} tries: {ends['lines']} with lines, {ends['refused']} refused, {ends['told']} with findings only"
    return [
        Row(f"{name}: crashed or silently empty", ends["crashed"] + ends["silent"], "files", 0, note),
        Row(f"{name}: slowest", slowest, "s", 60),
    ]


def _end(path: Path) -> str:
    try:
        (read,) = read_submission(path)
    except Exception as error:  # noqa: BLE001 - this is what is counted
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return "crashed"
    if read.refused:
        return "refused"
    if sum(map(len, read.tables.values())):
        return "lines"
    return "told" if len(read.problems) else "silent"


if __name__ == "__main__":
    main("fuzzing", measure, {"tries": 2_000, "seed": 1})
