# SPDX-License-Identifier: EUPL-1.2
"""Evidence (bewijsstukken) of contracts: which running contracts have a piece that was past its validity.

Each kind of piece is valid for so many months (parameters). Of a kind the last piece counts that was issued before;
one that names no contract is of all contracts of the supplier. A piece of a kind without a validity never expires.
"""

from datetime import date

import polars as pl

from processors.enrichment.evidence import MONTHS, told
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured

_ABOUT = ("contract_nummer", "wet", "aanbieder")


def _told(material: Material) -> pl.DataFrame:
    running = _running(material)
    if "bewijsstukken" not in material.reference:
        return running.select(*_ABOUT, "maand", verlopen=pl.lit(None, pl.Int64))
    limits = [pl.lit(material.parameter(name), pl.Int64).alias(name) for name in MONTHS.values()]
    papers = material.reference["bewijsstukken"].with_columns(limits)
    dated = papers.hstack(told(papers)).select("aanbieder", "soort", "afgegeven_op", "bewijs_geldig_tot", pl.col(
        "contract_nummer").alias("van_contract"))  # fmt: skip
    of_contract = pl.col("van_contract").is_null() | (pl.col("van_contract") == pl.col("contract_nummer"))
    last = (
        running.join(dated, on="aanbieder", how="inner")
        .filter(of_contract, pl.col("afgegeven_op") <= pl.col("dag"))
        .sort("afgegeven_op")
        .unique(["contract_nummer", "maand", "soort"], keep="last", maintain_order=True)
    )
    past = last.filter(pl.col("bewijs_geldig_tot") < pl.col("dag")).select("contract_nummer", "maand").unique()
    found = running.join(
        past.with_columns(verlopen=pl.lit(1, pl.Int64)), on=["contract_nummer", "maand"], how="left",
        maintain_order="left",
    )  # fmt: skip
    return found.select(*_ABOUT, "maand", pl.col("verlopen").fill_null(0))


def _running(material: Material) -> pl.DataFrame:
    """The contracts in force at the end of each month; in the month that has not passed yet, on the day itself."""
    names = pl.concat([material.delivered["maand"], pl.Series("maand", [material.month])]).unique().sort()
    ends = (
        names.to_frame()
        .filter(pl.col("maand") <= material.month)
        .with_columns(
            dag=pl.min_horizontal(pl.col("maand").str.to_date("%Y-%m").dt.month_end(), pl.lit(material.today, pl.Date))
        )
        .filter(pl.col("dag") >= pl.col("maand").str.to_date("%Y-%m"))
    )
    contracts = material.table("contracten").unique("contract_nummer", keep="last", maintain_order=True)
    begun = pl.col("begindatum").fill_null(date.min) <= pl.col("dag")
    not_over = pl.col("einddatum").is_null() | (pl.col("einddatum") >= pl.col("dag"))
    return contracts.select(*_ABOUT, "begindatum", "einddatum").join(ends, how="cross").filter(begun & not_over)


EVIDENCE = Measured(
    "lopende_contracten",
    "Een contract dat aan het eind van een maand loopt.",
    {"verlopen": ("Er is een bewijsstuk waarvan de geldigheid voorbij is", Kind.WHOLE)},
    _told,
)
