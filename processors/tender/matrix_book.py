# SPDX-License-Identifier: EUPL-1.2
"""The assessment matrix of a lot: assessors fill in scores, and formulas give the points and the order."""

import polars as pl

from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.points import OFFER
from workbooks.template.filling import Asked

SHEET, ORDER = "Beoordeling", "Rangorde"
SCORES = ("Score 1", "Score 2", "Score 3")
HEADS = (
    "Inschrijver", "Criterium", "Soort", "Weging", "Geldig", "Prijs (euro)", "Formule", "Laagste die mag",
    "Bodem (euro)", "Plafond (euro)", "Macht", "Schaal", *SCORES, "Consensus", "Toelichting",
)  # fmt: skip
ASKED = Asked(
    dict.fromkeys(("titel", "kenmerk", "perceel", "perceel_naam", "aantal_contracten"), SHEET),
    {
        "beoordeling": (SHEET, HEADS),
        "rangorde": (ORDER, ("Inschrijver", "Geldig", "Prijs (euro)", "Loting", "Reden")),
    },
)


def matrix_book(asked: Assignment, lot: str, offers: pl.DataFrame, consensus: pl.DataFrame) -> Document:
    """The matrix of a lot.

    Args:
        asked: what the tender is about.
        lot: its lot.
        offers: perceel, inschrijver, prijs (eurocent), reden (why the offer is out), loting.
        consensus: perceel, inschrijver, criterium, score (whole points of the scale); empty before the assessment.

    """
    here = pl.col("perceel") == lot
    name, contracts = asked.tables["percelen"].filter(here).select("perceel_naam", "aantal_contracten").row(0)
    own = offers.filter(here).with_columns(
        geldig=pl.when(pl.col("reden").is_null()).then(pl.lit("ja")).otherwise(pl.lit("nee"))
    )
    rows = own.join(asked.tables["gunningscriteria"].filter(here), on="perceel").join(
        consensus, on=(*OFFER, "criterium"), how="left", maintain_order="left"
    )
    price = pl.col("criterium_soort") == "prijs"
    scores = rows.select(
        pl.col("inschrijver").alias("Inschrijver"), pl.col("criterium").alias("Criterium"),
        pl.col("criterium_soort").alias("Soort"), pl.col("punten").alias("Weging"), pl.col("geldig").alias("Geldig"),
        pl.when(price).then(euros("prijs")).alias("Prijs (euro)"), pl.col("prijsformule").alias("Formule"),
        pl.col("minimum_score").alias("Laagste die mag"), euros("bodem").alias("Bodem (euro)"),
        euros("plafond").alias("Plafond (euro)"), pl.col("macht").alias("Macht"), pl.col("schaal").alias("Schaal"),
        *(pl.lit(None, pl.Int64).alias(each) for each in SCORES), pl.col("score").alias("Consensus"),
        pl.lit(None, pl.String).alias("Toelichting"),
    )  # fmt: skip
    order = own.select(
        pl.col("inschrijver").alias("Inschrijver"), pl.col("geldig").alias("Geldig"),
        euros("prijs").alias("Prijs (euro)"), pl.col("loting").alias("Loting"), pl.col("reden").alias("Reden"),
    )  # fmt: skip
    values = {
        "titel": asked.title, "kenmerk": asked.reference, "perceel": lot, "perceel_naam": name,
        "aantal_contracten": contracts,
    }  # fmt: skip
    return Document(
        f"Beoordelingsmatrix perceel {lot}.xlsx", "beoordelingsmatrix", ASKED, values,
        {"beoordeling": scores, "rangorde": order},
    )  # fmt: skip
