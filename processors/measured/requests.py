# SPDX-License-Identifier: EUPL-1.2
"""Requests for an allocation or a change (315, 317): how long until they were decided, and which are still open."""

import polars as pl

from processors.calculation.workdays import workdays_until
from processors.enrichment.answered import given
from processors.enrichment.requests import REQUEST
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.reference_days import on_each_day, reference_days
from processors.measured.table import Measured

# The last working day of each band but the last, in which open requests are shown by their age [D].
BANDS = (5, 20, 40)


def _moments(material: Material) -> pl.DataFrame:
    """Each request once, with the day of its decision and its product, missing where it is about more than one.

    An answer without a day decides (`besloten`), but not when.
    """
    rows = material.table("verzoeken").drop_nulls(REQUEST)
    product = ("product_categorie", "product_code")
    every = rows.group_by(REQUEST).agg(
        pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()) for name in product
    )
    answers = given(every, rows, material.table("verzoekantwoorden"), material.table("toewijzingen"))
    decision = pl.col("decision")
    moments = answers.group_by(REQUEST).agg(
        besloten=decision.any(),
        besloten_op=pl.col("op").filter(decision & ~pl.col("undated")).min(),
        onderzocht=(~decision).any(),
    )
    return every.join(moments, on=list(REQUEST), how="left").with_columns(
        pl.col("besloten", "onderzocht").fill_null(value=False)
    )


def _decided(material: Material) -> pl.DataFrame:
    passed = workdays_until(
        pl.col("dagtekening"), pl.col("besloten_op"), liberation_every=material.parameter("bevrijdingsdag_vrij_om_de")
    )
    return (
        _moments(material)
        .filter("besloten")
        .with_columns(
            maand=pl.col("besloten_op").dt.strftime("%Y-%m"),
            werkdagen=passed,
            termijn=pl.lit(material.parameter("termijn_antwoord_verzoek")),
        )
    )


def _open(material: Material) -> pl.DataFrame:
    """A request stands open until the day of its decision; one that was decided nobody knows when, does not."""
    undated = pl.col("besloten") & pl.col("besloten_op").is_null()
    found = on_each_day(
        _moments(material).filter(~undated), reference_days(material), since="dagtekening", until=pl.col("besloten_op")
    )
    age = workdays_until(
        pl.col("dagtekening"), pl.col("peildatum"), liberation_every=material.parameter("bevrijdingsdag_vrij_om_de")
    )
    return found.with_columns(werkdagen=age)


def ageing(still_open: pl.DataFrame, month: str) -> pl.DataFrame:
    """How many requests stood open at the end of a month, by municipality and age.

    Args:
        still_open: rows of the measured table `verzoeken_open`.
        month: yyyy-mm.

    Returns:
        `gemeente`, `werkdagen` (0-5, 6-20, 21-40, >40) and `aantal`; every band of each municipality, in order.

    """
    names = [f"{low}-{high}" for low, high in zip((0, *(last + 1 for last in BANDS)), BANDS, strict=False)]
    names.append(f">{BANDS[-1]}")
    within = (pl.when(pl.col("werkdagen") <= last).then(pl.lit(name)) for name, last in zip(names, BANDS, strict=False))
    band = pl.coalesce(*within, pl.lit(names[-1])).alias("werkdagen")
    rows = still_open.filter(pl.col("maand") == month, "staat_open")
    counted = rows.group_by("gemeente", band).agg(aantal=pl.len().cast(pl.Int64))
    every = rows.select("gemeente").unique().sort("gemeente").join(pl.DataFrame({"werkdagen": names}), how="cross")
    found = every.join(counted, on=["gemeente", "werkdagen"], how="left", maintain_order="left")
    return found.with_columns(pl.col("aantal").fill_null(0))


DECIDED = Measured(
    "verzoeken_besloten",
    "Een verzoek (315 of 317) waarover is besloten, in de maand van het besluit: een toewijzing (301) of een afwijzing "
    "(319).",
    {
        "werkdagen": ("Werkdagen van de dagtekening van het verzoek tot het besluit", Kind.WHOLE),
        "termijn": ("Werkdagen waarbinnen een antwoord er moet zijn", Kind.WHOLE),
        "onderzocht": ("Het verzoek was eerst in onderzoek", Kind.TRUTH),
    },
    _decided,
)
OPEN = Measured(
    "verzoeken_open",
    "Een verzoek (315 of 317) waarover op de laatste dag van de maand niet was besloten.",
    {
        "staat_open": ("Open verzoek; nee is de regel van een maand zonder meer", Kind.TRUTH),
        "werkdagen": ("Werkdagen van de dagtekening tot de laatste dag van de maand, of tot vandaag", Kind.WHOLE),
    },
    _open,
)
