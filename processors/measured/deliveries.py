# SPDX-License-Identifier: EUPL-1.2
"""Deliveries of municipalities: the months in which one was expected, whether it was accepted, and when it came."""

import polars as pl

from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured

G, B = Kind.WHOLE, Kind.TRUTH
# A version that was replaced later was accepted too; one that was refused never counts.
_ACCEPTED = ("geaccepteerd", "deels", "vervangen")
_SLOT = ("gemeente", "maand")


def _told(material: Material) -> pl.DataFrame:
    return pl.concat([_expected(material), _received(material)], how="diagonal")


def _expected(material: Material) -> pl.DataFrame:
    """A row per member and month since the first delivery of anyone; a delivery of nothing is one, silence is not."""
    known = pl.concat([material.delivered["maand"], pl.Series("maand", [material.month])])
    first = pl.Series([known.min()]).str.to_date("%Y-%m")[0]
    last = pl.Series([material.month]).str.to_date("%Y-%m")[0]
    months = pl.date_range(min(first, last), last, "1mo", eager=True).dt.strftime("%Y-%m")
    there = material.delivered.with_columns(geaccepteerd=pl.lit(1, pl.Int64))
    return (
        material.expected(months)
        .join(there, on=list(_SLOT), how="left", maintain_order="left")
        .with_columns(pl.col("geaccepteerd").fill_null(0), verwacht=pl.lit(1, pl.Int64))
    )


def _received(material: Material) -> pl.DataFrame:
    """The first accepted version of each delivery, with the days between the last day for it and receipt."""
    mine = material.deliveries.filter(
        pl.col("soort") == "gemeentelevering", pl.col("status").is_in(_ACCEPTED),
        pl.col("gemeente").is_in(material.members),
    )  # fmt: skip
    key = [*_SLOT, "wet"]
    days = (pl.col("ontvangen_op") - pl.col("uiterste_datum")).dt.total_days()
    return (
        mine.sort("ontvangen_op", "versie")
        .unique(key, keep="first", maintain_order=True)
        .select(*key, dagen=days, op_tijd=days <= 0, verwacht=pl.lit(0, pl.Int64), geaccepteerd=pl.lit(0, pl.Int64))
    )


DELIVERED = Measured(
    "leveringen",
    "Een maand waarover een gemeente moet leveren, of de eerste geaccepteerde levering over een maand.",
    {
        "verwacht": ("Een gemeente-maand waarover een levering wordt verwacht", G),
        "geaccepteerd": ("Daarvan geaccepteerd, ook als nulmelding", G),
        "dagen": ("Dagen tussen de uiterste datum en de ontvangst; voor die datum negatief", G),
        "op_tijd": ("Ontvangen op of voor de uiterste datum", B),
    },
    _told,
)
