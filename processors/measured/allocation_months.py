# SPDX-License-Identifier: EUPL-1.2
"""Each month of each allocation in force, of the months that are known."""

import polars as pl

from processors.enrichment.allocations import KEY, in_force
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reference_days import reference_days
from processors.measured.table import Measured

_NEEDED = (
    *KEY, "client", "aanbieder", "product_categorie", "product_code", "ingangsdatum", "einddatum", "volume", "eenheid",
    "frequentie", "budget",
)  # fmt: skip
LAST = pl.col("eerste").dt.month_end()


def running(material: Material) -> pl.DataFrame:
    """The months (`maand`, `eerste`) in which an allocation runs, of those of which a municipality delivered."""
    months = reference_days(material).with_columns(eerste=pl.col("maand").str.to_date("%Y-%m")).drop("peildatum")
    begins, ends = pl.col("ingangsdatum"), pl.col("einddatum")
    inside = (begins <= LAST) & (ends.is_null() | (ends >= pl.max_horizontal("eerste", begins)))
    allocations = in_force(material.table("toewijzingen")).lazy().select(_NEEDED)
    return allocations.join(months.lazy(), how="cross").filter(inside).collect()


def _told(material: Material) -> pl.DataFrame:
    return running(material).with_columns(op_laatste_dag=pl.col("einddatum").is_null() | (pl.col("einddatum") >= LAST))


ALLOCATION_MONTHS = Measured(
    "toewijzingsmaanden",
    "Een toewijzing in haar laatste versie, in elke maand waarin zij loopt.",
    {"op_laatste_dag": ("De toewijzing loopt op de laatste dag van de maand", Kind.TRUTH)},
    _told,
)
