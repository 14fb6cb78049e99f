# SPDX-License-Identifier: EUPL-1.2
"""A disk that is full is no mistake of ours: who runs Verzamelpunt hears that it is full, where, and what now."""

import errno
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FULL = (
    "De schijf met '{}' is vol, of het quotum is op. Maak daar ruimte vrij en probeer het opnieuw; de dienst gaat dan "
    "vanzelf verder. Wat al bewaard was, is er nog."
)
NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT})
# How Polars ends its sentence; on Windows 39 and 112 are a full disk and 1295 is a quota that is used up.
IN_WORDS = re.compile(rf"\(os error ({'|'.join(map(str, sorted({*NUMBERS, 39, 112, 1295})))})\)")
PROBE = 64 * 1024  # bytes: more than what is left in a last block


def full_disk(error: BaseException, root: Path) -> str | None:
    """The Dutch sentence when this error came of a disk that is full or a quota that is used up, else None.

    Args:
        error: what was raised; what caused it counts too.
        root: the folder that was worked in; of the disks under it, and of the one for temporary files, the fullest is
            named, because most errors do not tell where they arose.

    """
    if not any(_is_full(each, root) for each in _causes(error)):
        return None
    return FULL.format(_fullest(root))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_full(error: BaseException, root: Path) -> bool:
    if isinstance(error, sqlite3.Error):
        # SQLite has a code for a full disk only; with a quota it says that it could not write.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        return code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _takes_nothing(root))
    if isinstance(error, OSError) and error.errno in NUMBERS:
        return True
    return bool(IN_WORDS.search(str(error)))


def _takes_nothing(folder: Path) -> bool:
    """Whether a folder takes no more bytes."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(PROBE))
    except OSError as error:
        return error.errno in NUMBERS
    return False


def _fullest(root: Path) -> Path:
    """The folder on the disk with the least room; the work folder itself where they are one disk."""
    places = [root, *(sorted(each for each in root.iterdir() if each.is_dir()) if root.is_dir() else ())]
    with suppress(OSError):  # where nothing can be written, no folder for temporary files is found either
        places.append(Path(tempfile.gettempdir()))
    disks: dict[int, Path] = {}
    for place in places:
        with suppress(OSError):
            disks.setdefault(place.stat().st_dev, place)
    return min(disks.values(), key=lambda each: shutil.disk_usage(each).free, default=root)
