# SPDX-License-Identifier: EUPL-1.2
"""SIGKILL at every point of a pass, three at random points, a disk that fails, and habits that must be missed.

Run with `python -m benchmarks.slow.kills` from the root. The world is that of `tests/walks/kill_world.py`.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.report import Row, main
from processors.demo import DemoPlan, make_region
from tests.walks.kill_world import (
    FAULTS,
    HABITS,
    World,
    after_the_first,
    can_trace,
    faulty,
    killed,
    loosely,
    make_world,
    points,
    settles,
    starts,
)

What = TypeVar("What")
SMALL = 20
TURNS = range(5, 101)


class Judge:
    """Fresh worlds in a folder, and what must stand in each in the end."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._next = folder, count()
        self._made = make_world(folder / "made", make_region(DemoPlan(lines=1_000, fault_share=0)))
        world = self.fresh()
        self.points = points(world)
        self._stands = world.stands()

    def fresh(self) -> World:
        """A world to which nothing has happened."""
        return World.like(self._made, self._folder / f"world-{next(self._next)}")

    def after_kills(self, at: Sequence[str], habit: str = "") -> tuple[int, bool]:
        """How many of these kills came about, and whether the world is as it would have been."""
        world = self.fresh()
        times = killed(world, at, habit=habit)
        return times, settles(world, habit=habit) and world.stands() == self._stands

    def after_fault(self, fault: tuple[str, str, str]) -> tuple[int, bool]:
        """How a pass ended in which this failed, and whether the world is as it would have been."""
        world = self.fresh()
        status = starts(world, under=faulty(*fault))
        return status, settles(world) and loosely(world.stands()) == loosely(self._stands)


def measure(asked: argparse.Namespace) -> list[Row]:
    """All points by themselves, and the rest."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(asked.workers) as pool:
        judge = Judge(Path(folder))
        every = judge.points[:: len(judge.points) // SMALL if asked.small else asked.every]
        chance = random.Random(asked.seed)  # noqa: S311 - which points are tried is no secret
        triples = [chance.sample(judge.points, 3) for _ in range(SMALL // 4 if asked.small else asked.triples)]
        rows = [
            *_kills(
                f"one kill: before each of {len(every)} points of {len(judge.points)}",
                pool,
                judge,
                [[each] for each in every],
            ),
            *_kills(f"{len(triples)} times three kills at random points", pool, judge, triples),
        ]
        if can_trace():
            rows += _faults(pool, judge, TURNS[:: len(TURNS) // (2 if asked.small else asked.faults)])
        rows += [_missed(judge, habit, at) for habit, at in HABITS.items()]
    return rows


def _kills(work: str, pool: ThreadPoolExecutor, judge: Judge, sets: Sequence[Sequence[str]]) -> list[Row]:
    done = _all(pool, judge.after_kills, sets)
    for at, (_, whole) in zip(sets, done, strict=True):
        if not whole:
            print(f"NOT as it would have been after kills at {', '.join(at)}", file=sys.stderr)
    times = sum(kills for kills, _ in done)
    return [
        Row(
            f"{work}: worlds that differ in the end", sum(not whole for _, whole in done), "worlds", 0, f"{times} kills"
        )
    ]


def _faults(pool: ThreadPoolExecutor, judge: Judge, turns: Iterable[int]) -> list[Row]:
    rows = []
    for name, (calls, error, when) in FAULTS.items():
        tried = [(calls, error, f"{turn}{'+' * when.endswith('+')}") for turn in turns]
        done = _all(pool, judge.after_fault, tried)
        for fault, (status, whole) in zip(tried, done, strict=True):
            if not whole or status not in {0, 1}:
                print(f"NOT good: {name} at {fault[2]}: status {status}, whole {whole}", file=sys.stderr)
        stopped = sum(status == 1 for status, _ in done)
        bad = sum(not whole or status not in {0, 1} for status, whole in done)
        note = f"{error}, {len(tried)} turns, {stopped} passes stopped"
        rows.append(Row(f"fault: {name}: worlds that differ in the end", bad, "worlds", 0, note))
    return rows


def _missed(judge: Judge, habit: str, at: str) -> Row:
    """A habit taken out of the product: the kill must be seen, or the check is worth nothing."""
    times, whole = judge.after_kills([at or after_the_first("send", judge.points)], habit)
    return Row(f"without a habit ('{habit}'): kills that went unseen", int(times != 1 or whole), "kills", 0)


def _all(
    pool: ThreadPoolExecutor, work: Callable[[What], tuple[int, bool]], each: Iterable[What]
) -> list[tuple[int, bool]]:
    return list(pool.map(work, each))


if __name__ == "__main__":
    main("kills", measure, {"workers": 2, "every": 1, "triples": 30, "faults": 8, "seed": 1})
