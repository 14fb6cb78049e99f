# SPDX-License-Identifier: EUPL-1.2
"""Files are read ahead by the second process, while the one before is judged.

Reading needs nothing of the journal or the store, so the order of all that is decided and kept stays as it was.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from processors.archive import Item
from processors.desk import Desk
from processors.intake.headers import ColumnMap
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import Submission as Read
from processors.journal_schema import Submission
from processors.second_process import SecondProcess

# So many files stand ready for the moment that the one before them is judged.
AHEAD = 4
# Copying what stands in a larger file from process to process costs more than it gains.
MOST_BYTES = 1_000_000

Reading: TypeAlias = Callable[[], list[Read]]


def read_ahead(
    desk: Desk, submissions: Sequence[Submission], reference: Reference, second: SecondProcess
) -> Iterator[tuple[Submission, Reading]]:
    """Give each submission, in order, with the call that gives what stands in it or raises what went wrong.

    Args:
        desk: an open work folder.
        submissions: in the archive; each must be asked for before the next.
        reference: the words of senders and the product codes.
        second: reads the files that come next.

    """
    begun: deque[tuple[Submission, Reading]] = deque()
    for submission in submissions:
        work = _work(desk, submission, reference)
        begun.append((submission, second.begin(work) if _is_small(work.args[0].path) else work))
        if len(begun) > AHEAD:
            yield begun.popleft()
    yield from begun


def _work(desk: Desk, submission: Submission, reference: Reference) -> "partial[list[Read]]":
    """Reading one submission, as something that another process can do too."""
    return partial(
        _read,
        desk.archive.item(submission.sha256),
        name=submission.bestand,
        sender=desk.journal.receipt(submission.bericht).afzender,
        column_map=reference.column_map,
        products=reference.products,
    )


def _read(item: Item, *, name: str, sender: str, column_map: ColumnMap, products: frozenset[str]) -> list[Read]:
    with item.plain() as path:
        return read_submission(path, name=name, sender=sender, column_map=column_map, products=products)


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= MOST_BYTES
