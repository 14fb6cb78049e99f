# SPDX-License-Identifier: EUPL-1.2
"""Where the time of all rules on lines in memory goes: enrichment by reference, and the rules that take most."""

import argparse
import time
from collections.abc import Callable
from cProfile import Profile
from functools import partial
from pathlib import Path
from pstats import Stats
from statistics import median

import polars as pl
from blocks import MILLION, RECEIVED
from material import TABLE, make
from regels import ORIGIN, SMALL
from report import Row, main

from processors import enrichment
from processors.checking import check, prepare
from processors.enrichment import enrich
from processors.findings import finish
from processors.profiles import profiles_of
from processors.rules import RULES
from processors.verdicts import verdicts_of

DOOR = Path(enrichment.__file__)
MOST = 8
# Below this a reference is not worth a line.
LEAST = 2.0


def measure(asked: argparse.Namespace) -> list[Row]:
    """The shares in one process; seconds of processor, which a busy machine leaves alone."""
    size = SMALL if asked.small else asked.lines
    lines, reference = make(size)
    lines = lines.with_columns(bestand=pl.lit("regels.parquet"), blad=pl.lit(""), rij=pl.int_range(1, pl.len() + 1))
    profiles = profiles_of(reference)
    enriching = partial(enrich, lines, TABLE, reference, received_on=RECEIVED, profiles=profiles)
    enriching()  # what follows from the reference alone is remembered from here on, as in a run of many files
    frame = enriching()
    numbered = frame.with_columns(nr=pl.int_range(pl.len(), dtype=pl.UInt32))
    able = prepare(RULES, numbered.columns, TABLE, profiles, None).able
    asking = _cpu(lambda: verdicts_of(numbered, able), asked.runs)
    checking = _cpu(lambda: finish(check(RULES, frame, TABLE, profiles=profiles), ORIGIN), asked.runs)
    alone = sorted(((_cpu(partial(verdicts_of, numbered, [rule])), rule) for rule in able), key=lambda each: -each[0])
    work = f"{len(able)} rules on {size:,} lines"
    return [
        Row(f"{work}: enrichment", _cpu(enriching, asked.runs), "s of processor"),
        *(Row(f"of which {name}", share, "%") for name, share in _references(enriching) if share >= LEAST),
        Row(f"{work}: verdicts", asking, "s of processor"),
        Row(f"{work}: words of the findings", checking - asking, "s of processor"),
        *(Row(f"{rule.code} by itself", seconds, "s of processor", note=rule.test.__name__)
          for seconds, rule in alone[:MOST]),
    ]  # fmt: skip


def _cpu(work: Callable[[], pl.DataFrame], runs: int = 1) -> float:
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return median(seconds)


def _references(enriching: Callable[[], pl.DataFrame]) -> list[tuple[str, float]]:
    """What the modules that `enrich` calls take, in percents of the whole, the most first."""
    profile = Profile()
    profile.runcall(enriching)
    whole, taken = 0.0, dict[str, float]()
    for (file, _, name), (_, _, _, total, callers) in Stats(profile).stats.items():
        if Path(file) == DOOR:
            whole = total if name == "enrich" else whole
        elif Path(file).parent == DOOR.parent:
            asked = sum(times[3] for (caller, _, _), times in callers.items() if Path(caller) == DOOR)
            module = Path(file).stem
            taken[module] = taken.get(module, 0) + asked
    return sorted(((name, 100 * taken[name] / whole) for name in taken), key=lambda each: -each[1])


if __name__ == "__main__":
    main("profiel", measure, {"runs": 3, "lines": MILLION})
