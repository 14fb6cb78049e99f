# SPDX-License-Identifier: EUPL-1.2
"""One stream out of a compound file, the container of xls.

Source: [MS-CFB], Compound File Binary File Format.
"""

import struct
from array import array
from collections.abc import Sequence
from typing import Final

from workbooks.preflight.archive import RESEND
from workbooks.preflight.report import Report

HEADER: Final = 512
LISTED_IN_HEADER: Final = 109
LAST: Final = 0xFFFFFFFA  # from here on a sector number means something else
ENTRY: Final = 128
MINI: Final = 64
ROOT: Final = 5
STREAM: Final = 2


def stream_named(data: bytes, names: Sequence[str], report: Report) -> bytes:
    """The content of the first stream that has one of these names.

    Raises:
        UnreadableFileError: damaged, or there is no such stream.

    """
    try:
        return _find(data, names)
    except (struct.error, ValueError, LookupError, StopIteration):
        report.refuse("LEZEN-03", "is beschadigd of geen Excel-bestand", RESEND)


def _find(data: bytes, names: Sequence[str]) -> bytes:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    first_folder, cutoff, first_mini, first_list = struct.unpack_from("<I4xIII", data, 48)[:3] + (
        struct.unpack_from("<I", data, 68)
    )
    sectors = list(struct.unpack_from(f"<{LISTED_IN_HEADER}I", data, 76))
    while first_list < LAST and len(sectors) * size <= len(data) + HEADER * LISTED_IN_HEADER:
        more = _words(_sector(data, first_list, size))
        sectors += more[:-1]
        first_list = more[-1]
    table = array("I")
    for sector in sectors:
        if sector < LAST:
            table.extend(_words(_sector(data, sector, size)))
    folder = _chain(data, table, first_folder, size)
    entries = [folder[at : at + ENTRY] for at in range(0, len(folder), ENTRY)]
    found = next(entry for name in names for entry in entries if entry[66] == STREAM and _name(entry) == name)
    start, length = struct.unpack_from("<II", found, 116)
    if length >= cutoff:
        return _chain(data, table, start, size)[:length]
    root = next(entry for entry in entries if entry[66] == ROOT)
    small = _chain(data, table, struct.unpack_from("<I", root, 116)[0], size)
    return _chain(small, _words(_chain(data, table, first_mini, size)), start, MINI, skip=0)[:length]


def _chain(data: bytes, table: Sequence[int], sector: int, size: int, skip: int | None = None) -> bytes:
    pieces = []
    while sector < LAST:
        pieces.append(_sector(data, sector, size, skip))
        sector = table[sector]
        if len(pieces) > len(table):
            raise ValueError("The chain of sectors goes round.")
    return b"".join(pieces)


def _sector(data: bytes, sector: int, size: int, skip: int | None = None) -> bytes:
    start = (size if skip is None else skip) + sector * size
    if start >= len(data):
        raise IndexError("A sector beyond the end of the file.")
    return data[start : start + size]


def _words(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _name(entry: bytes) -> str:
    return entry[: max(2, struct.unpack_from("<H", entry, 64)[0]) - 2].decode("utf-16-le", "replace")
