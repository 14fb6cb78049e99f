# SPDX-License-Identifier: EUPL-1.2
"""Workbooks are written when they would say something else than the file that stands there; else the file stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import polars as pl
from polars import selectors

from processors.durable import landing
from processors.region_pages.closing import MADE_ON
from workbooks.region_book import RegionBook, write_region_book

_DIGITS = 12


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
