# SPDX-License-Identifier: EUPL-1.2
"""The star tables as every municipality may read them: no row is about few people, and every sum is still whole.

What is too small is added together upwards (decision 0020). The Power BI folder and the workbook of a municipality have
the facts as they are: their readers process those rows anyway, or are where they come from.
"""

from collections.abc import Mapping

import polars as pl

from processors.accepted import Accepted
from processors.disclosure.audience import Audience, limits
from processors.disclosure.coarsening import MERGED, coarsened, people_in
from processors.facts import ROWS
from processors.star import Tables

# Of each fact what is given up first, and what is added up.
STEPS: Mapping[str, tuple[str, ...]] = {
    "feit_declaratie": (
        "product_code", "product_categorie", "aanbieder", "declaratie_maand", "eenheid", "leveringsmaand", "gemeente",
        "wet",
    ),
    "feit_toewijzing": ("product_code", "product_categorie", "aanbieder", "ingangsmaand", "gemeente", "wet"),
    "feit_bericht": ("soort", "aanbieder", "maand", "gemeente", "wet"),
    "feit_verantwoording": ("product_code", "eenheid", "aanbieder", "gemeente", "wet", "jaar"),
}  # fmt: skip
# A volume of units that were added together says nothing.
_PER_UNIT = {"feit_declaratie": "geleverd_volume", "feit_verantwoording": "aantal"}
_TOGETHER = "Samengevoegd: te weinig cliënten"


def shared(whole: Tables, gathered: Accepted, figures: pl.DataFrame) -> Tables:
    """The same tables for the regional workbook, the reports and the page.

    Args:
        whole: the star tables.
        gathered: what they were made from.
        figures: the measurements that may be shared (`disclosure.publication.for_region`).

    A fact of which all lines together are of too few people has no rows.

    """
    smallest = limits(Audience.REGION, gathered.reference).smallest
    facts = {name: _coarse(name, rows(gathered.lines), whole[name], smallest) for name, rows in ROWS.items()}
    return {
        **whole, **facts, "meting": figures,
        "dim_aanbieder": _with_merged(whole["dim_aanbieder"], "aanbieder", "naam"),
        "dim_product": _with_merged(whole["dim_product"], "product_code", "omschrijving"),
    }  # fmt: skip


def _coarse(name: str, rows: pl.DataFrame, whole: pl.DataFrame, smallest: int) -> pl.DataFrame:
    """A fact with its own columns and types; what no longer says one thing is missing."""
    steps = STEPS[name]
    amounts = [column for column in whole.columns if column not in steps]
    if people_in(rows) < smallest:
        return whole.clear()
    told = coarsened(rows, amounts, smallest, steps)
    volume = _PER_UNIT.get(name)
    if volume:
        told = told.with_columns(pl.when(pl.col("eenheid").ne_missing(MERGED)).then(volume).alias(volume))
    if whole.schema.get("jaar") == pl.Int64:
        told = told.with_columns(pl.col("jaar").cast(pl.Int64, strict=False))
    return told.select(whole.columns)


def _with_merged(dimension: pl.DataFrame, key: str, words: str) -> pl.DataFrame:
    """The dimension with a row for what was added together."""
    merged = pl.DataFrame({key: [MERGED], words: [_TOGETHER]}, schema={key: pl.String, words: pl.String})
    return pl.concat([dimension, merged], how="diagonal")
