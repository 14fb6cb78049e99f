# SPDX-License-Identifier: EUPL-1.2
"""Allocations in force, once each, from the moment on which one may ask whether they are used."""

import polars as pl

from processors.enrichment.allocations import KEY, in_force
from processors.fields import Kind
from processors.measured.declared import granted
from processors.measured.material import Material
from processors.measured.reference_days import last_day
from processors.measured.table import Measured


def approved(material: Material) -> pl.DataFrame:
    """Debit lines of which an amount was granted, or on which nobody answered yet."""
    lines = material.table("declaratieregels")
    return lines.filter(pl.col("debet_credit") == "D", granted() > 0)


def _told(material: Material) -> pl.DataFrame:
    """An allocation is asked about once: on its last day, or after the days in which it may stay unused."""
    patience = pl.duration(days=material.parameter("venster_niet_verzilverd"))
    until = last_day(material.month)
    declared = approved(material).filter(pl.col("product_periode_begin") <= until).select(KEY).unique()
    ended = pl.when(pl.col("einddatum").is_not_null()).then(pl.max_horizontal("ingangsdatum", "einddatum"))
    asked = pl.when(pl.col("ingangsdatum").is_not_null()).then(
        pl.min_horizontal(pl.col("ingangsdatum") + patience, ended)
    )
    return (
        in_force(material.table("toewijzingen"))
        .join(declared.with_columns(verzilverd=pl.lit(value=True)), on=list(KEY), how="left", maintain_order="left")
        .with_columns(pl.col("verzilverd").fill_null(value=False), gevraagd=asked)
        .filter(pl.col("gevraagd") <= until)
        .with_columns(maand=pl.col("gevraagd").dt.strftime("%Y-%m"))
    )


ALLOCATED = Measured(
    "toewijzingen_gevraagd",
    "Een toewijzing in haar laatste versie, in de maand waarin zij eindigt of lang genoeg loopt om gebruikt te zijn.",
    {"verzilverd": ("Op de toewijzing is ten minste een debetregel toegekend of nog zonder antwoord", Kind.TRUTH)},
    _told,
)
