# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as a workbook for people."""

from datetime import datetime
from pathlib import Path

import polars as pl

from processors.documents import rulebook_rows
from workbooks.region_book import Headline, Page, RegionBook, write_region_book
from workbooks.tables import Column

COLUMNS = (
    Column("regel", "Regel", "code"), Column("entiteit", "Gaat over"), Column("niveau", "Niveau"),
    Column("ernst", "Ernst"), Column("melding", "Melding", width=56), Column("voorbeeld", "Voorbeeld", width=56),
    Column("actie", "Wat u kunt doen", width=48), Column("retourcode", "Retourcode", "code"), Column("bron", "Bron"),
)  # fmt: skip
WAITING = (
    Column("regel", "Regel", "code"), Column("entiteit", "Gaat over"), Column("niveau", "Niveau"),
    Column("melding", "Melding", width=60), Column("reden", "Waarom nog niet", width=60), Column("bron", "Bron"),
)  # fmt: skip


def write_rulebook(target: Path) -> None:
    """Write every rule of the catalogue: the built ones with an example, the others with the reason."""
    rows = pl.DataFrame(rulebook_rows())
    built, waiting = rows.filter("gebouwd"), rows.filter(~pl.col("gebouwd"))
    book = RegionBook(
        title="Regelboek",
        period="Alle regels van de catalogus, met melding, actie en bron.",
        made_on=datetime.now().astimezone().replace(tzinfo=None, microsecond=0),
        headlines=[
            Headline("Regels in de catalogus", len(rows), "geheel", "Landelijke regels en eigen afspraken."),
            Headline("Gebouwd", len(built), "geheel", "Worden bij elke aanlevering gecontroleerd."),
            Headline("Nog niet gebouwd", len(waiting), "geheel", "Met de reden op het blad Nog niet gebouwd."),
        ],
        pages=[
            Page("Regels", "Regels", "Wat er wordt gecontroleerd en wat u kunt doen.", built, COLUMNS, "regels"),
            Page("Nog niet gebouwd", "Nog niet gebouwd", "En waarom.", waiting, WAITING, "regels_later"),
        ],
    )
    write_region_book(target, book)
