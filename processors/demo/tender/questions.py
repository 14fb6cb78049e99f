# SPDX-License-Identifier: EUPL-1.2
"""The log of questions of the demo, from which the note with answers is made."""

from dataclasses import replace

import polars as pl

from processors.demo.tender.tenderers import BRUG, LINDE, MOLEN
from processors.tender.documents import Document

QUESTIONS = (
    (1, 1, LINDE, "Prijzenblad perceel 1", "1", "Is reistijd in het tarief begrepen?", "Ja.", None),
    (1, 2, BRUG, "Programma van eisen", "1", "Geldt eis E3 ook voor lopende ritten?",
     "Ja, vanaf de ingangsdatum.", None),
    (1, 3, MOLEN, "Planning", "1", "Kan de sluiting een week later?",
     "Nee; de planning blijft zoals zij is.", None),
    (1, 4, LINDE, "Programma van eisen", "1", "Welke regeling geldt als klachtenregeling?",
     "Elke regeling die aan de wet voldoet.", "Bij eis E1 is toegevoegd: een regeling die aan de wet voldoet."),
)  # fmt: skip


def asked_questions(log: Document) -> Document:
    """The log as staff keep it, with who asked; the note leaves that out."""
    heads = log.asked.tables["vragenlog"][1]
    return replace(log, tables={"vragenlog": pl.DataFrame(QUESTIONS, schema=list(heads), orient="row")})
