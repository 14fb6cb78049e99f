# SPDX-License-Identifier: EUPL-1.2
"""Proofs from the export of a contract register, carried over to the checklist of a tender.

A register such as VendorLink lists per supplier the required documents with the day on which each ends (systems.md).
How its columns are called differs per customer; `naslag/kolommen.csv` says it, before what we expect ourselves.
"""

from collections.abc import Mapping

import polars as pl

from processors.intake.headers import Alias, ColumnMap, plain
from processors.tender.proofs import KIND

# Our own expectation [D]: no layout of an export is published.
EXPECTED: Mapping[str, str] = {
    "Leverancier": "inschrijver", "Document": "bewijsmiddel", "Afgiftedatum": "afgegeven_op", "Einddatum": "geldig_tot",
}  # fmt: skip
OWN = ("inschrijver", "bewijsmiddel")


def column_map(own: ColumnMap) -> ColumnMap:
    """What the columns of an export are called: in the words of the work folder, then in those we expect."""
    return ColumnMap((*(Alias("*", KIND, head, column) for head, column in EXPECTED.items()), *own.aliases))


def carried_over(proofs: pl.DataFrame, export: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The checklist with the newest day of issue of each proof, and what of these tenderers is not in it.

    Args:
        proofs: inschrijver, bewijsmiddel, geldig_maanden, afgegeven_op, opmerking.
        export: inschrijver, bewijsmiddel, afgegeven_op, geldig_tot; a row without a day of issue has the day that is
            so many months before it ends, where the checklist says how many.

    Returns:
        The rows of the checklist, and inschrijver, bewijsmiddel of rows of the export that name one of its tenderers
        and a proof that was not asked, or no usable day.

    """
    asked = proofs.with_columns(_keys())
    months = pl.format("-{}mo", pl.col("geldig_maanden").fill_null(0))
    ended = pl.when(pl.col("geldig_maanden").is_not_null()).then(pl.col("geldig_tot").dt.offset_by(months))
    found = (
        export.select(*OWN, "afgegeven_op", "geldig_tot")
        .with_columns(_keys())
        .join(asked.select("wie", "wat", "geldig_maanden"), on=("wie", "wat"), how="left", maintain_order="left")
        .with_columns(dag=pl.coalesce("afgegeven_op", ended))
    )
    newest = found.group_by("wie", "wat").agg(pl.col("dag").max())
    rows = (
        asked.join(newest, on=("wie", "wat"), how="left", maintain_order="left")
        .with_columns(afgegeven_op=pl.max_horizontal("afgegeven_op", "dag"))
        .select(proofs.columns)
    )
    ours = pl.col("wie").is_in(asked["wie"].implode())
    known = pl.struct("wie", "wat").is_in(asked.select(pl.struct("wie", "wat")).to_series().implode())
    left = found.filter(ours & (~known | pl.col("dag").is_null())).select(OWN).unique(maintain_order=True)
    return rows, left


def _keys() -> list[pl.Expr]:
    """Who and what, however they are written."""
    return [
        pl.col(column).map_elements(plain, pl.String).alias(key)
        for column, key in zip(OWN, ("wie", "wat"), strict=True)
    ]
