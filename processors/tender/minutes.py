# SPDX-License-Identifier: EUPL-1.2
"""What is written down of an outcome: the minutes, the data of the letters, and the version that everybody may see."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.planning import steps_of
from processors.tender.points import OFFER
from processors.tender.ranking import OUT, WINS
from workbooks.template.filling import Asked

MINUTES, OPENED, POINTS, LETTERS, PUBLIC = "Proces-verbaal", "Inschrijvingen", "Punten", "Berichten", "Uitkomst"
STANDSTILL = "einde opschortende termijn"
DRAWN = "Gelijk aan een andere inschrijving, ook in kwaliteit; de loting besliste."
ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "dienst", "opgemaakt_op"), MINUTES),
    {
        "uitkomst": (
            MINUTES,
            ("Perceel", "Inschrijver", "Prijs per jaar (euro)", "Kwaliteit", "Totaal", "Rang", "Uitkomst", "Reden"),
        ),
        "inschrijvingen": (OPENED, ("Bestand", "Perceel", "Inschrijver", "SHA-256")),
        "punten": (POINTS, ("Perceel", "Inschrijver", "Criterium", "Soort", "Punten")),
        "berichten": (
            LETTERS,
            ("Inschrijver", "Perceel", "Naam perceel", "Soort bericht", "Uw totaal", "Uw rang", "Winnaar",
             "Totaal winnaar", "Uw kwaliteit", "Einde standstill", "Reden"),
        ),
    },
)  # fmt: skip
PUBLIC_ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "dienst"), PUBLIC),
    {"uitkomst": (PUBLIC, ("Perceel", "Inschrijver", "Totaal", "Rang", "Uitkomst"))},
)


def minutes(
    asked: Assignment, order: pl.DataFrame, offers: pl.DataFrame, points: pl.DataFrame, on: date
) -> Iterator[Document]:
    """The minutes with the letters, and the public version.

    Args:
        asked: what the tender is about.
        order: perceel, inschrijver, totaal, kwaliteit, rang, status, reden; of a procedure without comparison the
            first three figures are missing.
        offers: bestand, perceel, inschrijver, prijs, sha256 of what came in.
        points: perceel, inschrijver, criterium, soort, punten (hundredths).
        on: the day of the minutes.

    """
    prices = offers.select(*OFFER, "prijs").unique(OFFER, keep="first")
    told = order.join(prices, on=OFFER, how="left", maintain_order="left")
    yield Document(
        "Proces-verbaal.xlsx", "proces-verbaal", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "dienst": asked.body, "opgemaakt_op": on},
        {
            "uitkomst": told.select(
                pl.col("perceel").alias("Perceel"), pl.col("inschrijver").alias("Inschrijver"),
                euros("prijs").alias("Prijs per jaar (euro)"), *_figures(), pl.col("rang").alias("Rang"),
                pl.col("status").alias("Uitkomst"), _reason().alias("Reden"),
            ),
            "inschrijvingen": offers.select(
                pl.col("bestand").alias("Bestand"), pl.col("perceel").alias("Perceel"),
                pl.col("inschrijver").alias("Inschrijver"), pl.col("sha256").alias("SHA-256"),
            ),
            "punten": points.sort(OFFER, maintain_order=True).select(
                pl.col("perceel").alias("Perceel"), pl.col("inschrijver").alias("Inschrijver"),
                pl.col("criterium").alias("Criterium"), pl.col("soort").alias("Soort"), euros("punten").alias("Punten"),
            ),
            "berichten": _letters(asked, order),
        },
    )  # fmt: skip
    yield Document(
        "Openbare versie.xlsx", "openbaar", PUBLIC_ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "dienst": asked.body}, {"uitkomst": anonymous(order)},
    )  # fmt: skip


def anonymous(order: pl.DataFrame) -> pl.DataFrame:
    """The order without the names of those who got no contract, and without reasons: they tell who somebody is.

    Names are numbered per lot in the order of rank, so that nobody can be followed from lot to lot.
    """
    number = pl.int_range(1, pl.len() + 1).over("perceel").cast(pl.String)
    name = pl.when(pl.col("status") == WINS).then("inschrijver").otherwise(pl.lit("Inschrijver ") + number)
    return order.select(
        pl.col("perceel").alias("Perceel"), name.alias("Inschrijver"), euros("totaal").alias("Totaal"),
        pl.col("rang").alias("Rang"), pl.col("status").alias("Uitkomst"),
    )  # fmt: skip


def _reason() -> pl.Expr:
    """Why an offer is out, or that its place was drawn."""
    several = pl.col("rang").n_unique().over("perceel", "totaal", "kwaliteit") > 1
    drawn = pl.col("rang").is_not_null() & several
    return pl.when(pl.col("status") == OUT).then("reden").when(drawn).then(pl.lit(DRAWN))


def _figures() -> tuple[pl.Expr, pl.Expr]:
    return euros("kwaliteit").alias("Kwaliteit"), euros("totaal").alias("Totaal")


def _letters(asked: Assignment, order: pl.DataFrame) -> pl.DataFrame:
    """A row per letter: who wins hears so, who does not hears the own figures and those of the winners."""
    winners = (
        order.filter(pl.col("status") == WINS)
        .group_by("perceel", maintain_order=True)
        .agg(winnaar=pl.col("inschrijver").str.join(", "), beste=pl.col("totaal").max())
    )
    lots = asked.tables["percelen"].select("perceel", "perceel_naam")
    kind = pl.when(pl.col("status") == WINS).then(pl.lit("gunning")).otherwise(pl.lit("afwijzing"))
    known = order.join(winners, on="perceel", how="left", maintain_order="left").join(
        lots, on="perceel", how="left", maintain_order="left"
    )
    return known.select(
        pl.col("inschrijver").alias("Inschrijver"), pl.col("perceel").alias("Perceel"),
        pl.col("perceel_naam").alias("Naam perceel"), kind.alias("Soort bericht"), euros("totaal").alias("Uw totaal"),
        pl.col("rang").alias("Uw rang"), pl.col("winnaar").alias("Winnaar"), euros("beste").alias("Totaal winnaar"),
        euros("kwaliteit").alias("Uw kwaliteit"), pl.lit(_standstill(asked), pl.Date).alias("Einde standstill"),
        _reason().alias("Reden"),
    )  # fmt: skip


def _standstill(asked: Assignment) -> date | None:
    """The day on which the standstill ends, where the planning has such a step."""
    steps = steps_of(asked.tables["procedurestappen"])
    found = steps.filter(pl.col("stap").str.to_lowercase() == STANDSTILL)["datum"]
    return found[0] if len(found) else None
