# SPDX-License-Identifier: EUPL-1.2
"""Files are read ahead in a second process, while the one before is judged.

Reading needs nothing of the journal or the store, so the order of all that is decided and kept stays as it was.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TypeAlias

from processors.desk import Desk
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import Submission as Read
from processors.journal_schema import Submission

# A second process takes about a second to start: not worth it for a few files.
FEWEST = 20
# So many files stand ready for the moment that the one before them is judged.
AHEAD = 4
# Copying what stands in a larger file from process to process costs more than it gains.
MOST_BYTES = 1_000_000

Reading: TypeAlias = Callable[[], list[Read]]


@contextmanager
def read_ahead(
    desk: Desk, submissions: Sequence[Submission], reference: Reference
) -> Iterator[Iterator[tuple[Submission, Reading]]]:
    """Give each submission, in order, with the call that gives what stands in it or raises what went wrong.

    Args:
        desk: an open work folder.
        submissions: in the archive; each must be asked for before the next.
        reference: the words of senders and the product codes.

    """
    works = [_work(desk, submission, reference) for submission in submissions]
    turns = zip(submissions, works, strict=True)
    if len(works) < FEWEST:
        yield turns
        return
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle_in)
    try:
        yield _begun_early(turns, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _work(desk: Desk, submission: Submission, reference: Reference) -> "partial[list[Read]]":
    """Reading one submission, as something that another process can do too."""
    return partial(
        read_submission,
        desk.archive.path(submission.sha256),
        name=submission.bestand,
        sender=desk.journal.receipt(submission.bericht).afzender,
        column_map=reference.column_map,
        products=reference.products,
    )


def _begun_early(
    turns: Iterator[tuple[Submission, "partial[list[Read]]"]], pool: ProcessPoolExecutor
) -> Iterator[tuple[Submission, Reading]]:
    begun: deque[tuple[Submission, Reading]] = deque()
    for submission, work in turns:
        begun.append((submission, _begun(work, pool) if _is_small(work.args[0]) else work))
        if len(begun) > AHEAD:
            yield begun.popleft()
    yield from begun


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= MOST_BYTES


def _begun(work: Reading, pool: ProcessPoolExecutor) -> Reading:
    """The work, begun in the other process; done here when that process is ended from outside."""
    try:
        future = pool.submit(work)
    except BrokenProcessPool:
        return work

    def result() -> list[Read]:
        try:
            return future.result()
        except BrokenProcessPool:
            return work()

    return result


def _settle_in() -> None:
    """In the other process: leave the keyboard to the first, and end when it ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
