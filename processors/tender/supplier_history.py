# SPDX-License-Identifier: EUPL-1.2
"""Which suppliers deliver what is asked now, for the buyer alone: it names suppliers and what they were paid."""

from datetime import date

import polars as pl

from processors import codelists
from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.history import History, known_sum
from processors.tender.prefill import AT
from workbooks.template.filling import Asked
from workbooks.template.sheet_cells import Value

EACH, LOTS = "Per gemeente", "Per perceel"
ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "peildatum", "herkomst", "trend", "clienten"), EACH),
    {
        "leveranciers": (
            EACH,
            ("Perceel", "Gemeente", "Naam", "Productcode", "Omschrijving", "Eenheid", "Aanbieder", "Naam aanbieder",
             "Volume per jaar", "Trend (procent)", "Tarief (euro)", "Bedrag per jaar (euro)", "Aandeel (procent)",
             "Cliënten"),
        ),
        "percelen": (
            LOTS,
            ("Perceel", "Naam perceel", "Aanbieder", "Naam aanbieder", "Gemeenten", "Producten",
             "Bedrag per jaar (euro)", "Aandeel (procent)"),
        ),
    },
)  # fmt: skip


def delivered(asked: Assignment, seen: History) -> pl.DataFrame:
    """Who delivered the products of each lot in its municipalities.

    Returns:
        perceel, gemeente, wet, product_code, eenheid, omschrijving, aanbieder, volume, bedrag and tarief (eurocent),
        trend (percent), aandeel (percent of the volume of the product in the municipality), clienten: missing where
        they are fewer than may be shown, or not known.

    """
    products = asked.tables["perceelproducten"].select("perceel", *AT, "omschrijving")
    slots = products.join(asked.tables["perceelgemeenten"].select("perceel", "gemeente"), on="perceel")
    year = seen.per_year("gemeente", *AT, "aanbieder").with_columns(
        aandeel=_share("volume").over("gemeente", *AT),
        clienten=pl.when(pl.col("clienten") >= seen.limits.smallest).then("clienten"),
    )
    return year.join(slots, on=("gemeente", *AT)).sort("perceel", "gemeente", *AT, "aanbieder")


def supplier_history(asked: Assignment, seen: History, on: date) -> Document:
    """The workbook for the buyer; never among the documents of the tender."""
    rows = delivered(asked, seen)
    places = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    supplier = pl.col("aanbieder").replace_strict(seen.names, default=None, return_dtype=pl.String)
    whose = (pl.col("aanbieder").alias("Aanbieder"), supplier.alias("Naam aanbieder"))
    each = rows.select(
        pl.col("perceel").alias("Perceel"), pl.col("gemeente").alias("Gemeente"),
        pl.col("gemeente").replace(places).alias("Naam"), pl.col("product_code").alias("Productcode"),
        pl.col("omschrijving").alias("Omschrijving"), pl.col("eenheid").alias("Eenheid"), *whose,
        pl.col("volume").alias("Volume per jaar"), pl.col("trend").alias("Trend (procent)"),
        euros("tarief").alias("Tarief (euro)"), euros("bedrag").alias("Bedrag per jaar (euro)"),
        pl.col("aandeel").alias("Aandeel (procent)"), pl.col("clienten").alias("Cliënten"),
    )  # fmt: skip
    lots = (
        rows.group_by("perceel", "aanbieder")
        .agg(bedrag=known_sum("bedrag"), gemeenten=pl.col("gemeente").n_unique(), producten=pl.struct(AT).n_unique())
        .with_columns(aandeel=_share("bedrag").over("perceel"))
        .join(asked.tables["percelen"].select("perceel", "perceel_naam"), on="perceel")
        .sort("perceel", "bedrag", "aanbieder", descending=[False, True, False], nulls_last=True)
    )
    together = lots.select(
        pl.col("perceel").alias("Perceel"), pl.col("perceel_naam").alias("Naam perceel"), *whose,
        pl.col("gemeenten").alias("Gemeenten"), pl.col("producten").alias("Producten"),
        euros("bedrag").alias("Bedrag per jaar (euro)"), pl.col("aandeel").alias("Aandeel (procent)"),
    )  # fmt: skip
    values: dict[str, Value] = {
        "kenmerk": asked.reference, "titel": asked.title, "peildatum": on, "herkomst": seen.told,
        "trend": seen.told_of_trend,
        "clienten": f"Een aantal van minder dan {seen.limits.smallest}, of dat niet bekend is, is leeg.",
    }  # fmt: skip
    return Document(
        "Leveranciershistorie.xlsx", "leveranciershistorie", ASKED, values, {"leveranciers": each, "percelen": together}
    )


def _share(column: str) -> pl.Expr:
    """A part of the sum in percent, with one decimal; missing where a part is, and where the sum is not above zero."""
    whole = pl.col(column).sum()
    known = (pl.col(column).null_count() == 0) & (whole > 0)
    return pl.when(known).then((pl.col(column) * 100 / whole).round(1))
