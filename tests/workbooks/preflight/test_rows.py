# SPDX-License-Identifier: EUPL-1.2
"""The pattern and the XML parser tell the same of a sheet, whatever stands in it and wherever a piece ends."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbooks.errors import UnreadableFileError
from workbooks.grid import letters
from workbooks.limits import LIMITS
from workbooks.preflight.items import Shape, read_items
from workbooks.preflight.report import Report, SheetFacts
from workbooks.preflight.rows import PlainRows, PlainStrings, below
from workbooks.preflight.sheet import BookFacts, SheetReader
from workbooks.preflight.xmlpart import XmlPart

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHAPE = Shape(b"sheetData", b"row")
BOOK = BookFacts(strings=12, empty_strings=frozenset({3}), date_styles=frozenset({2}))
CONTENTS = [
    "/>",
    "><v>1</v></c>",
    ' t="n"><v>-1.5E-3</v></c>',
    ' s="1"><v>60</v></c>',
    ' s="2"><v>60</v></c>',
    ' s="2"><v>61.25</v></c>',
    ' s="2"><v>2958465</v></c>',
    ' s="2"><v>2958466</v></c>',
    ' s="2"><v>-1</v></c>',
    ' s="2" t="s"><v>1</v></c>',
    ' t="s"><v>0</v></c>',
    ' t="s"><v>3</v></c>',
    ' t="s"><v>11</v></c>',
    ' t="str"><f>A1</f><v></v></c>',
    ' t="str"><f>cmd|x</f><v>1</v></c>',
    "><f>dde(1)</f><v>1</v></c>",
    '><f t="shared" si="0"/><v>1</v></c>',
    ' t="str"><v>caf\u00e9</v></c>',
    ' t="str"><v>a &amp; b</v></c>',
    ' t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
    ' t="inlineStr"><is><t></t></is></c>',
    ' t="inlineStr"><is><r><t>a</t></r></is></c>',
    ' t="b"><v>1</v></c>',
    ' t="e"><v>#N/A</v></c>',
    "><v>1e400</v></c>",
    "><v></v></c>",
    " ><v>1</v ></c >",
]
REFUSED = [
    ' t="s"><v>12</v></c>',
    "><f>1</f></c>",
    "><v>1<!-- --></v></c>",
    "><v><![CDATA[1]]></v></c>",
    "><v>1</v><v>2</v></c>",
    "><v>1</c>",
    ' t="str"><v>\x01</v></c>',
    ' t="str"><v>&x;</v></c>',
]
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
ODD_ROW = ROW.replace(">", ' xmlns="x">', 1)
ROWS = ["", ' hidden="1"', ' spans="1:3"', " ht='5'", ' hidden="0" x="&amp;"']


def inspect(content, size, *, plain):
    report = Report("boek.xlsx", LIMITS)
    facts = SheetFacts("Blad1")
    reader = SheetReader(facts, BOOK, report)
    part = XmlPart(report, "sheet1.xml", reader.start, reader.end, reader.text)
    part.forbid_comments()
    pieces = iter([content[at : at + size] for at in range(0, len(content), size)])
    try:
        if plain:
            read_items(pieces, part, SHAPE, PlainRows(reader), report)
        else:
            part.read(pieces)
        reader.close()
    except UnreadableFileError as error:
        return error.code
    # The pattern gives the last column of a batch of rows, not of each; the area may come out larger, never smaller.
    assert reader.last_column <= 40
    return facts, reader.last_row, report.oddities


def sheet(rows, *, head="", tail=""):
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()


@st.composite
def listings(draw):
    rows, number = [], 0
    for _ in range(draw(st.integers(0, 6))):
        number += draw(st.sampled_from([1, 1, 1, 2, 7, 0]))
        column, cells = 0, []
        for content in draw(st.lists(st.sampled_from(CONTENTS * 4 + REFUSED), max_size=5)):
            column += draw(st.sampled_from([1, 1, 1, 3, 9, 0]))
            cells.append(f'<c r="{letters(max(1, column))}{max(1, number)}"{content}')
        ends = draw(st.sampled_from(["", "", "", "\n", "<!-- </row> -->"]))
        rows.append(f'<row r="{number}"{draw(st.sampled_from(ROWS))}>{"".join(cells)}{ends}</row>')
    return "".join(rows)


@given(
    listings(),
    st.sampled_from(["", "<!-- <sheetData> -->", "<cols><col min='1' max='2'/></cols>"]),
    st.integers(1, 700),
)
@example("", "", 10)
@example('<row r="1"><c r="A1"><v>1</v></c></row><row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', "", 500)
@example('<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row>', "", 500)
@example('<row r="1"><c r="A1"><v>1</v><row r="2"></row></c></row><row r="3"><c r="A3"><v>1</v></c></row>', "", 900)
@example('<row r="1"/><row r="2"><c r="A2"><v>1</v></c></row>', "", 10)
@example('<row r="1"><c r="A1"><v>1</v><row r="2"/></c></row><row r="3"><c r="A3"><v>1</v></c></row>', "", 10)
def test_the_pattern_and_the_parser_agree(rows, head, size):
    content = sheet(rows, head=head, tail="<mergeCells><mergeCell ref='A1:B2'/></mergeCells>")

    assert inspect(content, size, plain=True) == inspect(content, size, plain=False)


@pytest.mark.parametrize("content", [*CONTENTS, *REFUSED])
def test_the_pattern_and_the_parser_agree_on_each_content_among_plain_rows(content):
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 40)]
    rows[20] = f'<row r="21"><c r="A21"><v>1</v></c><c r="C21"{content}<c r="D21"/></row>'
    content = sheet("".join(rows))

    assert inspect(content, 300, plain=True) == inspect(content, 300, plain=False)


@pytest.mark.parametrize(
    "content",
    [
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData xmlns="x">{ROW}</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ODD_ROW}</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData>',
        f'<worksheet xmlns="{MAIN}"><sheetData>{ROW[:-9]}',
        "",
    ],
    ids=["prefix", "other-namespace", "no-rows", "row-in-other-namespace", "cut-after", "cut-inside", "empty"],
)
def test_the_pattern_and_the_parser_agree_on_odd_shapes(content):
    assert inspect(content.encode(), 20, plain=True) == inspect(content.encode(), 20, plain=False)


def test_invalid_utf_8_in_a_plain_row_is_refused():
    content = sheet('<row r="1"><c r="A1" t="str"><v>?</v></c></row>').replace(b"?", b"\xe9")

    assert inspect(content, 1000, plain=True) == "LEZEN-10"


def test_columns_beyond_the_widest_pattern_are_left_to_the_parser():
    content = sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>')
    reader = SheetReader(SheetFacts("Blad1"), BOOK, Report("boek.xlsx", LIMITS))

    assert not PlainRows(reader).widen(content)


def test_one_endless_row_is_refused():
    content = sheet('<row r="1">' + '<c r="A1"/>' * 2_000_000 + "</row>")

    assert inspect(content, 1 << 20, plain=True) == "LEZEN-11"


@given(st.integers(0, 3_000), st.integers(0, 4_000))
def test_numbers_below_a_limit_are_recognised(limit, number):
    assert bool(re.fullmatch(below(limit), str(number).encode())) == (number < limit)


@given(
    st.lists(st.sampled_from(["<t>a</t>", "<t></t>", "", "<r><t>a</t></r>", "<t>a &lt; b</t>", "<t>\u00e9</t>"])),
    st.integers(1, 99),
)
def test_shared_strings_are_counted_alike(strings, size):
    content = "".join(f"<si>{text}</si>" for text in strings)
    content = f'<sst xmlns="{MAIN}" count="1">{content}</sst>'.encode()
    report = Report("boek.xlsx", LIMITS)
    plain = PlainStrings(report)

    def end(_namespace, name):
        plain.count += name == "si"

    part = XmlPart(report, "sst", lambda *_: None, end, lambda _: None)
    read_items(
        iter([content[at : at + size] for at in range(0, len(content), size)]),
        part,
        Shape(b"sst", b"si"),
        plain,
        report,
    )

    assert plain.count == len(strings)
