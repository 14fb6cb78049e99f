# SPDX-License-Identifier: EUPL-1.2
"""The functions of Excel over HTTP as the add-in calls them, on the real server, beside the bare protocol.

The lines are those of the other programs; a cell is as Excel hands it over, so a date is a number of days. The program
stops when an answer is a mistake, or when allocations in a range give other findings than those of the work folder.
"""

import argparse
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import bare_call
import polars as pl
from material import TABLE, make, write_reference
from measuring import COMMAND, MIB, environment, highest
from report import Row, main

from processors.demo.habits import FORM
from processors.lines import TABLES
from processors.settings import FILE
from processors.workplace import Workplace

SIZES, SMALL_SIZES = (100, 1_000, 10_000, 100_000), (100, 1_000)
BUDGETS = {100: 300, 10_000: 1500}  # ms
COLUMNS = 20
WARM = 200
CELLS = 500
# What a browser has open to one server.
CONNECTIONS = 6
DAY_ZERO = date(1899, 12, 30)
HEALTH, CALL = "/gezond", "/xlwings/custom-functions-call"
LOCAL = "127.0.0.1"
PATIENCE = 120

Cells = list[list[object]]


@dataclass(frozen=True)
class Served:
    """A web server that answers: its port, its process, and how long it took to start (s)."""

    port: int
    process: int
    started: float

    @property
    def peak(self) -> float:
        """Its peak memory so far, MiB."""
        return highest(self.process) / MIB


