# SPDX-License-Identifier: EUPL-1.2
"""The tables of the examples: a few lines of the fictional region, two of them wrong, and made-up amounts."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.demo import DemoPlan, make_region
from processors.lines import TABLES
from processors.ranges.delivery import labelled

LINES, ALLOCATIONS = "declaratieregels", "toewijzingen"
SMALL = DemoPlan(lines=120)
WRONG_UNIT, CENTS_TOO_MUCH = "99", 100
# Places of the region, made-up volumes.
MUNICIPALITIES = ("0983", "0984", "1507")


def tables() -> Mapping[str, pl.DataFrame]:
    """The tables by the name under which formulas know them; amounts in eurocents, all of it fictional."""
    region = make_region(SMALL)
    of_month = region[LINES].filter(pl.col("declaratie_maand") == SMALL.month)
    lines = of_month.filter(pl.col("aanbieder") == of_month["aanbieder"].mode().sort()[0])
    number = pl.int_range(pl.len())
    wrong = lines.with_columns(
        eenheid=pl.when(number == 1).then(pl.lit(WRONG_UNIT)).otherwise("eenheid"),
        ingediend_bedrag=pl.col("ingediend_bedrag") + pl.when(number == 2).then(CENTS_TOO_MUCH).otherwise(0),  # noqa: PLR2004 - the third line
    )
    allocations = region[ALLOCATIONS].filter(pl.col("toewijzing_nummer").is_in(lines["toewijzing_nummer"].to_list()))
    products = lines["product_code"].unique().sort().to_list()
    tariffs = pl.DataFrame({"productcode": products, "tarief": [5_000 + 100 * at for at in range(len(products))]})
    bought = pl.DataFrame({"gemeente": MUNICIPALITIES, "volume": [412_000_00, 155_500_00, 98_250_00]})
    volumes = bought.select("gemeente").join(tariffs.select("productcode"), how="cross").with_row_index("nr")
    return {
        "regels": labelled(wrong.select(TABLES[LINES].names), LINES),
        "toewijzingen": labelled(allocations.select(TABLES[ALLOCATIONS].names), ALLOCATIONS),
        "volumes": volumes.select("gemeente", "productcode", volume=100 + 10 * pl.col("nr").cast(pl.Int64)),
        "tarieven_nu": tariffs,
        "tarieven_nieuw": tariffs.with_columns(pl.col("tarief") + 150),
        "maanden": _months(),
        "inkoop": bought,
    }


def _months() -> pl.DataFrame:
    """Amounts of one year and nine months of the next."""
    days = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(21)]
    less = [15_000_00 if day.month in {7, 8} else 0 for day in days]
    amounts = [100_000_00 + 2_500_00 * at - summer for at, summer in enumerate(less)]
    return pl.DataFrame({"maand": [f"{day:%Y-%m}" for day in days], "bedrag": amounts})
