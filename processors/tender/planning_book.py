# SPDX-License-Identifier: EUPL-1.2
"""The workbook Planning: every step with its date, the room there is, and a picture of it."""

from datetime import date

import polars as pl

from processors import checking
from processors.parameters import parameter
from processors.rules import RULES
from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from processors.tender.planning import planned
from workbooks.template.filling import Asked

SHEET = "Planning"
HEADS = ("Nr", "Stap", "Termijn", "Soort dagen", "Begin", "Datum", "Vroegst", "Speling", "Let op")
ASKED = Asked({"kenmerk": SHEET, "titel": SHEET, "gemaakt_op": SHEET}, {"planning": (SHEET, HEADS)})


def planning_book(asked: Assignment, made_on: date) -> Document:
    """The planning of a tender, with what rule MGR-505 says of each step."""
    steps = steps_of(asked)
    remarks = planning_findings(asked).group_by("stap_nummer").agg(pl.col("melding").str.join(" "))
    rows = steps.join(remarks, on="stap_nummer", how="left", maintain_order="left").select(
        pl.col("stap_nummer").alias("Nr"), pl.col("stap").alias("Stap"), pl.col("termijn").alias("Termijn"),
        pl.col("soort_dagen").alias("Soort dagen"), pl.col("datum").shift(1).fill_null(pl.col("datum")).alias("Begin"),
        pl.col("datum").alias("Datum"), pl.col("eerste_datum").alias("Vroegst"), pl.col("speling").alias("Speling"),
        pl.col("melding").alias("Let op"),
    )  # fmt: skip
    return Document(
        "Planning.xlsx", "planning", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "gemaakt_op": made_on}, {"planning": rows},
    )  # fmt: skip


def planning_findings(asked: Assignment) -> pl.DataFrame:
    """What is wrong with the dates (MGR-505): stap_nummer and the columns of a raw finding, at the row of the step."""
    steps = steps_of(asked)
    judged = steps.select(
        "bestand", "blad", "rij", "stap_nummer", "stap", "datum", document=pl.lit("planning"),
        # Calendar days between two dates: a term of working days was kept when the date is not before the first one.
        termijn_dagen=(pl.col("eerste_datum") - pl.col("datum").shift(1)).dt.total_days(),
        opschortende_termijn=pl.lit(parameter("opschortende_termijn")),
    )  # fmt: skip
    found = checking.check(RULES, judged, "planningsregels")
    return found.join(judged.select("rij", "stap_nummer"), on="rij", how="left", maintain_order="left")


def steps_of(asked: Assignment) -> pl.DataFrame:
    """The steps of a tender with their dates (`planned`)."""
    steps = asked.tables["procedurestappen"].rename({"termijn_dagen": "termijn"})
    return planned(steps, liberation_every=parameter("bevrijdingsdag_vrij_om_de"))
