# SPDX-License-Identifier: EUPL-1.2
"""What was declared of recent months, with what is still to come of it: an estimate by the growth of earlier months.

The growth is that of all municipalities together, per law, so that estimates of parts add up to that of the whole.
"""

import polars as pl

from processors.fields import Kind
from processors.forecasting.growth import growths
from processors.forecasting.triangle import last_run, number, triangle
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

# Estimates are whole numbers of so small a part of a eurocent, so that adding them up loses nothing.
PARTS = 1_000_000
_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code", "client", "maand")
_GROUP = ["wet"]


def _told(material: Material) -> pl.DataFrame:
    run = last_run(material.closed, material.month)
    rows = DECLARED.told(material).select(*_ABOUT, "declaratie_maand", "toegekend")
    rows = rows.filter(pl.col("maand").is_in(run), pl.col("declaratie_maand").is_in(run))
    settled = material.parameter("maandvertraging_gemeenten")
    grows = growths(triangle(rows, _GROUP, run), _GROUP, settled_after=settled)
    band = material.parameter("band_nog_te_ontvangen")
    known = rows.with_columns(oorsprong=number(pl.col("maand"))).join(
        grows, on=[*_GROUP, "oorsprong"], how="left", nulls_equal=True, maintain_order="left"
    )  # fmt: skip
    part = [(pl.col(name) * PARTS).round().cast(pl.Int64) for name in ("nog", "fout")]
    return known.select(
        *_ABOUT, "toegekend", verwacht=pl.col("toegekend") * part[0], marge=pl.col("toegekend") * part[1] * band
    )  # fmt: skip


OUTSTANDING = Measured(
    "nog_te_ontvangen",
    "Een prestatie in een gesloten maand, met wat er naar schatting over die maand nog bij komt.",
    {
        "toegekend": ("Toegekend bedrag, credit negatief", Kind.CENT),
        "verwacht": (f"Wat er nog bij komt, in 1/{PARTS} eurocent; leeg zonder schatting", Kind.WHOLE),
        "marge": (f"Zoveel kan het meer of minder zijn, in 1/{PARTS} eurocent; leeg zonder marge", Kind.WHOLE),
    },
    _told,
)
