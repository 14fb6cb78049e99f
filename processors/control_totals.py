# SPDX-License-Identifier: EUPL-1.2
"""The control totals of the region (MGR-214): what is published against what stands in the store, file by file.

Added up another way than the star is: per file and amount, so that a line that got lost or counted twice shows.
"""

from collections.abc import Collection

import polars as pl

from processors.checking import check
from processors.delivered import KIND
from processors.journal_schema import Submission
from processors.lines import TABLES
from processors.rules import RULES
from processors.signals import placed
from processors.store import SUBMISSION, Store

TABLE = "regiototalen"
_WHERE = ("gemeente", "wet", "declaratie_maand")


def control_totals(store: Store, counting: Collection[Submission], published: pl.DataFrame) -> pl.DataFrame:
    """Per law and month of declaration the amount that is published and that of the files (table `regiototalen`).

    Args:
        store: the accepted lines.
        counting: the submissions in force.
        published: the star table `feit_declaratie`.

    """
    per_file = pl.concat([_debets_less_credits(store, counting), _totals(store, counting)])
    municipal = pl.col(SUBMISSION).is_in([row.id for row in counting if row.soort == KIND])
    # Of a municipality, law and month that a municipality delivered itself, its own files count (decision 0014).
    own = per_file.filter(municipal)
    others = per_file.filter(~municipal).join(own, on=list(_WHERE), how="anti")
    files = pl.concat([own, others]).group_by("wet", "declaratie_maand").agg(bedrag_leveringen=pl.col("bedrag").sum())
    region = published.group_by("wet", "declaratie_maand").agg(bedrag_regio=pl.col("ingediend_bedrag").sum())
    both = region.join(files, on=["wet", "declaratie_maand"], how="full", coalesce=True, nulls_equal=True)
    return both.select("wet", pl.col("^bedrag_.*$").fill_null(0), maand="declaratie_maand").select(TABLES[TABLE].names)


def differences(totals: pl.DataFrame) -> list[str]:
    """The sentences of MGR-214 on totals that do not agree; none when all do."""
    return check(RULES.only("MGR-214"), placed(TABLE, totals), TABLE)["melding"].to_list()


def _debets_less_credits(store: Store, counting: Collection[Submission]) -> pl.DataFrame:
    lines = store.read("declaratieregels", [row.id for row in counting])
    amount, credit = pl.col("ingediend_bedrag"), pl.col("debet_credit") == "C"
    return (
        lines.group_by(SUBMISSION, *_WHERE)
        .agg(bedrag=amount.filter(~credit).sum() - amount.filter(credit).sum())
        .collect()
    )


def _totals(store: Store, counting: Collection[Submission]) -> pl.DataFrame:
    totals = store.read("declaratietotalen", [row.id for row in counting])
    return totals.group_by(SUBMISSION, *_WHERE).agg(bedrag=pl.col("ingediend_bedrag").sum()).collect()
