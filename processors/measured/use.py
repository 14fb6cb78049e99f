# SPDX-License-Identifier: EUPL-1.2
"""The clients who used care beside the inhabitants for whom the law is meant, on the first of January of the year."""

import polars as pl

from processors.fields import Kind
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

_YOUNG, _GROWN = ("0-17",), ("18-64", "65+")
# The age groups of the inhabitants (CBS) that stand for the users of a law; help up to 23 is counted over 0-17 too.
AGES = {"jw": _YOUNG, "wmo": _GROWN, "pw": _GROWN}
_KEY = ("gemeente", "jaar", "leeftijdsgroep")
B = Kind.TRUTH


def _told(material: Material) -> pl.DataFrame:
    rows = DECLARED.told(material).filter(pl.col("maand") <= material.month)
    users = rows.with_columns(
        inwoners=pl.lit(0, pl.Int64),
        gebruik=pl.col("actief").fill_null(value=False),
        zonder_client=pl.col("client").is_null(),
    )
    return pl.concat([users, _inhabitants(rows, material)], how="diagonal")


def _inhabitants(rows: pl.DataFrame, material: Material) -> pl.DataFrame:
    """A row per municipality, law, year and age group that is expected; its number missing where nobody says it."""
    ages = pl.DataFrame(
        [(law, group) for law, groups in AGES.items() for group in groups],
        schema=["wet", "leeftijdsgroep"],
        orient="row",
    )
    years = rows.select("wet", jaar=pl.col("maand").str.slice(0, 4).cast(pl.Int64)).drop_nulls().unique()
    places = pl.concat([rows["gemeente"], pl.Series("gemeente", material.members, pl.String)]).drop_nulls().unique()
    known = material.table("inwoners").unique(_KEY, keep="last", maintain_order=True).select(*_KEY, inwoners="aantal")
    return (
        years.join(ages, on="wet")
        .join(places.to_frame(), how="cross")
        .join(known, on=list(_KEY), how="left")
        .select(
            "wet", "gemeente", "inwoners", maand=pl.format("{}-01", "jaar"),
            gebruik=pl.lit(value=False), zonder_client=pl.lit(value=False),
        )
        .sort("wet", "gemeente", "maand")
    )  # fmt: skip


USE = Measured(
    "gebruik",
    "Een gedeclareerde prestatie met haar cliënt, of de inwoners van een gemeente voor wie een wet bedoeld is.",
    {
        "inwoners": ("Inwoners op 1 januari: bij de Jeugdwet 0-17 jaar, anders 18 jaar en ouder", Kind.WHOLE),
        "gebruik": ("Een toegekende debetregel die niet geheel is teruggenomen", B),
        "zonder_client": ("Een totaal zonder cliënten", B),
    },
    _told,
)
