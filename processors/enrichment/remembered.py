# SPDX-License-Identifier: EUPL-1.2
"""What follows from a reference table alone is worked out once, however many small files are judged by it."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import polars as pl

Answer = TypeVar("Answer")
# A pass knows one version of each table, and that of a municipality's own file beside it.
_KEPT = 2
_remembered: list[deque[Any]] = []


def once_per_table(work: Callable[[pl.DataFrame], Answer]) -> Callable[[pl.DataFrame], Answer]:
    """Keep the answers of `work` for the last tables it was asked about; a table is known by being the same object."""
    last: deque[tuple[pl.DataFrame, Answer]] = deque(maxlen=_KEPT)
    _remembered.append(last)

    @wraps(work)
    def answer(table: pl.DataFrame) -> Answer:
        # Another thread may remember something meanwhile.
        for known, found in tuple(last):
            if known is table:
                return found
        made = work(table)
        last.append((table, made))
        return made

    return answer


def forget() -> None:
    """Let go of all tables and what was worked out from them, where no more lines are judged by them."""
    for last in _remembered:
        last.clear()
