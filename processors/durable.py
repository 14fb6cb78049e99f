# SPDX-License-Identifier: EUPL-1.2
"""Files that are there whole or not at all, also after a kill or a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HALF = ".half"


@contextmanager
def landing(target: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, that file takes the place of `target`.

    A block that fails leaves `target` as it was. What a kill leaves behind ends in `.half` and is written
    over by the next try; so two writers of one target need a lock around them.
    """
    make_folder(target.parent)
    half = target.with_name(target.name + HALF)
    try:
        yield half
        _flush(half, os.O_RDWR)
        half.replace(target)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    flush_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, each known to the disk before anything is put in it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        flush_folder(each.parent)


def move(source: Path, target: Path) -> None:
    """Rename within one disk, replacing `target`; both folders are on disk when it returns."""
    make_folder(target.parent)
    source.replace(target)
    for folder in {source.parent, target.parent}:
        flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Put the names in a folder on disk; Windows does this by itself and cannot open a folder."""
    if os.name != "nt":
        _flush(folder, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
