# SPDX-License-Identifier: EUPL-1.2
"""What the ledger, the calendar and earlier deliveries say about what a municipality reported per law and month."""

from collections.abc import Mapping

import polars as pl

from processors.delivered import MONTH
from processors.enrichment import registers
from processors.enrichment.matching import beside, last_of

EARLIER = "eerdere_leveringen"
EARLIER_MONTHS: Mapping[str, type[pl.DataType]] = {
    "gemeente": pl.String, "wet": pl.String, "maand": pl.String, "bedrag": pl.Int64, "vervangen": pl.Boolean,
}  # fmt: skip
SERIES = ("gemeente", "wet")
TOLD = ("declaratietotalen", "leveringsmaanden", "ontvangen_leveringen")


def told(rows: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """All that is joined to a table of `TOLD`."""
    if table == "declaratietotalen":
        return registers.of_totals(rows, reference)
    return told_months(rows, reference) if table == "leveringsmaanden" else told_day(rows, reference)


def told_months(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The ledger, the delivery replaced and the month before, per row of `leveringsmaanden`.

    Args:
        rows: `leveringsmaanden`.
        reference: `grootboek`, and `eerdere_leveringen` (columns of `EARLIER_MONTHS`): what the municipality declared
            per law and month; `vervangen` is of the delivery that this one replaces, and without a law and an amount
            it is a delivery of nothing, over all laws.

    """
    ledger = reference.get("grootboek")
    booked = pl.DataFrame(schema={**dict.fromkeys(MONTH, pl.String), "bedrag": pl.Int64}) if ledger is None else ledger
    found = last_of(booked, MONTH).select(*MONTH, grootboek_bedrag="bedrag")
    earlier = reference.get(EARLIER, pl.DataFrame(schema=dict(EARLIER_MONTHS)))
    parts = [beside(rows, found, MONTH), _replaced(rows, earlier), _month_before(rows, earlier)]
    return pl.concat(parts, how="horizontal")


def told_day(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The last day on which a delivery of this kind about this month is in time; missing where none was agreed."""
    key = ("soort", "maand")
    calendar = reference.get("kalender")
    if calendar is None:
        return pl.DataFrame({"levering_uiterlijk": pl.repeat(None, len(rows), dtype=pl.Date, eager=True)})
    return beside(rows, last_of(calendar, key).select(*key, levering_uiterlijk="uiterste_datum"), key)


def _replaced(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """What the delivery that is replaced said; what it left out was nothing, and without one there is no answer."""
    replaced = earlier.filter("vervangen")
    there = rows.select("gemeente", "maand").join(
        replaced.select("gemeente", "maand", er=pl.lit(value=True)).unique(), on=["gemeente", "maand"], how="left",
        maintain_order="left",
    )["er"]  # fmt: skip
    sums = replaced.drop_nulls("wet").group_by(MONTH).agg(pl.col("bedrag").sum())
    said = pl.when(there).then(pl.col("bedrag").fill_null(0))
    return beside(rows, sums, MONTH).hstack([rows["ingediend_bedrag"]]).select(
        vorig_bedrag=said, vorig_verschil=pl.col("ingediend_bedrag") - said
    )  # fmt: skip


def _month_before(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The last month before it, of the same law, with an amount or a delivery of nothing; this file counts too."""
    own = rows.filter(pl.col("ingediend_bedrag") != 0).select(MONTH)
    before = earlier.filter(~pl.col("vervangen"))
    amounts = before.filter(pl.col("bedrag") != 0).select(MONTH)
    laws = pl.concat([own, amounts]).select("wet").unique()
    nothing = before.filter(pl.col("wet").is_null()).select("gemeente", "maand").join(laws, how="cross").select(MONTH)
    # The row itself is asked for too, also where it has no amount.
    months = pl.concat([own, amounts, nothing]).unique().sort(MONTH)
    asked = rows.select(*MONTH).with_row_index("_plek").sort("maand")
    found = asked.join_asof(
        months.select(*SERIES, pl.col("maand").alias("vorige_maand"), sooner="maand").sort("sooner"),
        left_on="maand", right_on="sooner", by=list(SERIES), strategy="backward", allow_exact_matches=False,
        check_sortedness=False,
    )  # fmt: skip
    return found.sort("_plek").select("vorige_maand")
