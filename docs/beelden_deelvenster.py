# SPDX-License-Identifier: EUPL-1.2
"""Makes the pictures of the task pane in excel.md anew: `python docs/beelden_deelvenster.py <lege map>`.

The pane is seen in Chromium, over the real server and a workbook in memory in the place of Excel. Needs the extra
`server`, chromium, gm (graphicsmagick) and `npm ci`.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import which

from processors.demo import DemoPlan, make_region
from processors.demo.writing import write_reference
from processors.workplace import Workplace

DOCS = Path(__file__).resolve().parent
PICTURES = ("deelvenster", "deelvenster-donker", "deelvenster-kpi")
COLOURS, PATIENCE = 96, 60  # of a picture; seconds


def office(folder: Path) -> list[list[object]]:
    """Make a work folder with a reference; gives the cells of a sheet with lines, two of which are wrong."""
    region = make_region(DemoPlan(lines=240))
    place = Workplace(folder)
    place.prepare()
    write_reference(place.reference, region)
    frame = region["declaratieregels"].head(12)
    rows = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows()]
    rows[1][frame.columns.index("eenheid")] = "99"
    rows[4][frame.columns.index("product_code")] = "XX"
    return [frame.columns, *[["" if cell is None else cell for cell in row] for row in rows]]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server over a work folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {
        **os.environ, "VERZAMELPUNT_MAP": str(folder), "VERZAMELPUNT_SLEUTEL": "ab" * 32,
        "VERZAMELPUNT_ADDIN_LICENTIE": "noncommercial",
    }  # fmt: skip
    command = [sys.executable, "-m", "processors.cli", "addin", "server", "--poort", str(port)]
    server = subprocess.Popen(command, cwd=folder, env=known)  # noqa: S603 - our own command
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def main(work: Path, target: Path) -> None:
    """Write every picture, of a work folder made in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    cells, wishes = office(work / "werkmap"), work / "wensen.json"
    with served(work / "werkmap") as address:
        wishes.write_text(json.dumps({"address": address, "cells": cells, "target": str(target)}), encoding="utf-8")
        subprocess.run(["node", DOCS / "deelvenster.cjs", which("chromium"), wishes], check=True)  # noqa: S603, S607
    for name in PICTURES:
        file = target / f"{name}.png"
        subprocess.run(["gm", "convert", file, "+dither", "-colors", str(COLOURS), file], check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), DOCS / "beelden")
