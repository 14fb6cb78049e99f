# SPDX-License-Identifier: EUPL-1.2
"""Messages (xml) become elements, or are refused by name; the numbers are those of the list of hostile inputs."""

from dataclasses import replace

import pytest

from workbooks.elements import read_elements
from workbooks.errors import CODES, UnreadableFileError
from workbooks.limits import LIMITS

MESSAGE = "http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
BASE = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
BODY = "<w:Header><w:BerichtCode>484</w:BerichtCode>\n<w:Leeg/></w:Header>"


@pytest.fixture
def a_file(tmp_path):
    """Write a file and give its path."""

    def make(content, name="bericht.xml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def bericht(body=BODY, namespace=MESSAGE):
    return f'<w:Bericht xmlns:w="{namespace}" xmlns:b="{BASE}">{body}</w:Bericht>'


def test_every_element_is_a_row_with_its_parent_its_text_and_its_line(a_file):
    read = read_elements(a_file(bericht()))

    assert read.namespace == MESSAGE
    assert not read.enveloped
    assert read.frame.rows() == [
        (0, None, "Header", None, 1, False),
        (1, 0, "Header.BerichtCode", "484", 1, False),
        (2, 0, "Header.Leeg", "", 2, False),
    ]


def test_a_bericht_in_an_envelope_is_read_without_the_envelope(a_file):
    inside = bericht()
    envelope = f'<s:Envelope xmlns:s="urn:soap"><s:Header><Bericht/></s:Header><s:Body>{inside}</s:Body></s:Envelope>'

    read = read_elements(a_file(f'<?xml version="1.0" encoding="UTF-8"?>\n{envelope}'))

    assert read.enveloped
    assert read.frame["pad"].to_list() == ["Header", "Header.BerichtCode", "Header.Leeg"]


def test_letters_entities_and_parts_of_text_are_one_text(a_file):
    body = "<w:Naam>Zo&#235; &amp; <![CDATA[<Co>]]><!-- niets --> é</w:Naam>"

    read = read_elements(a_file(b"\xef\xbb\xbf" + bericht(body).encode()))

    assert read.frame["tekst"].to_list() == ["Zoë & <Co> é"]


def test_an_element_of_another_namespace_is_marked_as_such(a_file):
    body = '<w:A/><b:A/><A xmlns="urn:vreemd"/><A/>'

    read = read_elements(a_file(bericht(body)))

    assert read.frame["vreemd"].to_list() == [False, False, True, True]


def test_loose_text_between_elements_stays_with_the_element_around_it(a_file):
    read = read_elements(a_file(bericht("<w:A>een<w:B>1</w:B>twee</w:A><w:C/>")))

    assert read.frame["tekst"].to_list() == ["eentwee", "1", ""]


def test_an_empty_bericht_has_no_elements(a_file):
    read = read_elements(a_file(bericht("")))

    assert read.frame.is_empty()


def test_70_xinclude_is_plain_data_and_is_not_followed(a_file, tmp_path):
    (tmp_path / "geheim.txt").write_text("geheim")
    body = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="geheim.txt" parse="text"/>'

    read = read_elements(a_file(bericht(body)))

    assert read.frame.select("pad", "tekst", "vreemd").rows() == [("include", "", True)]


DEEP = "<a>" * 1_000_000
BOMB = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
REFUSED = {
    "18 a million deep": (bericht(DEEP), "LEZEN-11", False),
    "18 a million deep outside the message": (DEEP, "LEZEN-11", False),
    "19 billion laughs": (f"<!DOCTYPE a [{BOMB}]>{bericht('<w:A>&c;</w:A>')}", "LEZEN-09", True),
    "20 quadratic entities": (f'<!DOCTYPE a [<!ENTITY a "{"x" * 1000}">]>{bericht("&a;" * 1000)}', "LEZEN-09", True),
    "21 external entity": (
        f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>{bericht("&a;")}', "LEZEN-09", True,
    ),
    "21 external entity of a server": (
        f'<!DOCTYPE a [<!ENTITY % a SYSTEM "http://localhost/a.dtd"> %a;]>{bericht()}', "LEZEN-09", True,
    ),
    "68 a DTD by itself": (f"<!DOCTYPE Bericht>{bericht()}", "LEZEN-09", True),
    "69 a million attributes": (
        bericht("<w:A " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"), "LEZEN-11", False,
    ),
    "a text without end": (bericht(f"<w:A>{'x' * 200_000}</w:A>"), "LEZEN-11", False),
    "UTF-16": (f'<?xml version="1.0" encoding="UTF-16"?>{bericht()}'.encode("utf-16"), "LEZEN-10", False),
    "UTF-16 without a mark": (bericht().encode("utf-16-le"), "LEZEN-10", False),
    "Latin-1": (f'<?xml version="1.0" encoding="ISO-8859-1"?>{bericht()}'.encode("latin-1"), "LEZEN-10", False),
    "bytes that are no UTF-8": (bericht("<w:A>\xe9</w:A>").encode("latin-1"), "LEZEN-03", False),
    "cut off": (bericht()[:-20], "LEZEN-03", False),
    "two roots": (bericht() * 2, "LEZEN-03", False),
    "loose text in Bericht": (bericht("<w:A/>los"), "LEZEN-03", False),
    "two messages": (f"<e>{bericht()}{bericht()}</e>", "LEZEN-37", False),
    "an envelope without a message": ("<e><Inhoud>PEJlcmljaHQ+</Inhoud></e>", "LEZEN-36", False),
    "a message of another standard": (bericht(namespace="http://vektis.nl/ap304"), "LEZEN-38", False),
    "no bytes": (b"", "LEZEN-02", False),
    "text": ("gewone tekst", "LEZEN-01", False),
    "a zip": (b"PK\3\4" + bytes(40), "LEZEN-01", False),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code", "quarantine"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_safe_message_is_refused_by_name(a_file, content, code, quarantine):
    with pytest.raises(UnreadableFileError, match=r"^Bestand 'bericht\.xml' .+\.$") as refusal:
        read_elements(a_file(content))

    assert (refusal.value.code, refusal.value.quarantine) == (code, quarantine)
    assert code in CODES


def test_a_message_of_more_than_25_mb_is_refused_before_it_is_read(a_file):
    path = a_file(bericht())

    with pytest.raises(UnreadableFileError) as refusal:
        read_elements(path, limits=replace(LIMITS, message=path.stat().st_size - 1))

    assert refusal.value.code == "LEZEN-05"
    assert LIMITS.message == 25 * 1024 * 1024
    assert read_elements(path, limits=replace(LIMITS, message=path.stat().st_size)).frame.height == 3
