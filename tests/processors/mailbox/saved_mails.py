# SPDX-License-Identifier: EUPL-1.2
"""Mails as Outlook saves them, written after Microsoft's description (MS-CFB, MS-OXMSG): independent of our reader."""

import struct
from collections.abc import Mapping

END, FAT_SECTOR, LIST_SECTOR, NOTHING = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
SENT = "From: Zorg <zorg@aanbieder.nl>\r\nMessage-ID: <1@aanbieder.nl>\r\nSubject: Declaratie\r\n"

Tree = Mapping[str, "bytes | Tree"]


class Writer:
    """One compound file in the making."""

    def __init__(self, version: int = 3) -> None:
        self.version, self.size = version, 512 if version == 3 else 4096
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.short, self.minifat = bytearray(), list[int]()
        self.entries: list[list] = []

    def chained(self, data: bytes, size: int, table: list[int]) -> tuple[int, list[bytes]]:
        """Cut data in sectors that follow each other in a table; where the first is."""
        start = len(table)
        pieces = [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]
        table += [*range(start + 1, start + len(pieces)), END] if pieces else []
        return start if pieces else END, pieces

    def put(self, data: bytes) -> int:
        start, pieces = self.chained(data, self.size, self.fat)
        self.sectors += pieces
        return start

    def add(self, name: str, what: "bytes | Tree", kind: int = STORAGE) -> int:
        """Add a stream or a storage with all in it; its number."""
        place = len(self.entries)
        self.entries.append([name, kind, NOTHING, NOTHING, NOTHING, 0, 0])
        if isinstance(what, bytes):
            if len(what) < 4096:
                start, pieces = self.chained(what, 64, self.minifat)
                self.short += b"".join(pieces)
            else:
                start = self.put(what)
            self.entries[place][1:] = [STREAM, NOTHING, NOTHING, NOTHING, start, len(what)]
        else:
            order = sorted(what, key=lambda each: (len(each), each.upper()))
            self.entries[place][4] = self.balanced([self.add(each, what[each]) for each in order])
        return place

    def balanced(self, places: list[int]) -> int:
        if not places:
            return NOTHING
        middle = len(places) // 2
        self.entries[places[middle]][2] = self.balanced(places[:middle])
        self.entries[places[middle]][3] = self.balanced(places[middle + 1 :])
        return places[middle]

    def directory(self) -> bytes:
        found = bytearray()
        for name, kind, left, right, child, start, size in self.entries:
            text = (name + "\0").encode("utf-16-le")
            head = struct.pack("<64sHBBIII36x", text, len(text), kind, 1, left, right, child)
            found += head + struct.pack("<IQ", start, size)
        unused = struct.pack("<64sHBBIII48x", b"", 0, 0, 0, *[NOTHING] * 3)
        return bytes(found) + unused * (-len(found) // 128 % (self.size // 128))

    def finish(self) -> bytes:
        self.entries[0][5:] = [self.put(bytes(self.short)), len(self.short)]
        minifat = struct.pack(f"<{len(self.minifat)}I", *self.minifat)
        first_mini = self.put(minifat.ljust(-(-len(minifat) // self.size) * self.size, b"\xff"))
        first_directory = self.put(self.directory())
        per = self.size // 4
        tables = lists = 0
        while (len(self.fat) + tables + lists) > tables * per or tables > 109 + lists * (per - 1):
            tables += (len(self.fat) + tables + lists) > tables * per
            lists = -(-max(tables - 109, 0) // (per - 1))
        first = len(self.fat)
        self.fat += [FAT_SECTOR] * tables + [LIST_SECTOR] * lists
        self.fat += [NOTHING] * (tables * per - len(self.fat))
        self.sectors += [struct.pack(f"<{per}I", *self.fat[nr * per : (nr + 1) * per]) for nr in range(tables)]
        rest = list(range(first + 109, first + tables))
        for nr in range(lists):
            part = rest[nr * (per - 1) : (nr + 1) * (per - 1)]
            after = first + tables + nr + 1 if nr + 1 < lists else END
            self.sectors.append(struct.pack(f"<{per}I", *part, *[NOTHING] * (per - 1 - len(part)), after))
        named = [*range(first, first + min(tables, 109))]
        head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
        head += struct.pack("<HHHHH6x", 0x3E, self.version, 0xFFFE, 9 if self.version == 3 else 12, 6)
        directories = 0 if self.version == 3 else -(-len(self.entries) * 128 // self.size)
        head += struct.pack("<IIIIIIIII", directories, tables, first_directory, 0, 4096, first_mini,
                            -(-len(minifat) // self.size), first + tables if lists else END, lists)  # fmt: skip
        head += struct.pack("<109I", *named, *[NOTHING] * (109 - len(named)))
        return head.ljust(self.size, b"\0") + b"".join(self.sectors)


def compound(tree: "Tree", version: int = 3) -> bytes:
    writer = Writer(version)
    writer.add("Root Entry", tree, ROOT)
    writer.entries[0][1] = ROOT
    return writer.finish()


def saved(*attachments: "tuple[str, bytes | Tree | None]", header: int = 32, **properties: str) -> "Tree":
    """The tree of a mail; an attachment is a name and its bytes, a mail of its own, or None for a link elsewhere.

    Properties are named by their number with a p before it, such as p0037 for the subject.
    """
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(header), "__nameid_version1.0": {}}
    for name, text in properties.items():
        tree[f"__substg1.0_{name[1:]}001F"] = text.encode("utf-16-le")
    for nr, (name, what) in enumerate(attachments):
        part: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(8)}
        part["__substg1.0_3707001F"] = name.encode("utf-16-le")
        if what is not None:
            part[f"__substg1.0_3701{'0102' if isinstance(what, bytes) else '000D'}"] = what
        tree[f"__attach_version1.0_#{nr:08X}"] = part
    return tree


def msg(*attachments: "tuple[str, bytes | Tree | None]", version: int = 3, **properties: str) -> bytes:
    """A saved mail that came by mail, unless it is given other properties."""
    return compound(saved(*attachments, **(properties or {"p007D": SENT})), version)
