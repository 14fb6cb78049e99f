# SPDX-License-Identifier: EUPL-1.2
"""The tables of the contract: their columns in order, which are required, and the business key of a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from processors.fields import FIELDS, Field
from processors.vocabulary import DOMAINS
from processors.vocabulary.words import Said

# Earlier declaration lines, as a reference: they have the columns of declaratieregels.
EARLIER = "eerdere_declaratieregels"
# Lines of other production statements, and those of the version that a statement replaces; columns of
# verantwoordingsregels.
EARLIER_STATEMENTS = "eerdere_verantwoordingsregels"
REPLACED_STATEMENTS = "vorige_verantwoordingsregels"
# What stands beside the lines of a production statement; these rows are judged and kept, but not counted as lines.
BESIDE_LINES = frozenset({"verantwoordingen", "verantwoordingstotalen"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order and the business key of a row; one that is not kept is judged and forgotten.

    Rows that agree in the columns of `whole` are accepted or refused together.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    reference: bool = False
    kept: bool = True
    whole: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Field:
        """The field with this name; KeyError when the table has no such column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Column name to Polars type."""
        return {field.name: field.kind.dtype for field in self.fields}


def _table(said: Said) -> Table:
    """The table that a domain says it has."""
    own = {field.name: field for field in said.own}
    fields = []
    for word in said.columns.split():
        name = word.rstrip("*~")
        fields.append(
            replace(own.get(name) or FIELDS[name], required=word.endswith("*"), message_only=word.endswith("~"))
        )
    key, whole = tuple(said.key.split()), tuple(said.whole.split())
    return Table(said.name, said.label, tuple(fields), key, said.reference, said.kept, whole)


TABLES: Mapping[str, Table] = {said.name: _table(said) for domain in DOMAINS for said in domain.TABLES}
