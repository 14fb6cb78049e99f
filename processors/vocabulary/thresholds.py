# SPDX-License-Identifier: EUPL-1.2
"""Parameters as columns: what an agreement may change is joined to a line, so a rule names it like any column."""

from processors.parameters import MONTH_AND_DAY, described, names
from processors.vocabulary.field import Field, Kind
from processors.vocabulary.words import Said, Told

ORIGIN = "parameters"
FIELDS: tuple[Field, ...] = ()
TABLES: tuple[Said, ...] = ()
# A day of the year means nothing by itself; enrichment works out the date where one is needed.
COLUMNS = tuple(name for name in names() if described(name)["eenheid"] != MONTH_AND_DAY)
ADDED = (Told(ORIGIN, {name: (name, Kind.WHOLE) for name in COLUMNS}),)
LINKS: dict[str, str] = {ORIGIN: ""}
