# SPDX-License-Identifier: EUPL-1.2
"""Messages for tests, made as plain trees of (name, text or children) from the dictionary file, read anew here."""

import csv
from pathlib import Path
from xml.sax.saxutils import escape

import processors.reference

DICTIONARY = Path(processors.reference.__file__).with_name("velden_berichten_3_2.csv")
DIRECTION = {"gemeente": "0983", "aanbieder": "12345678"}
TEXTS = {
    "Bsn": "999900006", "Dagtekening": "2026-05-06", "Toewijzingstijd": "12:34:56", "Voorletters": "AB",
    "Telefoonnummer": "0201234567", "Einddatum": "2026-04-30", "LandCode": "NL", "Gemeente": "0983",
    "Afzender": None, "Ontvanger": None, "DeclaratieDagtekening": "2026-05-06",
    "DeclaratieNummer": "D1", "Identificatie": "ID1",
}  # fmt: skip


def rows(message):
    """The dictionary of a message under the Jeugdwet: path to (max, format), parents before children."""
    with DICTIONARY.open(encoding="utf-8") as file:
        found = [row for row in csv.DictReader(file) if row["bericht"] == message and "jw" in row["wet"].split("+")]
    found.sort(key=lambda row: row["pad"].count("."))
    return {row["pad"]: (row["max"], row["formaat"]) for row in found}


def sample(name, form):
    """A text that the format allows."""
    parts = dict(part.split("=", 1) for part in form.split("; ") if "=" in part)
    if TEXTS.get(name):
        return TEXTS[name]
    if form.startswith("date"):
        return "2026-04-01"
    if "waarden" in parts:
        return "0200" if parts["waarden"] == "59 codes" else parts["waarden"].split()[0]
    if "pattern" in parts and parts["pattern"].isdigit():
        return parts["pattern"]
    return {"[0-9]{4}": "0983", "[0-9]{8}": "12345678"}.get(
        parts.get("pattern"), "1.0.0" if "[1-9][0-9]*" in parts.get("pattern", "") else "1"
    )


def tree(message):
    """A message of the Jeugdwet with every element once: a list of [name, text or children]."""
    top, places = [], {}
    for path, (_, form) in rows(message).items():
        parent, _, name = path.rpartition(".")
        node = [name, [] if form == "groep" else sample(name, form)]
        (places[parent][1] if parent else top).append(node)
        places[path] = node
    return top


def xml(top, message, law="jw"):
    """The tree as a message, all in its own namespace."""
    namespace = f"http://www.istandaarden.nl/i{law}/3_2/{law}{message}/schema"
    return f'<?xml version="1.0" encoding="UTF-8"?><Bericht xmlns="{namespace}">{"".join(map(_node, top))}</Bericht>'


def _node(node):
    name, inside = node
    content = escape(inside) if isinstance(inside, str) else "".join(map(_node, inside))
    return f"<{name}>{content}</{name}>"


def walk(top, above=""):
    """Every node with its path and the list that holds it."""
    for node in list(top):
        path = f"{above}.{node[0]}" if above else node[0]
        yield path, node, top
        if isinstance(node[1], list):
            yield from walk(node[1], path)
