# SPDX-License-Identifier: EUPL-1.2
"""How each contract stands on a day: what was declared this year, what is still allocated, when it last delivered.

The ceiling (bestedingsruimte) is read as that of a calendar year [D]; MGR-309 and MGR-310 judge the result.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.commitments import commitments, under_contract
from processors.enrichment.allocations import in_force, told
from processors.lines import TABLES, make_lines
from processors.measured.declared import granted, granted_lines

TABLE = "contractstanden"


def standing(lines: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """One row per contract (table `contractstanden`); none without contracts and tariffs.

    A line counts for the contract of its tariff, else for the only contract of its supplier and law on that day; a
    line that fits neither counts for none.

    Args:
        lines: accepted lines per table: declaratieregels, toewijzingen and regieberichten.
        reference: contracten and tarieven.
        today: the day of judging.

    Returns:
        `gerealiseerd_bedrag`: declared with a product period in the year of `today`, credits subtracted.
        `verplicht_bedrag`: what allocations still allow in the months of that year after the last declared one.
        `begindatum` is not before the first month that is known: of earlier years nobody here can say what was
        delivered.

    """
    if not {"contracten", "tarieven"} <= reference.keys() or lines["declaratieregels"].is_empty():
        return make_lines(TABLE, [])
    contracts = reference["contracten"].unique("contract_nummer", keep="last", maintain_order=True)
    declared = under_contract(lines["declaratieregels"], "product_periode_begin", reference)
    started = under_contract(_with_product(lines), "begindatum", reference)
    this_year = declared.filter(pl.col("product_periode_begin").dt.year() == today.year)
    realised = this_year.group_by("contract_nummer").agg(gerealiseerd_bedrag=granted().sum())
    last = pl.concat(
        [
            declared.select("contract_nummer", dag="product_periode_eind"),
            started.select("contract_nummer", dag=pl.coalesce("einddatum", "begindatum")),
        ]
    )
    last = last.group_by("contract_nummer").agg(laatste_levering=pl.col("dag").max())
    known_from = lines["declaratieregels"]["product_periode_begin"].min()
    rows = (
        contracts.join(realised, on="contract_nummer", how="left", maintain_order="left")
        .join(_committed(lines, reference, today), on="contract_nummer", how="left", maintain_order="left")
        .join(last, on="contract_nummer", how="left", maintain_order="left")
        .with_columns(
            pl.col("gerealiseerd_bedrag", "verplicht_bedrag").fill_null(0),
            begindatum=pl.max_horizontal("begindatum", pl.lit(known_from, pl.Date)),
        )
    )
    return rows.select(
        *TABLES[TABLE].names, bestand=pl.lit("contracten"), blad=pl.lit(""), rij=pl.int_range(2, pl.len() + 2)
    )


def _with_product(lines: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Starts and stops with the product of their allocation."""
    rows = lines["regieberichten"]
    found = told(rows, lines["toewijzingen"])
    return rows.with_columns(
        product_categorie=pl.coalesce("product_categorie", found["toegewezen_product_categorie"]),
        product_code=pl.coalesce("product_code", found["toegewezen_product_code"]),
    )


def _committed(lines: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """Per contract what allocations in force still allow after the last month of the year that was declared."""
    declared = lines["declaratieregels"]
    allocations = in_force(lines["toewijzingen"])
    months = declared["product_periode_begin"].dt.truncate("1mo").drop_nulls().unique()
    last = max((month for month in months.to_list() if month.year == today.year), default=date(today.year - 1, 12, 1))
    first = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    since = allocations.select("gemeente").unique().with_columns(vanaf=pl.lit(first))
    found = commitments(allocations, granted_lines(declared), since, today.year, reference)
    return found.group_by("contract_nummer").agg(pl.col("verplicht_bedrag").sum())
