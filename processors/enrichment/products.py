# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue of products (producten) says."""

import polars as pl

from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, is_known, last_of

KEY = ("wet", "product_categorie", "product_code")


def told(asked: pl.DataFrame, producten: pl.DataFrame) -> pl.DataFrame:
    """Whether the code stands in the catalogue under this law and category; missing where one of the three is."""
    return pl.DataFrame({"product_bekend": is_known(asked, producten, KEY)})


def in_catalogue(rows: pl.DataFrame, producten: pl.DataFrame) -> pl.DataFrame:
    """Whether the code stands in the catalogue under this law, in whatever category; missing where there is none."""
    return pl.DataFrame({"product_in_catalogus": is_known(rows, producten, ("wet", "product_code"))})


def agreed(rows: pl.DataFrame, producten: pl.DataFrame) -> pl.DataFrame:
    """What was agreed about the product: units, frequencies, fixed package, days to wait; missing where unknown."""
    return beside(rows, last_of(producten, KEY).select(*KEY, **joined("producten", "product")), KEY)
