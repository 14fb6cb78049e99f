# SPDX-License-Identifier: EUPL-1.2
"""The workbook Planning: every step with its date, the room there is, and a picture of it."""

from datetime import date

import polars as pl

from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from processors.tender.planning import planning_findings, steps_of
from workbooks.template.filling import Asked

SHEET = "Planning"
HEADS = ("Nr", "Stap", "Termijn", "Soort dagen", "Begin", "Datum", "Vroegst", "Speling", "Let op")
ASKED = Asked({"kenmerk": SHEET, "titel": SHEET, "gemaakt_op": SHEET}, {"planning": (SHEET, HEADS)})


def planning_book(asked: Assignment, made_on: date) -> Document:
    """The planning of a tender, with what rule MGR-505 says of each step."""
    table = asked.tables["procedurestappen"]
    steps = steps_of(table)
    remarks = planning_findings(table).group_by("stap_nummer").agg(pl.col("melding").str.join(" "))
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
