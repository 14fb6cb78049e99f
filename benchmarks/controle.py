# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt controleer` as a whole process, cold, beside what it stands on: calamine, imports, help."""

import argparse
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from material import TABLE, make, write_reference, write_workbook
from measuring import COMMAND, Run, middle, run
from report import Row, main

SIZES, SMALL_SIZES = (100, 10_000, 100_000), (100, 1_000)
FORM = 100
MILLION, SMALL_MILLION = 1_000_000, 10_000
READ_ALONE = (
    "import sys; from python_calamine import CalamineWorkbook; "
    "CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
)


def measure(asked: argparse.Namespace) -> list[Row]:
    """All rows: start, three workbooks with calamine beside them, and Parquet."""
    with TemporaryDirectory() as folder:
        rows = _start(Path(folder), asked.runs)
        for size in SMALL_SIZES if asked.small else SIZES:
            rows += _workbook(Path(folder), size, asked.runs)
        return rows + _parquet(Path(folder), SMALL_MILLION if asked.small else MILLION, asked.runs)


def _start(folder: Path, runs: int) -> list[Row]:
    """What every call pays."""
    run([sys.executable, "-P", "-c", "import processors.commands.controleer"], folder)  # compiles what was not yet
    bare = middle([sys.executable, "-c", "pass"], folder, runs)
    polars = middle([sys.executable, "-c", "import polars"], folder, runs)
    imports = middle([sys.executable, "-P", "-c", "import processors.commands.controleer"], folder, runs)
    helped = middle([*COMMAND, "--help"], folder, runs)
    return [
        Row("Python alone, nothing imported", bare.seconds, "s"),
        Row("Polars alone, imported", polars.seconds, "s"),
        Row("`controleer`, imports only", imports.seconds, "s"),
        Row("`verzamelpunt --help`", helped.seconds, "s", 0.3),
    ]


def _workbook(folder: Path, size: int, runs: int) -> list[Row]:
    """A workbook of so many lines with a reference folder."""
    lines, reference = make(size)
    path = write_workbook(lines, folder / f"declaratie-{size}.xlsx")
    naslag = write_reference(reference, folder / f"naslag-{size}")
    del lines, reference
    checked = middle([*COMMAND, "controleer", path, "--naslag", naslag], folder, runs)
    alone = middle([sys.executable, "-c", READ_ALONE, path], folder, runs)
    work = f"`controleer`, xlsx of {size:,} x 22"
    megabytes = path.stat().st_size / 1e6
    rows = [
        Row(work, checked.seconds, "s", 1.5 if size == FORM else None, _findings(checked)),
        Row(f"{work}: lines per second", size / checked.seconds, "lines/s"),
        Row(f"{work}: processor", checked.cpu, "s"),
        Row(f"{work}: peak memory", checked.peak, "MiB"),
        Row(f"python-calamine alone, the same file ({megabytes:.1f} MB)", alone.seconds, "s"),
    ]
    if size == SIZES[-1]:
        rows.append(Row(f"{work}: against calamine alone", checked.seconds / alone.seconds, "x", 2.2))
    return rows


def _parquet(folder: Path, size: int, runs: int) -> list[Row]:
    """A typed Parquet of so many lines."""
    lines, reference = make(size)
    path = folder / f"{TABLE}-{size}.parquet"
    lines.write_parquet(path)
    naslag = write_reference(reference, folder / "naslag-parquet")
    del lines, reference
    checked = middle([*COMMAND, "controleer", path, "--naslag", naslag], folder, runs)
    work = f"`controleer`, Parquet of {size:,} lines"
    return [
        Row(work, checked.seconds, "s", note=_findings(checked)),
        Row(f"{work}: lines per second", size / checked.seconds, "lines/s"),
        Row(f"{work}: processor", checked.cpu, "s"),
        Row(f"{work}: peak memory", checked.peak, "MiB"),
    ]


def _findings(checked: Run) -> str:
    """The number of findings that the command says it has."""
    said = re.search(r"(\d+) van (\d+) regels goed, (\d+) bevinding", checked.output)
    if not said:
        sys.exit(f"No verdict in the output:\n{checked.output[:2000]}")
    return f"{int(said[3]):,} findings"


if __name__ == "__main__":
    main("controle", measure, {"runs": 3})
