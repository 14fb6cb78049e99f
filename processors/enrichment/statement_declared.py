# SPDX-License-Identifier: EUPL-1.2
"""What was declared in the year of a production statement (eerdere_declaratieregels).

A line belongs to the year in which its product period begins [D]. Granted is what was accepted: the granted amount
where the municipality said it, else the amount declared; a credit counts negative. Where of a supplier nothing is
known under the law in the year, nothing can be said and every answer is missing.
"""

import polars as pl

from processors.enrichment.earlier_lines import accepted, standing_debets
from processors.enrichment.matching import beside, is_known
from processors.enrichment.remembered import once_per_table

OF_LAW = ("jaar", "wet", "aanbieder")
GROUP = (*OF_LAW, "gemeente", "product_code")


def of_lines(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """What was declared of the product of each line in its municipality.

    Returns:
        `product_gedeclareerd`, `toegekend_in_jaar` (eurocent) and `clienten_in_jaar`.

    """
    granted, clients, known = _declared(earlier)
    whole = rows.select(pl.all_horizontal(pl.col(GROUP).is_not_null())).to_series() & is_known(rows, known, OF_LAW)
    found = pl.concat([beside(rows, granted, GROUP), beside(rows, clients, GROUP)], how="horizontal")
    return found.select(
        pl.when(whole).then(value).alias(name)
        for name, value in (
            ("product_gedeclareerd", pl.col("toegekend_in_jaar").is_not_null()),
            ("toegekend_in_jaar", pl.col("toegekend_in_jaar").fill_null(0)),
            ("clienten_in_jaar", pl.col("clienten_in_jaar").fill_null(0)),
        )
    )


def of_cover(rows: pl.DataFrame, earlier: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """`gemeenten_zonder_regels`: the municipalities with an amount declared that no statement has a line for.

    Args:
        rows: covers.
        earlier: earlier declaration lines.
        stated: the lines of the file and of other statements of the same law: agreements share what is declared.

    Returns:
        Their codes with commas between, empty where there are none.

    """
    granted, _, known = _declared(earlier)
    places = granted.group_by(*OF_LAW, "gemeente").agg(pl.col("toegekend_in_jaar").sum())
    asked = places.filter(pl.col("toegekend_in_jaar") > 0).join(stated, on=[*OF_LAW, "gemeente"], how="anti")
    lacking = asked.sort("gemeente").group_by(OF_LAW, maintain_order=True).agg(
        gemeenten_zonder_regels=pl.col("gemeente").str.join(", ")
    )  # fmt: skip
    text = beside(rows, lacking, OF_LAW)["gemeenten_zonder_regels"].fill_null("")
    return rows.select(gemeenten_zonder_regels=pl.when(is_known(rows, known, OF_LAW)).then(text))


def of_suppliers(earlier: pl.DataFrame, year: int) -> pl.DataFrame:
    """What each supplier was granted under each law in a year: wet, aanbieder and `gedeclareerd_bedrag`, above zero."""
    granted, _, _ = _declared(earlier)
    sums = granted.filter(pl.col("jaar") == year).group_by("wet", "aanbieder").agg(
        gedeclareerd_bedrag=pl.col("toegekend_in_jaar").sum()
    )  # fmt: skip
    return sums.filter(pl.col("gedeclareerd_bedrag") > 0).sort("aanbieder", "wet")


@once_per_table
def _declared(earlier: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Per product and municipality the amount granted and the clients, and of whom anything is known."""
    year = pl.col("product_periode_begin").dt.year().cast(pl.Int64)
    lines = accepted(earlier).with_columns(jaar=year)
    amount = pl.coalesce("toegekend_bedrag", "ingediend_bedrag")
    signed = pl.when(pl.col("debet_credit") == "C").then(-amount).otherwise(amount)
    granted = lines.group_by(GROUP).agg(toegekend_in_jaar=signed.sum())
    debets = standing_debets(
        accepted(earlier), "wet", "aanbieder", "gemeente", "product_code", "product_periode_begin", "client"
    ).with_columns(jaar=year)
    clients = debets.group_by(GROUP).agg(clienten_in_jaar=pl.col("client").n_unique().cast(pl.Int64))
    return granted, clients, lines.select(OF_LAW).unique()
