# SPDX-License-Identifier: EUPL-1.2
"""What a new delivery of a month changed in the one that it replaces: amounts and lines per law and product."""

from collections.abc import Mapping

import polars as pl

from processors.delivered import PRODUCT, in_one_shape

DIFFERENCE: Mapping[str, type[pl.DataType]] = {
    "wet": pl.String, "product_categorie": pl.String, "product_code": pl.String, "bedrag_oud": pl.Int64,
    "bedrag_nieuw": pl.Int64, "bedrag_verschil": pl.Int64, "regels_toegevoegd": pl.Int64,
    "regels_verwijderd": pl.Int64, "regels_gewijzigd": pl.Int64,
}  # fmt: skip
_SAME = ("gemeente", "wet", "maand", "sleutel")
_CONTENT = ("product_categorie", "product_code", "volume", "ingediend_bedrag", "toegekend_bedrag")


def difference(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Old, new and difference per law and product, and how many lines came, went or changed.

    A line is the same when its business key is; one that moved to another product counts there as changed. Products
    of which nothing changed are left out.

    Args:
        before: the accepted declaration tables of the delivery that is replaced.
        after: those of the new one.

    Returns:
        Columns of `DIFFERENCE`, amounts in eurocent.

    """
    old, new = in_one_shape(before), in_one_shape(after)
    amounts = _amounts(old, "bedrag_oud").join(
        _amounts(new, "bedrag_nieuw"), on=list(PRODUCT), how="full", coalesce=True, nulls_equal=True
    )
    found = amounts.join(_moves(old, new), on=list(PRODUCT), how="full", coalesce=True, nulls_equal=True)
    counts = ("regels_toegevoegd", "regels_verwijderd", "regels_gewijzigd")
    return (
        found.with_columns(pl.col("bedrag_oud", "bedrag_nieuw", *counts).fill_null(0))
        .with_columns(bedrag_verschil=pl.col("bedrag_nieuw") - pl.col("bedrag_oud"))
        .filter(pl.any_horizontal(pl.col("bedrag_verschil", *counts) != 0))
        .select(pl.col(name).cast(dtype) for name, dtype in DIFFERENCE.items())
        .sort(PRODUCT)
    )


def _amounts(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.group_by(PRODUCT).agg(pl.col("ingediend_bedrag").sum().alias(name))


def _moves(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """How many lines came, went or changed, per law and product."""
    key = list(_SAME)
    both = new.join(old, on=key, suffix="_oud")
    changed = both.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_oud")) for name in _CONTENT))
    moves = {
        "regels_toegevoegd": new.join(old, on=key, how="anti"),
        "regels_verwijderd": old.join(new, on=key, how="anti"),
        "regels_gewijzigd": changed,
    }
    counted = [
        rows.group_by(PRODUCT).agg(pl.col("regels").sum() if name != "regels_gewijzigd" else pl.len().alias("regels"))
        .select(*PRODUCT, pl.lit(name).alias("wat"), pl.col("regels").cast(pl.Int64))
        for name, rows in moves.items()
    ]  # fmt: skip
    # A pivot has only the columns that occur.
    return pl.concat(counted).group_by(PRODUCT).agg(
        pl.col("regels").filter(pl.col("wat") == name).sum().alias(name) for name in moves
    )  # fmt: skip
