# SPDX-License-Identifier: EUPL-1.2
"""The tender of the demo region: to make the file, to read six offers and to weigh them, each as a whole process.

Beside it openpyxl alone, which reads the same workbooks cell by cell in one process and judges nothing.
"""

import argparse
import sys
from pathlib import Path
from shutil import copy
from statistics import median
from tempfile import TemporaryDirectory

from measuring import COMMAND, middle, run
from report import Row, main

READ_ALONE = (
    "import sys, openpyxl\n"
    "for path in sys.argv[1:]:\n"
    "    book = openpyxl.load_workbook(path, data_only=True)\n"
    "    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]\n"
    "    assert cells\n"
)
LINES, SMALL_LINES = 12_000, 1_000


def measure(asked: argparse.Namespace) -> list[Row]:
    """A demo of the region, its tender, and the three commands on it."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        lines = SMALL_LINES if asked.small else LINES
        run([*COMMAND, "demo", "--map", root, "--regels", str(lines), "--json"], Path(folder))
        tender, work = root / "aanbesteding", root / "0"
        made = [
            run([*COMMAND, "aanbesteding", "nieuw", tender / "opdracht.xlsx", "--uit", root / str(nr)], root)
            for nr in range(asked.runs)
        ]
        documents = len([*work.rglob("*.xlsx")])
        for path in sorted((tender / "inschrijvingen").iterdir()):
            if "perceel" not in path.name or "perceel 1" in path.name:
                copy(path, work / "inschrijvingen")
        offers = sorted((work / "inschrijvingen").iterdir())
        read = middle([*COMMAND, "aanbesteding", "inlees", work], root, asked.runs)
        alone = middle([sys.executable, "-c", READ_ALONE, *offers], root, asked.runs)
        weighed = middle([*COMMAND, "aanbesteding", "beoordeel", tender], root, asked.runs)
        whole = len([*(tender / "inschrijvingen").iterdir()])
    return [
        Row(f"`nieuw`: three lots, with the estimate of costs from the region ({documents} workbooks)",
            median(each.seconds for each in made), "s", 5, f"peak {max(each.peak for each in made):,.0f} MiB"),
        Row(f"`inlees`: six offers for a lot, with six lists of conformity ({len(offers)} files)", read.seconds, "s", 5,
            f"peak {read.peak:,.0f} MiB"),
        Row("the same files with openpyxl alone, nothing judged", alone.seconds, "s"),
        Row("`inlees` against openpyxl alone", read.seconds / alone.seconds, "x"),
        Row(f"`beoordeel`: three lots, {whole} files, sensitivity and minutes", weighed.seconds, "s", None,
            f"peak {weighed.peak:,.0f} MiB"),
    ]  # fmt: skip


if __name__ == "__main__":
    main("aanbesteding", measure, {"runs": 3})
