# SPDX-License-Identifier: EUPL-1.2
"""How a domain says which tables it has and what enrichment adds to a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from processors.vocabulary.field import Field, Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A table: `columns` is a line of column names, `*` marks a required one and `~` one that only messages have.

    `own` replaces a common field; a table that is not kept is judged and forgotten. `whole` names the columns that
    rows of one whole share: where one of them is refused, so are the others.
    """

    name: str
    label: str
    columns: str
    key: str
    reference: bool = False
    kept: bool = True
    own: tuple[Field, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Columns of a table that enrichment joins to a line, under the prefix of their origin."""

    origin: str
    prefix: str
    owner: str
    table: str
    names: str


@dataclass(frozen=True, slots=True)
class Told:
    """Columns that enrichment works out: name to label and kind."""

    origin: str
    columns: Mapping[str, tuple[str, Kind]] = field(default_factory=dict)


Added = Taken | Told
