# SPDX-License-Identifier: EUPL-1.2
"""Trajectories: what one supplier delivered to one client of one product, from the first start to the last stop.

Starts follow each other in one trajectory as long as no day lies between them without delivery: a temporary stop does
not end it, nor does an allocation that another one carries on [D]. A start without definitive stop lasts until the next
start on the same allocation, else until the allocation ends.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.delivery import DAY
from processors.enrichment.matching import beside
from processors.enrichment.starts import standing
from processors.measured.material import Material
from processors.measured.reported import DELIVERY, endings, with_allocation

CHAIN = ("wet", "gemeente", "client", "aanbieder", "product_categorie", "product_code")
FAR = date(9999, 12, 31)
# More than the days of any date.
_DAYS = 10_000_000


def trajectories(material: Material) -> pl.DataFrame:
    """Every trajectory (columns: `CHAIN`).

    Returns:
        `begin`, its first day; `tot`, its last day as far as is known, `FAR` where none is; `einde` and `groep`, the
        day and the kind of reason of its definitive stop, missing where it has none.

    """
    deliveries = _deliveries(material).sort(*CHAIN, "begindatum", maintain_order=True)
    anew = (pl.col("begindatum") - DAY > reached_before(CHAIN)).fill_null(value=True)
    # Of what ends on the same day, a definitive stop tells how it ended.
    in_order = ["tot", pl.col("einddatum").is_not_null()]
    return (
        # The first of each chain is new, so the numbers of one chain are not those of another.
        deliveries.with_columns(nummer=anew.cum_sum())
        .sort(in_order, maintain_order=True)
        .group_by("nummer")
        .agg(
            pl.col(CHAIN).first(), pl.col("begindatum").min().alias("begin"), pl.col("tot", "einddatum", "groep").last()
        )
        .rename({"einddatum": "einde"})
        .drop("nummer")
    )


def reached_before(who: Sequence[str]) -> pl.Expr:
    """The latest `tot` of the rows higher up about the same; missing for the first. The rows are sorted by `who`.

    The number of each stands before its days in one whole number, so that the highest so far is always of the same:
    over hundreds of thousands of small groups that is much faster than a window.
    """
    first = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in who)
    base = first.cum_sum().cast(pl.Int64) * _DAYS
    reached = (base + pl.col("tot").to_physical().cast(pl.Int64)).cum_max().shift(1) - base
    return pl.when(~first).then(reached).cast(pl.Int32).cast(pl.Date)


def _deliveries(material: Material) -> pl.DataFrame:
    """Each start with its last day (`tot`), and of its definitive stop `einddatum` and `groep`.

    A stop whose start was never received says itself when it began.
    """
    messages = standing(material.table("regieberichten")).drop_nulls([*DELIVERY, "client"])
    own = messages.sort("soort", maintain_order=True).unique(DELIVERY, keep="first", maintain_order=True)
    # A client who goes along when a supplier merges stays in the same trajectory.
    told = material.succeeded(with_allocation(own, material.table("toewijzingen"))).select(
        *CHAIN, "toewijzing_nummer", "begindatum", over="toegewezen_einddatum"
    )
    ends = beside(told, endings(messages).select(*DELIVERY, "einddatum", "groep"), DELIVERY)
    following = pl.col("begindatum").shift(-1).over(KEY, order_by="begindatum") - DAY
    return told.hstack(ends).with_columns(tot=pl.coalesce("einddatum", following, "over").fill_null(FAR))
