# SPDX-License-Identifier: EUPL-1.2
"""What a tender came to: of each lot the order of the offers, who gets a contract, and how firm that is."""

from dataclasses import dataclass

import polars as pl

from processors.findings import empty
from processors.tender.assignment import Assignment
from processors.tender.assignment_checks import EMVI
from processors.tender.dossier import Dossier
from processors.tender.matrix_book import matrix_book
from processors.tender.points import OFFER
from processors.tender.ranking import EQUAL, UNDECIDED, admitted
from processors.tender.receiving import Received, received
from processors.tender.scores import Scores, read_scores
from processors.tender.weighing import Weighing, sensitivity

HUNDREDTHS = 100
ORDER = (*OFFER, "totaal", "kwaliteit", "rang", "status", "reden")
POINTS = {**dict.fromkeys((*OFFER, "criterium", "soort"), pl.String), "punten": pl.Int64}
CONSENSUS = {"perceel": pl.String, "inschrijver": pl.String, "criterium": pl.String, "score": pl.Int64}


@dataclass(frozen=True)
class Outcome:
    """What a tender came to.

    Args:
        asked: what the tender is about.
        order: perceel, inschrijver, totaal and kwaliteit (hundredths of points), rang, status, reden; without
            comparison the figures are missing.
        points: perceel, inschrijver, criterium, soort, punten (hundredths).
        offers: what came in (`receiving.OFFERS`).
        sensitivity: whether other weights would have given another order; empty without comparison.
        findings: what is wrong with offers and scores.

    """

    asked: Assignment
    order: pl.DataFrame
    points: pl.DataFrame
    offers: pl.DataFrame
    sensitivity: pl.DataFrame
    findings: pl.DataFrame

    @property
    def decided(self) -> bool:
        """Whether every offer has its outcome: no score is missing and no lot is still to be drawn."""
        return len(self.order) > 0 and not self.order["status"].is_in([UNDECIDED, EQUAL]).any()


def outcome(dossier: Dossier) -> Outcome:
    """Weigh the offers of a tender with the scores in its matrices, and write the matrices anew with what is known.

    The first time they are made for the assessors to fill in; what they filled in stays.

    Raises:
        UnusableInputError: this is no folder of a tender.

    """
    asked, seen = dossier.assignment(), received(dossier)
    if asked.procedure != EMVI:
        offers = seen.offers.filter(pl.col("inschrijver") != "")
        order = admitted(offers).with_columns(
            pl.lit(None, pl.Int64).alias(name) for name in ("totaal", "kwaliteit", "rang")
        )
        nothing = pl.DataFrame(schema=POINTS)
        return Outcome(asked, order.select(ORDER), nothing, seen.offers, pl.DataFrame(), seen.findings)
    lots = asked.tables["percelen"]["perceel"].to_list()
    scores = {lot: _scores(dossier, asked, lot) for lot in lots}
    consensus = pl.concat(
        [pl.DataFrame(schema=CONSENSUS), *(each.consensus.select(*CONSENSUS) for each in scores.values())]
    )
    drawn = pl.concat([each.drawn.with_columns(perceel=pl.lit(lot)) for lot, each in scores.items()])
    offers = _offers(asked, seen, consensus).join(drawn, on=OFFER, how="left", maintain_order="left")
    for lot in lots:
        _write_matrix(dossier, asked, lot, offers, consensus)
    weighing = _weighing(asked, offers, consensus)
    findings = pl.concat([seen.findings, *(each.findings for each in scores.values())])
    return Outcome(asked, weighing.order(), weighing.points(), seen.offers, sensitivity(weighing), findings)


def _scores(dossier: Dossier, asked: Assignment, lot: str) -> Scores:
    path = dossier.matrix(lot)
    if path.exists():
        return read_scores(path, asked, lot)
    nothing = pl.DataFrame(schema=CONSENSUS)
    return Scores(nothing, pl.DataFrame(schema={"inschrijver": pl.String, "loting": pl.Int64}), empty())


def _offers(asked: Assignment, seen: Received, consensus: pl.DataFrame) -> pl.DataFrame:
    """The offers with the reason why one is out: for its sheet, or because a score is under the least that may be."""
    least = asked.tables["gunningscriteria"].select("perceel", "criterium", "minimum_score").drop_nulls()
    low = consensus.join(least, on=("perceel", "criterium")).filter(pl.col("score") < pl.col("minimum_score"))
    words = pl.format("Score {} voor {} is lager dan de laagste die mag ({}).", "score", "criterium", "minimum_score")
    reasons = low.group_by(OFFER, maintain_order=True).agg(laag=words.str.join(" "))
    known = seen.offers.filter(pl.col("inschrijver") != "", pl.col("perceel") != "")
    return known.join(reasons, on=OFFER, how="left", maintain_order="left").select(
        *OFFER, "prijs", ongeldig="reden", reden=pl.coalesce("reden", "laag")
    )


def _weighing(asked: Assignment, offers: pl.DataFrame, consensus: pl.DataFrame) -> Weighing:
    criteria = asked.tables["gunningscriteria"].select(
        "perceel", "criterium", soort="criterium_soort", weging=pl.col("punten") * HUNDREDTHS, formule="prijsformule",
        bodem="bodem", plafond="plafond", macht="macht", schaal=pl.col("schaal") * HUNDREDTHS,
    )  # fmt: skip
    return Weighing(
        prices=offers.select(*OFFER, "prijs"),
        consensus=consensus.with_columns(pl.col("score") * HUNDREDTHS),
        criteria=criteria,
        offers=offers.select(*OFFER, "reden", "loting"),
        winners=asked.tables["percelen"].select("perceel", aantal="aantal_contracten"),
    )


def _write_matrix(dossier: Dossier, asked: Assignment, lot: str, offers: pl.DataFrame, consensus: pl.DataFrame) -> None:
    """Write the matrix of a lot that has offers, unless somebody works in the one that stands there."""
    here = offers.filter(pl.col("perceel") == lot)
    if len(here) and not dossier.matrix(lot).exists():
        matrix_book(asked, lot, here.with_columns(reden="ongeldig"), consensus).write(dossier.root)
