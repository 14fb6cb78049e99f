# SPDX-License-Identifier: EUPL-1.2
"""What follows about hidden cells from one relation after another, and which cells hang together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

# Enough for what follows step by step; what is left is for the linear programs.
_ROUNDS = 20
_ROOM = 1e-9


@dataclass(frozen=True)
class Constraints:
    """Relations between hidden cells: `least` <= sum of factor x cell <= `most`, per row; entries are sorted by row."""

    row: np.ndarray
    column: np.ndarray
    factor: np.ndarray
    least: np.ndarray
    most: np.ndarray
    columns: int


def propagated(constraints: Constraints, low: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and most of each cell as far as it follows step by step, from what it is at least."""
    high = np.full(constraints.columns, np.inf)
    for _ in range(_ROUNDS):
        before = low.copy(), high.copy()
        for sign, most in ((1.0, constraints.most), (-1.0, -constraints.least)):
            _tighten(constraints, sign * constraints.factor, most, low, high)
        if _same(before[0], low) and _same(before[1], high):
            break
    return low, high


def _tighten(constraints: Constraints, factor: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """A term is at most what is left when all others in its row are as small as they can be."""
    row, column = constraints.row, constraints.column
    smallest = np.where(factor > 0, low[column], high[column]) * factor
    endless = ~np.isfinite(smallest)
    count = np.bincount(row, endless, len(most))
    added = np.bincount(row, np.where(endless, 0.0, smallest), len(most))
    others = added[row] - np.where(endless, 0.0, smallest)
    known = (count[row] - endless == 0) & np.isfinite(most[row])
    left = most[row] - others
    room = _ROOM * np.maximum(1.0, np.abs(most[row]))
    upward, downward = known & (factor > 0), known & (factor < 0)
    np.minimum.at(high, column[upward], (left[upward] + room[upward]) / factor[upward])
    np.maximum.at(low, column[downward], (left[downward] + room[downward]) / factor[downward])


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.array_equal(one, other))


def blocks(constraints: Constraints, free: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The cells that are still free (columns) and the rows between them, per part that hangs together."""
    inside = free[constraints.column]
    row, column = constraints.row[inside], constraints.column[inside]
    label = np.arange(constraints.columns)
    while True:
        lowest = np.full(len(constraints.least), constraints.columns)
        np.minimum.at(lowest, row, label[column])
        spread = label.copy()
        np.minimum.at(spread, column, lowest[row])
        spread = spread[spread]
        if np.array_equal(spread, label):
            break
        label = spread
    order = np.flatnonzero(free)
    order = order[np.argsort(label[order], kind="stable")]
    of_row = lowest[np.unique(row)]
    rows = np.unique(row)[np.argsort(of_row, kind="stable")]
    of_row = np.sort(of_row)
    names, starts = np.unique(label[order], return_index=True)
    ends = np.searchsorted(label[order], names, "right")
    first, last = np.searchsorted(of_row, names, "left"), np.searchsorted(of_row, names, "right")
    for start, end, top, bottom in zip(starts, ends, first, last, strict=True):
        yield order[start:end], rows[top:bottom]
