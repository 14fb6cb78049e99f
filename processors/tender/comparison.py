# SPDX-License-Identifier: EUPL-1.2
"""Tariffs of Noord- and Midden-Limburg side by side, with a proposal to align them and what that costs each."""

from datetime import date

import polars as pl

from processors import codelists
from processors.tender.documents import Document, euros
from processors.tender.history import History, known_sum
from workbooks.template.filling import Asked

NORTH, MIDDLE = "Noord-Limburg", "Midden-Limburg"
SHEET, EACH = "Vergelijking", "Per gemeente"
HEADS = (
    "Wet", "Productcode", "Omschrijving", "Eenheid", "Noord (euro)", "Midden (euro)", "Volume Noord", "Volume Midden",
    "Voorstel (euro)", "Effect per jaar (euro)",
)  # fmt: skip
ASKED = Asked(
    {"peildatum": SHEET, "herkomst": SHEET},
    {"vergelijking": (SHEET, HEADS), "effect": (EACH, ("Gemeente", "Naam", "Effect per jaar (euro)"))},
)
PRODUCT = ("wet", "product_code", "eenheid")


def compared(seen: History) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What both subregions pay per unit, and what one tariff for both would mean.

    The proposal is the tariff weighted by volume (own design [D]): it leaves what the region pays together the same
    but for rounding.

    Returns:
        Per product wet, product_code, eenheid, noord, midden, voorstel, effect (eurocent), volume_noord, volume_midden;
        and per municipality gemeente, effect (eurocent per year). Only products that both deliver have a proposal; a
        product of which an amount is not known has none.

    """
    places = codelists.table("gemeenten_mgr").select(gemeente="gemeentecode", subregio="subregio")
    year = seen.per_year("gemeente", *PRODUCT).join(places, on="gemeente", maintain_order="left")
    north, middle = pl.col("subregio") == NORTH, pl.col("subregio") == MIDDLE

    def paid(part: pl.Expr) -> pl.Expr:
        amount, volume = known_sum("bedrag", part), known_sum("volume", part)
        return pl.when(volume > 0).then((2 * amount + volume) // (2 * volume))

    both = pl.lit(value=True)
    products = (
        year.group_by(PRODUCT, maintain_order=True)
        .agg(
            noord=paid(north), midden=paid(middle), samen=paid(both),
            volume_noord=known_sum("volume", north), volume_midden=known_sum("volume", middle),
            bedrag=known_sum("bedrag"),
        )
        .with_columns(voorstel=pl.when(pl.col("noord").is_not_null() & pl.col("midden").is_not_null()).then("samen"))
        .with_columns(effect=pl.col("voorstel") * (pl.col("volume_noord") + pl.col("volume_midden")) - pl.col("bedrag"))
        .sort(PRODUCT)
    )  # fmt: skip
    each = (
        year.join(products.select(*PRODUCT, "voorstel"), on=PRODUCT)
        .group_by("gemeente")
        .agg(effect=(pl.col("voorstel") * pl.col("volume") - pl.col("bedrag")).sum())
        .sort("gemeente")
    )
    return products.drop("samen", "bedrag"), each


def comparison_book(seen: History, catalogue: pl.DataFrame | None, on: date) -> Document:
    """The comparison as a workbook; `catalogue` is the reference table `producten`, for the words."""
    products, each = compared(seen)
    words = pl.DataFrame(schema={"wet": pl.String, "product_code": pl.String, "omschrijving": pl.String})
    if catalogue is not None:
        words = catalogue.select("wet", "product_code", "omschrijving").unique(["wet", "product_code"], keep="last")
    told = products.join(words, on=("wet", "product_code"), how="left", maintain_order="left").select(
        pl.col("wet").alias("Wet"), pl.col("product_code").alias("Productcode"),
        pl.col("omschrijving").alias("Omschrijving"), pl.col("eenheid").alias("Eenheid"),
        euros("noord").alias("Noord (euro)"), euros("midden").alias("Midden (euro)"),
        pl.col("volume_noord").alias("Volume Noord"), pl.col("volume_midden").alias("Volume Midden"),
        euros("voorstel").alias("Voorstel (euro)"), euros("effect").alias("Effect per jaar (euro)"),
    )  # fmt: skip
    names = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    effect = each.select(
        pl.col("gemeente").alias("Gemeente"), pl.col("gemeente").replace(names).alias("Naam"),
        euros("effect").alias("Effect per jaar (euro)"),
    )  # fmt: skip
    return Document(
        "Vergelijking tarieven.xlsx", "vergelijking", ASKED, {"peildatum": on, "herkomst": seen.told},
        {"vergelijking": told, "effect": effect},
    )  # fmt: skip
