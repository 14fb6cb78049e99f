# SPDX-License-Identifier: EUPL-1.2
"""Who, where, what and when of a line, against the registers: suppliers, products, tariffs, contracts, membership.

Many lines share one such setting, so the registers are asked once per setting and not once per line.
"""

from collections.abc import Mapping

import polars as pl

from processors import lines
from processors.enrichment import contracts, membership, products, suppliers, tariffs

# The day on which tariff, contract and membership must be in force.
DAY = {
    "declaratieregels": "product_periode_begin",
    "toewijzingen": "ingangsdatum",
    "regieberichten": "begindatum",
}
SETTING = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code")


def told(rows: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The columns of the registers that are present, one row per row; none for a table that has no such day."""
    if table not in DAY:
        return pl.DataFrame()
    own = [field.name for field in lines.TABLES[table].fields if field.name in SETTING and not field.message_only]
    setting = rows.select(*own, day=DAY[table])
    each = setting.unique()
    known = pl.concat([each, *_known(each, reference)], how="horizontal")
    joined = setting.join(known, on=setting.columns, how="left", nulls_equal=True, maintain_order="left")
    return joined.drop(setting.columns)


def of_totals(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Whether supplier and product of totals are in the registers that are present; of a total the day is no matter."""
    parts = []
    if "aanbieders" in reference:
        parts.append(suppliers.told(rows, reference["aanbieders"]))
    if "producten" in reference:
        parts.append(products.in_catalogue(rows, reference["producten"]))
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


def _known(each: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """What each register that is present says about each setting."""
    parts = []
    by_tariff = None
    if "aanbieders" in reference:
        parts.append(suppliers.told(each, reference["aanbieders"]))
    if "product_code" in each.columns:
        if "producten" in reference:
            parts.append(products.told(each, reference["producten"]))
        if "tarieven" in reference:
            tariff = tariffs.told(each, reference["tarieven"])
            by_tariff = tariff["contract_nummer"]
            parts.append(tariff.drop("contract_nummer"))
    if "contracten" in reference:
        contract = contracts.told(each, reference["contracten"], by_tariff)
        parts.append(contract)
        if "lidmaatschap" in reference:
            asked = each.with_columns(module=contract["contract_module"])
            parts.append(membership.told(asked, reference["lidmaatschap"]))
    return parts
