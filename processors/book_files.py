# SPDX-License-Identifier: EUPL-1.2
"""Workbooks are written when they would say something else than the file that stands there; else the file stays."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import polars as pl
from polars import selectors

from processors.durable import landing
from processors.region_pages.closing import MADE_ON
from processors.second_process import SecondProcess
from workbooks.region_book import RegionBook, write_region_book

_DIGITS = 12
# So many workbooks wait for the second process at most; they are in memory.
_WAITING = 6
# A workbook with more cells is written here: handing it over would keep it in memory twice.
MOST_CELLS = 3_000_000


class _Fed(Protocol):
    def update(self, data: bytes, /) -> None: ...


@dataclass(frozen=True)
class BookFiles:
    """The workbooks of an output folder, and beside the store what each of them said when it was written."""

    output: Path
    marks: Path

    def write(self, target: Path, book: RegionBook) -> bool:
        """Write the workbook unless the file there already says the same; whether it was written.

        The moment at which it was made does not count. A file that somebody changed or removed is written again.
        """
        said = _fingerprint(book)
        mark = self.marks / f"{target.relative_to(self.output).as_posix().replace('/', '--')}.txt"
        if target.exists() and mark.exists() and mark.read_text("ascii") == f"{said} {_digest(target)}":
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        write_region_book(target, book)
        with landing(mark) as half:
            half.write_text(f"{said} {_digest(target)}", encoding="ascii")
        return True


@contextmanager
def written(files: BookFiles, second: SecondProcess) -> Iterator[Callable[[Path, RegionBook], Path]]:
    """Give a call that writes a workbook, now or by the second process, and says where; at the end all stand."""
    waiting: deque[Callable[[], bool]] = deque()

    def write(target: Path, book: RegionBook) -> Path:
        if sum(map(_cells, book.tables.values())) > MOST_CELLS:
            files.write(target, book)
            return target
        waiting.append(second.begin(partial(files.write, target, book)))
        while len(waiting) > (_WAITING if second.is_there else 0):
            # The newest has not been begun yet: it is done here, while the second process goes on with the oldest.
            waiting.pop()()
        return target

    yield write
    while waiting:
        waiting.pop()()


def _cells(frame: pl.DataFrame) -> int:
    return frame.width * frame.height


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _fingerprint(book: RegionBook) -> str:
    """A hash of all that the workbook says, and of the version that lays it out."""
    fed = blake2b(version("verzamelpunt").encode(), digest_size=32)
    _feed(fed, book)
    return fed.hexdigest()


def _feed(fed: _Fed, value: object) -> None:
    if isinstance(value, pl.DataFrame):
        lasting = value
        if "onderwerp" in value.columns:
            lasting = value.filter(pl.col("onderwerp").ne_missing(MADE_ON))
        fed.update(repr(lasting.schema).encode())
        # The last digits of a sum differ with the order in which a machine adds.
        lasting = lasting.with_columns(selectors.float().round_sig_figs(_DIGITS))
        fed.update(lasting.write_csv().encode())
    elif is_dataclass(value):
        fed.update(type(value).__name__.encode())
        for each in fields(value):
            _feed(fed, getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            _feed(fed, key)
            _feed(fed, part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        fed.update(f"{len(value)}".encode())
        for part in value:
            _feed(fed, part)
    else:
        fed.update((f"{value:.{_DIGITS}g}" if isinstance(value, float) else repr(value)).encode())
