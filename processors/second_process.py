# SPDX-License-Identifier: EUPL-1.2
"""A second process, to which work is given that needs nothing of the journal or the store: reading and writing files.

What it has not begun when the result is asked is done here, and so is what it leaves undone when it is ended from
outside; so it makes a pass shorter and never another one.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class SecondProcess:
    """Takes work; without a pool all of it is done here, at the moment that its result is asked."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool

    @property
    def is_there(self) -> bool:
        """Whether any work is done elsewhere."""
        return self._pool is not None

    def begin(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Give work that pickle can carry; the call that comes back gives its result or raises what it raised."""
        if self._pool is None:
            return work
        try:
            begun = self._pool.submit(work)
        except BrokenProcessPool:
            return work
        return lambda: _result(begun, work)


@contextmanager
def second_process(*, worth: bool) -> Iterator[SecondProcess]:
    """Open a second process; it starts with the first work, which takes about a second, so it must be worth that."""
    if not worth:
        yield SecondProcess()
        return
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle_in)
    try:
        yield SecondProcess(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _result(begun: "Future[Result]", work: Callable[[], Result]) -> Result:
    if begun.cancel():
        return work()
    try:
        return begun.result()
    except BrokenProcessPool:
        return work()


def _settle_in() -> None:
    """In the other process: leave the keyboard and half of the machine to the first, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 1) // 2)))
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
