# SPDX-License-Identifier: EUPL-1.2
"""A VBA project without Excel: modules are added or replaced as source, and Excel compiles them when it opens.

Source: [MS-OVBA] 2.3 (streams) and 2.4.1 (compression). Compiled code belongs to another source and is left out.
"""

import struct
from collections.abc import Iterator, Mapping

from addin.classic import compound

CODE_PAGE = "cp1252"
CHUNK = 4096
SHORTEST = 3
# Kinds of records in the stream `dir`.
VERSION, MODULES, END = 0x09, 0x0F, 0x10
NAME, NAME_16, STREAM, STREAM_16, DOC, DOC_16 = 0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48
OFFSET, HELP, COOKIE, PROCEDURAL, END_MODULE = 0x31, 0x1E, 0x2C, 0x21, 0x2B
# A project that holds no compiled code.
NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")
_LIST, _COMPILED = ("VBA", "dir"), ("VBA", "_VBA_PROJECT")


def with_modules(project: bytes, modules: Mapping[str, str]) -> bytes:
    """The project (`vbaProject.bin`) with these modules, by name; one that is there already gets this source.

    Raises:
        ValueError: the project cannot be read.
        UnicodeEncodeError: a source has a letter that Excel on Windows cannot keep.

    """
    streams = compound.read(project)
    records = list(_records(decompressed(streams[_LIST])))
    there = _offsets(records)
    for name, offset in there.items():
        streams["VBA", name] = streams["VBA", name][offset:]
    records = [(kind, bytes(4) if kind == OFFSET else data) for kind, data in records]
    for name, source in modules.items():
        streams["VBA", name] = compressed(source.replace("\n", "\r\n").encode(CODE_PAGE))
    for name in modules.keys() - there.keys():
        records = _listed(records, name)
        streams["PROJECT",] = _told(streams["PROJECT",], name)
        streams["PROJECTwm",] = _named(streams["PROJECTwm",], name)
    streams[_LIST] = compressed(b"".join(struct.pack("<HI", kind, _size(kind, data)) + data for kind, data in records))
    streams[_COMPILED] = NOTHING_COMPILED
    return compound.write(streams)


def sources(project: bytes) -> dict[str, str]:
    """The source of every module of a project, by name."""
    streams = compound.read(project)
    return {
        name: decompressed(streams["VBA", name][offset:]).decode(CODE_PAGE).replace("\r\n", "\n")
        for name, offset in _offsets(list(_records(decompressed(streams[_LIST])))).items()
    }


def _offsets(records: list[tuple[int, bytes]]) -> dict[str, int]:
    """Where in its stream the source of each module begins, by name; compiled code stands before it."""
    names = [data.decode(CODE_PAGE) for kind, data in records if kind == STREAM]
    offsets = [int.from_bytes(data, "little") for kind, data in records if kind == OFFSET]
    return dict(zip(names, offsets, strict=True))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<HI", data, at)
        # The version says that it is four bytes long, and is six.
        end = at + 6 + (6 if kind == VERSION else size)
        yield kind, data[at + 6 : end]
        at = end


def _size(kind: int, data: bytes) -> int:
    return 4 if kind == VERSION else len(data)


def _listed(records: list[tuple[int, bytes]], name: str) -> list[tuple[int, bytes]]:
    """The records with a procedural module more."""
    short, wide = name.encode(CODE_PAGE), name.encode("utf-16-le")
    module = [
        (NAME, short), (NAME_16, wide), (STREAM, short), (STREAM_16, wide), (DOC, b""), (DOC_16, b""),
        (OFFSET, bytes(4)), (HELP, bytes(4)), (COOKIE, b"\xff\xff"), (PROCEDURAL, b""), (END_MODULE, b""),
    ]  # fmt: skip
    found: list[tuple[int, bytes]] = []
    for kind, data in records:
        if kind == END:
            found += module
        count = int.from_bytes(data, "little") + 1 if kind == MODULES else 0
        found.append((kind, struct.pack("<H", count) if count else data))
    return found


def _told(project: bytes, name: str) -> bytes:
    """The text about the project with a module and its closed window more."""
    coded = name.encode(CODE_PAGE)
    with_module = project.replace(b"\r\nName=", b"\r\nModule=" + coded + b"\r\nName=", 1)
    return with_module.replace(b"[Workspace]\r\n", b"[Workspace]\r\n" + coded + b"=0, 0, 0, 0, C\r\n", 1)


def _named(names: bytes, name: str) -> bytes:
    """The names in both codes, with one more."""
    return names.removesuffix(b"\0\0") + name.encode(CODE_PAGE) + b"\0" + f"{name}\0\0".encode("utf-16-le")


def compressed(data: bytes) -> bytes:
    """The data as VBA keeps it: what stood before, within 4096 bytes, is a reference."""
    return b"\1" + b"".join(_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))


def _chunk(data: bytes) -> bytes:
    packed, at = bytearray(), 0
    while at < len(data):
        flags = len(packed)
        packed.append(0)
        for bit in range(8):
            if at == len(data):
                break
            wide = _offset_bits(at)
            where, length = _before(data, at, (0xFFFF >> wide) + SHORTEST)
            if length < SHORTEST:
                packed.append(data[at])
                at += 1
            else:
                packed[flags] |= 1 << bit
                packed += struct.pack("<H", (at - where - 1) << (16 - wide) | (length - SHORTEST))
                at += length
    if len(packed) > CHUNK:
        raise ValueError("this is no text: it grows when it is compressed")
    return struct.pack("<H", (len(packed) - 1) | 0xB000) + packed


def _before(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Where the longest piece that is repeated from `at` on stood before, and its length."""
    where = length = 0
    while length < most and at + length < len(data):
        found = data.find(data[at : at + length + 1], where, at + length)
        if found < 0:
            break
        where, length = found, length + 1
    return where, length


def _offset_bits(at: int) -> int:
    """How many bits of a reference say how far back it is."""
    return max((at - 1).bit_length(), 4)


def decompressed(data: bytes) -> bytes:
    """What was compressed.

    Raises:
        ValueError: it was not compressed.

    """
    if data[:1] != b"\1":
        raise ValueError("not compressed as VBA does")
    found, at = bytearray(), 1
    while at < len(data):
        (header,) = struct.unpack_from("<H", data, at)
        end = at + (header & 0xFFF) + 3
        found += _unpacked(data[at + 2 : end]) if header & 0x8000 else data[at + 2 : end]
        at = end
    return bytes(found)


def _unpacked(chunk: bytes) -> bytes:
    found, at = bytearray(), 0
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        for bit in range(8):
            if at >= len(chunk):
                break
            if not flags >> bit & 1:
                found.append(chunk[at])
                at += 1
                continue
            (token,) = struct.unpack_from("<H", chunk, at)
            at += 2
            long = 16 - _offset_bits(len(found))
            back = (token >> long) + 1
            for _ in range((token & (1 << long) - 1) + SHORTEST):
                found.append(found[-back])
    return bytes(found)
