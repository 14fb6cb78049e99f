# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue of products (producten) says."""

import polars as pl

from processors.enrichment.matching import is_known


def told(asked: pl.DataFrame, producten: pl.DataFrame) -> pl.DataFrame:
    """Whether the code stands in the catalogue under this law and category; missing where one of the three is."""
    return pl.DataFrame({"product_bekend": is_known(asked, producten, ["wet", "product_categorie", "product_code"])})
