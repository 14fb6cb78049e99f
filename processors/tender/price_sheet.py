# SPDX-License-Identifier: EUPL-1.2
"""The price sheet of a lot: what is asked stands locked, and a tenderer fills in one column and a name."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from workbooks.outside import sheet_name
from workbooks.plain import plain_workbook
from workbooks.template.filling import Asked

SHEET, EXPLANATION = "Prijzenblad", "Uitleg"
CURRENCY = "EUR"
PRICE = "Tarief (euro)"
HEADS = (
    "Productcode", "Omschrijving", "Eenheid", "Uitvoeringsvariant", "Verwacht volume per jaar",
    "Referentietarief (euro)", "Minimumtarief (euro)", "Maximumtarief (euro)", "Nul toegestaan", PRICE,
)  # fmt: skip
ASKED = Asked(
    {
        **dict.fromkeys(("titel", "kenmerk", "perceel", "perceel_naam", "munt", "inschrijver"), SHEET),
        "herkomst": EXPLANATION,
    },
    {"prijzen": (SHEET, HEADS)},
)
UPLOAD = ("Productcode", "Omschrijving", "Eenheid", PRICE)
GIVEN = "Volumes en referentietarieven komen uit het opdrachtformulier."


def price_sheets(asked: Assignment) -> Iterator[Document]:
    """A price sheet per lot, in the order of the lots."""
    for lot, name in asked.tables["percelen"].select("perceel", "perceel_naam").iter_rows():
        products = asked.tables["perceelproducten"].filter(pl.col("perceel") == lot)
        rows = products.select(
            pl.col("product_code").alias("Productcode"), pl.col("omschrijving").alias("Omschrijving"),
            pl.col("eenheid").alias("Eenheid"), pl.col("uitvoeringsvariant").alias("Uitvoeringsvariant"),
            pl.when(pl.col("volume_tonen").ne_missing("nee"))
            .then("jaarvolume")
            .alias("Verwacht volume per jaar"),
            euros("referentie_tarief").alias("Referentietarief (euro)"),
            euros("minimum_tarief").alias("Minimumtarief (euro)"),
            euros("maximum_tarief").alias("Maximumtarief (euro)"), pl.col("nul_toegestaan").alias("Nul toegestaan"),
            pl.lit(None, pl.Float64).alias(PRICE),
        )  # fmt: skip
        values = {
            "titel": asked.title, "kenmerk": asked.reference, "perceel": lot, "perceel_naam": name, "munt": CURRENCY,
            "inschrijver": None, "herkomst": GIVEN,
        }  # fmt: skip
        title = sheet_name(f"Prijzenblad perceel {lot}").strip(".")
        yield Document(f"{title}.xlsx", "prijzenblad", ASKED, values, {"prijzen": rows})


def upload_version(sheet: Document, made_on: datetime) -> bytes:
    """The price sheet for a tender platform: values only, no formulas, tables or names."""
    rows = sheet.tables["prijzen"].select(UPLOAD)
    return plain_workbook({SHEET: [list(UPLOAD), *(list(row) for row in rows.iter_rows())]}, made_on=made_on)
