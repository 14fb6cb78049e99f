# SPDX-License-Identifier: EUPL-1.2
"""The columns that enrichment joins to a line, and by which columns a line finds its row in each reference."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from processors.fields import Field, Kind
from processors.tables import TABLES
from processors.vocabulary import DOMAINS
from processors.vocabulary.words import Added, Taken


def _columns(added: Added) -> Iterator[Field]:
    """The columns that enrichment takes from a table, or works out."""
    if isinstance(added, Taken):
        for name in added.names.split():
            field = TABLES[added.table][name]
            label = f"{field.label} {added.owner}"
            yield replace(field, name=f"{added.prefix}_{name}", label=label, origin=added.origin, required=False)
        return
    for name, (label, kind) in added.columns.items():
        unit = "eurocent" if kind is Kind.CENT else ""
        yield Field(name, label, kind, unit, source=f"berekend uit {added.origin}", origin=added.origin)


JOINED: Mapping[str, Field] = {
    field.name: field for domain in DOMAINS for added in domain.ADDED for field in _columns(added)
}
# The columns by which a line finds its row in a reference; where one of them is wrong, so is what was found.
LINKS: Mapping[str, frozenset[str]] = {
    origin: frozenset(names.split()) for domain in DOMAINS for origin, names in domain.LINKS.items()
}
