# SPDX-License-Identifier: EUPL-1.2
"""What a municipality delivered about declarations, by line or added up, in one shape.

Amounts are eurocents with credits negative. A law and month of which one granted amount is not known has no total.
"""

from collections.abc import Collection, Mapping

import polars as pl

from processors.lines import TABLES

KIND = "gemeentelevering"
LINES, TOTALS = "declaratieregels", "declaratietotalen"
MONTH = ("gemeente", "wet", "maand")
PRODUCT = ("wet", "product_categorie", "product_code")
# A line that was refused, or not answered yet, was granted nothing.
_NOTHING_GRANTED = ("afgewezen", "ingediend")


def in_one_shape(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every line or total: law, municipality, month, product, business key (`sleutel`), volume, amounts, lines.

    Args:
        tables: the declaration tables of one or more deliveries, by name; other tables are not looked at.

    """
    found = [_lines(_table(tables, LINES)), _totals(_table(tables, TOTALS))]
    return pl.concat(found)


def by_month(rows: pl.DataFrame) -> pl.DataFrame:
    """Per municipality, law and month (declared) the amounts declared and granted."""
    granted = pl.col("toegekend_bedrag")
    return rows.group_by(MONTH).agg(
        pl.col("ingediend_bedrag").sum(),
        toegekend_bedrag=pl.when(granted.null_count() == 0).then(granted.sum()),
    ).sort(MONTH)  # fmt: skip


def has_declarations(tables: Collection[str]) -> bool:
    """Whether lines or totals were delivered, even none."""
    return LINES in tables or TOTALS in tables


def _table(tables: Mapping[str, pl.DataFrame], name: str) -> pl.DataFrame:
    found = tables.get(name)
    return pl.DataFrame(schema=TABLES[name].schema) if found is None else found


def _lines(frame: pl.DataFrame) -> pl.DataFrame:
    sign = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1)
    granted = pl.col("toegekend_bedrag")
    nothing = pl.col("status").is_in(_NOTHING_GRANTED)
    return frame.select(
        "gemeente", "wet", pl.col("declaratie_maand").alias("maand"), "product_categorie", "product_code",
        sleutel=_key("aanbieder", "referentie_nummer"),
        volume=pl.col("geleverd_volume") * sign, ingediend_bedrag=pl.col("ingediend_bedrag") * sign,
        toegekend_bedrag=pl.when(nothing).then(granted.fill_null(0)).otherwise(granted) * sign,
        regels=pl.lit(1, pl.Int64),
    )  # fmt: skip


def _totals(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "gemeente", "wet", pl.col("declaratie_maand").alias("maand"), "product_categorie", "product_code",
        sleutel=_key("aanbieder", "product_categorie", "product_code", "eenheid", "leveringsmaand"),
        volume="volume", ingediend_bedrag="ingediend_bedrag", toegekend_bedrag="toegekend_bedrag", regels="regels",
    )  # fmt: skip


def _key(*names: str) -> pl.Expr:
    return pl.concat_str([pl.col(name).fill_null("") for name in names], separator=" / ")
