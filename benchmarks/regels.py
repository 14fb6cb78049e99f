# SPDX-License-Identifier: EUPL-1.2
"""The rule engine alone: all rules with enrichment, and fifteen rules beside the same rules by hand in Polars."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import blocks
import polars as pl
from blocks import MILLION, RECEIVED
from by_hand import CHECKS, violations
from material import TABLE, make
from measuring import own_peak, run
from report import Row, main

from processors.checking import check
from processors.enrichment import enrich
from processors.findings import FINDINGS, ORIGINS, finish
from processors.lines import TABLES
from processors.profiles import profiles_of
from processors.rulebook import Severity
from processors.rules import RULES

SMALL = 20_000
FIFTEEN = RULES.for_table(TABLE).where(lambda rule: rule.test.__name__ in CHECKS)
ORIGIN = pl.DataFrame(
    [(TABLE, field.name, "", field.label, chr(ord("A") + at)) for at, field in enumerate(TABLES[TABLE].fields)],
    schema=dict(ORIGINS),
    orient="row",
)


def measure(asked: argparse.Namespace) -> list[Row]:
    """Make the lines, then measure in processes of their own, so that making them does not count.

    More than a million lines do not fit in memory with all that is known of them; they are judged by blocks.
    """
    size = SMALL if asked.small else asked.lines
    if size > MILLION:
        return blocks.measure(size, asked.runs)
    with TemporaryDirectory() as folder:
        lines, reference = make(size)
        lines.write_parquet(Path(folder) / "lines.parquet")
        for name, table in reference.items():
            table.write_parquet(Path(folder) / f"reference-{name}.parquet")
        del lines, reference
        every = _alone("all", Path(folder), asked.runs)
        some = _alone("fifteen", Path(folder), asked.runs)
    rules, full = len(RULES.for_table(TABLE)), size == MILLION
    work = f"{rules} rules on {size:,} lines"
    seconds = every["enrich"] + every["check"]
    return [
        Row(f"{work}, enrichment included", seconds, "s", 8 if full else None, _said(every)),
        Row(f"{work}: enrichment", every["enrich"], "s"),
        Row(f"{work}: verdicts and findings", every["check"], "s"),
        Row(f"{work}: peak memory", every["peak"], "MiB", 2048 if full else None, "reading the lines included"),
        Row(
            f"15 rules on {size:,} enriched lines, engine",
            some["engine"],
            "s",
            None,
            f"{some['findings']:,.0f} findings",
        ),
        Row(f"15 rules on {size:,} enriched lines, Polars by hand", some["hand"], "s", note="the same findings"),
        Row("15 rules: engine against Polars by hand", some["engine"] / some["hand"], "x", 1.3 if full else None),
    ]


def _said(figures: dict[str, float]) -> str:
    return f"{figures['findings']:,.0f} findings"


def _alone(part: str, folder: Path, runs: int) -> dict[str, float]:
    """A part of this program in a process of its own."""
    done = run([sys.executable, __file__, "--part", part, "--folder", folder, "--runs", str(runs)], folder, allowed=[0])
    figures: dict[str, float] = json.loads(done.output.splitlines()[-1])
    return figures


def _all_rules(lines: pl.DataFrame, reference: dict[str, pl.DataFrame], runs: int) -> dict[str, float]:
    profiles = profiles_of(reference)

    def enriched() -> pl.DataFrame:
        return enrich(lines, TABLE, reference, received_on=RECEIVED, profiles=profiles)

    enriching, frame = _timed(enriched, runs)
    checking, findings = _timed(lambda: finish(check(RULES, frame, TABLE, profiles=profiles), ORIGIN), runs)
    return {"enrich": enriching, "check": checking, "findings": len(findings)}


def _fifteen(lines: pl.DataFrame, reference: dict[str, pl.DataFrame], runs: int) -> dict[str, float]:
    frame = enrich(lines, TABLE, reference, received_on=RECEIVED).with_columns(
        nr=pl.int_range(pl.len(), dtype=pl.UInt32)
    )
    engine, findings = _timed(lambda: finish(check(FIFTEEN, frame, TABLE), ORIGIN), runs)
    hand, expected = _timed(lambda: violations(frame, FIFTEEN).select(*FINDINGS), runs)
    # What cannot be decided the engine reports as well; only the violations are done by hand.
    decided = findings.filter(pl.col("ernst") != Severity.SIGNAAL)
    if not decided.equals(expected):
        _show_difference(decided, expected)
    return {"engine": engine, "hand": hand, "findings": len(findings)}


def _show_difference(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    counts = (frame.group_by("regel", "kolom").len(name) for name, frame in (("engine", found), ("hand", expected)))
    engine, hand = counts
    print(engine.join(hand, on=["regel", "kolom"], how="full", coalesce=True).sort("regel").rows())
    sys.exit("The engine and the rules by hand do not give the same findings.")


def _timed(work: Callable[[], pl.DataFrame], runs: int) -> tuple[float, pl.DataFrame]:
    """The median of the seconds, and the last answer; a first time, on cold memory, does not count."""
    seconds = []
    answer = work()
    for _ in range(runs):
        del answer  # two answers at once would count twice in the memory
        begun = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begun)
    return median(seconds), answer


def _part(asked: argparse.Namespace) -> None:
    """Measure one part and print its figures as the last line."""
    where = {"bestand": pl.lit("regels.parquet"), "blad": pl.lit("")}
    lines = pl.read_parquet(asked.folder / "lines.parquet").with_columns(
        **where, rij=pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    )
    files = sorted(asked.folder.glob("reference-*.parquet"))
    reference = {path.stem.removeprefix("reference-"): pl.read_parquet(path) for path in files}
    figures = {"all": _all_rules, "fifteen": _fifteen}[asked.part](lines, reference, asked.runs)
    print(json.dumps({**figures, "peak": own_peak()}))


if __name__ == "__main__":
    if "--part" in sys.argv:
        parser = argparse.ArgumentParser()
        parser.add_argument("--part")
        parser.add_argument("--folder", type=Path)
        parser.add_argument("--runs", type=int)
        _part(parser.parse_args())
    else:
        main("regels", measure, {"runs": 3, "lines": MILLION})
