# SPDX-License-Identifier: EUPL-1.2
"""The offers of a tender weighed: points, order, and whether other weights would have given another order."""

from dataclasses import dataclass, replace

import polars as pl

from processors.tender.points import OFFER, price_points, quality_points
from processors.tender.ranking import ranking

ALL_OF_IT = 10_000
SHIFT = 500


@dataclass(frozen=True)
class Weighing:
    """What is needed to weigh offers.

    Args:
        prices: perceel, inschrijver, prijs (eurocent, above zero).
        consensus: perceel, inschrijver, criterium, score (hundredths on the scale; missing while not agreed).
        criteria: perceel, criterium, soort (prijs or kwaliteit), weging (hundredths of a percent), formule, bodem and
            plafond (eurocent) and macht for a price, schaal (hundredths; the best score) for quality.
        offers: perceel, inschrijver, reden (why the offer is out; missing when it counts), loting (number drawn).
        winners: perceel, aantal (contracts to be awarded).

    """

    prices: pl.DataFrame
    consensus: pl.DataFrame
    criteria: pl.DataFrame
    offers: pl.DataFrame
    winners: pl.DataFrame

    def points(self) -> pl.DataFrame:
        """Points of every offer that counts: perceel, inschrijver, criterium, soort, punten (hundredths)."""
        valid = self.offers.filter(pl.col("reden").is_null()).select(OFFER)
        price, quality = (self.criteria.filter(pl.col("soort") == kind) for kind in ("prijs", "kwaliteit"))
        # What is asked comes first: an offer without a score or price must not look complete.
        asked = valid.join(quality.select("perceel", "criterium"), on="perceel")
        given = asked.join(self.consensus, on=(*OFFER, "criterium"), how="left")
        return pl.concat(
            [
                price_points(valid.join(self.prices, on=OFFER, how="left"), price).with_columns(soort=pl.lit("prijs")),
                quality_points(given, quality).with_columns(soort=pl.lit("kwaliteit")),
            ]
        ).select(*OFFER, "criterium", "soort", "punten")

    def order(self) -> pl.DataFrame:
        """The order of the offers, as `ranking` tells it."""
        return ranking(self.points(), self.offers, self.winners)


def sensitivity(weighing: Weighing, shift: int = SHIFT) -> pl.DataFrame:
    """What happens to the order when one weight is a little more or less, and the others give way in proportion.

    Args:
        weighing: the offers and what they are weighed by; the weights of a lot add up to all of it.
        shift: how much more and less, in hundredths of a percent.

    Returns:
        perceel, criterium, verschuiving (hundredths of a percent), volgorde_anders and winnaar_anders (ja, nee), in
        the order of the criteria; without the shifts that leave no weight between nothing and all of it.

    """
    base = _by_offer(weighing)
    told = []
    for lot, name, weight in weighing.criteria.select("perceel", "criterium", "weging").iter_rows():
        for by in (-shift, shift):
            if 0 < weight + by < ALL_OF_IT:
                there = _by_offer(replace(weighing, criteria=_shifted(weighing.criteria, lot, name, weight + by)))
                here = pl.col("perceel") == lot
                same = [base.filter(here)[what].equals(there.filter(here)[what]) for what in ("rang", "status")]
                told.append((lot, name, by, *("nee" if each else "ja" for each in same)))
    schema = {"perceel": pl.String, "criterium": pl.String, "verschuiving": pl.Int64}
    schema |= {"volgorde_anders": pl.String, "winnaar_anders": pl.String}
    return pl.DataFrame(told, schema=schema, orient="row")


def _by_offer(weighing: Weighing) -> pl.DataFrame:
    return weighing.order().sort(OFFER)


def _shifted(criteria: pl.DataFrame, lot: str, name: str, weight: int) -> pl.DataFrame:
    """The criteria with this weight for one of a lot; the others have the rest, in proportion to what they had.

    Their running total is cut down to whole hundredths, so that no hundredth is lost.
    """
    here, this = pl.col("perceel") == lot, pl.col("criterium") == name
    others = pl.when(here & ~this).then("weging").otherwise(0)
    total, running, left = others.sum(), others.cum_sum(), ALL_OF_IT - weight
    upto, before = running * left // total, (running - others) * left // total
    return criteria.with_columns(
        weging=pl.when(here & this).then(weight).when(here).then(upto - before).otherwise("weging").cast(pl.Int64)
    )
