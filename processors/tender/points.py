# SPDX-License-Identifier: EUPL-1.2
"""What an offer earns per criterion, exact to the hundredth of a point.

A weight is in hundredths of a percent (10,000 is all of it) and points are in hundredths, so the full points of a
criterion are its weight. Rounding is half up, as ROUND in the assessment workbook does.
"""

import polars as pl

RELATIVE, ABSOLUTE, CURVED = "relatief", "absoluut", "gebogen"
FORMULAS = (RELATIVE, ABSOLUTE, CURVED)
OFFER = ("perceel", "inschrijver")


def price_points(prices: pl.DataFrame, criteria: pl.DataFrame) -> pl.DataFrame:
    """Points for the price of each valid offer.

    Args:
        prices: perceel, inschrijver, prijs (eurocent, above zero) of the offers that count: the lowest price of a lot
            is that of an offer that can win.
        criteria: perceel, criterium, weging (hundredths of a percent), formule, bodem and plafond (eurocent), macht.
            `relatief` gives weight x lowest / price; `absoluut` falls in a straight line from the full weight at or
            under the floor to nothing at or over the ceiling; `gebogen` does so by a power, and falls slower first.

    Returns:
        perceel, inschrijver, criterium, punten (hundredths).

    """
    weight, price = pl.col("weging").cast(pl.Int128), pl.col("prijs").cast(pl.Int128)
    floor, ceiling = pl.col("bodem").cast(pl.Int128), pl.col("plafond").cast(pl.Int128)
    power = pl.when(pl.col("formule") == CURVED).then(pl.col("macht")).otherwise(1).cast(pl.UInt32)
    span = (ceiling - floor).pow(power)
    above = (price.clip(floor, ceiling) - floor).pow(power)
    relative = _halves_up(weight * price.min().over("perceel"), price)
    between = _halves_up(weight * (span - above), span)
    points = pl.when(pl.col("formule") == RELATIVE).then(relative).otherwise(between)
    return prices.join(criteria, on="perceel").select(*OFFER, "criterium", punten=points.cast(pl.Int64))


def quality_points(consensus: pl.DataFrame, criteria: pl.DataFrame) -> pl.DataFrame:
    """Points for the score on which the assessors agreed.

    Args:
        consensus: perceel, inschrijver, criterium, score (hundredths on the scale; missing while they do not agree).
        criteria: perceel, criterium, weging (hundredths of a percent), schaal (hundredths; the best score).

    Returns:
        perceel, inschrijver, criterium, punten (hundredths; missing where the score is).

    """
    points = _halves_up(pl.col("weging").cast(pl.Int128) * pl.col("score"), pl.col("schaal").cast(pl.Int128))
    return consensus.join(criteria, on=("perceel", "criterium")).select(
        *OFFER, "criterium", punten=points.cast(pl.Int64)
    )


def _halves_up(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A quotient of whole numbers above zero, rounded to a whole number, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)
