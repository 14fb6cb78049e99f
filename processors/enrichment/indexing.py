# SPDX-License-Identifier: EUPL-1.2
"""The tariff that a tariff follows up, and the index agreed for it (indexen)."""

import polars as pl

from processors.enrichment.matching import beside, last_of

PRODUCT = ("contract_nummer", "gemeente", "wet", "product_categorie", "product_code", "eenheid")


def told(tarieven: pl.DataFrame, indexen: pl.DataFrame) -> pl.DataFrame:
    """The tariff in force on the day before, when that was in an earlier year, and the index of the year.

    Args:
        tarieven: every tariff of the register.
        indexen: per contract and year the index in hundredths of a percent.

    Returns:
        `tarief_vorig_jaar` in eurocent, missing for the first tariff of a product and for one that follows within
        the year, and `index_afgesproken`, missing where none is agreed.

    """
    rows = tarieven.select(*PRODUCT, "geldig_van", "tarief").with_row_index("_row")
    rows = rows.with_columns(jaar=pl.col("geldig_van").dt.year().cast(pl.Int64))
    ranked = rows.sort("geldig_van", "_row", nulls_last=True).with_columns(
        vorig=pl.col("tarief").shift(1).over(PRODUCT), vorig_jaar=pl.col("jaar").shift(1).over(PRODUCT)
    )
    agreed = last_of(indexen.select("contract_nummer", "jaar", "index"), ["contract_nummer", "jaar"])
    index = beside(ranked, agreed, ["contract_nummer", "jaar"])
    return (
        ranked.select("_row", tarief_vorig_jaar=pl.when(pl.col("vorig_jaar") < pl.col("jaar")).then("vorig"))
        .with_columns(index_afgesproken=index["index"])
        .sort("_row")
        .drop("_row")
    )
