# SPDX-License-Identifier: EUPL-1.2
"""What was agreed for the year of a production statement: contract, tariffs, membership, and the law of a product."""

from collections.abc import Mapping

import polars as pl

from processors.calculation.amounts import MINUTE, round_half_up_div
from processors.enrichment.matching import beside

CONTRACT = ("aanbieder", "wet", "raamovereenkomst")
TARIFF = ("aanbieder", "wet", "product_code")
EVERYWHERE = "*"
SIXTY = 60


def of_lines(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What the registers that are present say about the lines of a statement."""
    parts = []
    if "tarieven" in reference:
        parts.append(_tariff(rows, reference["tarieven"]))
    if "contracten" in reference:
        contract = beside(rows, _contracts(rows, reference["contracten"]), ("jaar", *CONTRACT))
        parts.append(contract.select("contract_uitvoeringsvariant"))
        if "lidmaatschap" in reference:
            parts.append(_member(rows, contract["module"], reference["lidmaatschap"]))
    if "producten" in reference:
        parts.append(_other_law(rows, reference["producten"]))
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


def _within(begin: str, end: str) -> pl.Expr:
    """Whether a period, without a last day open, has a day in the year."""
    in_time = pl.col(begin).dt.year() <= pl.col("jaar")
    return in_time & (pl.col(end).is_null() | (pl.col(end).dt.year() >= pl.col("jaar")))


def _contracts(rows: pl.DataFrame, contracten: pl.DataFrame) -> pl.DataFrame:
    """The contract of each supplier, law, framework agreement and year: of several the one that began last [D]."""
    asked = rows.select("jaar", *CONTRACT).drop_nulls().unique()
    found = asked.join(contracten, on=list(CONTRACT)).filter(_within("begindatum", "einddatum"))
    latest = found.sort("begindatum", maintain_order=True).unique(["jaar", *CONTRACT], keep="last")
    return latest.select("jaar", *CONTRACT, "module", contract_uitvoeringsvariant="uitvoeringsvariant")


def _tariff(rows: pl.DataFrame, tarieven: pl.DataFrame) -> pl.DataFrame:
    """`tarief_in_jaar`: whether the tariff was one of the year, of the municipality or of all.

    An hourly tariff may be stated per minute, rounded half up. Missing without a tariff, and for a product that has
    no tariff of the supplier in that year: it is paid otherwise (a lump sum) or was not agreed, which MGR-106 sees.
    """
    numbered = rows.select("jaar", *TARIFF, "gemeente", "tarief", "eenheid").with_row_index("_row")
    agreed = tarieven.select(*TARIFF, "per_uur", "geldig_van", "geldig_tot", of="gemeente", paid="tarief")
    found = numbered.join(agreed, on=list(TARIFF)).filter(
        _within("geldig_van", "geldig_tot"), (pl.col("of") == pl.col("gemeente")) | (pl.col("of") == EVERYWHERE)
    )
    per_minute = (pl.col("per_uur") == "ja") & (pl.col("eenheid") == MINUTE)
    same = (pl.col("tarief") == pl.col("paid")) | (
        per_minute.fill_null(value=False) & (pl.col("tarief") == round_half_up_div(pl.col("paid"), SIXTY))
    )
    told = found.group_by("_row").agg(tarief_in_jaar=same.any(ignore_nulls=False))
    return numbered.join(told, on="_row", how="left", maintain_order="left").select("tarief_in_jaar")


def _member(rows: pl.DataFrame, module: pl.Series, lidmaatschap: pl.DataFrame) -> pl.DataFrame:
    """`lid_in_jaar`: whether the municipality took part on some day of the year.

    In the module of the contract; where no contract is known, in any. Missing where municipality or year is.
    """
    numbered = rows.select("gemeente", "jaar").with_columns(asked=module).with_row_index("_row")
    took_part = numbered.join(lidmaatschap, on="gemeente").filter(
        _within("van", "tot"), pl.col("asked").is_null() | (pl.col("asked") == pl.col("module"))
    )
    whole = pl.all_horizontal(pl.col("gemeente", "jaar").is_not_null())
    inside = pl.col("_row").is_in(took_part["_row"].unique().implode())
    return numbered.select(lid_in_jaar=pl.when(whole).then(inside))


def _other_law(rows: pl.DataFrame, producten: pl.DataFrame) -> pl.DataFrame:
    """`product_andere_wet`: the law under which the catalogue has the product, where it is not that of the line."""
    own = producten.select("wet", "product_code", here=pl.lit(value=True)).unique()
    laws = producten.select("product_code", product_andere_wet="wet").sort("product_andere_wet")
    first = laws.unique("product_code", keep="first", maintain_order=True)
    both = [beside(rows, own, ("wet", "product_code")), beside(rows, first, ("product_code",))]
    known = pl.concat(both, how="horizontal")
    return known.select(product_andere_wet=pl.when(pl.col("here").is_null()).then("product_andere_wet"))
