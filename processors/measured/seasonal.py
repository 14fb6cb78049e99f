# SPDX-License-Identifier: EUPL-1.2
"""What was realised in the closed months of a year, beside the same months and the whole of the year before."""

import polars as pl

from processors.fields import Kind
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

E = Kind.CENT
_MONTHS = 12
_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code", "client")


def _told(material: Material) -> pl.DataFrame:
    closed = sorted(month for month in material.closed if month <= material.month)
    rows = DECLARED.told(material).filter(pl.col("maand").is_in(closed)).select(*_ABOUT, "maand", "toegekend")
    year = pl.col("maand").str.slice(0, 4)
    counts = pl.DataFrame({"maand": closed}, schema={"maand": pl.String}).group_by(jaar=year).agg(
        gesloten_maanden=pl.len().cast(pl.Int64)
    )  # fmt: skip
    nothing = pl.lit(0, pl.Int64)
    now = rows.with_columns(
        jaar=year, gerealiseerd="toegekend", vorig_jaar=nothing, vorig_zelfde=nothing
    ).join(counts, on="jaar", how="left", maintain_order="left")  # fmt: skip
    next_year = (year.cast(pl.Int64) + 1).cast(pl.String)
    # A year that is not complete does not say how its months are shared.
    whole = year.is_in(counts.filter(pl.col("gesloten_maanden") == _MONTHS)["jaar"].implode())
    same = pl.concat_str(next_year, pl.col("maand").str.slice(4)).is_in(closed)
    earlier = rows.with_columns(
        jaar=next_year, gerealiseerd=nothing, vorig_jaar=pl.when(whole).then("toegekend"),
        vorig_zelfde=pl.when(same).then("toegekend").otherwise(0),
    )  # fmt: skip
    before = earlier.join(counts, on="jaar", how="inner", maintain_order="left").with_columns(
        maand=pl.format("{}-01", "jaar")
    )
    return pl.concat([now, before], how="diagonal").drop("jaar", "toegekend")


SEASONAL = Measured(
    "seizoensprognose",
    "Een prestatie in een gesloten maand: als realisatie in het jaar zelf, en als vorig jaar in het jaar erna.",
    {
        "gerealiseerd": ("Toegekend bedrag in een gesloten maand, credit negatief", E),
        "vorig_jaar": ("Toegekend bedrag van het hele vorige jaar; leeg als daarvan niet elke maand gesloten is", E),
        "vorig_zelfde": ("Daarvan in de maanden die in dit jaar gesloten zijn", E),
        "gesloten_maanden": ("Gesloten maanden van het jaar", Kind.WHOLE),
    },
    _told,
)
