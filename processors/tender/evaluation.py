# SPDX-License-Identifier: EUPL-1.2
"""What a procedure brought and what to learn of it: a form per tender, and an overview of all."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from processors.tender.ranking import OUT, WINS
from workbooks.template.filling import Asked

KIND, TABLE = "evaluatie", "evaluatievragen"
FILE, SHEET = "Evaluatie.xlsx", "Evaluatie"
OVERVIEW, LESSONS = "Overzicht", "Lessen"
COUNTED = ("Inschrijvers", "Waarvan geldig", "Gegunde contracten")
MARK = "Oordeel over de procedure (1-10)"
# What is asked is our own design [D]; staff may add rows.
QUESTIONS = (MARK, "Doorlooptijd", "Kwaliteit van de inschrijvingen", "Prijsniveau", "Wat ging goed", "Wat kan beter")
ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "procedure", "afgerond_op"), SHEET),
    {"evaluatie": (SHEET, ("Onderwerp", "Waarde", "Toelichting"))},
)
ALL_ASKED = Asked(
    {},
    {
        "evaluaties": (
            OVERVIEW,
            ("Kenmerk", "Titel", "Procedure", "Afgerond op", "Inschrijvers", "Contracten", "Geldig", "Oordeel"),
        ),
        "lessen": (LESSONS, ("Kenmerk", "Onderwerp", "Waarde", "Toelichting")),
    },
)


def evaluation_form(asked: Assignment, order: pl.DataFrame) -> Document:
    """The form of one tender, with what is known of it counted; the rest is for staff.

    Args:
        asked: what the tender is about.
        order: perceel, inschrijver, status.

    """
    known = (len(order), int((order["status"] != OUT).sum()), int((order["status"] == WINS).sum()))
    rows = [*zip(COUNTED, known, strict=True), *((question, None) for question in QUESTIONS)]
    frame = pl.DataFrame(rows, schema={"Onderwerp": pl.String, "Waarde": pl.Int64}, orient="row")
    values = {"kenmerk": asked.reference, "titel": asked.title, "procedure": asked.procedure}
    return Document(
        FILE, "evaluatie", ASKED, values,
        {"evaluatie": frame.with_columns(Toelichting=pl.lit(None, pl.String))},
    )  # fmt: skip


def overview(forms: Sequence[tuple[Assignment, Path]]) -> Document:
    """All evaluations together, in the order given; what was not filled in stays empty."""
    lessons = pl.concat([_filled(asked, path) for asked, path in forms])
    titles = {asked.reference: asked for asked, _ in forms}

    def value(subject: str) -> pl.Expr:
        return pl.col("waarde").filter(pl.col("onderwerp") == subject).first()

    rows = lessons.group_by("kenmerk", maintain_order=True).agg(
        *(value(subject).alias(subject) for subject in (*COUNTED, MARK))
    )
    told = rows.select(
        pl.col("kenmerk").alias("Kenmerk"),
        pl.col("kenmerk").replace({name: asked.title for name, asked in titles.items()}).alias("Titel"),
        pl.col("kenmerk").replace({name: asked.procedure for name, asked in titles.items()}).alias("Procedure"),
        pl.lit(None, pl.Date).alias("Afgerond op"), pl.col(COUNTED[0]).alias("Inschrijvers"),
        pl.col(COUNTED[2]).alias("Contracten"), pl.col(COUNTED[1]).alias("Geldig"), pl.col(MARK).alias("Oordeel"),
    )  # fmt: skip
    said = lessons.filter(pl.col("toelichting").is_not_null()).select(
        pl.col("kenmerk").alias("Kenmerk"), pl.col("onderwerp").alias("Onderwerp"), pl.col("waarde").alias("Waarde"),
        pl.col("toelichting").alias("Toelichting"),
    )  # fmt: skip
    return Document("Overzicht evaluaties.xlsx", "evaluaties", ALL_ASKED, {}, {"evaluaties": told, "lessen": said})


def _filled(asked: Assignment, path: Path) -> pl.DataFrame:
    """What was filled in of one tender: kenmerk, onderwerp, waarde, toelichting."""
    (read,) = read_submission(path, kind=KIND)
    rows = read.tables.get(TABLE, no_lines(TABLE))
    return rows.select(
        "onderwerp", "toelichting", kenmerk=pl.lit(asked.reference),
        waarde=pl.col("waarde").str.replace(",", ".").cast(pl.Float64, strict=False),
    )  # fmt: skip
