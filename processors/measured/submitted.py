# SPDX-License-Identifier: EUPL-1.2
"""Debit lines as they were submitted, in the month of declaration: for the first time, again, or as a correction.

The lines of a product in a period on an allocation follow each other (`DELIVERY`). The first submission is the earliest
debit; a debit on or after the day of a granted credit corrects what came before, also where that is not in the store.
"""

import polars as pl

from processors.fields import Kind
from processors.measured.declared import DELIVERY, granted
from processors.measured.material import Material
from processors.measured.table import Measured

E, B = Kind.CENT, Kind.TRUTH


def _told(material: Material) -> pl.DataFrame:
    """The debit lines that were declared by the month; later credits are not known yet."""
    lines = material.table("declaratieregels").filter(pl.col("declaratie_maand") <= material.month)
    sign, refused = pl.col("debet_credit"), pl.col("status").eq_missing("afgewezen")
    day = pl.coalesce("declaratie_dagtekening", pl.col("declaratie_maand").str.to_date("%Y-%m"))
    dated = lines.with_columns(dag=day).with_columns(
        eerste_dag=pl.when(sign == "D").then("dag").min().over(DELIVERY),
        terug_dag=pl.when((sign == "C") & ~refused).then("dag").min().over(DELIVERY),
    )
    debits = dated.filter(sign == "D").with_columns(
        toegekend=granted(),
        correctie=(pl.col("terug_dag") <= pl.col("dag")).fill_null(value=False),
    )
    first = (pl.col("dag") == pl.col("eerste_dag")) & ~pl.col("correctie")
    months = _months("declaratie_maand") - _months(pl.col("product_periode_eind").dt.strftime("%Y-%m"))
    ripe = material.parameter("rijping_eerste_keer_goed")
    return debits.with_columns(
        maand=pl.col("declaratie_maand"),
        ingediend="ingediend_bedrag",
        eerste=first,
        goed=pl.when(pl.col("terug_dag").is_null()).then("toegekend").otherwise(0),
        gerijpt=_months("declaratie_maand") + ripe <= _months(pl.lit(material.month)),
        maanden=months,
    )


def _months(month: str | pl.Expr) -> pl.Expr:
    """A month (yyyy-mm) as a number of months."""
    text = pl.col(month) if isinstance(month, str) else month
    return text.str.slice(0, 4).cast(pl.Int64) * 12 + text.str.slice(5, 2).cast(pl.Int64)


SUBMITTED = Measured(
    "indieningen",
    "Een ingediende debetregel, in de maand van declaratie.",
    {
        "ingediend": ("Ingediend bedrag", E),
        "toegekend": ("Toegekend bedrag; zonder antwoord het ingediende bedrag", E),
        "eerste": ("De eerste indiening van dit product in deze periode op deze toewijzing", B),
        "goed": ("Toegekend bedrag als er geen credit op volgde; anders 0", E),
        "gerijpt": ("Er is genoeg tijd voorbij om te weten of er een credit op volgt", B),
        "correctie": ("Ingediend na een credit of tegelijk daarmee", B),
        "maanden": ("Maanden tussen het einde van de productperiode en de declaratie", Kind.WHOLE),
    },
    _told,
)
