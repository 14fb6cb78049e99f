# SPDX-License-Identifier: EUPL-1.2
"""What a workbook would run or fetch from elsewhere is mentioned, and never run or fetched."""

import pytest
import xlsxwriter

from workbooks.grid import Oddity
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.mark.parametrize(
    "formula", ["cmd|'/c calc'!A0", 'DDE("soffice";"x";"y")', "[1]!x"], ids=["pipe", "dde", "link"]
)
def test_nr_24_the_value_of_a_dde_formula_is_left_out(formula, make_book, row, cell):
    path = make_book(
        row(cell(1), cell(2, "B1", formula=f"<f>{formula}</f>")),
        settings='<externalReferences><externalReference r:id="x2"/></externalReferences>',
        relations={"a": "a.xml", "externalLink": "externalLinks/externalLink1.xml"},
        parts={"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"},
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert reading.oddities[1] == Oddity(
        "LEZEN-17",
        "Blad1",
        1,
        2,
        "",
        "In cel B1 van blad 'Blad1' staat een formule die een ander programma aanroept (DDE); de waarde telt niet mee.",
        "Vervang de formule door de waarde zelf.",
        refuses=False,
    )


def test_a_pipe_between_quotes_is_no_dde(make_book, row, cell):
    path = make_book(row(cell("a|b", kind="str", formula='<f>"a|b"&amp;""</f>')))

    reading = read(path)

    assert (reading.grids[0].text.rows(), reading.oddities) == ([("a|b",)], ())


def test_nr_26_a_link_to_another_file_is_mentioned_and_not_followed(make_book, row, cell, codes):
    path = make_book(
        row(cell(7, formula="<f>[1]Blad1!A1</f>")),
        parts={
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
            'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
            '2006/relationships/externalLinkPath" Target="file:///C:/ander.xlsx" TargetMode="External"/>'
            "</Relationships>",
        },
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("7",)]
    assert codes(reading) == [("LEZEN-16", None, None, False)]


def test_a_hyperlink_is_nothing_to_mention(tmp_path, codes):
    path = tmp_path / "boek.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_url("A1", "https://voorbeeld.nl", string="hier")

    assert codes(read(path)) == []


def test_nr_27_the_macros_of_an_xlsm_are_mentioned(make_book, codes):
    path = make_book(parts={"xl/vbaProject.bin": b"x"}, name="boek.xlsm")

    reading = read(path)

    assert (reading.format, codes(reading)) == ("xlsm", [("LEZEN-15", None, None, False)])
    assert reading.oddities[0].sentence == "Bestand 'boek.xlsm' bevat macro's; die voeren wij niet uit."


def test_nr_70_an_include_is_plain_data(make_book):
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hosts"/>'
    path = make_book(tail=include)

    assert read(path).grids[0].text.rows() == [("1",)]
