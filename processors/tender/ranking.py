# SPDX-License-Identifier: EUPL-1.2
"""From points to an order: who is out and why, who is equal, and who gets the contract."""

import polars as pl

from processors.tender.points import OFFER

WINS, EQUAL, LOSES, OUT, UNDECIDED = "gunnen", "loting nodig", "niet gegund", "afgevallen", "nog niet te bepalen"


def ranking(points: pl.DataFrame, offers: pl.DataFrame, winners: pl.DataFrame) -> pl.DataFrame:
    """The order of the offers per lot.

    Most points come first; of equal offers the one with most points for quality; then the drawn lot decides, and as
    long as it is not drawn, equal offers share their place.

    Args:
        points: perceel, inschrijver, criterium, soort (prijs or kwaliteit), punten (hundredths).
        offers: perceel, inschrijver, reden (why the offer is out; missing when it counts), loting (the number that was
            drawn, the lowest first; missing when none was).
        winners: perceel, aantal (contracts to be awarded).

    Returns:
        perceel, inschrijver, totaal and kwaliteit (hundredths of points), rang, status, reden; in order of lot and
        place, those that are out last.

    """
    quality = pl.when(pl.col("soort") == "kwaliteit").then("punten").otherwise(0)
    totals = points.group_by(*OFFER, maintain_order=True).agg(
        totaal=pl.when(pl.col("punten").is_null().any()).then(None).otherwise(pl.col("punten").sum()),
        kwaliteit=quality.sum(),
    )
    placed = (
        offers.join(totals, on=OFFER, how="left", maintain_order="left")
        .join(winners, on="perceel", how="left", maintain_order="left")
        .with_columns(mee=pl.col("reden").is_null())
    )
    unknown = (pl.col("mee") & pl.col("totaal").is_null()).any().over("perceel")
    key = pl.struct(-pl.col("totaal"), -pl.col("kwaliteit"), pl.col("loting").fill_null(0))
    place = pl.when(pl.col("mee") & ~unknown).then(
        pl.when("mee").then(key).rank("min").over("perceel", "mee").cast(pl.Int64)
    )
    return (
        placed.with_columns(rang=place)
        .with_columns(status=_status(unknown))
        .select(*OFFER, "totaal", "kwaliteit", "rang", "status", "reden")
        .sort("perceel", "rang", "inschrijver", nulls_last=True)
    )


def _status(unknown: pl.Expr) -> pl.Expr:
    """What an offer gets: equal offers of which some would win and some not, must be drawn."""
    equals = pl.len().over("perceel", "rang")
    all_win = pl.col("rang") + equals - 1 <= pl.col("aantal")
    return (
        pl.when(~pl.col("mee"))
        .then(pl.lit(OUT))
        .when(unknown)
        .then(pl.lit(UNDECIDED))
        .when(all_win)
        .then(pl.lit(WINS))
        .when(pl.col("rang") <= pl.col("aantal"))
        .then(pl.lit(EQUAL))
        .otherwise(pl.lit(LOSES))
    )


def admitted(offers: pl.DataFrame) -> pl.DataFrame:
    """The outcome without competition: whoever meets all requirements gets a contract.

    That is how a procedure without EMVI and an admission procedure end.

    Args:
        offers: perceel, inschrijver, reden (why the offer is out; missing when it meets all requirements).

    Returns:
        perceel, inschrijver, status, reden; in order of lot and tenderer.

    """
    status = pl.when(pl.col("reden").is_null()).then(pl.lit(WINS)).otherwise(pl.lit(OUT))
    return offers.select(*OFFER, status=status, reden="reden").sort("perceel", "inschrijver")
