# SPDX-License-Identifier: EUPL-1.2
"""The workbook with the programme of requirements, and the list in which a tenderer confirms each of them."""

import polars as pl

from processors import codelists
from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from workbooks.template.filling import Asked

PROGRAMME, LIST = "Programma van eisen", "Conformiteitenlijst"
ANSWER = "Voldoet u?"
ASKED = Asked(
    {
        "kenmerk": PROGRAMME, "titel": PROGRAMME, "inschrijver": LIST, "ondertekenaar": LIST, "ondertekend_op": LIST,
    },
    {
        "eisen": (PROGRAMME, ("Eis", "Perceel", "Tekst van de eis", "Wanneer te bewijzen", "Bewijs")),
        "conformiteit": (LIST, ("Eis", "Perceel", "Tekst van de eis", ANSWER)),
    },
)  # fmt: skip
ALL_LOTS = "alle"


def requirements_book(asked: Assignment) -> Document:
    """What is required of all lots or one, in the order of the intake workbook."""
    rows = asked.tables["eisen"].select(
        pl.col("eis").alias("Eis"), pl.col("perceel").fill_null(ALL_LOTS).alias("Perceel"),
        pl.col("eis_tekst").alias("Tekst van de eis"),
        pl.col("fase").replace(codelists.labels("fase_eis")).alias("Wanneer te bewijzen"),
        pl.col("bewijs").alias("Bewijs"),
    )  # fmt: skip
    confirmed = rows.select("Eis", "Perceel", "Tekst van de eis", pl.lit(None, pl.String).alias(ANSWER))
    return Document(
        "Programma van eisen.xlsx", "eisen", ASKED, {"kenmerk": asked.reference, "titel": asked.title},
        {"eisen": rows, "conformiteit": confirmed},
    )  # fmt: skip
