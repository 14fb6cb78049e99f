# SPDX-License-Identifier: EUPL-1.2
"""Budgets of municipalities, with what was realised on them in the closed months of the year.

A budget without a product category is of every category of the law that has none of its own (own design). What is
realised on it has no category here either, so that a figure by category only sets realised beside its own budget.
"""

import polars as pl

from processors.fields import Kind
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

E = Kind.CENT
_LAW = ("gemeente", "wet", "jaar")


def _told(material: Material) -> pl.DataFrame:
    budgets = material.table("budgetten").select(
        "gemeente", "wet", "product_categorie", "bedrag", jaar=pl.col("jaar").cast(pl.Int64)
    )
    budgets = budgets.filter(pl.col("jaar").is_in([int(month[:4]) for month in material.closed]))
    rows = DECLARED.told(material).filter(pl.col("maand").is_in(list(material.closed)))
    realised = rows.select(
        "gemeente", "wet", "product_categorie", "client", "maand", gerealiseerd="toegekend",
        jaar=pl.col("maand").str.slice(0, 4).cast(pl.Int64), budget=pl.lit(0, pl.Int64),
        met_speling=pl.lit(0, pl.Int64),
    )  # fmt: skip
    apart = budgets.drop_nulls("product_categorie").select(*_LAW, "product_categorie").unique()
    together = budgets.filter(pl.col("product_categorie").is_null()).select(*_LAW).unique()
    own = realised.join(apart, on=[*_LAW, "product_categorie"], how="semi")
    rest = realised.join(apart, on=[*_LAW, "product_categorie"], how="anti").join(together, on=_LAW, how="semi")
    slack = pl.col("bedrag") * (100 + material.parameter("speling_budget"))
    there = budgets.select(
        *_LAW, "product_categorie", maand=pl.format("{}-01", "jaar"), gerealiseerd=pl.lit(0, pl.Int64),
        budget="bedrag", met_speling=(slack + 50) // 100,
    )  # fmt: skip
    rest = rest.with_columns(product_categorie=pl.lit(None, pl.String))
    return pl.concat([own, rest, there], how="diagonal").drop("jaar")


BUDGETS = Measured(
    "budgetstanden",
    "Een prestatie in een gesloten maand waarvoor een budget is opgegeven, of een budget, in het jaar ervan.",
    {
        "gerealiseerd": ("Toegekend bedrag in een gesloten maand, credit negatief", E),
        "budget": ("Budget van het jaar zonder speling", E),
        "met_speling": ("Budget van het jaar met speling", E),
    },
    _told,
)
