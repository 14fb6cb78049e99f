# SPDX-License-Identifier: EUPL-1.2
"""Hostile and odd files, one small variant each; the ids are the numbers of the list of hostile inputs."""

import zipfile
from dataclasses import replace

import pytest

from workbooks.cells import sheets
from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.preflight.report import Report, SheetFacts
from workbooks.reading import read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "x">{}]>'
NAMES = "<definedNames>" + "<definedName name='a'>1</definedName>" * 20_001 + "</definedNames>"
ATTRIBUTES = b"<worksheet " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b"/>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cell(value, address="A1", kind="", style=0):
    return f'<c r="{address}" s="{style}"' + (f' t="{kind}"' if kind else "") + f"><v>{value}</v></c>"


def row(*cells, number=1):
    return f'<row r="{number}">' + "".join(cells) + "</row>"


def with_doctype(entities, body="&a;"):
    sheet = f'<?xml version="1.0"?>{DOCTYPE.format(entities)}<worksheet xmlns="{MAIN}"><sheetData>'
    return f"{sheet}{row(cell(body, kind='str'))}</sheetData></worksheet>".encode()


def external(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def encrypted_entry(path):
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    return path


def lying_size(path):
    info = zipfile.ZipFile(path).infolist()[0]
    size = info.file_size.to_bytes(4, "little")
    data = path.read_bytes()
    path.write_bytes(data.replace(size, (info.file_size - 1).to_bytes(4, "little")))
    return path


def overlapping(make):
    path = make()
    infos = zipfile.ZipFile(path).infolist()
    first, second = infos[0].header_offset, infos[1].header_offset
    data = path.read_bytes()
    at = data.rindex(b"PK\1\2", 0, data.rindex(infos[1].filename.encode()))
    path.write_bytes(data[: at + 42] + first.to_bytes(4, "little") + data[at + 46 :])
    assert data[at + 42 : at + 46] == second.to_bytes(4, "little")
    return path


REFUSED = {
    "8-default": (lambda make: make(" " * 3_000_000), "LEZEN-05", False, {}),
    "8": (lambda make: make(" " * 300_000), "LEZEN-11", False, {"row": 1000, "text": 1000}),
    "9": (lambda make: make("".join(row(number=n) for n in range(1, 30))), "LEZEN-19", False, {"rows": 20}),
    "9-cells": (lambda make: make(row(cell(1), cell(2, "B1"), cell(3, "C1"))), "LEZEN-12", False, {"cells": 2}),
    "10": (
        lambda make: make(row(cell(0, kind="s")), strings=f"<si><t>{'x' * 140_000}</t></si>"),
        "LEZEN-11",
        False,
        {},
    ),
    "11": (
        lambda make: make(row(cell(0, kind="s")), strings="<si><t>x</t></si>" * 11),
        "LEZEN-12",
        False,
        {"strings": 10},
    ),
    "12": (lambda make: make(row(cell(1)) + row(cell(1, "XFD1048576"), number=1048576)), "LEZEN-12", False, {}),
    "14": (
        lambda make: make(tail='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "LEZEN-12",
        False,
        {},
    ),
    "15": (lambda make: make(styles=f"<cellXfs>{'<xf/>' * 70_000}</cellXfs>"), "LEZEN-12", False, {}),
    "16": (lambda make: make(sheets=256), "LEZEN-12", False, {}),
    "17": (
        lambda make: make(names=NAMES),
        "LEZEN-12",
        False,
        {},
    ),
    "18": (lambda make: make(tail="<a>" * 100_000 + "</a>" * 100_000), "LEZEN-11", False, {}),
    "19": (
        lambda make: make(sheet=with_doctype('<!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">', "&c;")),
        "LEZEN-09",
        True,
        {},
    ),
    "20": (lambda make: make(sheet=with_doctype(f'<!ENTITY b "{"x" * 1000}">', "&b;" * 1000)), "LEZEN-09", True, {}),
    "21": (
        lambda make: make(sheet=with_doctype('<!ENTITY b SYSTEM "file:///etc/hosts">', "&b;")),
        "LEZEN-09",
        True,
        {},
    ),
    "22": (
        lambda make: make(
            sheet=f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}">'
            f"<sheetData>{row(cell(1))}</sheetData>"
            "</worksheet>".encode("utf-16")
        ),
        "LEZEN-10",
        False,
        {},
    ),
    "22-name": (
        lambda make: make(sheet=f'<?xml version="1.0" encoding="iso-8859-1"?><worksheet xmlns="{MAIN}"/>'.encode()),
        "LEZEN-10",
        False,
        {},
    ),
    "28": (lambda make: make(parts={"xl/vbaProject.bin": b"x"}), "LEZEN-13", True, {}),
    "28-renamed": (
        lambda make: make(parts={"xl/a.bin": b"x"}, relations={"vbaProject": "a.bin"}),
        "LEZEN-13",
        True,
        {},
    ),
    "29": (lambda make: make(parts={"xl/macrosheets/sheet1.xml": "<a/>"}, name="boek.xlsm"), "LEZEN-13", True, {}),
    "30-ole": (lambda make: make(parts={"xl/embeddings/oleObject1.bin": b"x"}), "LEZEN-14", False, {}),
    "30-activex": (lambda make: make(parts={"xl/activeX/activeX1.xml": "<a/>"}), "LEZEN-14", False, {}),
    "31": (lambda make: make.add(make(), [("xl/workbook.xml", "<a/>")]), "LEZEN-06", True, {}),
    "32": (lambda make: make(parts={"xl/Workbook.xml": "<a/>"}), "LEZEN-06", True, {}),
    "33": (lambda make: make(row(cell(7, "A1", "s")), strings="<si><t>x</t></si>"), "LEZEN-20", False, {}),
    "34-cells": (lambda make: make(row(cell(1, "B1"), cell(2, "A1"))), "LEZEN-19", False, {}),
    "34-double": (lambda make: make(row(cell(1), cell(2))), "LEZEN-19", False, {}),
    "34-rows": (lambda make: make(row(cell(1, "A2"), number=2) + row(cell(2))), "LEZEN-19", False, {}),
    "34-values": (lambda make: make(row('<c r="A1"><v>1</v><v>2</v></c>')), "LEZEN-19", False, {}),
    "34-comment": (lambda make: make(row('<c r="A1"><v>1<!-- x -->2</v></c>')), "LEZEN-19", False, {}),
    "35-negative": (lambda make: make(row(cell(1, "A-1"), number=-1)), "LEZEN-19", False, {}),
    "35-rows": (lambda make: make(row(cell(1, "A1048577"), number=1048577)), "LEZEN-19", False, {}),
    "35-columns": (lambda make: make(row(cell(1, "XFE1"))), "LEZEN-19", False, {}),
    "35-address": (lambda make: make(row(cell(1, "1A"))), "LEZEN-19", False, {}),
    "40": (lambda make: make(row('<c r="A1"><f>1+1</f></c>', '<c r="B1"><f>1+1</f><v/></c>')), "LEZEN-24", False, {}),
    "43-traversal": (lambda make: make(relations={"image": "../../../etc/hosts"}), "LEZEN-18", True, {}),
    "43-url": (lambda make: make(relations={"image": "file:///etc/hosts"}), "LEZEN-18", True, {}),
    "43-external": (
        lambda make: make(parts={"xl/worksheets/_rels/sheet1.xml.rels": external("image", "http://voorbeeld.nl/x")}),
        "LEZEN-18",
        True,
        {},
    ),
    "44-pdf": (lambda make: make.file("boek.xlsx", b"%PDF-1.7\n" + make().read_bytes()), "LEZEN-06", True, {}),
    "44-exe": (lambda make: make.file("boek.xlsx", b"MZ" + make().read_bytes()), "LEZEN-06", True, {}),
    "44-prefix": (lambda make: make.file("boek.xlsx", b"PK\3\4tekst" + make().read_bytes()), "LEZEN-06", True, {}),
    "44-suffix": (lambda make: make.file("boek.xlsx", make().read_bytes() + b"tekst"), "LEZEN-06", True, {}),
    "45": (lambda make: make.file("boek.xlsx", make().read_bytes()[:-400]), "LEZEN-03", False, {}),
    "45-part": (lambda make: make(sheet=b"<worksheet><sheetData><row>"), "LEZEN-03", False, {}),
    "46": (lambda make: make.file("boek.xlsx", b""), "LEZEN-02", False, {}),
    "47-text": (lambda make: make.file("boek.xlsx", b"wet;gemeente\n"), "LEZEN-01", False, {}),
    "47-html": (lambda make: make.file("boek.xls", b"<html><table></table></html>"), "LEZEN-01", False, {}),
    "47-pdf": (lambda make: make.file("boek.xlsx", b"%PDF-1.7\n"), "LEZEN-01", False, {}),
    "47-zip": (lambda make: make.zip({"a.txt": "x"}, "boek.xlsx"), "LEZEN-01", False, {}),
    "47-unknown": (lambda make: make.file("boek.doc", b"x"), "LEZEN-01", False, {}),
    "48": (lambda make: make(name="boek.csv"), "LEZEN-01", False, {}),
    "49": (
        lambda make: make.file("boek.xlsx", OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")),
        "LEZEN-04",
        False,
        {},
    ),
    "50-setting": (lambda make: make.file("boek.xls", OLE), "LEZEN-01", False, {"formats": ("xlsx",)}),
    "51": (overlapping, "LEZEN-06", True, {}),
    "53-in-workbook": (lambda make: make(parts={"../xl/a.xml": "<a/>"}), "LEZEN-08", True, {}),
    "55-in-workbook": (lambda make: encrypted_entry(make()), "LEZEN-04", False, {}),
    "56": (lambda make: lying_size(make()), "LEZEN-06", True, {}),
    "57": (
        lambda make: make.file("boek.xlsx", b"PK\3\4" + b"PK\5\6" + b"\0\0\0\0" + b"\x60\xea" * 2 + bytes(10)),
        "LEZEN-05",
        False,
        {},
    ),
    "62": (lambda make: make.file("regels.csv", b"a;b\n" + b"x" * 1_100_000), "LEZEN-33", False, {}),
    "63": (lambda make: make.file("regels.csv", b";".join([b"x"] * 20_000)), "LEZEN-33", False, {}),
    "60": (lambda make: make.file("regels.csv", b"a;b\n1;\0\n"), "LEZEN-31", False, {}),
    "61": (lambda make: make.file("regels.csv", b'a;b\n1;2\n"x;1\n2;3\n'), "LEZEN-32", False, {}),
    "65": (lambda make: make.file("regels.csv", b"a;b\n1\n1;2\n1;2;3\n"), "LEZEN-34", False, {}),
    "68": (
        lambda make: make(parts={"xl/styles.xml": f"{DOCTYPE.format('')}<a/>"}),
        "LEZEN-09",
        True,
        {},
    ),
    "69": (
        lambda make: make(sheet=ATTRIBUTES),
        "LEZEN-11",
        False,
        {},
    ),
    "file": (lambda make: make(), "LEZEN-05", False, {"file": 100}),
    "part": (lambda make: make(), "LEZEN-05", False, {"part": 100}),
    "total": (lambda make: make(), "LEZEN-05", False, {"total": 1000}),
    "count": (
        lambda make: make(row(cell(1)), tail=f"<sheetData>{row(cell(2, 'A2'), number=2)}</sheetData>"),
        "LEZEN-28",
        True,
        {},
    ),
    "sheet-missing": (
        lambda make: make(parts={"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        "LEZEN-03",
        False,
        {},
    ),
    "no-sheets": (lambda make: make(sheets=0), "LEZEN-03", False, {}),
    "no-workbook": (lambda make: make(parts={"_rels/.rels": "<Relationships/>"}), "LEZEN-01", False, {}),
    "many-oddities": (
        lambda make: make(row(cell("x"), cell("y", "B1"), cell("z", "C1"))),
        "LEZEN-12",
        False,
        {"oddities": 2},
    ),
    "14-address": (lambda make: make(tail='<mergeCells><mergeCell ref="A:B"/></mergeCells>'), "LEZEN-19", False, {}),
    "list-of-contents": (lambda make: make.change(make(), b"PK\1\2", b"PK\1\1"), "LEZEN-03", False, {}),
    "local-header": (lambda make: make.change(make(), b"PK\3\4", b"PK\3\5", which=-1), "LEZEN-03", False, {}),
    "nothing-filled": (lambda make: make(row('<c r="A1" s="1"/>')), "LEZEN-29", False, {}),
}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(("build", "code", "quarantine", "limits"), REFUSED.values(), ids=[f"nr-{n}" for n in REFUSED])
def test_a_file_that_cannot_be_trusted_is_refused_in_dutch(build, code, quarantine, limits, make_book):
    path = build(make_book)

    with pytest.raises(UnreadableFileError) as refused:
        read(path, limits=replace(LIMITS, **limits))

    assert (refused.value.code, refused.value.quarantine) == (code, quarantine)
    assert str(refused.value).startswith(f"Bestand '{path.name}' ")
    assert str(refused.value)[-1] in ".?"


def test_a_sheet_that_the_parser_names_otherwise_is_quarantined(make_book):
    report = Report("boek.xlsx", LIMITS, sheets=[SheetFacts("Anders")])

    with pytest.raises(UnreadableFileError) as refused:
        list(sheets(make_book(), report))

    assert (refused.value.code, refused.value.quarantine) == ("LEZEN-28", True)
    assert str(refused.value).startswith("Bestand 'boek.xlsx' heeft werkbladen die niet te lezen zijn. ")
