# SPDX-License-Identifier: EUPL-1.2
"""What was realised in the closed months of a year, carried on to the months in which its contract runs that year.

Each delivery is carried on by itself, so a forecast adds up over contracts, suppliers and municipalities. A delivery
of which no contract is known, or that lies outside its months, is carried on to the whole year.
"""

import polars as pl

from processors.commitments import under_contract
from processors.fields import Kind
from processors.forecasting.carrying import PARTS, carried_on
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code")


def _told(material: Material) -> pl.DataFrame:
    rows = DECLARED.told(material).filter(pl.col("maand").is_in(list(material.closed)))
    rows = rows.filter(pl.col("maand") <= material.month).select(*_ABOUT, "client", "maand", "toegekend")
    keys = rows.select(*_ABOUT, "maand").unique(maintain_order=True)
    found = _months(_with_contract(keys, material), material)
    carried = rows.join(found, on=[*_ABOUT, "maand"], how="left", nulls_equal=True, maintain_order="left")
    expected = carried_on(pl.col("toegekend"), pl.col("looptijd"), pl.col("gesloten_maanden"))
    return carried.with_columns(verwacht=expected)


def _with_contract(keys: pl.DataFrame, material: Material) -> pl.DataFrame:
    """The keys with `contract_nummer`, of the contract that runs at the end of the month."""
    days = keys.with_columns(dag=pl.col("maand").str.to_date("%Y-%m").dt.month_end())
    return under_contract(days, "dag", material.reference).drop("dag")


def _months(keys: pl.DataFrame, material: Material) -> pl.DataFrame:
    """Per key the months of the year in its contract (`looptijd`), and how many of them are closed."""
    runs = material.table("contracten").unique("contract_nummer", keep="last", maintain_order=True)
    years = sorted({int(month[:4]) for month in material.closed})
    first = pl.col("dag")
    year = pl.DataFrame({"dag": [f"{each}-{month:02d}-01" for each in years for month in range(1, 13)]},
                        schema={"dag": pl.String}).select(pl.col("dag").str.to_date())  # fmt: skip
    months = year.with_columns(
        jaar=first.dt.year(), dicht=(key := first.dt.strftime("%Y-%m")).is_in(list(material.closed))
        & (key <= material.month),
    )  # fmt: skip
    inside = (pl.col("begindatum") <= first.dt.month_end()) & (
        pl.col("einddatum").is_null() | (pl.col("einddatum") >= first)
    )
    counts = (pl.len().cast(pl.Int64).alias("looptijd"), pl.col("dicht").sum().cast(pl.Int64).alias("gesloten_maanden"))
    of_contract = (
        runs.select("contract_nummer", "begindatum", "einddatum").join(months, how="cross").filter(inside)
        .group_by("contract_nummer", "jaar").agg(counts).filter(pl.col("gesloten_maanden") > 0)
    )  # fmt: skip
    whole = months.group_by("jaar").agg(each.name.prefix("heel_") for each in counts)
    return (
        keys.with_columns(jaar=pl.col("maand").str.slice(0, 4).cast(pl.Int32))
        .join(of_contract, on=["contract_nummer", "jaar"], how="left", maintain_order="left")
        .join(whole, on="jaar", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce(name, f"heel_{name}").alias(name) for name in ("looptijd", "gesloten_maanden")
        )
        .select(*_ABOUT, "maand", "contract_nummer", "looptijd", "gesloten_maanden")
    )  # fmt: skip


EXPECTED = Measured(
    "jaarprognose",
    "Een prestatie in een gesloten maand, doorgetrokken naar de maanden waarin het contract dat jaar loopt.",
    {
        "toegekend": ("Toegekend bedrag, credit negatief", Kind.CENT),
        "looptijd": ("Maanden van het jaar waarin het contract loopt; zonder contract 12", Kind.WHOLE),
        "gesloten_maanden": ("Daarvan gesloten", Kind.WHOLE),
        "verwacht": (f"Toegekend maal looptijd gedeeld door gesloten maanden, in 1/{PARTS} eurocent", Kind.WHOLE),
    },
    _told,
)
