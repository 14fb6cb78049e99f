# SPDX-License-Identifier: EUPL-1.2
"""What a contract will cost each municipality: realised volumes and tariffs, and scenarios that change them.

The formulas stand in the template. A scenario changes every amount by its percentages, and moves a share of the volume
of one supplier to the tariff of another; what the other has no tariff for stays where it is.
"""

import polars as pl

from processors import codelists
from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.history import History, known_sum
from workbooks.template.filling import Asked

SCENARIOS, ESTIMATE, EACH, TARIFFS, SUPPLIERS = "Scenario's", "Raming", "Per gemeente", "Tarieven", "Aanbieders"
BASE = "Basis"
# Our own examples [D]; staff change them in the workbook.
EXAMPLES = (
    (BASE, 0, 0, 0, "Wat de cijfers nu zeggen."), ("Indexering", 4, 0, 0, "Alleen prijspeil."),
    ("Hoger tarief", 0, 5, 0, "Tarieven 5 procent hoger."), ("Meer volume", 0, 0, 10, "Volume 10 procent hoger."),
)  # fmt: skip
SWITCH, MOVED = "Wisseling van aanbieder", 25
HEADS = (
    "Scenario", "Index (procent)", "Tarief (procent)", "Volume (procent)", "Van aanbieder", "Naar aanbieder",
    "Deel (procent)", "Toelichting",
)  # fmt: skip
ASKED = Asked(
    {"kenmerk": SCENARIOS, "titel": SCENARIOS, "herkomst": SCENARIOS},
    {
        "scenarios": (SCENARIOS, HEADS),
        "raming": (
            ESTIMATE,
            ("Gemeente", "Naam", "Wet", "Productcode", "Omschrijving", "Eenheid", "Aanbieder", "Volume",
             "Tarief (euro)", "Basis (euro)", "Scenario"),
        ),
        "effect": (EACH, ("Gemeente", "Naam", "Scenario")),
        "tarieven": (TARIFFS, ("Wet", "Productcode", "Omschrijving", "Eenheid", "Aanbieder", "Tarief (euro)")),
        "aanbieders": (SUPPLIERS, ("Aanbieder", "Naam")),
    },
)  # fmt: skip
PRODUCT = ("wet", "product_code", "eenheid")


def cost_book(asked: Assignment, seen: History) -> Document:
    """The estimate of costs: a row per municipality, product, supplier and scenario, added up by formulas.

    Args:
        asked: what the tender is about: its products in the municipalities of their lots.
        seen: what was realised.

    """
    products = asked.tables["perceelproducten"].select("perceel", "wet", "product_code", "omschrijving")
    slots = products.join(asked.tables["perceelgemeenten"].select("perceel", "gemeente"), on="perceel")
    words = products.drop("perceel").unique(["wet", "product_code"], keep="first", maintain_order=True)
    year = (
        seen.per_year("gemeente", *PRODUCT, "aanbieder")
        .join(slots, on=("gemeente", "wet", "product_code"), how="semi", maintain_order="left")
        .join(words, on=("wet", "product_code"), how="left", maintain_order="left")
    )
    scenarios = _scenarios(year)
    names = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    named = pl.col("gemeente").replace(names).alias("Naam")
    rows = year.select(
        pl.col("gemeente").alias("Gemeente"), named, *_product(), pl.col("aanbieder").alias("Aanbieder"),
        pl.col("volume").alias("Volume"), euros("tarief").alias("Tarief (euro)"), euros("bedrag").alias("Basis (euro)"),
    )  # fmt: skip
    places = slots.select("gemeente").unique().sort("gemeente").select(pl.col("gemeente").alias("Gemeente"), named)
    return Document(
        "Kostenraming.xlsx", "kostenraming", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "herkomst": seen.told},
        {
            "scenarios": scenarios,
            "raming": rows.join(scenarios.select("Scenario"), how="cross", maintain_order="left_right"),
            "effect": places.join(scenarios.select("Scenario"), how="cross", maintain_order="left_right"),
            "tarieven": _tariffs(year),
            "aanbieders": year.select(Aanbieder="aanbieder").drop_nulls().unique().sort("Aanbieder").with_columns(
                Naam=pl.col("Aanbieder").replace_strict(seen.names, default=None, return_dtype=pl.String)
            ),
        },
    )  # fmt: skip


def _product() -> list[pl.Expr]:
    return [
        pl.col(name).alias(head)
        for name, head in zip(
            ("wet", "product_code", "omschrijving", "eenheid"), ("Wet", "Productcode", "Omschrijving", "Eenheid"),
            strict=True,
        )
    ]  # fmt: skip


def _scenarios(year: pl.DataFrame) -> pl.DataFrame:
    """The examples, with a quarter of the volume of the largest supplier for the one that can take most of it."""
    largest, heir = _largest(year)
    words = "Een kwart van de grootste aanbieder gaat naar een andere."
    rows = [
        *((name, index, tariff, volume, None, None, 0, said) for name, index, tariff, volume, said in EXAMPLES),
        (SWITCH, 0, 0, 0, largest, heir, MOVED if heir else 0, words),
    ]
    kinds = {**dict.fromkeys(HEADS, pl.String), **dict.fromkeys((*HEADS[1:4], HEADS[6]), pl.Int64)}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _largest(year: pl.DataFrame) -> tuple[str | None, str | None]:
    """The supplier that was paid most, and the one that delivers most of the same; None where there is none."""
    paid = year.drop_nulls("aanbieder").group_by("aanbieder").agg(pl.col("bedrag").sum())
    order = paid.sort("bedrag", "aanbieder", descending=[True, False])["aanbieder"].to_list()
    if not order:
        return None, None
    own = year.filter(pl.col("aanbieder") == order[0]).group_by(PRODUCT).agg(pl.col("bedrag").sum())
    others = year.filter(pl.col("aanbieder") != order[0], pl.col("tarief").is_not_null())
    shared = others.select(*PRODUCT, "aanbieder").unique().join(own, on=PRODUCT)
    heirs = shared.group_by("aanbieder").agg(pl.col("bedrag").sum()).sort(
        "bedrag", "aanbieder", descending=[True, False]
    )  # fmt: skip
    return (order[0], heirs["aanbieder"][0]) if len(heirs) else (None, None)


def _tariffs(year: pl.DataFrame) -> pl.DataFrame:
    """What each supplier was paid per unit of each product, over all municipalities together."""
    paid, volume = known_sum("bedrag"), known_sum("volume")
    found = year.drop_nulls("aanbieder").group_by(*PRODUCT, "omschrijving", "aanbieder").agg(
        tarief=pl.when(volume > 0).then((2 * paid + volume) // (2 * volume))
    )  # fmt: skip
    return found.sort(*PRODUCT, "aanbieder").select(
        *_product(), pl.col("aanbieder").alias("Aanbieder"), euros("tarief").alias("Tarief (euro)")
    )
