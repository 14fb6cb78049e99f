# SPDX-License-Identifier: EUPL-1.2
"""Random messages by the field dictionary, put together by hand: no mapping and no writer of ours takes part."""

import string
from typing import Any

import polars as pl
from hypothesis import strategies as st
from lxml import etree

from processors.messages.dictionary import shape

FAMILY = {"wmo": "iwmo", "jw": "ijw"}
# Test numbers only; neighbours differ, because lines of one client that follow one another are one client.
CLIENTS = ("999900006", "999900018", "999900031", "999900043", "999900055")
SIGNS = string.ascii_letters + string.digits + "éëï-.,/&<>\"'"
MOST = 3


def path_names(law: str, message: str) -> tuple[str, str]:
    """The two namespaces of a message."""
    root = f"http://www.istandaarden.nl/{FAMILY[law]}/3_2"
    return f"{root}/{law}{message}/schema", f"{root}/basisschema/schema"


def _text(longest: int) -> st.SearchStrategy[str]:
    inner = st.text(SIGNS + " ", min_size=1, max_size=longest)
    return inner.map(str.strip).filter(bool)


def _value(row: dict[str, Any]) -> st.SearchStrategy[str]:  # noqa: C901, PLR0911 - a line per kind of restriction
    pattern = row["patroon"] or ""
    if row["waarden"]:
        return st.sampled_from(row["waarden"])
    if row["vorm"] == "date":
        return st.dates(pl.Series(["1900-01-01"]).str.to_date()[0], pl.Series(["2100-12-31"]).str.to_date()[0]).map(str)
    if row["vorm"] == "time":
        return st.times().map(lambda time: time.strftime("%H:%M:%S"))
    if pattern.isdigit():
        return st.just(pattern)
    if row["vorm"] == "integer":
        return st.integers(row["min_waarde"], row["max_waarde"]).map(str)
    if row["type"] == "LDT_ProductCode":
        # What a spreadsheet would spoil is for the tests of casting.
        return st.text(string.ascii_uppercase, min_size=5, max_size=5)
    for part, signs in (("[a-zA-Z0-9]", string.ascii_letters + string.digits), ("[a-zA-ZÀ-ỳ]", "abcÀéZ")):
        if part in pattern:
            return st.text(signs, min_size=1, max_size=row["max_lengte"])
    if pattern.startswith("[0-9]"):
        size = int(pattern[6:-1]) if pattern.endswith("}") else 0
        return st.text(string.digits, min_size=size or 1, max_size=size or row["max_lengte"])
    if pattern.startswith("(0|"):
        return st.tuples(*[st.integers(0, 99)] * 3).map(lambda parts: ".".join(map(str, parts)))
    return st.sampled_from(["NL", "BE"]) if row["max_lengte"] == 2 else _text(row["max_lengte"] or 40)


@st.composite
def messages(draw: st.DrawFn, law: str, message: str) -> bytes:
    """A message as its field dictionary allows; groups are never empty."""
    form = shape(law, message)
    own, base = path_names(law, message)
    rows = {row["pad"]: row for row in form.iter_rows(named=True)}
    children: dict[str, list[str]] = {}
    for path in rows:
        children.setdefault(path.rpartition(".")[0], []).append(path)
    numbers = iter(CLIENTS * 100)

    def fill(parent: etree._Element, path: str) -> None:
        for child in children[path]:
            row = rows[child]
            count = draw(st.integers(row["min"], row["max"] or MOST))
            for _ in range(count):
                name = child.rpartition(".")[2]
                element = etree.SubElement(parent, f"{{{base if row['basis'] else own}}}{name}")
                if row["groep"]:
                    fill(element, child)
                    if not len(element):
                        parent.remove(element)
                else:
                    element.text = next(numbers) if name == "Bsn" else draw(_value(row))

    root = etree.Element(f"{{{own}}}Bericht", nsmap={None: own, "b": base})
    fill(root, "")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def elements(data: bytes) -> pl.DataFrame:
    """The elements below Bericht: nr, ouder, pad, tekst, by walking the tree."""
    found: list[tuple[int, int | None, str, str | None]] = []

    def walk(parent: etree._Element, number: int | None, path: str) -> None:
        for child in parent:
            own = f"{path}.{etree.QName(child).localname}".lstrip(".")
            found.append((len(found), number, own, None if len(child) else child.text or ""))
            walk(child, len(found) - 1, own)

    walk(etree.fromstring(data), None, "")
    schema = {"nr": pl.UInt32, "ouder": pl.UInt32, "pad": pl.String, "tekst": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")