class Caller:
    """One connection that stays open, as a browser keeps it."""

    def __init__(self, port: int, path: str) -> None:
        """To this port and path."""
        self.path = path
        self.connection = http.client.HTTPConnection(LOCAL, port, timeout=600)

    def send(self, body: bytes) -> Cells:
        """The result of one call; anything but an answer stops the benchmark."""
        self.connection.request("POST", self.path, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        told = answer.read()
        if answer.status != http.client.OK:
            sys.exit(f"Status {answer.status}: {told[:500]!r}")
        result: Cells = json.loads(told)["result"]
        return result


def measure(asked: argparse.Namespace) -> list[Row]:
    """All rows: start, one cell, many cells, and lines of each size."""
    sizes = SMALL_SIZES if asked.small else SIZES
    with TemporaryDirectory() as made:
        folder = Path(made)
        lines, reference = make(sizes[-1])
        _prepare(folder, reference)
        allocations = cells(reference["toewijzingen"], "toewijzingen")
        bodies = {size: cells(lines.head(size), TABLE, COLUMNS) for size in sizes}
        del lines, reference
        rows = _cold(folder, bodies[sizes[0]], asked.runs)
        with served(_server, folder, HEALTH) as ours, served(_bare, folder, bare_call.PATH) as bare:
            rows += _single(ours, asked.runs)
            for size, body in bodies.items():
                rows += _checked(ours, bare, body, size, asked.runs)
            rows += _with_allocations(ours, bodies[sizes[-2]], allocations, asked.runs)
        return rows


def cells(frame: pl.DataFrame, table: str, columns: int | None = None) -> Cells:
    """The rows of a table under the headers of our form, as Excel hands them over: days as numbers, nothing as ""."""
    fields = TABLES[table].fields[:columns]
    named = frame.select(field.name for field in fields)
    shown = [[FORM.cell(field, value) for value in named[field.name]] for field in fields]
    rows = zip(*([_handed(cell) for cell in column] for column in shown), strict=True)
    return [[FORM.header(field) for field in fields], *map(list, rows)]


def _handed(cell: object) -> object:
    if isinstance(cell, date):
        return (cell - DAY_ZERO).days
    return "" if cell is None else cell


def _prepare(folder: Path, reference: dict[str, pl.DataFrame]) -> None:
    """A work folder with reference, in which nothing was received yet."""
    place = Workplace(folder / "werkmap")
    place.root.mkdir()
    write_reference(reference, place.reference)
    (folder / FILE).write_text('map = "werkmap"\n', encoding="utf-8")


def _server(port: int) -> Sequence[str]:
    return [*COMMAND, "addin", "server", "--poort", str(port)]


def _bare(port: int) -> Sequence[str]:
    where = str(Path(__file__).parent)
    quiet = ["--log-level", "critical", "--no-access-log"]
    return [sys.executable, "-m", "uvicorn", "--app-dir", where, "--port", str(port), *quiet, "bare_call:app"]


@contextmanager
def served(command: Callable[[int], Sequence[str]], folder: Path, page: str) -> Iterator[Served]:
    """A server in a process of its own, from the moment that it answers on a page until the block ends."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = free.getsockname()[1]
    known = {**environment(), "VERZAMELPUNT_ADDIN_LICENTIE": "noncommercial"}
    begun = time.perf_counter()
    with (folder / f"{port}.txt").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own commands
            command(port), cwd=folder, env=known, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        while not _answers(port, page):
            if server.poll() is not None or time.perf_counter() - begun > PATIENCE:
                sys.exit((folder / f"{port}.txt").read_text(encoding="utf-8", errors="replace")[-3000:])
            time.sleep(0.005)
        yield Served(port, server.pid, time.perf_counter() - begun)
    finally:
        server.terminate()
        server.wait()


def _answers(port: int, page: str) -> bool:
    connection = http.client.HTTPConnection(LOCAL, port, timeout=PATIENCE)
    try:
        connection.request("GET", page)
        connection.getresponse()
    except ConnectionError:
        return False
    finally:
        connection.close()
    return True


def _cold(folder: Path, body: Cells, runs: int) -> list[Row]:
    """From nothing to an answer, and to the first findings."""
    starts, firsts = [], []
    for _ in range(runs):
        with served(_server, folder, HEALTH) as ours:
            starts.append(ours.started)
            asked = _call("pv_controleer", body)
            firsts.append(_middle(partial(Caller(ours.port, CALL).send, asked), 1))
    return [
        Row("cold start of the server, to its first answer", median(starts), "s"),
        Row(f"first CONTROLEER after that, {len(body) - 1:,} x {COLUMNS}: reference read", median(firsts), "ms"),
    ]


def _single(ours: Served, runs: int) -> list[Row]:
    """Calls that bring one cell."""
    one = _call("pv_gemeente", [["0344"]])
    caller = Caller(ours.port, CALL)
    caller.send(one)
    each = _middle(lambda: caller.send(one), WARM)
    column = _call("pv_gemeente", [["0344"]] * CELLS)
    return [
        Row("GEMEENTE of one cell, warm", each, "ms", note=f"median of {WARM}"),
        Row(f"{CELLS} such calls at once, {CONNECTIONS} connections", _middle(lambda: _many(ours, one), runs), "ms"),
        Row(f"the same {CELLS} cells in one call", _middle(lambda: caller.send(column), runs), "ms"),
    ]


def _many(ours: Served, body: bytes) -> None:
    """The calls, as a browser makes them that has so many open."""

    def some(count: int) -> None:
        caller = Caller(ours.port, CALL)
        for _ in range(count):
            caller.send(body)

    share, left = divmod(CELLS, CONNECTIONS)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(some, [share + (turn < left) for turn in range(CONNECTIONS)]))


def _checked(ours: Served, bare: Served, body: Cells, size: int, runs: int) -> list[Row]:
    """CONTROLEER on so many lines, and the bare protocol with the same cells and as large an answer."""
    caller, asked = Caller(ours.port, CALL), _call("pv_controleer", body)
    _, *found = caller.send(asked)
    taken = _middle(lambda: caller.send(asked), runs)
    other = Caller(bare.port, bare_call.PATH)
    plain = _call("pv_controleer", body, like=found[0] if found else [], times=len(found))
    other.send(plain)
    least = _middle(lambda: other.send(plain), runs)
    work = f"CONTROLEER of {size:,} x {COLUMNS}, warm"
    megabytes = len(asked) / 1e6
    return [
        Row(work, taken, "ms", BUDGETS.get(size), f"{len(found):,} findings"),
        Row(f"the bare protocol with the same cells ({megabytes:.1f} MB)", least, "ms"),
        Row(f"{work}: against the bare protocol", taken / least, "x"),
        Row(f"{work}: peak memory of the server so far", ours.peak, "MiB"),
    ]


def _with_allocations(ours: Served, body: Cells, allocations: Cells, runs: int) -> list[Row]:
    """CONTROLEER with all allocations as a range beside the lines, in place of those of the work folder."""
    caller = Caller(ours.port, CALL)
    alone, beside = _call("pv_controleer", body), _call("pv_controleer", body, None, allocations)
    if caller.send(alone) != caller.send(beside):
        sys.exit("Allocations in a range give other findings than the same allocations in the work folder.")
    taken = _middle(lambda: caller.send(beside), runs)
    work = f"CONTROLEER of {len(body) - 1:,} x {COLUMNS} with {len(allocations) - 1:,} allocations"
    return [Row(work, taken, "ms", note=f"{len(beside) / 1e6:.1f} MB")]


def _call(name: str, *arguments: Cells | None, **more: object) -> bytes:
    """The body of a call as the add-in makes it; what is left out arrives as one empty cell."""
    body: dict[str, Any] = {
        "client": "Office.js", "func_name": name, "args": [[[None]] if each is None else each for each in arguments],
        "caller_address": "[b.xlsx]Blad1!A1", "session_id": "meting", "culture_info_name": "nl-NL",
        "date_format": "d-m-jjjj", "version": "0.37.8", "runtime": "1.4",
    }  # fmt: skip
    return json.dumps(body | more, ensure_ascii=False).encode()


def _middle(work: Callable[[], object], runs: int) -> float:
    """The median of the milliseconds on the clock."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return median(taken)


if __name__ == "__main__":
    main("excel", measure, {"runs": 3})
