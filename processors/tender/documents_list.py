# SPDX-License-Identifier: EUPL-1.2
"""The list of the documents of a tender, with the version that holds since the notes with answers changed them."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import polars as pl

from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from processors.tender.note import questions
from processors.tender.price_sheet import price_sheets
from workbooks.template.filling import Asked

LIST, CHANGES = "Documentenlijst", "Wijzigingen"
ALWAYS = ("Planning", "Programma van eisen")
ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "bijgewerkt_op"), LIST),
    {
        "documenten": (LIST, ("Nr", "Document", "Bestand", "Versie", "Gewijzigd bij nota")),
        "wijzigingen": (CHANGES, ("Document", "Versie", "Nota", "Pagina", "Wijziging", "Vraag")),
    },
)


def documents_list(asked: Assignment, log: Path, published: Collection[int], on: date) -> Document:
    """The list with what the published notes changed.

    A document that a note changed gets a next version, one per note; a document that only the log knows is in the
    list without a file.

    Args:
        asked: what the tender is about.
        log: the log of questions.
        published: numbers of the notes that are published.
        on: the day of the list.

    """
    issued = [*ALWAYS, *(Path(sheet.name).stem for sheet in price_sheets(asked))]
    known = {name.lower(): name for name in issued}
    changes = (
        questions(log)
        .filter(pl.col("wijziging").is_not_null(), pl.col("nota_nummer").is_in(list(published)))
        .with_columns(document=_as_issued(known))
        .sort("document", "nota_nummer", "vraag_nummer")
        .with_columns(versie=pl.col("nota_nummer").rank("dense").over("document").cast(pl.Int64) + 1)
    )
    others = [name for name in changes["document"].unique(maintain_order=True) if name not in issued]
    last = changes.group_by("document").agg(versie=pl.col("versie").max(), nota=pl.col("nota_nummer").max())
    rows = (
        pl.DataFrame({"document": [*issued, *others]})
        .join(last, on="document", how="left", maintain_order="left")
        .with_row_index("nr", offset=1)
    )
    return Document(
        f"{LIST}.xlsx", "documentenlijst", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "bijgewerkt_op": on},
        {
            "documenten": rows.select(
                pl.col("nr").cast(pl.Int64).alias("Nr"), pl.col("document").alias("Document"),
                pl.when(pl.col("document").is_in(issued)).then(pl.col("document") + ".xlsx").alias("Bestand"),
                pl.col("versie").fill_null(1).alias("Versie"), pl.col("nota").alias("Gewijzigd bij nota"),
            ),
            "wijzigingen": changes.select(
                Document="document", Versie="versie", Nota="nota_nummer", Pagina="pagina", Wijziging="wijziging",
                Vraag="vraag_nummer",
            ),
        },
    )  # fmt: skip


def _as_issued(known: dict[str, str]) -> pl.Expr:
    """The name of a document as it was issued, however it was written in the log."""
    said = pl.col("document").str.strip_chars()
    return said.str.to_lowercase().replace_strict(known, default=said, return_dtype=pl.String)
