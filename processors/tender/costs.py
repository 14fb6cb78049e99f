# SPDX-License-Identifier: EUPL-1.2
"""What a contract will cost each municipality: realised volumes and tariffs, and scenarios that change them."""

from collections.abc import Sequence

import polars as pl

from processors import codelists
from processors.tender.documents import Document, euros
from processors.tender.history import History
from workbooks.template.filling import Asked

SCENARIOS, ESTIMATE, EACH = "Scenario's", "Raming", "Per gemeente"
BASE = "Basis"
# Our own examples [D]; staff change the percentages in the workbook.
EXAMPLES = (
    (BASE, 0, 0, 0, "Wat de cijfers nu zeggen."), ("Indexering", 4, 0, 0, "Alleen prijspeil."),
    ("Hoger tarief", 0, 5, 0, "Tarieven 5 procent hoger."), ("Meer volume", 0, 0, 10, "Volume 10 procent hoger."),
)  # fmt: skip
SWITCH = "Wisseling van aanbieder"
ASKED = Asked(
    {"kenmerk": SCENARIOS, "titel": SCENARIOS, "herkomst": SCENARIOS},
    {
        "scenarios": (
            SCENARIOS,
            ("Scenario", "Index (procent)", "Tarief (procent)", "Volume (procent)", "Toelichting"),
        ),
        "raming": (
            ESTIMATE,
            ("Gemeente", "Naam", "Productcode", "Omschrijving", "Volume", "Tarief (euro)", "Basis (euro)", "Scenario"),
        ),
        "effect": (EACH, ("Gemeente", "Naam", "Scenario")),
    },
)


def cost_book(kenmerk: str, titel: str, seen: History, products: pl.DataFrame, places: Sequence[str]) -> Document:
    """The estimate of costs: a row per municipality, product and scenario, added up per municipality by formulas.

    Args:
        kenmerk: the reference of the tender.
        titel: its title.
        seen: what was realised.
        products: wet, product_code and omschrijving of what is asked.
        places: codes of the municipalities.

    """
    names = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    scenarios = pl.DataFrame(
        EXAMPLES, schema=["Scenario", "Index (procent)", "Tarief (procent)", "Volume (procent)", "Toelichting"],
        orient="row",
    )  # fmt: skip
    asked = products.select("wet", "product_code", "omschrijving").unique(["wet", "product_code"], keep="first")
    year = seen.per_year("gemeente", "wet", "product_code").filter(pl.col("gemeente").is_in(list(places)))
    base = year.join(asked, on=("wet", "product_code"), maintain_order="left").select(
        pl.col("gemeente").alias("Gemeente"), pl.col("gemeente").replace(names).alias("Naam"),
        pl.col("product_code").alias("Productcode"), pl.col("omschrijving").alias("Omschrijving"),
        pl.col("volume").alias("Volume"), euros("tarief").alias("Tarief (euro)"), euros("bedrag").alias("Basis (euro)"),
    )  # fmt: skip
    rows = base.join(scenarios.select("Scenario"), how="cross", maintain_order="left_right")
    each = pl.DataFrame({"Gemeente": list(places)}).with_columns(Naam=pl.col("Gemeente").replace(names))
    return Document(
        "Kostenraming.xlsx", "kostenraming", ASKED, {"kenmerk": kenmerk, "titel": titel, "herkomst": seen.told},
        {
            "scenarios": scenarios, "raming": rows,
            "effect": each.join(scenarios.select("Scenario"), how="cross", maintain_order="left_right"),
        },
    )  # fmt: skip
