# SPDX-License-Identifier: EUPL-1.2
"""The fifteen rules on Spark: ours from declaration lines to findings, beside SQL of Spark itself and beside Polars.

Ours enriches the lines by their reference tables and gives findings in words; the SQL (`peers/spark.sql`) is given the
lines enriched and gives pairs of line and rule. Each has a process of its own, in turns; in each a first time does not
count. The program stops when two do not find the same.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl
from blocks import MILLION, RECEIVED
from entry import LINES, LISTS
from material import LARGE, make
from measuring import own_peak, run
from peers import engine
from regels import FIFTEEN, SMALL
from report import Row, main
from vergelijk import VIOLATION, write

from processors.commands.schaal import session_on
from processors.findings import FINDINGS, finish
from processors.large import Context, judge
from processors.profiles import profiles_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MOST = 1.5  # times the SQL
TIMES = 2
QUERY = Path(__file__).parent / "peers" / "spark.sql"
RAW_LINES, REFERENCE = "raw.parquet", "reference-"
NATIVE, OURS, POLARS = "SQL of Spark on enriched lines", "ours on Spark", "ours on Polars"
Figures = dict[str, float]


def measure(asked: argparse.Namespace) -> list[Row]:
    """Make the lines, let each judge them in turns, and compare what they found."""
    if find_spec("pyspark") is None:
        sys.exit("Spark is not installed: .venv/bin/python -m pip install --require-hashes -r requirements-extras.txt")
    size = SMALL if asked.small else asked.lines
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(size, folder)
        rounds: dict[str, list[Figures]] = {part: [] for part in PARTS}
        for _ in range(asked.runs):
            for part, turns in rounds.items():
                turns.append(_alone(part, folder))
        count, pairs = _same(folder)
    middle = {part: {name: median(turn[name] for turn in turns) for name in turns[0]} for part, turns in rounds.items()}
    given = {NATIVE: f"{pairs:,} violations", OURS: f"{count:,} findings", POLARS: f"{count:,} findings"}
    work = f"15 rules on {size:,} lines"
    ours = middle[OURS]["seconds"]
    return [
        *(Row(f"{work}: {part}", figures["seconds"], "s", note=given[part]) for part, figures in middle.items()),
        Row("start of a session of Spark", middle[OURS]["session"], "s", note="not in the other figures"),
        Row(
            f"{work}: ours on Spark against its SQL",
            ours / middle[NATIVE]["seconds"],
            "x",
            MOST if size == MILLION else None,
        ),
        Row(f"{work}: ours on Spark against ours on Polars", ours / middle[POLARS]["seconds"], "x"),
    ]


def _write(size: int, folder: Path) -> None:
    write(size, folder)
    lines, reference = make(size)
    placed = lines.with_columns(bestand=pl.lit("regels.parquet"), blad=pl.lit(""), rij=pl.int_range(1, pl.len() + 1))
    # Spark reads a row group by one process.
    placed.write_parquet(folder / RAW_LINES, row_group_size=max(1, size // 8))
    pl.read_parquet(folder / LINES).write_parquet(folder / LINES, row_group_size=max(1, size // 8))
    for name, table in reference.items():
        table.write_parquet(folder / f"{REFERENCE}{name}.parquet")


def _alone(part: str, folder: Path) -> Figures:
    command: list[str | Path] = [sys.executable, __file__, "--part", part, "--folder", folder]
    figures: Figures = json.loads(run(command, folder, allowed=[0]).output.splitlines()[-1])
    return figures


def _same(folder: Path) -> tuple[int, int]:
    """The numbers of findings and of violations; of both there are two that must be equal."""
    on_spark, on_polars = (_found(folder, part).sort(*FINDINGS) for part in (OURS, POLARS))
    if not on_spark.equals(on_polars):
        sys.exit(f"Spark and Polars do not give the same findings: {len(on_spark)} and {len(on_polars)}.")
    lines = pl.read_parquet(folder / LINES)
    kinds = {"nr": pl.Int64, "rule": pl.String}
    native, expected = (each.cast(kinds).sort(VIOLATION) for each in (_found(folder, NATIVE), engine.judge(lines, {})))
    if not native.equals(expected):
        counts = (each["rule"].value_counts(sort=True).rows() for each in (native, expected))
        sys.exit("The SQL and the rules do not find the same violations: {} and {}.".format(*counts))
    return len(on_spark), len(native)


def _found(folder: Path, part: str) -> pl.DataFrame:
    return pl.read_parquet(folder / part / "*.parquet")


def _ours(folder: Path, session: "SparkSession | None") -> Callable[[], object]:
    from processors.scale import check_on_spark  # noqa: PLC0415 - an extra

    assert session  # noqa: S101 - it is one of those on Spark

    def work() -> object:
        reference = {
            name: session.read.parquet(str(path)) if name in LARGE else pl.read_parquet(path)
            for name, path in _reference(folder).items()
        }
        lines = session.read.parquet(str(folder / RAW_LINES))
        return check_on_spark(session, lines, reference, received_on=RECEIVED, rules=FIFTEEN)

    return work


def _native(folder: Path, session: "SparkSession | None") -> Callable[[], object]:
    from pyspark.sql import functions as sql  # noqa: PLC0415 - an extra

    assert session  # noqa: S101 - it is one of those on Spark
    lists = json.loads((folder / LISTS).read_text(encoding="utf-8"))
    query = QUERY.read_text(encoding="utf-8")

    def work() -> object:
        session.read.parquet(str(folder / LINES)).createOrReplaceTempView("lines")
        found = session.sql(query, {name: sql.array(*map(sql.lit, values)) for name, values in lists.items()}).persist()
        found.count()
        return found

    return work


def _polars(folder: Path, _session: "SparkSession | None") -> Callable[[], object]:
    def work() -> object:
        reference = {name: pl.scan_parquet(path) for name, path in _reference(folder).items()}
        profiles = profiles_of({"contracten": reference["contracten"].collect()})
        context = Context(reference, RECEIVED, profiles)
        return finish(judge(FIFTEEN, pl.scan_parquet(folder / RAW_LINES), context))

    return work


def _reference(folder: Path) -> dict[str, Path]:
    return {path.stem.removeprefix(REFERENCE): path for path in sorted(folder.glob(f"{REFERENCE}*.parquet"))}


PARTS = {NATIVE: _native, OURS: _ours, POLARS: _polars}


def _part(part: str, folder: Path) -> None:
    """Judge by one of them; its figures are the last line that is printed."""
    begun = time.perf_counter()
    session = None if part == POLARS else session_on("local[2]")
    started = time.perf_counter() - begun
    work = PARTS[part](folder, session)
    seconds = []
    for _ in range(TIMES + 1):
        if session:
            # What was kept of the time before would be read instead of worked out.
            session.catalog.clearCache()
        begun = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - begun)
    target = folder / part
    if isinstance(found, pl.DataFrame):
        target.mkdir(exist_ok=True)
        found.write_parquet(target / "found.parquet")
    else:
        found.write.mode("overwrite").parquet(str(target))  # type: ignore[attr-defined] - a frame of Spark
    print(json.dumps({"seconds": median(seconds[1:]), "session": started, "peak": own_peak()}))


if __name__ == "__main__":
    if "--part" in sys.argv:
        parser = argparse.ArgumentParser()
        parser.add_argument("--part", choices=PARTS)
        parser.add_argument("--folder", type=Path)
        given = parser.parse_args()
        _part(given.part, given.folder)
    else:
        main("schaal", measure, {"runs": 1, "lines": MILLION})
