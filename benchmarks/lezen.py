# SPDX-License-Identifier: EUPL-1.2
"""Reading a workbook of 100,000 lines to typed lines, beside python-calamine alone and pandas with openpyxl.

Ours inspects the file, reads it in a process of its own, finds the table and casts every cell; the others give cells.
Each runs as a whole process.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from controle import READ_ALONE
from material import make, write_workbook
from measuring import PEERS, middle, no_peers
from report import Row, main

LINES, SMALL_LINES = 100_000, 1_000
OURS = (
    "import sys; from pathlib import Path; from processors.intake.reading import read_submission; "
    "(found,) = read_submission(Path(sys.argv[1])); assert len(found.tables['declaratieregels']) == int(sys.argv[2])"
)
PANDAS = (
    "import sys, pandas; frame = pandas.read_excel(sys.argv[1], dtype=str, engine='openpyxl'); "
    "assert len(frame) == int(sys.argv[2])"
)


def measure(asked: argparse.Namespace) -> list[Row]:
    """Three readers of one file."""
    if not asked.python.exists():
        sys.exit(no_peers(asked.python))
    size = SMALL_LINES if asked.small else LINES
    with TemporaryDirectory() as folder:
        lines, _ = make(size)
        path, columns = write_workbook(lines, Path(folder) / "declaratie.xlsx"), lines.width
        ours = middle([sys.executable, "-P", "-c", OURS, path, str(size)], Path(folder), asked.runs)
        alone = middle([sys.executable, "-c", READ_ALONE, path], Path(folder), asked.runs)
        pandas = middle([asked.python, "-c", PANDAS, path, str(size)], Path(folder), asked.runs)
    work = f"xlsx of {size:,} x {columns}"
    return [
        Row(f"{work}: to typed lines", ours.seconds, "s", note=f"peak {ours.peak:,.0f} MiB"),
        Row(f"{work}: python-calamine alone", alone.seconds, "s", note=f"peak {alone.peak:,.0f} MiB"),
        Row(f"{work}: pandas with openpyxl", pandas.seconds, "s", note=f"peak {pandas.peak:,.0f} MiB"),
        Row(f"{work}: ours against calamine alone", ours.seconds / alone.seconds, "x"),
        Row(f"{work}: ours against pandas with openpyxl", ours.seconds / pandas.seconds, "x"),
    ]


if __name__ == "__main__":
    main("lezen", measure, {"runs": 3, "python": PEERS})
