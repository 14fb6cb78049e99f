# SPDX-License-Identifier: EUPL-1.2
"""One entry of the comparison in a process of its own: read the enriched lines, judge them, keep what was found.

An entry is a module in `peers/` that gives:
    NAME: what it is called in the table.
    PACKAGES: of which the versions belong beside its figures.
    read(path): the lines from Parquet, in the form that the library likes best; not in the time.
    judge(lines, lists): the violations, to a value in memory; in the time. `lists` are the code lists.
    keep(found, path): what was found as Parquet, one row per violation (`nr`, `rule`) or finding; not in the time.
    report(lines): the findings with their words and cells, in a module that can; in the time.
"""

import argparse
import json
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median

from measuring import ROOT, own_peak

TIMES = 3
LINES, LISTS = "lines.parquet", "lists.json"


def main() -> None:
    """Judge once to warm up and then on the clock; the figures are the last line that is printed."""
    parser = argparse.ArgumentParser(description="Runs one entry; comparing is done by vergelijk.py.")
    parser.add_argument("entry", help="the name of a module in peers/")
    parser.add_argument("folder", type=Path, help=f"with {LINES} and {LISTS}")
    parser.add_argument("--findings", action="store_true", help="to findings, instead of violations")
    asked = parser.parse_args()
    sys.path.append(str(ROOT))
    entry = import_module(f"peers.{asked.entry}")
    lists = json.loads((asked.folder / LISTS).read_text(encoding="utf-8"))
    lines = entry.read(asked.folder / LINES)

    def work() -> object:
        return entry.report(lines) if asked.findings else entry.judge(lines, lists)

    found = work()
    clock, processor = [], []
    for _ in range(TIMES):
        del found  # two answers at once would count twice in the memory
        begun, worked = time.perf_counter(), time.process_time()
        found = work()
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
    peak = own_peak()
    kind = "findings" if asked.findings else "violations"
    entry.keep(found, asked.folder / f"{asked.entry}-{kind}.parquet")
    versions = ", ".join(f"{name} {version(name)}" for name in entry.PACKAGES)
    taken = {"seconds": median(clock), "cpu": median(processor), "peak": peak}
    print(json.dumps({"name": entry.NAME, **taken, "versions": versions}))


if __name__ == "__main__":
    main()
