# SPDX-License-Identifier: EUPL-1.2
"""What a municipality delivered beside its own ledger, per law and month (MGR-208), and what it replaced (MGR-206).

The amounts that are compared stand in the derived table `leveringsmaanden`: one row per law and month.
"""

from collections.abc import Mapping

import polars as pl

from processors.delivered import KIND, MONTH, by_month, has_declarations, in_one_shape
from processors.enrichment.matching import last_of
from processors.intake.submission import Submission
from processors.lines import make_lines

CENTS = 100
AGREES, DIFFERS, UNKNOWN = "sluit aan", "sluit niet aan", "niet te beoordelen"
RECONCILED: Mapping[str, type[pl.DataType]] = {
    "wet": pl.String, "maand": pl.String, "levering": pl.Int64, "grootboek": pl.Int64, "verschil": pl.Int64,
    "tolerantie": pl.Int64, "oordeel": pl.String,
}  # fmt: skip


def months_of(
    submission: Submission, accepted: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """The table `leveringsmaanden` of a municipal delivery; no rows for any other file.

    A law and month has a row when it was delivered, when the ledger has it, or when the delivery that this one
    replaces had it: what is in the ledger and not in the delivery does not agree either.

    Args:
        submission: what was read; the granted amounts are those of all its lines.
        accepted: its accepted lines by table; the declared amounts are theirs.
        reference: `grootboek`, and `eerdere_leveringen` when this delivery replaces another.

    """
    if submission.kind != KIND or not (has_declarations(submission.tables) or submission.nothing):
        return make_lines("leveringsmaanden", [])
    granted = by_month(in_one_shape(submission.tables)).select(*MONTH, "toegekend_bedrag")
    declared = by_month(in_one_shape(accepted)).select(*MONTH, "ingediend_bedrag")
    months = pl.concat([granted["maand"], pl.Series("maand", [submission.month], pl.String)]).drop_nulls().unique()
    concerned = (pl.col("gemeente") == pl.lit(submission.municipality, pl.String)) & pl.col("maand").is_in(
        months.implode()
    )
    more = [
        table.filter(concerned).select(MONTH)
        for table in (ledger_of(submission, reference), _replaced(reference))
        if table is not None
    ]
    keys = pl.concat([granted.select(MONTH), *more]).drop_nulls().unique().sort(MONTH)
    # What was not delivered adds up to nothing; what was, and is not known, stays unknown.
    there = granted.select(*MONTH, geleverd=pl.lit(value=True))
    rows = keys.join(granted, on=MONTH, how="left", maintain_order="left").join(
        there, on=MONTH, how="left", maintain_order="left"
    ).join(declared, on=MONTH, how="left", maintain_order="left").with_columns(
        pl.col("ingediend_bedrag").fill_null(0),
        pl.when(pl.col("geleverd").is_null()).then(0).otherwise("toegekend_bedrag").alias("toegekend_bedrag"),
    ).drop("geleverd")  # fmt: skip
    return rows.with_columns(bestand=pl.lit(submission.file), blad=pl.lit(""), rij=pl.lit(None, pl.Int64))


def ledger_of(submission: Submission, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame | None:
    """The ledger that counts: that of the reference, with in its place what the delivery itself says."""
    own, known = submission.tables.get("grootboek"), reference.get("grootboek")
    if own is None or known is None:
        return known if own is None else last_of(own.select(*MONTH, "bedrag"), MONTH)
    both = pl.concat([known.select(*MONTH, "bedrag"), own.select(*MONTH, "bedrag")])
    return last_of(both, MONTH)


def reconciled(enriched: pl.DataFrame) -> pl.DataFrame:
    """The outcome per law and month in words, amounts in eurocent (columns of `RECONCILED`).

    Args:
        enriched: `leveringsmaanden` with its joined columns.

    """
    off = pl.col("levering") - pl.col("grootboek")
    return (
        enriched.rename({"toegekend_bedrag": "levering", "grootboek_bedrag": "grootboek"})
        .with_columns(
            verschil=off,
            tolerantie=pl.max_horizontal(
                pl.col("tol_abs_aansluiting") * CENTS,
                pl.col("grootboek").abs() * pl.col("tol_pct_aansluiting") // 100,
            ),
        )
        .with_columns(tolerantie=pl.when(pl.col("grootboek").is_not_null()).then("tolerantie"))
        .with_columns(
            oordeel=pl.when(pl.col("verschil").is_null()).then(pl.lit(UNKNOWN))
            .when(pl.col("verschil").abs() <= pl.col("tolerantie")).then(pl.lit(AGREES))
            .otherwise(pl.lit(DIFFERS))
        )
        .select(pl.col(name).cast(dtype) for name, dtype in RECONCILED.items())
    )  # fmt: skip


def _replaced(reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame | None:
    earlier = reference.get("eerdere_leveringen")
    return None if earlier is None else earlier.filter("vervangen")
