# SPDX-License-Identifier: EUPL-1.2
"""What a region realised, told by hand."""

from dataclasses import replace

import polars as pl

from processors.disclosure.audience import Audience, limits
from processors.tender.history import History

SCHEMA = {
    "gemeente": pl.String, "aanbieder": pl.String, "wet": pl.String, "product_categorie": pl.String,
    "product_code": pl.String, "eenheid": pl.String, "client": pl.String, "maand": pl.String, "volume": pl.Int64,
    "toegekend": pl.Int64,
}  # fmt: skip
YEAR = [f"2026-{nr:02d}" for nr in range(1, 13)]


def realised(some, months=YEAR, smallest=2, earlier=(), names=None):
    """Rows as gemeente, aanbieder, product, client, maand, volume, toegekend."""
    told = [
        (place, supplier, "wmo", code[:2], code, "04", client, month, volume, amount)
        for place, supplier, code, client, month, volume, amount in some
    ]
    few = replace(limits(Audience.PUBLIC, {}), smallest=smallest)
    return History(months, pl.DataFrame(told, schema=SCHEMA, orient="row"), few, earlier, names=names or {})
