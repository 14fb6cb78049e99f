# SPDX-License-Identifier: EUPL-1.2
"""Row 50 of the hostile inputs: an ods is read too, with the errors that the parser keeps silent."""

import pytest

from workbooks.errors import UnreadableFileError
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
REPEATED = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'


def ods_cell(value):
    attributes = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {attributes}><text:p>{value}</text:p></table:table-cell>"


def ods_row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


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


def test_an_ods_is_read_with_its_errors_hidden_rows_and_macros(make_book, codes):
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
    assert codes(reading, "value") == [
        ("LEZEN-15", None, None, ""),
        ("LEZEN-26", None, None, ""),
        ("LEZEN-23", 1, 3, "#N/A"),
    ]


def test_the_value_of_a_dde_formula_in_an_ods_is_left_out(make_book, codes):
    formula = 'table:formula="of:=DDE(&quot;a&quot;;&quot;b&quot;;&quot;c&quot;)"'
    path = ods(make_book, ods_row(ods_cell(1), ods_cell(2).replace(" ", f" {formula} ", 1)))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert codes(reading, "value") == [("LEZEN-17", 1, 2, "")]


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
