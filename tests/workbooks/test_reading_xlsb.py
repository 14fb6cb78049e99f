# SPDX-License-Identifier: EUPL-1.2
"""Row 50 of the hostile inputs: an xlsb is read too, with the errors that the parser keeps silent."""

import struct

import pytest

from workbooks.errors import UnreadableFileError
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(kind, content=b""):
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return number + bytes([len(content)]) + content


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(make, *cells, target="worksheets/sheet1.bin", kind="worksheet", name="Blad1"):
    book = part(131) + part(143) + part(156, struct.pack("<II", 0, 1) + wide("r1") + wide(name)) + part(144) + part(132)
    sheet = (
        part(129) + part(148, struct.pack("<IIII", 0, 9, 0, 9)) + part(145) + b"".join(cells) + part(146) + part(130)
    )

    def related(word, to):
        relation = f'<Relationship Id="r1" Type="{OFFICE}/{word}" Target="{to}"/>'
        return f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'

    return make.zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": related("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": related(kind, target),
            "xl/worksheets/sheet1.bin": sheet,
        },
        "boek.xlsb",
    )


def xlsb_row(row, *, hidden=False):
    return part(0, struct.pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0) + bytes(4))


def xlsb_cell(kind, column, content):
    return part(kind, struct.pack("<II", column, 0) + content)


def test_an_xlsb_is_read_with_its_errors_and_hidden_rows(make_book, codes):
    path = xlsb(
        make_book,
        xlsb_row(0),
        xlsb_cell(5, 0, struct.pack("<d", 12.5)),
        xlsb_cell(6, 1, wide("tekst")),
        xlsb_cell(3, 2, b"\x17"),
        xlsb_row(1, hidden=True),
        xlsb_cell(5, 0, struct.pack("<d", 7)),
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("12.5", "tekst", None), ("7", None, None)]
    assert codes(reading, "value") == [("LEZEN-26", None, None, ""), ("LEZEN-23", 1, 3, "#REF!")]


def test_an_xlsb_with_a_missing_sheet_or_a_cut_record_is_refused(make_book):
    for path in (xlsb(make_book, target="worksheets/sheet2.bin"), xlsb(make_book, xlsb_row(0), b"\x03\x02\x00")):
        with pytest.raises(UnreadableFileError, match="is beschadigd"):
            read(path)


def test_a_zip_without_a_workbook_is_no_xlsb(make_book):
    path = make_book.zip({"a.xml": "<a/>"}, "boek.xlsb")

    with pytest.raises(UnreadableFileError, match="verkeerd type"):
        read(path)
