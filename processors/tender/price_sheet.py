# SPDX-License-Identifier: EUPL-1.2
"""The price sheet of a lot: what is asked stands locked, and a tenderer fills in one column and a name."""

from collections.abc import Iterator
from datetime import date, datetime

import polars as pl

from processors import codelists
from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.history import History
from processors.tender.volumes import Volumes, volumes
from workbooks.outside import sheet_name
from workbooks.plain import plain_workbook
from workbooks.template.filling import Asked

SHEET, VOLUMES, EXPLANATION = "Prijzenblad", "Volumes", "Uitleg"
CURRENCY = "EUR"
PRICE = "Tarief (euro)"
HEADS = (
    "Productcode", "Omschrijving", "Eenheid", "Uitvoeringsvariant", "Verwacht volume per jaar",
    "Referentietarief (euro)", "Minimumtarief (euro)", "Maximumtarief (euro)", "Nul toegestaan", PRICE,
)  # fmt: skip
VOLUME_HEADS = (
    "Gemeente", "Naam", "Productcode", "Omschrijving", "Eenheid", "Volume per jaar", "Trend (procent)", "Waarom leeg",
    "Referentietarief (euro)", "Minimumtarief (euro)", "Maximumtarief (euro)",
)  # fmt: skip
ASKED = Asked(
    {
        **dict.fromkeys(("titel", "kenmerk", "perceel", "perceel_naam", "munt", "inschrijver"), SHEET),
        **dict.fromkeys(("kenmerk_volumes", "perceel_volumes", "peildatum", "herkomst_volumes", "trend"), VOLUMES),
        "herkomst": EXPLANATION,
    },
    {"prijzen": (SHEET, HEADS), "volumes": (VOLUMES, VOLUME_HEADS)},
)
UPLOAD = ("Productcode", "Omschrijving", "Eenheid", PRICE)
GIVEN = "Volumes en referentietarieven komen uit het opdrachtformulier."
NO_STORE = "Er is geen werkmap met cijfers; de volumes per gemeente zijn niet bekend."


def price_sheets(asked: Assignment, seen: History | None = None, on: date | None = None) -> Iterator[Document]:
    """A price sheet per lot, in the order of the lots.

    Args:
        asked: what the tender is about.
        seen: what was realised, for the volumes of each municipality; None where there is no store.
        on: the reference date of those volumes.

    """
    products, places = asked.tables["perceelproducten"], asked.tables["perceelgemeenten"]
    shown = volumes(products, places, seen) if seen and seen.months else None
    for lot, name in asked.tables["percelen"].select("perceel", "perceel_naam").iter_rows():
        own = products.filter(pl.col("perceel") == lot)
        values = {
            "titel": asked.title, "kenmerk": asked.reference, "perceel": lot, "perceel_naam": name, "munt": CURRENCY,
            "inschrijver": None, "herkomst": GIVEN, "kenmerk_volumes": asked.reference, "perceel_volumes": lot,
            "peildatum": on, "herkomst_volumes": f"{seen.told} {seen.told_of_hidden}" if seen else NO_STORE,
            "trend": seen.told_of_trend if seen else None,
        }  # fmt: skip
        title = sheet_name(f"Prijzenblad perceel {lot}").strip(".")
        yield Document(
            f"{title}.xlsx", "prijzenblad", ASKED, values,
            {"prijzen": _prices(own, shown), "volumes": _volumes(own, places, shown)},
        )  # fmt: skip


def _prices(products: pl.DataFrame, shown: Volumes | None) -> pl.DataFrame:
    """What is asked of a tenderer; without a volume where it may not be known."""
    told = pl.col("volume_tonen").ne_missing("nee")
    if shown:
        away = shown.lots.with_columns(weg=pl.lit(value=True))
        products = products.join(away, on=away.columns[:-1], how="left", maintain_order="left")
        told &= pl.col("weg").is_null()
    return products.select(
        pl.col("product_code").alias("Productcode"), pl.col("omschrijving").alias("Omschrijving"),
        pl.col("eenheid").alias("Eenheid"), pl.col("uitvoeringsvariant").alias("Uitvoeringsvariant"),
        pl.when(told).then("jaarvolume").alias("Verwacht volume per jaar"), *_tariffs(),
        pl.col("nul_toegestaan").alias("Nul toegestaan"), pl.lit(None, pl.Float64).alias(PRICE),
    )  # fmt: skip


def _volumes(products: pl.DataFrame, places: pl.DataFrame, shown: Volumes | None) -> pl.DataFrame:
    """A row per municipality and product of a lot."""
    slots = places.select("perceel", "gemeente").unique(maintain_order=True).sort("gemeente").join(
        products, on="perceel", maintain_order="left_right"
    )  # fmt: skip
    if shown:
        rows = slots.join(
            shown.cells, on=["perceel", "wet", "product_code", "eenheid", "gemeente"], how="left", maintain_order="left"
        )
    else:
        rows = slots.with_columns(pl.lit(None, pl.Int64).alias(name) for name in ("volume", "trend", "reden"))
    names = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    return rows.select(
        pl.col("gemeente").alias("Gemeente"), pl.col("gemeente").replace(names).alias("Naam"),
        pl.col("product_code").alias("Productcode"), pl.col("omschrijving").alias("Omschrijving"),
        pl.col("eenheid").alias("Eenheid"), pl.col("volume").alias("Volume per jaar"),
        pl.col("trend").alias("Trend (procent)"), pl.col("reden").alias("Waarom leeg"), *_tariffs(),
    )  # fmt: skip


def _tariffs() -> Iterator[pl.Expr]:
    for name, head in (("referentie", "Referentie"), ("minimum", "Minimum"), ("maximum", "Maximum")):
        yield euros(f"{name}_tarief").alias(f"{head}tarief (euro)")


def upload_version(sheet: Document, made_on: datetime) -> bytes:
    """The price sheet for a tender platform: values only, no formulas, tables or names."""
    rows = sheet.tables["prijzen"].select(UPLOAD)
    return plain_workbook({SHEET: [list(UPLOAD), *(list(row) for row in rows.iter_rows())]}, made_on=made_on)
