# SPDX-License-Identifier: EUPL-1.2
"""Requests (verzoeken): which rows are one request, and which reference of a supplier was used by another one."""

import polars as pl

from processors.enrichment.allocations import MOMENT
from processors.enrichment.matching import is_known, last_of
from processors.enrichment.stacking import PERSON
from processors.enrichment.versions import VERSION

# What an allocation and an answer name a request by; unique per supplier and law (TR347).
NAMED = ("wet", "aanbieder", "referentie_aanbieder")
# The rows of one request: a 317 has one reference on all its rows, a 315 one for each product.
REQUEST = (*PERSON, "soort", "referentie_aanbieder", "dagtekening")
NEW_ALLOCATION, CHANGE = "315", "317"
ASKED, UNCHANGED, CHANGED, NEW = "aangevraagd", "ongewijzigd", "te wijzigen", "nieuw"


def told(rows: pl.DataFrame, verzoeken: pl.DataFrame) -> pl.DataFrame:
    """Whether the supplier sent a request with the reference of an allocation; missing where the row names none."""
    return pl.DataFrame({"verzoek_bekend": is_known(rows, verzoeken, NAMED)})


def every_one(rows: pl.DataFrame, verzoeken: pl.DataFrame) -> pl.DataFrame:
    """Each request once, known before or among the rows; of one that comes in again the rows count.

    Args:
        rows: requests of one submission.
        verzoeken: the requests known before.

    Returns:
        `REQUEST` and `plaats`: its first row in the submission, -1 for one that stands elsewhere. Requests with an
        empty key are left out.

    """
    own = rows.with_row_index("plaats").select(*REQUEST, pl.col("plaats").cast(pl.Int64))
    known = verzoeken.join(rows, on=list(REQUEST), how="anti").select(*REQUEST, plaats=pl.lit(-1, pl.Int64))
    return pl.concat([known, own]).drop_nulls(REQUEST).unique(REQUEST, keep="first", maintain_order=True)


def reused(rows: pl.DataFrame, verzoeken: pl.DataFrame) -> pl.DataFrame:
    """Whether another request of the supplier under this law had the reference before (TR347).

    The same request that comes in again (with its answer, say) is no other one. What was known before comes first;
    among the rows the one dated first, of the same day the upper one.

    Args:
        rows: requests of one submission.
        verzoeken: the requests known before.

    Returns:
        `referentie_eerder_gebruikt`, missing where part of the key of the request is.

    """
    every = every_one(rows, verzoeken)
    pairs = every.filter(pl.col("plaats") >= 0).join(every, on=list(NAMED), suffix="_other")
    same = pl.all_horizontal(pl.col(name) == pl.col(f"{name}_other") for name in REQUEST if name not in NAMED)
    hits = pairs.filter(~same & _comes_before()).select(REQUEST).unique()
    whole = pl.all_horizontal(pl.col(REQUEST).is_not_null())
    used = is_known(rows, hits, REQUEST)
    return rows.select(referentie_eerder_gebruikt=pl.when(whole).then(used))


def _comes_before() -> pl.Expr:
    """Whether the other request of a pair was there first."""
    day, other_day = pl.col("dagtekening"), pl.col("dagtekening_other")
    above = pl.col("plaats_other") < pl.col("plaats")
    return (pl.col("plaats_other") < 0) | (other_day < day) | ((other_day == day) & above)


def used_before(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Whether an earlier decision already honoured the request, known before or among the rows (TR379).

    Args:
        rows: allocations of one submission.
        toewijzingen: the versions known before.

    Returns:
        `referentie_eerder_toegewezen`, missing where the row names no reference.

    """
    own = rows.select(*VERSION, "aanbieder", "referentie_aanbieder")
    every = pl.concat([toewijzingen.select(own.columns), own]).drop_nulls(NAMED)
    # The first decision comes last, so that it is the one that stays.
    first = last_of(every.reverse().sort(MOMENT, descending=True, nulls_last=True, maintain_order=True), NAMED)
    named = rows.select(pl.all_horizontal(pl.col(NAMED).is_not_null())).to_series()
    hits = own.with_row_index("_row").join(first, on=own.columns, how="semi", nulls_equal=True)["_row"]
    is_first = pl.repeat(value=False, n=len(rows), eager=True).scatter(hits, values=True)
    return rows.select(referentie_eerder_toegewezen=pl.when(named).then(~is_first))
