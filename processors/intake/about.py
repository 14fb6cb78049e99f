# SPDX-License-Identifier: EUPL-1.2
"""What a file is about, where its Voorblad does not say: read from its own lines."""

from collections.abc import Iterable

import polars as pl

# A supplier declares for one month and itself; one mistyped line does not change that. A file may well hold lines of
# several laws and municipalities, so there only a single value counts.
CHIEFLY = ("aanbieder", "maand", "declaratie_maand")


def said_by_lines(tables: Iterable[pl.DataFrame], names: tuple[str, ...]) -> str | None:
    """The value of these columns: the only one, or for supplier and month the one on more than half of the lines."""
    columns = [lines[name].drop_nulls() for lines in tables for name in names if name in lines.columns]
    if not columns:
        return None
    counts = pl.concat(columns, rechunk=True).value_counts(sort=True, name="count")
    if counts.is_empty():
        return None
    value, count = counts.row(0)
    chiefly = names[0] in CHIEFLY and count * 2 > counts["count"].sum()
    return str(value) if len(counts) == 1 or chiefly else None
