# SPDX-License-Identifier: EUPL-1.2
"""The vocabulary: every table of Verzamelpunt and every column that enrichment joins to it.

Casts, forms, glossary, documentation and messages follow from `TABLES` and `JOINED`.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import polars as pl

from processors.fields import REFERENCE, Field, Kind
from processors.joined import JOINED, LINKS
from processors.tables import TABLES, Table

__all__ = ["JOINED", "LINKS", "PROVENANCE", "TABLES", "Table", "make_lines", "place"]

G = Kind.WHOLE

PROVENANCE: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("bestand", "Bestand", source=REFERENCE),
        Field("blad", "Blad", source=REFERENCE),
        Field("rij", "Rij", G, source=REFERENCE),
        Field("nr", "Volgnummer", G, source=REFERENCE),
    )
}


@cache
def place(table: str, name: str) -> Field:
    """The field of a table, of its enrichment or of where a line stood; KeyError when nothing has it."""
    own = {each.name: each for each in TABLES[table].fields}
    return own.get(name) or JOINED.get(name) or PROVENANCE[name]


def make_lines(
    table: str, rows: Iterable[Mapping[str, object]], *, first_row: int = 2, file: str = "invoer"
) -> pl.DataFrame:
    """Make a frame of a table from plain rows; what a row leaves out is missing.

    Joined columns may be given too. Adds `bestand`, `blad` and `rij`, counted from `first_row`.
    """
    rows = list(rows)
    names = list(dict.fromkeys([*TABLES[table].names, *(name for row in rows for name in row)]))
    schema = {name: place(table, name).kind.dtype for name in names}
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], schema=schema)
    count = range(first_row, first_row + len(rows))
    return frame.with_columns(bestand=pl.lit(file), blad=pl.lit(""), rij=pl.Series(list(count), dtype=pl.Int64))
