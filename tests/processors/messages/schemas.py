# SPDX-License-Identifier: EUPL-1.2
"""An XSD from the field dictionary, made here only to judge with lxml what our writer makes."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from processors.messages.dictionary import shape
from tests.processors.messages.made import path_names

XS = "http://www.w3.org/2001/XMLSchema"
Rows = dict[str, list[dict[str, Any]]]


def schema(law: str, message: str, folder: Path) -> etree.XMLSchema:
    """The schema of a message: one file for each of its two namespaces, written to the folder."""
    own, base = path_names(law, message)
    children: Rows = {}
    for row in shape(law, message).iter_rows(named=True):
        children.setdefault(row["pad"].rpartition(".")[0], []).append(row)
    composed = [row for rows in children.values() for row in rows if row["type"].startswith("CDT_")]
    types = "".join(
        f'<xs:complexType name="{_name(row)}">{_content(row["pad"], children)}</xs:complexType>' for row in composed
    )
    (folder / "base.xsd").write_text(_document(base, base, types), encoding="utf-8")
    bericht = f'<xs:element name="Bericht"><xs:complexType>{_content("", children)}</xs:complexType></xs:element>'
    using = f'<xs:import namespace="{base}" schemaLocation="base.xsd"/>'
    (folder / "message.xsd").write_text(_document(own, base, using + bericht), encoding="utf-8")
    return etree.XMLSchema(etree.parse(folder / "message.xsd"))


def _document(target: str, base: str, body: str) -> str:
    head = f'xmlns:xs="{XS}" xmlns:b="{base}" targetNamespace="{target}" elementFormDefault="qualified"'
    return f"<xs:schema {head}>{body}</xs:schema>"


def _name(row: dict[str, Any]) -> str:
    return row["pad"].replace(".", "_")


def _content(path: str, children: Rows) -> str:
    return f"<xs:sequence>{''.join(_element(row, children) for row in children[path])}</xs:sequence>"


def _element(row: dict[str, Any], children: Rows) -> str:
    name, most = row["pad"].rpartition(".")[2], "unbounded" if row["max"] is None else row["max"]
    head = f'<xs:element name="{name}" minOccurs="{row["min"]}" maxOccurs="{most}"'
    if row["type"].startswith("CDT_"):
        return f'{head} type="b:{_name(row)}"/>'
    if row["groep"]:
        return f"{head}><xs:complexType>{_content(row['pad'], children)}</xs:complexType></xs:element>"
    facets = {
        "minLength": row["min_lengte"], "maxLength": row["max_lengte"], "pattern": row["patroon"],
        "minInclusive": row["min_waarde"], "maxInclusive": row["max_waarde"],
    }  # fmt: skip
    said = "".join(
        f"<xs:{facet} value={quoteattr(str(value))}/>" for facet, value in facets.items() if value is not None
    )
    said += "".join(f"<xs:enumeration value={quoteattr(value)}/>" for value in row["waarden"] or ())
    restriction = f'<xs:restriction base="xs:{row["vorm"]}">{said}</xs:restriction>'
    return f"{head}><xs:simpleType>{restriction}</xs:simpleType></xs:element>"
