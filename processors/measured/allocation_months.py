# SPDX-License-Identifier: EUPL-1.2
"""Each month of each allocation in force: whose it is, and whether something was declared or started on it."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.starts import standing
from processors.fields import Kind
from processors.measured.allocated import approved, in_force
from processors.measured.material import Material
from processors.measured.reference_days import reference_days
from processors.measured.table import Measured


def _told(material: Material) -> pl.DataFrame:
    """The months in which an allocation runs, of those of which a municipality delivered."""
    first = pl.col("maand").str.to_date("%Y-%m").alias("eerste")
    months = reference_days(material).select("maand", first)
    last = pl.col("eerste").dt.month_end()
    begins, ends = pl.col("ingangsdatum"), pl.col("einddatum")
    started = standing(material.table("regieberichten")).filter(pl.col("soort") == "start").select(KEY).unique()
    declared = approved(material).select(*KEY, maand=pl.col("product_periode_begin").dt.strftime("%Y-%m")).unique()
    runs = (
        in_force(material)
        .lazy()
        .join(months.lazy(), how="cross")
        .filter((begins <= last) & (ends.is_null() | (ends >= pl.max_horizontal("eerste", begins))))
        .collect()
    )
    return (
        runs.join(started.with_columns(gestart=pl.lit(value=True)), on=list(KEY), how="left", maintain_order="left")
        .join(
            declared.with_columns(gedeclareerd=pl.lit(value=True)), on=[*KEY, "maand"], how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.col("gestart", "gedeclareerd").fill_null(value=False),
            op_laatste_dag=ends.is_null() | (ends >= last),
            toewijzing=pl.concat_str("wet", "gemeente", pl.col("toewijzing_nummer").cast(pl.String), separator=" "),
        )
    )  # fmt: skip


ALLOCATION_MONTHS = Measured(
    "toewijzingsmaanden",
    "Een toewijzing in haar laatste versie, in elke maand waarin zij loopt.",
    {
        "toewijzing": ("Wet, gemeente en nummer van de toewijzing", Kind.TEXT),
        "op_laatste_dag": ("De toewijzing loopt op de laatste dag van de maand", Kind.TRUTH),
        "gedeclareerd": ("In de maand is een debetregel toegekend of nog zonder antwoord", Kind.TRUTH),
        "gestart": ("Op de toewijzing is een start gemeld", Kind.TRUTH),
    },
    _told,
)
