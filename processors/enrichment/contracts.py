# SPDX-License-Identifier: EUPL-1.2
"""Which contract (contracten) a line falls under."""

import polars as pl

from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, last_of
from processors.enrichment.remembered import once_per_table
from processors.enrichment.validity import in_force, turns_of

KEY = ("aanbieder", "wet")


def told(asked: pl.DataFrame, contracten: pl.DataFrame, by_tariff: pl.Series | None) -> pl.DataFrame:
    """The contract of the tariff, else the contract of the supplier for this law in force on `day`.

    The contract that a tariff names is taken as it is, without a second look at its dates [D].

    Args:
        asked: supplier, law and `day`.
        contracten: the register; a number that stands in it twice means its last row.
        by_tariff: per row the contract number of its tariff; missing where it has none, None without tariffs.

    Returns:
        `contract_bekend`, false where there is no contract and missing where supplier, law or day is, and the
        columns of the contract.

    """
    added = joined("contracten", "contract")
    turns, numbered = _registered(contracten)
    contract = in_force(asked, turns, KEY)
    if by_tariff is not None:
        named = beside(by_tariff.to_frame("contract_nummer"), numbered, ["contract_nummer"])
        contract = named.select(
            pl.when("found").then(name).otherwise(contract[name]).alias(name) for name in ("found", *added)
        )  # fmt: skip
    whole = asked.select(pl.all_horizontal(pl.col(*KEY, "day").is_not_null())).to_series()
    known = pl.when("found").then(pl.lit(value=True)).when(whole).then(pl.lit(value=False))
    return contract.select(known.alias("contract_bekend"), *added)


def until_the_end(rows: pl.DataFrame, contracten: pl.DataFrame) -> pl.DataFrame:
    """`contract_tot_einde`: whether the supplier has a contract for this law on the last day of the allocation.

    Missing where supplier, law or last day is.
    """
    asked = rows.select(*KEY, day="einddatum")
    return told(asked, contracten, None).select(contract_tot_einde="contract_bekend")


def of_number(rows: pl.DataFrame, contracten: pl.DataFrame) -> pl.DataFrame:
    """The columns of the contract that a tariff names by its number; missing where the register has none."""
    _, numbered = _registered(contracten)
    return beside(rows, numbered, ["contract_nummer"]).drop("found")


@once_per_table
def _registered(contracten: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The contracts in turn per supplier and law, and by number."""
    added = joined("contracten", "contract")
    found = contracten.with_columns(found=pl.lit(value=True))
    dated = found.select(*KEY, "begindatum", "einddatum", "found", **added)
    numbered = last_of(found, ["contract_nummer"]).select("contract_nummer", "found", **added)
    return turns_of(dated, KEY, "begindatum", "einddatum"), numbered
