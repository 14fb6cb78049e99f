# SPDX-License-Identifier: EUPL-1.2
"""What statements before this one said: that of last year, and the version that this one replaces."""

import polars as pl

from processors.enrichment.matching import beside
from processors.enrichment.statement_sums import STATEMENT, TOTAL

GROUP = (*STATEMENT, "gemeente", "product_code")


def of_lines(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """`omzet_vorig_jaar`: what the supplier stated for the product in the municipality over the year before.

    Missing where there was no such line, or where one of them has no amount.
    """
    before = earlier.with_columns(pl.col("jaar") + 1)
    whole = pl.col(TOTAL).is_not_null().all()
    sums = before.group_by(GROUP).agg(omzet_vorig_jaar=pl.when(whole).then(pl.col(TOTAL).sum()))
    return beside(rows, sums, GROUP)


def of_cover(rows: pl.DataFrame, replaced: pl.DataFrame, stated: pl.Series) -> pl.DataFrame:
    """What the version that this statement replaces came to.

    Args:
        rows: covers.
        replaced: the lines of the version that was in force until now.
        stated: per cover what the statement comes to (eurocent).

    Returns:
        `vorige_versie_bedrag`, missing where nothing is replaced, and `verschil_met_vorige_versie`.

    """
    sums = replaced.group_by(STATEMENT).agg(vorige_versie_bedrag=pl.col(TOTAL).sum())
    found = beside(rows, sums, STATEMENT)
    return found.with_columns(verschil_met_vorige_versie=stated - pl.col("vorige_versie_bedrag"))
