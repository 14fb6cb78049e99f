# SPDX-License-Identifier: EUPL-1.2
"""Production statements: lines, cover and totals beside each other, and beside what was declared, agreed and stated.

The file itself is part of the reference: `verantwoordingen`, `verantwoordingsregels` and `verantwoordingstotalen` are
its own, `eerdere_verantwoordingsregels` are the lines of other statements, `vorige_verantwoordingsregels` those of the
version that it replaces.
"""

from collections.abc import Mapping

import polars as pl

from processors import lines
from processors.enrichment import statement_agreed, statement_declared, statement_history, statement_sums, thresholds
from processors.tables import EARLIER, EARLIER_STATEMENTS, REPLACED_STATEMENTS

LINES, COVER, TOTALS = "verantwoordingsregels", "verantwoordingen", "verantwoordingstotalen"
OF_FILE = (LINES, COVER, TOTALS)


def told(rows: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The joined columns of a row of a statement; those of an absent reference are not there.

    Args:
        rows: rows of one of `OF_FILE`.
        table: which of them.
        reference: reference tables by name.

    """
    own = {name: reference.get(name, pl.DataFrame(schema=lines.TABLES[name].schema)) for name in OF_FILE}
    if table == TOTALS:
        return statement_sums.of_totals(rows, own[LINES])
    parts = _of_cover(rows, own[LINES], reference) if table == COVER else _of_lines(rows, own, reference)
    return pl.concat([part for part in parts if part.width], how="horizontal")


def deadlines(known: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> list[pl.Series | pl.Expr]:
    """`uiterste_dag` and `uiterste_dag_verklaring` of covers: days in the year after that of the statement.

    A cover that came alone brings only the declaration, so its own last day is that of the declaration.
    """
    statement, declaration = (
        thresholds.deadlines(known, COVER, reference, name).dt.offset_by("1y")
        for name in ("deadline_productieverantwoording", "deadline_verklaring")
    )
    alone = reference[LINES].is_empty() if LINES in reference else True
    return [
        (declaration if alone else statement).alias("uiterste_dag"), declaration.alias("uiterste_dag_verklaring"),
    ]  # fmt: skip


def _of_cover(rows: pl.DataFrame, own: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    others = reference.get(EARLIER_STATEMENTS, own.clear())
    sums = statement_sums.of_cover(rows, own, others)
    replaced = reference.get(REPLACED_STATEMENTS, own.clear())
    parts = [sums, statement_history.of_cover(rows, replaced, sums["omzet_verantwoording"])]
    if EARLIER in reference:
        stated = pl.concat([each.select(statement_sums.PLACE) for each in (own, others)])
        told_of = statement_declared.of_cover(rows, reference[EARLIER], stated)
        # Of a cover that came alone, what its statement leaves out was said with that statement.
        parts.append(told_of if len(own) else rows.select(gemeenten_zonder_regels=pl.lit("")))
    return parts


def _of_lines(
    rows: pl.DataFrame, own: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    parts = [statement_sums.of_lines(rows, own[COVER], own[TOTALS]), statement_agreed.of_lines(rows, reference)]
    if EARLIER in reference:
        parts.append(statement_declared.of_lines(rows, reference[EARLIER]))
    if EARLIER_STATEMENTS in reference:
        parts.append(statement_history.of_lines(rows, reference[EARLIER_STATEMENTS]))
    return parts
