# SPDX-License-Identifier: EUPL-1.2
"""The request (verzoeken) that an allocation honours, by the reference of the supplier."""

import polars as pl

from processors.enrichment.allocations import MOMENT
from processors.enrichment.matching import is_known, last_of
from processors.enrichment.versions import VERSION

REQUEST = ("wet", "aanbieder", "referentie_aanbieder")


def told(rows: pl.DataFrame, verzoeken: pl.DataFrame) -> pl.DataFrame:
    """Whether the supplier sent a request with this reference; missing where the row names none."""
    return pl.DataFrame({"verzoek_bekend": is_known(rows, verzoeken, REQUEST)})


def used_before(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Whether an earlier decision already honoured the request, known before or among the rows (TR379).

    Args:
        rows: allocations of one submission.
        toewijzingen: the versions known before.

    Returns:
        `referentie_eerder_toegewezen`, missing where the row names no reference.

    """
    own = rows.select(*VERSION, "aanbieder", "referentie_aanbieder")
    every = pl.concat([toewijzingen.select(own.columns), own]).drop_nulls(REQUEST)
    # The first decision comes last, so that it is the one that stays.
    first = last_of(every.reverse().sort(MOMENT, descending=True, nulls_last=True, maintain_order=True), REQUEST)
    named = rows.select(pl.all_horizontal(pl.col(REQUEST).is_not_null())).to_series()
    hits = own.with_row_index("_row").join(first, on=own.columns, how="semi", nulls_equal=True)["_row"]
    is_first = pl.repeat(value=False, n=len(rows), eager=True).scatter(hits, values=True)
    return rows.select(referentie_eerder_toegewezen=pl.when(named).then(~is_first))
