# SPDX-License-Identifier: EUPL-1.2
"""The fifteen rules of `regels.py` side by side: our engine, Polars by hand and five libraries on the same lines.

Each entry judges in processes of its own, in turns, so that a busy moment hits them all. The program stops when two
do not find the same violations, or the engine and the rules by hand not the same findings.
"""

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import polars as pl
from blocks import MILLION, RECEIVED
from entry import LINES, LISTS
from material import TABLE, make
from measuring import PEERS, no_peers, run
from regels import FIFTEEN, SMALL
from report import Row, main

from processors.codelists import codes
from processors.enrichment import enrich
from processors.lines import TABLES
from processors.rulebook import Severity

OURS, HAND = "engine", "on_polars"
CHECKERS = ("on_dataframely", "on_pointblank", "on_pandera")
OTHERS = (*CHECKERS, "on_duckdb", "on_pandas")
VIOLATION = ["nr", "rule"]


@dataclass(frozen=True)
class Turn:
    """What one entry needed: seconds on the clock and of processor, and peak MiB, the lines that were read included."""

    name: str
    seconds: float
    cpu: float
    peak: float
    versions: str

    def row(self, work: str) -> Row:
        """The time as a row, with the rest behind it."""
        note = f"{self.cpu:.2f} s of processor, peak {self.peak:,.0f} MiB, {self.versions}"
        return Row(f"{work}: {self.name}", self.seconds, "s", note=note)

    def against(self, other: "Turn", work: str, budget: float | None = None) -> Row:
        """The ratio of the times; that of the processor times, which a busy machine leaves alone, behind it."""
        name, note = f"{work}: {self.name} against {other.name}", f"{self.cpu / other.cpu:.2f} x of processor"
        return Row(name, self.seconds / other.seconds, "x", budget, note)


@dataclass(frozen=True)
class Contest:
    """The folder with the lines, and the Python that has the libraries."""

    folder: Path
    python: Path

    def turn(self, entry: str, *, findings: bool = False) -> Turn:
        """One process of an entry."""
        python = Path(sys.executable) if entry in (OURS, HAND) else self.python
        command: list[str | Path] = [python, Path(__file__).with_name("entry.py"), entry, self.folder]
        done = run([*command, "--findings"] if findings else command, self.folder, allowed=[0])
        return Turn(**json.loads(done.output.splitlines()[-1]))

    def findings(self, entry: str) -> pl.DataFrame:
        """The findings of this entry."""
        return pl.read_parquet(self.folder / f"{entry}-findings.parquet")

    def violations(self, entry: str) -> pl.DataFrame:
        """The violations of this entry in one order and of one kind."""
        kinds = {"nr": pl.Int64, "rule": pl.String}
        found = pl.read_parquet(self.folder / f"{entry}-violations.parquet")
        return found.select(pl.col(name).cast(kind) for name, kind in kinds.items()).sort(VIOLATION)


def measure(asked: argparse.Namespace) -> list[Row]:
    """Make the lines, let everyone judge them in turns, compare what they found, and give the figures."""
    if not asked.python.exists():
        sys.exit(no_peers(asked.python))
    size = SMALL if asked.small else asked.lines
    with TemporaryDirectory() as folder:
        contest = Contest(Path(folder), asked.python)
        write(size, contest.folder)
        judged, told = _rounds(contest, asked.runs)
        count, findings = _same_violations(contest), _same_findings(contest)
    return [*_violation_rows(judged, size, count), *_finding_rows(told, judged, size, findings)]


def write(size: int, folder: Path) -> None:
    """The enriched lines, of which only what the fifteen rules and their sentences name; and the code lists."""
    lines, reference = make(size)
    lines = lines.with_columns(bestand=pl.lit("regels.parquet"), blad=pl.lit(""), rij=pl.int_range(1, pl.len() + 1))
    needed = {name for rule in FIFTEEN for name in (*rule.needs, *rule.shows, rule.at)}
    needed |= {*TABLES[TABLE].key, "bestand", "blad", "rij", "nr"}
    known = enrich(lines, TABLE, reference, received_on=RECEIVED).with_columns(
        nr=pl.int_range(pl.len(), dtype=pl.UInt32)
    )
    known.select(name for name in known.columns if name in needed).write_parquet(folder / LINES)
    lists = {wet: sorted(codes("productcategorie", wet)) for wet in ("wmo", "jw")}
    (folder / LISTS).write_text(json.dumps({"eenheid": sorted(codes("eenheid")), **lists}), encoding="utf-8")


def _rounds(contest: Contest, runs: int) -> tuple[dict[str, Turn], dict[str, Turn]]:
    """Of each entry the medians: to violations, and of those that can to findings."""
    judged: dict[str, list[Turn]] = {entry: [] for entry in (OURS, HAND, *OTHERS)}
    told: dict[str, list[Turn]] = {entry: [] for entry in (OURS, HAND)}
    for _ in range(runs):
        for entry, turns in judged.items():
            turns.append(contest.turn(entry))
        for entry, turns in told.items():
            turns.append(contest.turn(entry, findings=True))
    return _medians(judged), _medians(told)


def _medians(rounds: dict[str, list[Turn]]) -> dict[str, Turn]:
    return {entry: middle(turns) for entry, turns in rounds.items()}


def middle(turns: list[Turn]) -> Turn:
    """The medians of some turns of one entry."""
    middles = {name: median(getattr(turn, name) for turn in turns) for name in ("seconds", "cpu", "peak")}
    return replace(turns[0], **middles)


def _same_violations(contest: Contest) -> int:
    """The number of violations, which everyone found."""
    expected = contest.violations(HAND)
    for entry in (OURS, *OTHERS):
        found = contest.violations(entry)
        if not found.equals(expected):
            lacking, more = (
                left.join(right, on=VIOLATION, how="anti")["rule"].value_counts(sort=True).rows()
                for left, right in ((expected, found), (found, expected))
            )
            sys.exit(f"{entry} does not find the same violations: {len(found)}, lacking {lacking}, more {more}.")
    return len(expected)


def _same_findings(contest: Contest) -> int:
    """The number of findings of the engine; what is decided is the same by hand, word for word."""
    found = contest.findings(OURS)
    # What cannot be decided the engine reports as well; only the violations are done by hand.
    if not found.filter(pl.col("ernst") != Severity.SIGNAAL).equals(contest.findings(HAND)):
        sys.exit("The engine and the rules by hand do not give the same findings; regels.py shows the difference.")
    return len(found)


def _violation_rows(judged: dict[str, Turn], size: int, count: int) -> list[Row]:
    ours, full = judged[OURS], size == MILLION
    return [
        *(turn.row(f"15 rules on {size:,} lines to {count:,} violations") for turn in judged.values()),
        *(
            ours.against(judged[entry], "to violations", 1.0 if full and entry in CHECKERS else None)
            for entry in (HAND, *OTHERS)
        ),
    ]


def _finding_rows(told: dict[str, Turn], judged: dict[str, Turn], size: int, count: int) -> list[Row]:
    quickest = min((judged[entry] for entry in CHECKERS), key=lambda turn: turn.seconds)
    work = f"15 rules on {size:,} lines to {count:,} findings with sentence, action, row and cell"
    return [
        *(turn.row(work) for turn in told.values()),
        told[OURS].against(told[HAND], "to findings", 1.3 if size == MILLION else None),
        told[OURS].against(quickest, "to findings, where the other stops at violations"),
    ]


if __name__ == "__main__":
    main("vergelijk", measure, {"runs": 3, "lines": MILLION, "python": PEERS})
