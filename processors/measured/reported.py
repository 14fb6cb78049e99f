# SPDX-License-Identifier: EUPL-1.2
"""Starts and stops (regieberichten) made ready to be counted: with their product, and the endings among them."""

import polars as pl

from processors import codelists
from processors.enrichment import allocations
from processors.enrichment.allocations import KEY
from processors.enrichment.delivery import definitive
from processors.enrichment.matching import last_of

DELIVERY = (*KEY, "begindatum")


def with_allocation(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """The rows with what their allocation says (`toegewezen_…`); its product where the message itself names none."""
    found = allocations.told(rows, toewijzingen)
    known = pl.concat([rows, found], how="horizontal")
    return known.with_columns(
        product_categorie=pl.coalesce("product_categorie", "toegewezen_product_categorie"),
        product_code=pl.coalesce("product_code", "toegewezen_product_code"),
    )


def first_decisions(toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Per allocation the day of its first version (`besloten_op`): a later one changes it and starts no clock."""
    return toewijzingen.group_by(KEY).agg(besloten_op=pl.col("toewijzing_datum").min())


def endings(standing: pl.DataFrame) -> pl.DataFrame:
    """The definitive stop of each delivery, the last one where there are more, with what its reason means.

    Args:
        standing: starts and stops that were not removed (`starts.standing`).

    Returns:
        The messages with `groep` and `uitval` of the harmonised reasons for ending (own design): code 31 is a move in
        the Wmo and an end as planned in the Jeugdwet. Both missing for a code that the law does not have.

    """
    meaning = codelists.table("reden_beeindiging_harmonisatie").select(
        "wet", "groep", reden_beeindiging="code", uitval=pl.col("telt_als_uitval") == "ja"
    )
    stops = last_of(definitive(standing).sort("einddatum", "dagtekening", maintain_order=True), DELIVERY)
    return stops.join(meaning, on=["wet", "reden_beeindiging"], how="left", maintain_order="left")
