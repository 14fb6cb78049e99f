# SPDX-License-Identifier: EUPL-1.2
"""Who owes a production statement over a year (MGR-103): a matter of the region, of which no file speaks."""

import polars as pl

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
