# SPDX-License-Identifier: EUPL-1.2
"""What a semantic model is made of. Every part has a tag that stays the same as long as its name does."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://verzamelpunt/powerbi")


def tag(*names: str) -> str:
    """The lineage tag of a part: the same for the same names, so that reports keep their bindings."""
    return str(uuid.uuid5(_OURS, "/".join(names)))


@dataclass(frozen=True)
class Column:
    """A column: its type in the model (`string`, `int64`, `double`, `dateTime`, `boolean`), and what it says."""

    name: str
    kind: str
    says: str
    hidden: bool = False
    key: bool = False


@dataclass(frozen=True)
class Measure:
    """A figure in DAX, in a folder; one without a format is text."""

    name: str
    dax: str
    says: str
    folder: str
    format: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Hierarchy:
    """Columns of one table, from coarse to fine."""

    name: str
    levels: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table, its parts, and the Power Query expression that reads its rows."""

    name: str
    says: str
    columns: Sequence[Column]
    source: str
    measures: Sequence[Measure] = ()
    hierarchies: Sequence[Hierarchy] = ()
    hidden: bool = False
    dates: bool = False


@dataclass(frozen=True)
class Relationship:
    """Many rows of a table point at one of a dimension; one that is not active is used by name in a measure."""

    table: str
    column: str
    to_table: str
    to_column: str
    active: bool = True

    @property
    def name(self) -> str:
        """Its tag, by which the model knows it."""
        return tag(self.table, self.column, self.to_table, self.to_column)


@dataclass(frozen=True)
class Role:
    """Who sees what: table to the DAX condition that a row must fulfil, and columns (table, column) that are closed."""

    name: str
    says: str
    filters: Sequence[tuple[str, str]] = ()
    closed: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Expression:
    """A Power Query expression with a name: a parameter or a function."""

    name: str
    m: str
    says: str


@dataclass(frozen=True)
class Model:
    """The whole."""

    tables: Sequence[Table]
    relationships: Sequence[Relationship]
    roles: Sequence[Role]
    expressions: Sequence[Expression]
