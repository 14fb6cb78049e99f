# SPDX-License-Identifier: EUPL-1.2
"""All rules on lines that are read from Parquet by blocks: a million, and several times as many (decision 0010)."""

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import polars as pl
import repeated
from material import TABLE, make
from measuring import own_peak, run
from report import Row

from processors.large import Context, judge
from processors.profiles import profiles_of
from processors.rules import RULES

MILLION = 1_000_000
RECEIVED = date(2026, 10, 12)


def measure(lines: int, runs: int) -> list[Row]:
    """Time and memory of a million lines and of the whole millions in `lines`, each in a process of its own."""
    times = lines // MILLION
    with TemporaryDirectory() as made:
        folder = Path(made)
        asked, reference = make(MILLION)
        for name, count in (("one", 1), ("all", times)):
            repeated.write(asked, reference, folder / name, times=count)
        del asked, reference
        one, every = (_alone(folder / name, runs) for name in ("one", "all"))
    if every["findings"] != times * one["findings"]:
        sys.exit(f"{times} million lines give {every['findings']:,.0f} findings, one million {one['findings']:,.0f}.")
    work = f"{len(RULES.for_table(TABLE))} rules by blocks from Parquet"
    of_all = f"{work}, {times * MILLION:,} lines"
    return [
        Row(f"{work}, {MILLION:,} lines", one["seconds"], "s", note=f"{one['findings']:,.0f} findings"),
        Row(f"{work}, {MILLION:,} lines: peak memory", one["peak"], "MiB", 2048),
        Row(of_all, every["seconds"], "s", note=f"{every['findings']:,.0f} findings"),
        Row(f"{of_all}: peak memory", every["peak"], "MiB", 6144),
        Row(f"{of_all}: against a million", every["seconds"] / one["seconds"], "x", times * 1.1),
        Row(f"{of_all}: processor against a million", every["cpu"] / one["cpu"], "x"),
    ]


def _alone(folder: Path, runs: int) -> dict[str, float]:
    done = run([sys.executable, __file__, "--folder", folder, "--runs", str(runs)], folder, allowed=[0])
    figures: dict[str, float] = json.loads(done.output.splitlines()[-1])
    return figures


def _part(folder: Path, runs: int) -> dict[str, float]:
    """Judge what stands in a folder; the median of seconds on the clock and of the processor."""
    tables = {path.name: pl.scan_parquet(path / "*.parquet") for path in folder.iterdir() if path.is_dir()}
    where = {"bestand": pl.lit("regels.parquet"), "blad": pl.lit(""), "rij": pl.col("rij").cast(pl.Int64)}
    lines = tables.pop("lines").with_row_index("rij", offset=1).with_columns(**where)
    context = Context(tables, RECEIVED, profiles_of({}))
    seconds, cpu, findings = [], [], 0
    for _ in range(runs):
        begun, used = time.perf_counter(), time.process_time()
        findings = len(judge(RULES, lines, context))
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    return {"seconds": median(seconds), "cpu": median(cpu), "findings": findings, "peak": own_peak()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int)
    given = parser.parse_args()
    print(json.dumps(_part(given.folder, given.runs)))
