# SPDX-License-Identifier: EUPL-1.2
"""Row 50 of the hostile inputs: an xls is read too, with the errors that the parser keeps silent."""

import struct
from dataclasses import replace

import pytest

from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")

SECTOR = 512
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def record(kind, *content):
    data = b"".join(content)
    return struct.pack("<HH", kind, len(data)) + data


def number_cell(row, column, value):
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def stream(*cells, version=0x600, sort=0, name="Blad1", before=b""):
    begin = struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)
    sheet = struct.pack("<IBBBB", 0, 0, sort, len(name), 0) + name.encode()
    head = record(0x809, begin) + before
    start = len(head) + len(record(0x85, sheet)) + 4
    sheet = struct.pack("<I", start) + sheet[4:]
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return head + record(0x85, sheet) + record(0x0A) + body + b"".join(cells) + record(0x0A)


def folder_entry(name, sort, start, length):
    text = name.encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, sort, 1, FREE, FREE, 1 if sort == 5 else FREE)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, length)


def words(*numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(SECTOR, b"\xff")


def compound(content, *, small=False, name="Workbook"):
    """Sectors: 0 the table, 1 the folder, 2 the table of small sectors, from 3 the content."""
    if not small:
        content = content.ljust(4096, b"\0")
    count = -(-len(content) // SECTOR)
    chain = [*range(4, 3 + count), END]
    table = words(0xFFFFFFFD, END, END, *chain)
    pieces = -(-len(content) // 64)
    folder = folder_entry("Root Entry", 5, 3 if small else END, len(content)) + folder_entry(
        name, 2, 0 if small else 3, len(content)
    )
    mini = words(*range(1, pieces), END)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 2, 1, END, 0) + words(0)[:436]
    return header + table + folder.ljust(SECTOR, b"\0") + mini + content.ljust(count * SECTOR, b"\0")


@pytest.mark.parametrize("small", [False, True], ids=["large", "small"])
def test_an_xls_is_read_with_its_errors_and_hidden_rows(small, make_book, codes):
    path = make_book.file(
        "boek.xls",
        compound(
            stream(
                record(0x208, struct.pack("<HHHHHHI", 1, 0, 1, 0, 0, 0, 0x20)),
                record(0x208, struct.pack("<HHHHHHI", 2, 0, 0, 0, 0, 0, 0x20)),
                number_cell(0, 0, 12.5),
                record(0x205, struct.pack("<HHHBB", 0, 1, 0, 0x17, 1)),
                record(0x205, struct.pack("<HHHBB", 0, 2, 0, 1, 0)),
                record(0x06, struct.pack("<HHH", 0, 3, 0), b"\2\0\x2a\0\0\0\xff\xff", bytes(8)),
                number_cell(1, 0, 7),
            ),
            small=small,
        ),
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("12.5", None, "ja", None), ("7", None, None, None)]
    assert reading.grids[0].hidden_rows == {2}
    assert codes(reading, "value") == [
        ("LEZEN-26", None, None, ""),
        ("LEZEN-23", 1, 2, "#REF!"),
        ("LEZEN-23", 1, 4, "#N/A"),
    ]


def test_nr_12_a_far_cell_in_an_xls_is_refused(make_book):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1), number_cell(99, 9, 1))))

    with pytest.raises(UnreadableFileError) as refused:
        read(path, limits=replace(LIMITS, area=100))

    assert refused.value.code == "LEZEN-12"


def test_the_macros_of_an_xls_are_mentioned(make_book, codes):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1))) + "_VBA_PROJECT".encode("utf-16-le"))

    assert codes(read(path), "value") == [("LEZEN-15", None, None, "")]


@pytest.mark.parametrize(
    ("content", "code", "quarantine"),
    [
        (compound(stream(sort=1)), "LEZEN-13", True),
        (compound(stream(version=0x500)), "LEZEN-01", False),
        (compound(stream(before=record(0x2F, bytes(6)))), "LEZEN-04", False),
        (compound(stream(number_cell(0, 0, 1))[:60]), "LEZEN-03", False),
        (compound(stream(), name="Iets anders"), "LEZEN-03", False),
        (compound(stream())[:900], "LEZEN-03", False),
        (
            compound(stream()).replace(words(0xFFFFFFFD, END, END, 4)[:16], words(0xFFFFFFFD, 1, END, 4)[:16]),
            "LEZEN-03",
            False,
        ),
    ],
    ids=["nr-29", "old", "nr-49", "cut", "other-content", "nr-45", "circle"],
)
def test_an_xls_that_cannot_be_trusted_is_refused(content, code, quarantine, make_book):
    path = make_book.file("boek.xls", content)

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert (refused.value.code, refused.value.quarantine) == (code, quarantine)


def test_an_endless_number_in_an_xls_is_refused_at_its_cell(make_book, codes):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1), number_cell(1, 0, float("inf")))))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1",), (None,)]
    assert codes(reading, "value") == [("LEZEN-21", 2, 1, "")]
