# SPDX-License-Identifier: EUPL-1.2
"""The container in which Office keeps VBA: a small file system in a file, read and written whole.

Source: [MS-CFB] 2, version 3 with sectors of 512 bytes. No kept library writes it. Times, class ids and files above
7 MB do not occur in a VBA project and are left out.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str, ...]
Entry: TypeAlias = tuple[Any, ...]
Streams: TypeAlias = dict[Path, bytes]

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
SECTOR, SMALL_SECTOR, CUTOFF, ENTRY = 512, 64, 4096, 128
END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, STORAGE, STREAM, BLACK = 5, 1, 2, 1
IN_HEADER = 109
_HEADER = struct.Struct("<8s16x5H6x9I")
_ENTRY = struct.Struct("<64sH2B3I36xIQ")


class Sectors:
    """Pieces of one size, and for each the number of the piece that follows it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.following: list[int] = []

    def add(self, data: bytes) -> int:
        """Put data at the end and give the number of its first piece."""
        first, count = len(self.following), -(-len(data) // self.size)
        self.content += data.ljust(count * self.size, b"\0")
        self.following += [*range(first + 1, first + count), END][:count]
        return first if count else END

    def chain(self, first: int) -> bytes:
        """The pieces from this number on, behind each other."""
        found = bytearray()
        while first < FAT:
            found += self.content[first * self.size : (first + 1) * self.size]
            first = self.following[first]
        return bytes(found)


def read(data: bytes) -> Streams:
    """The streams of a container, by their path.

    Raises:
        ValueError: it is no container of this kind.

    """
    signature, *numbers = _HEADER.unpack_from(data)
    fats, directory, small_table = numbers[6], numbers[7], numbers[10]
    if signature != SIGNATURE or fats > IN_HEADER:
        raise ValueError("no compound file of sectors of 512 bytes below 7 MB")
    sectors = Sectors(SECTOR)
    sectors.content += data[SECTOR:]
    for number in struct.unpack_from(f"<{fats}I", data, _HEADER.size):
        sectors.following += _numbers(sectors.content[number * SECTOR : (number + 1) * SECTOR])
    entries = [_ENTRY.unpack(each) for each in _pieces(sectors.chain(directory), ENTRY)]
    small = Sectors(SMALL_SECTOR)
    small.content += sectors.chain(entries[0][7])
    small.following += _numbers(sectors.chain(small_table))
    found: Streams = {}
    for path, (*_, start, size) in _walk(entries, entries[0][6], ()):
        found[path] = (small if size < CUTOFF else sectors).chain(start)[:size]
    return found


def _walk(entries: list[Entry], number: int, above: Path) -> Iterator[tuple[Path, Entry]]:
    """The streams below an entry, with their path."""
    if number == FREE:
        return
    name, length, kind, _, left, right, child, *_ = entries[number]
    path = (*above, name[: length - 2].decode("utf-16-le"))
    yield from _walk(entries, left, above)
    if kind == STREAM:
        yield path, entries[number]
    yield from _walk(entries, child, path)
    yield from _walk(entries, right, above)


def write(streams: Mapping[Path, bytes]) -> bytes:
    """The container that holds these streams."""
    sectors, small = Sectors(SECTOR), Sectors(SMALL_SECTOR)
    starts = {path: (small if len(data) < CUTOFF else sectors).add(data) for path, data in streams.items()}
    content, table = bytes(small.content), _table(small.following)
    small_start, small_table = sectors.add(content), sectors.add(table)
    entries: list[bytes] = [b""]
    child = _tree(entries, (), streams, starts)
    entries[0] = _entry("Root Entry", ROOT, (FREE, FREE, child), small_start, len(content))
    entries += [_entry("", 0, (FREE, FREE, FREE), 0, 0)] * (-len(entries) % (SECTOR // ENTRY))
    directory = sectors.add(b"".join(entries))
    used = len(sectors.following)
    # The table of sectors has sectors too, of which it also tells.
    fats = next(count for count in range(1, IN_HEADER + 1) if count * SECTOR // 4 >= used + count)
    sectors.add(_table([*sectors.following, *[FAT] * fats]))
    header = _HEADER.pack(
        SIGNATURE, 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory, 0, CUTOFF,
        small_table, len(table) // SECTOR, END, 0,
    )  # fmt: skip
    places = struct.pack(f"<{IN_HEADER}I", *[*range(used, used + fats), *[FREE] * (IN_HEADER - fats)])
    return header + places + bytes(sectors.content)


def _tree(entries: list[bytes], above: Path, streams: Mapping[Path, bytes], starts: Mapping[Path, int]) -> int:
    """Add the entries below a path as a balanced tree, all black, and give the number of the uppermost."""
    depth = len(above)
    names = {path[depth] for path in streams if path[:depth] == above}

    def add(part: list[str]) -> int:
        if not part:
            return FREE
        middle, number = len(part) // 2, len(entries)
        path = (*above, part[middle])
        entries.append(b"")
        left, right = add(part[:middle]), add(part[middle + 1 :])
        if path in streams:
            entries[number] = _entry(path[-1], STREAM, (left, right, FREE), starts[path], len(streams[path]))
        else:
            entries[number] = _entry(path[-1], STORAGE, (left, right, _tree(entries, path, streams, starts)), 0, 0)
        return number

    return add(sorted(names, key=lambda name: (len(name), name.upper())))


def _entry(name: str, kind: int, links: tuple[int, int, int], start: int, size: int) -> bytes:
    coded = f"{name}\0".encode("utf-16-le") if name else b""
    return _ENTRY.pack(coded, len(coded), kind, BLACK if name else 0, *links, start, size)


def _table(following: list[int]) -> bytes:
    filled = following + [FREE] * (-len(following) % (SECTOR // 4))
    return struct.pack(f"<{len(filled)}I", *filled)


def _numbers(data: bytes | bytearray) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))
