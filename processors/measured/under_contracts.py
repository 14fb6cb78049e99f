# SPDX-License-Identifier: EUPL-1.2
"""Declared deliveries with the contract under which they were delivered, and the municipalities that share it."""

import polars as pl

from processors.commitments import ABOUT, under_contract
from processors.enrichment.matching import last_of
from processors.measured.declared import DECLARED
from processors.measured.material import Material

_DELIVERED = [*ABOUT, "maand"]


def declared_under_contracts(material: Material) -> pl.DataFrame:
    """The rows of `prestaties` up to the month, with the contract (`contract_nummer`) of the first day of their month.

    That is the contract of the tariff, else the only one of the supplier under the law; missing where none can be told.
    """
    rows = DECLARED.told(material).filter(pl.col("maand") <= material.month)
    asked = rows.select(_DELIVERED).unique(maintain_order=True)
    days = asked.with_columns(dag=pl.col("maand").str.to_date("%Y-%m"))
    known = under_contract(days, "dag", material.reference).drop("dag")
    return rows.join(known, on=_DELIVERED, how="left", nulls_equal=True, maintain_order="left")


def contracts_of(material: Material) -> pl.DataFrame:
    """The reference table `contracten`, the last row of each number."""
    return last_of(material.table("contracten"), ["contract_nummer"])
