# SPDX-License-Identifier: EUPL-1.2
"""The star schema as Power BI needs it: one key per relationship, dates beside months, days and laws as dimensions.

Power BI joins two tables by one column and marks a table of days, without a gap, as its date table.
"""

from collections.abc import Mapping

import polars as pl

from processors.region_pages.words import LAWS

Tables = Mapping[str, pl.DataFrame]
PRODUCT_KEY = "product_sleutel"
DATES, LAW = "dim_datum", "dim_wet"
# Columns that hold a month (yyyy-mm) or year, each with the column that holds its first day.
FIRST_DAYS: Mapping[str, str] = {
    "leveringsmaand": "leveringsmaand_begin", "declaratie_maand": "declaratie_maand_begin",
    "ingangsmaand": "ingangsmaand_begin", "maand": "maand_begin", "jaar": "jaar_begin",
}  # fmt: skip
# A dimension has no row without its key: Power BI refuses such a table.
KEYS: Mapping[str, str] = {
    "dim_gemeente": "gemeente", "dim_aanbieder": "aanbieder", "dim_product": PRODUCT_KEY, "dim_contract":
    "contract_nummer", "dim_periode": "maand", DATES: "datum", LAW: "wet",
}  # fmt: skip
_PRODUCT = ("wet", "product_categorie", "product_code")
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def shaped(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables of `star.star` with what relationships need, and the dimensions `dim_datum` and `dim_wet`.

    Added: `product_sleutel` where there is a product, the first day of each month or year in a fact (missing where that
    is missing), and `periodesoort` (maand, kwartaal, jaar) in `meting`. `dim_periode` gets every month of its years.
    """
    made = {name: _with_keys(name, frame) for name, frame in tables.items()}
    made["meting"] = made["meting"].with_columns(periodesoort=_kind_of_period())
    made[DATES] = _days(made)
    made["dim_periode"] = _months(made[DATES])
    laws = pl.concat([frame["wet"] for frame in made.values() if "wet" in frame.columns]).drop_nulls().unique().sort()
    made[LAW] = pl.DataFrame({"wet": laws}).with_columns(naam=pl.col("wet").replace(dict(LAWS)))
    for name, key in KEYS.items():
        made[name] = made[name].filter(pl.col(key).is_not_null()).unique(key, keep="last", maintain_order=True)
    return made


def _with_keys(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table with its key of a product, and the first day of each month or year where it is a fact."""
    added = []
    if set(_PRODUCT) <= set(frame.columns):
        parts = [pl.col(part).fill_null("") for part in _PRODUCT]
        added.append(pl.concat_str(parts, separator="|").alias(PRODUCT_KEY))
    if name.startswith("feit_") or name == "bevinding":
        added += [_first_day(frame, column).alias(day) for column, day in FIRST_DAYS.items() if column in frame.columns]
    return frame.with_columns(added)


def _first_day(frame: pl.DataFrame, column: str) -> pl.Expr:
    if frame.schema[column] == pl.String:
        month = pl.when(pl.col(column).str.contains(_MONTH)).then(pl.col(column))
        return (month + "-01").str.to_date("%Y-%m-%d")
    return pl.date(pl.col(column), 1, 1)


def _kind_of_period() -> pl.Expr:
    period = pl.col("maand")
    kind = pl.when(period.str.contains("K")).then(pl.lit("kwartaal"))
    return kind.when(period.str.len_chars() == len("2026")).then(pl.lit("jaar")).otherwise(pl.lit("maand"))


def _days(tables: Tables) -> pl.DataFrame:
    """Every day of every year that a fact or a measurement is about; no rows where there are none."""
    years = [
        frame[day].dt.year().cast(pl.Int64)
        for frame in tables.values()
        for day in FIRST_DAYS.values()
        if day in frame.columns
    ]
    years.append(tables["meting"]["maand"].str.slice(0, 4).cast(pl.Int64))
    known = pl.concat(years).drop_nulls()
    limits = pl.DataFrame({"first": [known.min()], "last": [known.max()]}, schema={"first": pl.Int64, "last": pl.Int64})
    span = pl.date_ranges(pl.date(pl.col("first"), 1, 1), pl.date(pl.col("last"), 12, 31))
    days = limits.drop_nulls().select(datum=span).explode("datum", empty_as_null=False)
    day = pl.col("datum")
    return days.select(
        "datum",
        maand=day.dt.strftime("%Y-%m"),
        kwartaal=pl.concat_str(day.dt.strftime("%Y-K"), day.dt.quarter().cast(pl.String)),
        jaar=day.dt.year().cast(pl.Int64),
    )


def _months(days: pl.DataFrame) -> pl.DataFrame:
    """The months of the days, in the columns of `dim_periode` (`star`)."""
    first = pl.col("eerste_dag")
    months = days.filter(pl.col("datum").dt.day() == 1).select("maand", "jaar", eerste_dag="datum")
    return months.select("maand", "jaar", kwartaal=first.dt.quarter().cast(pl.Int64), eerste_dag=first)
