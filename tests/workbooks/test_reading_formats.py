# SPDX-License-Identifier: EUPL-1.2
"""Row 50 of the hostile inputs: xls, xlsb and ods are read too, with the errors that the parser keeps silent."""

import struct
from dataclasses import replace

import pytest

from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SECTOR = 512
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
REPEATED = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'


def ods_cell(value):
    attributes = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {attributes}><text:p>{value}</text:p></table:table-cell>"


def ods(make, rows, *, name="Blad1", parts=None, manifest=""):
    tables = f'<table:table table:name="{name}">{rows}</table:table>'
    return make.zip(
        {
            "mimetype": MIMETYPE,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f'<office:document-content {NAMESPACES} xmlns:calcext="urn:org:documentfoundation:names:'
            f'experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet>'
            "</office:body></office:document-content>",
            **(parts or {}),
        },
        "boek.ods",
    )


def ods_row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


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


def codes(reading):
    return [(oddity.code, oddity.row, oddity.column, oddity.value) for oddity in reading.oddities]


def test_an_ods_is_read_with_its_errors_hidden_rows_and_macros(make_book):
    attributes = 'office:value-type="string" calcext:value-type="error"'
    error = f"<table:table-cell {attributes}><text:p>#N/A</text:p></table:table-cell>"
    hidden = ' table:visibility="collapse"'
    path = ods(
        make_book,
        ods_row(ods_cell(1.5), "<table:table-cell/>", error) + ods_row(ods_cell(2), more=hidden),
        parts={"Basic/x.xml": "<a/>"},
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1.5", None, None), ("2", None, None)]
    assert codes(reading) == [
        ("LEZEN-15", None, None, ""),
        ("LEZEN-26", None, None, ""),
        ("LEZEN-23", 1, 3, "#N/A"),
    ]


def test_the_value_of_a_dde_formula_in_an_ods_is_left_out(make_book):
    formula = 'table:formula="of:=DDE(&quot;a&quot;;&quot;b&quot;;&quot;c&quot;)"'
    path = ods(make_book, ods_row(ods_cell(1), ods_cell(2).replace(" ", f" {formula} ", 1)))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert codes(reading) == [("LEZEN-17", 1, 2, "")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(REPEATED.format(16_384), more=' table:number-rows-repeated="1048576"'), "LEZEN-12"),
        (ods_row(REPEATED.format(99_999)), "LEZEN-12"),
        ("</table:table><table:table>" * 300, "LEZEN-12"),
    ],
    ids=["nr-9", "nr-12", "nr-16"],
)
def test_an_ods_that_unfolds_too_far_is_refused(rows, code, make_book):
    path = ods(make_book, rows)

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert refused.value.code == code


def test_nr_49_an_encrypted_ods_is_refused(make_book):
    path = ods(make_book, "", manifest="<encryption-data/>")

    with pytest.raises(UnreadableFileError, match="zonder wachtwoord sturen"):
        read(path)


def test_a_zip_without_a_spreadsheet_is_no_ods(make_book):
    path = make_book.zip({"mimetype": MIMETYPE}, "boek.ods")

    with pytest.raises(UnreadableFileError, match="verkeerd type"):
        read(path)


@pytest.mark.parametrize("small", [False, True], ids=["large", "small"])
def test_an_xls_is_read_with_its_errors_and_hidden_rows(small, make_book):
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
    assert codes(reading) == [("LEZEN-26", None, None, ""), ("LEZEN-23", 1, 2, "#REF!"), ("LEZEN-23", 1, 4, "#N/A")]


def test_nr_12_a_far_cell_in_an_xls_is_refused(make_book):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1), number_cell(99, 9, 1))))

    with pytest.raises(UnreadableFileError) as refused:
        read(path, limits=replace(LIMITS, area=100))

    assert refused.value.code == "LEZEN-12"


def test_the_macros_of_an_xls_are_mentioned(make_book):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1))) + "_VBA_PROJECT".encode("utf-16-le"))

    assert codes(read(path)) == [("LEZEN-15", None, None, "")]


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


def test_an_endless_number_in_an_xls_is_refused_at_its_cell(make_book):
    path = make_book.file("boek.xls", compound(stream(number_cell(0, 0, 1), number_cell(1, 0, float("inf")))))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1",), (None,)]
    assert codes(reading) == [("LEZEN-21", 2, 1, "")]


def test_an_xlsb_is_read_with_its_errors_and_hidden_rows(make_book):
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
    assert codes(reading) == [("LEZEN-26", None, None, ""), ("LEZEN-23", 1, 3, "#REF!")]


def test_an_xlsb_with_a_missing_sheet_or_a_cut_record_is_refused(make_book):
    for path in (xlsb(make_book, target="worksheets/sheet2.bin"), xlsb(make_book, xlsb_row(0), b"\x03\x02\x00")):
        with pytest.raises(UnreadableFileError, match="is beschadigd"):
            read(path)


def test_a_zip_without_a_workbook_is_no_xlsb(make_book):
    path = make_book.zip({"a.xml": "<a/>"}, "boek.xlsb")

    with pytest.raises(UnreadableFileError, match="verkeerd type"):
        read(path)


@pytest.mark.parametrize("name", ["boek.xls", "boek.xlsb", "boek.ods"])
def test_each_format_can_be_left_out_by_setting(name, make_book):
    path = make_book.file(name, b"PK\3\4")

    with pytest.raises(UnreadableFileError, match="van een type dat wij niet lezen") as refused:
        read(path, limits=replace(LIMITS, formats=("xlsx", "csv")))

    assert refused.value.code == "LEZEN-01"
