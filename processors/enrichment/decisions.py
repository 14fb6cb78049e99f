# SPDX-License-Identifier: EUPL-1.2
"""What the reference knows about an allocation that comes in: versions, overlap, agreements and what it led to."""

from collections.abc import Mapping

import polars as pl

from processors import lines
from processors.enrichment import approved, contracts, first_delivery, products, requests, stacking, versions


def told(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame], accepted: pl.DataFrame | None) -> pl.DataFrame:
    """The joined columns of toewijzingen, apart from the registers; of a table that is absent nothing is added.

    Args:
        rows: allocations of one submission, with the columns of the table.
        reference: reference tables by name.
        accepted: earlier lines that were accepted; None when they are not known.

    """
    parts = []
    if "toewijzingen" in reference:
        known = reference["toewijzingen"].select(rows.columns)
        parts += [versions.told(rows, known), stacking.doubled(rows, known), requests.used_before(rows, known)]
        parts.append(stacking.conflicting(rows, known, _agreed("ongeldige_combinaties", reference)))
    if "verzoeken" in reference or rows["referentie_aanbieder"].is_null().all():
        # Where no row names a request, none needs to be known.
        parts.append(requests.told(rows, _agreed("verzoeken", reference)))
    if "producten" in reference:
        parts.append(products.agreed(rows, reference["producten"]))
    if "contracten" in reference:
        parts.append(contracts.until_the_end(rows, reference["contracten"]))
    if "regieberichten" in reference:
        parts.append(first_delivery.told(rows, reference["regieberichten"]))
    if accepted is not None:
        parts += [approved.told(rows, accepted), approved.known_since(rows, accepted)]
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


def _agreed(table: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The table, or no rows where there is none: what nobody wrote down was not agreed [D]."""
    return reference[table] if table in reference else pl.DataFrame(schema=lines.TABLES[table].schema)
