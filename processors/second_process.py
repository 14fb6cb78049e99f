# SPDX-License-Identifier: EUPL-1.2
"""A second process, to which work is given that needs nothing of the journal or the store: reading and writing files.

What it does not have yet when the result is asked is done here, and so is what it leaves undone when it is ended from
outside; so it makes a pass shorter and never another one.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
# So much work is on its way to the other process: enough to keep it busy, and the rest can still be done here.
ON_ITS_WAY = 3


class _Given(Generic[Result]):
    """Work that was given, and what comes of it once the other process has it."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self.work = work
        self.future: Future[Result] | None = None


class SecondProcess:
    """Takes work; without a pool all of it is done here, at the moment that its result is asked."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool
        self._waiting: deque[_Given[Any]] = deque()
        self._there: list[Future[Any]] = []

    @property
    def is_there(self) -> bool:
        """Whether any work is done elsewhere."""
        return self._pool is not None

    def begin(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Give work that pickle can carry; the call that comes back gives its result or raises what it raised."""
        if self._pool is None:
            return work
        given = _Given(work)
        self._waiting.append(given)
        self._hand_over(self._pool)
        return partial(self._result, given, self._pool)

    def _hand_over(self, pool: ProcessPoolExecutor) -> None:
        """Bring as much work to the other process as may be on its way; what is there is never taken back."""
        self._there = [future for future in self._there if not future.done()]
        while self._waiting and len(self._there) < ON_ITS_WAY:
            given = self._waiting.popleft()
            with suppress(BrokenProcessPool):
                given.future = pool.submit(given.work)
                self._there.append(given.future)

    def _result(self, given: _Given[Result], pool: ProcessPoolExecutor) -> Result:
        if given in self._waiting:
            self._waiting.remove(given)
        self._hand_over(pool)
        if given.future is None:
            return given.work()
        try:
            return given.future.result()
        except BrokenProcessPool:
            return given.work()


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
