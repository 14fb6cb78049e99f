# SPDX-License-Identifier: EUPL-1.2
"""What a delivery costs and which tariff is in force, for cells; amounts are eurocents."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from processors.calculation import amount
from processors.enrichment.tariffs import EVERYWHERE, row_used
from processors.errors import UnusableInputError
from processors.intake.reference import Reference
from processors.ranges.values import known_values, side_by_side

Cells = Sequence[object]
TARIFFS, _TARIFF = "tarieven", "contract_tarief"
_DELIVERED = {"geleverd_volume": "volume", "tarief": "tariff", "eenheid": "unit", "per_uur": "per_hour"}
_ASKED = {"aanbieder": "supplier", "product_code": "product", "gemeente": "municipality", "wet": "law"}


@dataclass(frozen=True)
class Delivery:
    """The cells that say what is delivered: of each one cell for all, or one per line.

    Args:
        volume: in `unit`; of unit 83 in eurocents.
        tariff: eurocents per unit, or per hour where `per_hour`.
        unit: code of the unit.
        per_hour: ja where the contract has an hourly tariff; only decides lines in minutes.

    """

    volume: Cells
    tariff: Cells
    unit: Cells
    per_hour: Cells = ("nee",)


def amounts(asked: Delivery) -> list[int | None]:
    """The exact amount of each line (TR346); missing where volume, tariff or unit is.

    Raises:
        UnusableInputError: the ranges are not equally long.

    """
    cells = side_by_side(vars(asked))
    lines = pl.DataFrame([known_values(cells[at], name) for name, at in _DELIVERED.items()])
    worth = amount(pl.col("geleverd_volume"), pl.col("tarief"), pl.col("eenheid"), per_hour=pl.col("per_uur") == "ja")
    return lines.select(worth).to_series().to_list()


@dataclass(frozen=True)
class Asked:
    """The cells that say for whom a tariff is asked: of each one cell for all, or one per question.

    Args:
        supplier: AGB code.
        product: product code.
        day: on which it is in force.
        municipality: code or name; an empty cell is the tariff for all municipalities.
        law: wmo or jw; an empty cell is the law under which the supplier has the product.

    """

    supplier: Cells
    product: Cells
    day: Cells
    municipality: Cells = ("",)
    law: Cells = ("",)


def tariffs(asked: Asked, reference: Reference) -> list[int | None]:
    """The tariff in force of each question, in eurocents; missing where there is none, or two laws have one.

    Raises:
        UnusableInputError: there are no tariffs, or the ranges are not equally long.

    """
    known = reference.tables.get(TARIFFS)
    if known is None:
        raise UnusableInputError("De naslag 'tarieven' ontbreekt. Zet de tabel in de map naslag van de werkmap.")
    cells = side_by_side(vars(asked))
    read = [known_values(cells[at], name, products=reference.products) for name, at in _ASKED.items()]
    days = known_values(cells["day"], "ingangsdatum").alias("day")
    questions = pl.DataFrame([*read, days]).with_row_index("nr").with_columns(pl.col("gemeente").fill_null(EVERYWHERE))
    laws = known.select("aanbieder", "product_code", onder="wet").unique()
    under = (
        questions.join(laws, on=["aanbieder", "product_code"], how="left")
        .with_columns(wet=pl.coalesce("wet", "onder"))
        .unique(["nr", "wet"], maintain_order=True)
    )
    found = pl.concat([under.select("nr"), row_used(under.drop("nr"), known)], how="horizontal").drop_nulls(_TARIFF)
    # Of two laws that both have a tariff, the one that is meant is not known.
    single = found.group_by("nr").agg(pl.when(pl.len() == 1).then(pl.col(_TARIFF).first()))
    return questions.join(single, on="nr", how="left", maintain_order="left")[_TARIFF].to_list()
