# SPDX-License-Identifier: EUPL-1.2
"""Read a compound file, a file with folders and files in it, without trusting it (Microsoft, MS-CFB).

Nothing here recurs, no entry is visited twice, and all that is read together is never more than the file itself.
"""

import struct
from dataclasses import dataclass
from itertools import chain

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER = 512
SECTOR_SHIFTS = {3: 9, 4: 12}
MINI, MINI_CUTOFF = 64, 4096
IN_HEADER = 109
"""How many sectors of the allocation table the header itself names."""

LITTLE_ENDIAN = 0xFFFE

ENTRY = struct.Struct("<64sHBxIII36xIQ")
END, FREE, NOTHING = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


class CompoundError(Exception):
    """The file is none, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A folder (storage) or file (stream), beside others in a tree."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file in memory.

    Raises:
        CompoundError: as its methods do, on what cannot be read.

    """

    def __init__(self, data: bytes) -> None:
        """Read the allocation tables and the directory; files are read when they are asked for."""
        if len(data) < HEADER or not data.startswith(SIGNATURE):
            raise CompoundError("No compound file.")
        version, order, shift = struct.unpack_from("<HHH", data, 26)
        if order != LITTLE_ENDIAN or SECTOR_SHIFTS.get(version) != shift:
            raise CompoundError("Unknown version or sector size.")
        first_directory, cutoff, first_mini, first_difat = struct.unpack_from("<48xI4xII4xI", data)
        if cutoff != MINI_CUTOFF:
            raise CompoundError("Unknown size of short files.")
        self._data, self._size, self._wide = data, 1 << shift, version > min(SECTOR_SHIFTS)
        self._left = len(data)
        self._seen: set[int] = set()
        self._fat = self._table(self._fat_sectors(first_difat))
        self._directory = b"".join(map(self._sector, self._chain(first_directory, self._fat)))
        root = self._entry(0)
        if root.kind != ROOT:
            raise CompoundError("No root.")
        self._short = self._long(root.start, root.size) if root.size else b""
        needed = -(-4 * len(self._short) // MINI // self._size)
        self._minifat = self._table(self._chain(first_mini, self._fat, needed))

    def children(self, storage: int = 0) -> dict[str, int]:
        """What lies in a storage, by name; 0 is the root. To be asked once of each."""
        found: dict[str, int] = {}
        todo = [self._entry(storage).child]
        while todo:
            place = todo.pop()
            if place == NOTHING:
                continue
            if place in self._seen:
                raise CompoundError("An entry is used twice.")
            self._seen.add(place)
            entry = self._entry(place)
            if entry.name in found or entry.kind not in {STORAGE, STREAM}:
                raise CompoundError("Two entries with one name, or an entry of no kind.")
            found[entry.name] = place
            todo += [entry.left, entry.right]
        return found

    def read(self, stream: int) -> bytes:
        """The content of a file."""
        entry = self._entry(stream)
        if entry.kind != STREAM:
            raise CompoundError("No file.")
        if not entry.size:
            return b""
        self._left -= entry.size
        if self._left < 0:
            raise CompoundError("The files are larger than the whole.")
        if entry.size >= MINI_CUTOFF:
            return self._long(entry.start, entry.size)
        sectors = self._chain(entry.start, self._minifat, -(-entry.size // MINI))
        return self._whole(b"".join(self._short[each * MINI : (each + 1) * MINI] for each in sectors), entry.size)

    def _long(self, start: int, size: int) -> bytes:
        sectors = self._chain(start, self._fat, -(-size // self._size))
        return self._whole(b"".join(map(self._sector, sectors)), size)

    @staticmethod
    def _whole(data: bytes, size: int) -> bytes:
        if len(data) < size:
            raise CompoundError("A file ends too early.")
        return data[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._data):
            raise CompoundError("A sector outside the file.")
        return self._data[begin : begin + self._size]

    def _table(self, sectors: list[int]) -> list[int]:
        return list(chain.from_iterable(self._numbers(each) for each in sectors))

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._whole(self._sector(sector), self._size))

    def _fat_sectors(self, place: int) -> list[int]:
        """The sectors with the allocation table: the header names some, and a list of sectors names the rest."""
        per_sector = self._size // 4
        most = len(self._data) // self._size // per_sector + IN_HEADER
        named = struct.unpack_from(f"<{IN_HEADER}I", self._data, HEADER - 4 * IN_HEADER)
        found = [each for each in named if each != FREE]
        while place not in {END, FREE}:
            *more, place = self._numbers(place)
            found += [each for each in more if each != FREE]
            if len(found) > most or more[0] == FREE:
                raise CompoundError("More tables than the file can have.")
        return found

    def _chain(self, start: int, table: list[int], most: int | None = None) -> list[int]:
        """The sectors that follow each other; at most so many where the size is known."""
        found: list[int] = []
        while start != END and (most is None or len(found) < most):
            if start >= len(table) or len(found) >= len(table):
                raise CompoundError("A chain of sectors leaves the table, or never ends.")
            found.append(start)
            start = table[start]
        return found

    def _entry(self, place: int) -> _Entry:
        begin = place * ENTRY.size
        if begin + ENTRY.size > len(self._directory):
            raise CompoundError("An entry outside the directory.")
        name, length, kind, left, right, child, start, size = ENTRY.unpack_from(self._directory, begin)
        text = name[: max(length - 2, 0)].decode("utf-16-le", "replace")
        # Version 3 leaves the upper half undefined.
        return _Entry(text, kind, left, right, child, start, size if self._wide else size & 0xFFFFFFFF)
