# SPDX-License-Identifier: EUPL-1.2
"""What was known of a request when it was answered (319, verzoekantwoorden): earlier answers, and an allocation."""

import polars as pl

from processors.enrichment.matching import beside, is_known
from processors.enrichment.requests import NAMED

REJECTED = "1"
# The same answer told again (by a list after its message, say) is no second answer.
SAME = (*NAMED, "gemeente", "dagtekening", "verzoek_antwoord")


def told(rows: pl.DataFrame, verzoekantwoorden: pl.DataFrame) -> pl.DataFrame:
    """Whether the request was answered before, and with a rejection (TR360, TR365).

    Answers count in the order in which they came: those known before, then those of the file, each by `dagtekening`
    and then by row. A row of the file counts for the rows after it also where it is refused itself.

    Args:
        rows: answers of one submission.
        verzoekantwoorden: the answers known before.

    Returns:
        `eerder_beantwoord` and `eerder_afgewezen`; missing where the reference is.

    """
    names = (*NAMED, "dagtekening", "verzoek_antwoord")
    order = pl.concat(
        [
            each.select(names, row=row).sort("dagtekening", nulls_last=True, maintain_order=True)
            for each, row in (
                (_others(rows, verzoekantwoorden), pl.lit(None, pl.UInt32)),
                (rows, pl.int_range(pl.len(), dtype=pl.UInt32)),
            )
        ]
    ).with_row_index("at")
    rejecting = pl.col("at").filter(pl.col("verzoek_antwoord") == REJECTED)
    whole = pl.all_horizontal(pl.col(NAMED).is_not_null())
    counted = order.with_columns(first=pl.col("at").min().over(NAMED), rejected=rejecting.min().over(NAMED))
    return (
        counted.filter(pl.col("row").is_not_null())
        .sort("row")
        .select(
            eerder_beantwoord=pl.when(whole).then(pl.col("first") < pl.col("at")),
            eerder_afgewezen=pl.when(whole).then((pl.col("rejected") < pl.col("at")).fill_null(value=False)),
        )
    )


def told_allocated(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Whether the request was honoured before the answer (TR359): an allocation dated earlier has its reference.

    One of the same day may be the decision after the answer, so it does not count [D].

    Returns:
        `verzoek_gehonoreerd`; missing where the reference is, or a day that decides.

    """
    named = toewijzingen.filter(pl.col("referentie_aanbieder").is_not_null())
    first = named.group_by(NAMED).agg(allocated=pl.col("toewijzing_datum").min())
    occurs = is_known(rows, named, NAMED)
    before = pl.lit(beside(rows, first, NAMED)["allocated"]) < pl.col("dagtekening")
    return rows.select(verzoek_gehonoreerd=pl.when(pl.lit(occurs)).then(before).otherwise(pl.lit(occurs)))


def _others(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The answers known before that are not those of the file told once more."""
    numbered = known.with_row_index("place")
    twins = numbered.select("place", *SAME, "identificatie").join(rows.select(*SAME, "identificatie"), on=list(SAME))
    again = twins.filter((pl.col("identificatie") == pl.col("identificatie_right")).fill_null(value=True))
    return numbered.join(again, on="place", how="anti", maintain_order="left").select(known.columns)
