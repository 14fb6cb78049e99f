# SPDX-License-Identifier: EUPL-1.2
"""From tables of the vocabulary to a message: UTF-8, the namespaces of the iStandaarden, valid or not at all."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import polars as pl
from lxml import etree

from processors.errors import UnusableInputError
from processors.messages.composing import elements_of
from processors.messages.dictionary import shape
from processors.messages.structure import MISSING, TOO_MANY, structure

_ROOT = "http://www.istandaarden.nl"
_BASE = {"wmo": "iwmo", "jw": "ijw"}
_LACKS = {MISSING: "ontbreekt", TOO_MANY: "staat er te vaak"}


def namespaces(law: str, message: str) -> tuple[str, str]:
    """The namespace of a message and that of its basisschema.

    Raises:
        KeyError: the law has no messages.

    """
    family = _BASE[law]
    return f"{_ROOT}/{family}/3_2/{law}{message}/schema", f"{_ROOT}/{family}/3_2/basisschema/schema"


def write_message(law: str, message: str, tables: Mapping[str, pl.DataFrame]) -> bytes:
    """The message that these tables say.

    Args:
        law: wmo or jw.
        message: 301 to 325.
        tables: per table of the vocabulary its lines, typed, in the order of the message; a table that the message
            does not have is not looked at.

    Returns:
        The XML. Numbers stand without leading zeros, dates as 2026-04-30; nothing empty is written.

    Raises:
        KeyError: there is no such message in this law.
        UnusableInputError: what the tables say does not fit the field dictionary; no value is shown.

    """
    elements = elements_of(law, message, tables)
    form = shape(law, message)
    wrong = structure(elements.with_columns(vreemd=pl.lit(value=False)), form)
    if not wrong.is_empty():
        path, broken = wrong.row(0, named=True)["pad"], wrong["restrictie"][0]
        raise UnusableInputError(
            f"Bericht {message} kan niet worden geschreven: {path.replace('.', '/')} "
            f"{_LACKS.get(broken, f'voldoet niet aan het berichtenboek ({broken})')}. Er is niets geschreven."
        )
    return _serialised(law, message, elements, form)


def _serialised(law: str, message: str, elements: pl.DataFrame, form: pl.DataFrame) -> bytes:
    """The elements as XML, written one after the other: of a large message no tree is made."""
    own, base = namespaces(law, message)
    tags = {
        path: f"{{{base if basic else own}}}{path.rpartition('.')[2]}"
        for path, basic in form.select("pad", "basis").iter_rows()
    }
    target = BytesIO()
    with etree.xmlfile(target, encoding="UTF-8") as document:
        document.write_declaration()
        with document.element(f"{{{own}}}Bericht", nsmap={f"{law}{message}": own, _BASE[law]: base}):
            _write(document, elements.select("pad", "tekst"), tags)
    return target.getvalue()


def _write(document: Any, elements: pl.DataFrame, tags: Mapping[str, str]) -> None:  # noqa: ANN401 - lxml has no type for it
    """Write leaves, and open and close the groups around them."""
    depths = elements["pad"].str.count_matches(".", literal=True)
    opened: list[Any] = []
    for (path, text), depth in zip(elements.iter_rows(), depths, strict=True):
        while len(opened) > depth:
            opened.pop().__exit__(None, None, None)
        element = document.element(tags[path])
        element.__enter__()
        if text is None:
            opened.append(element)
        else:
            document.write(text)
            element.__exit__(None, None, None)
    while opened:
        opened.pop().__exit__(None, None, None)
