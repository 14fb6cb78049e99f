# SPDX-License-Identifier: EUPL-1.2
"""Which columns a reference table lends to lines, and under which name: read from the vocabulary."""

import polars as pl

from processors.lines import JOINED, TABLES


def joined(origin: str, prefix: str, table: str = "") -> dict[str, pl.Expr]:
    """Joined name to the column it comes from, for the columns that are taken over as they are.

    Args:
        origin: the reference table as `lines.JOINED` names it.
        prefix: what stands before the name of the column.
        table: name of the table in the vocabulary, where it differs from `origin`.

    """
    own = TABLES[table or origin].names
    borrowed = {
        name: name.removeprefix(f"{prefix}_")
        for name, field in JOINED.items()
        if field.origin == origin and name.startswith(f"{prefix}_")
    }
    return {name: pl.col(column) for name, column in borrowed.items() if column in own}
