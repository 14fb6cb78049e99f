# SPDX-License-Identifier: EUPL-1.2
"""Who owes a production statement over a year (MGR-103): a matter of the region, of which no file speaks."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.enrichment import thresholds
from processors.enrichment.statement_declared import of_suppliers
from processors.lines import TABLES

TABLE = "verantwoording_verwacht"


def statements_due(lines: pl.DataFrame, statements: pl.DataFrame, year: int) -> pl.DataFrame:
    """The table `verantwoording_verwacht`, to be judged by its rule.

    Args:
        lines: accepted declaration lines of the region, each once.
        statements: the covers in force (`verantwoordingen`); a declaration that came alone is no statement, so its
            submission is left out by the caller.
        year: the year that is accounted for.

    Returns:
        A row for each supplier and law with an amount above zero in that year, in the order of their codes.

    """
    of_year = statements.filter(pl.col("jaar") == year).select("wet", "aanbieder").unique()
    there = of_year.with_columns(ontvangen=pl.lit("ja"))
    declared = of_suppliers(lines, year)
    found = declared.join(there, on=["wet", "aanbieder"], how="left", maintain_order="left")
    made = found.with_columns(jaar=pl.lit(year, pl.Int64), ontvangen=pl.col("ontvangen").fill_null("nee"))
    return made.select(TABLES[TABLE].names)


def statements_overdue(
    lines: pl.DataFrame, statements: pl.DataFrame, reference: Mapping[str, pl.DataFrame], today: date
) -> pl.DataFrame:
    """The rows of `statements_due` over the year before this one whose last day has passed.

    Args:
        lines: as `statements_due` asks.
        statements: likewise.
        reference: the reference tables; among them the parameters with the last day (deadline_productieverantwoording).
        today: the day of judging.

    """
    due = statements_due(lines, statements, today.year - 1)
    known = due.with_columns(peildatum=pl.lit(today, pl.Date))
    last = thresholds.deadlines(known, TABLE, reference, "deadline_productieverantwoording").dt.offset_by("1y")
    # The statement is due before that day.
    return due.filter(last <= today)
