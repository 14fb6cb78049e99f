# SPDX-License-Identifier: EUPL-1.2
"""What was delivered and paid in the last twelve closed months: the expectation with which a tender begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from processors.measured import Material
from processors.measured.declared import DECLARED

MONTHS_IN_YEAR = 12
PRODUCT = ("wet", "product_categorie", "product_code", "eenheid")


@dataclass(frozen=True)
class History:
    """What was realised.

    Args:
        months: the closed months that it is about, at most the last twelve.
        rows: gemeente, aanbieder, wet, product_categorie, product_code, eenheid, client, maand, volume, toegekend
            (eurocent, a credit negative).
        smallest: fewer clients may not be shown (`min_cel_publicatie`).

    """

    months: Sequence[str]
    rows: pl.DataFrame
    smallest: int

    @property
    def told(self) -> str:
        """Where the figures come from, for a sheet."""
        if not self.months:
            return "Er zijn geen gesloten maanden in de opslag; volumes en tarieven zijn niet vooraf ingevuld."
        return (
            f"Uit de geaccepteerde declaraties van {len(self.months)} gesloten maanden ({self.months[0]} tot en met "
            f"{self.months[-1]}), omgerekend naar een jaar. Volumes van minder dan {self.smallest} clienten zijn niet "
            "getoond."
        )

    def per_year(self, *by: str) -> pl.DataFrame:
        """Per group what a year brings: volume, bedrag (eurocent), tarief (eurocent), clienten, trend (percent).

        Of fewer than twelve months volume and amount are carried on to a year. The tariff is what was paid per unit;
        the trend is the second half of the months against the first, missing where there is no first half.
        """
        half = self.months[len(self.months) // 2 :]
        late, early = pl.col("maand").is_in(list(half)), ~pl.col("maand").is_in(list(half))
        first, second = (pl.col("volume").filter(part).sum() for part in (early, late))
        count = max(len(self.months), 1)
        found = self.rows.group_by(*by, maintain_order=True).agg(
            volume=_halves_up(pl.col("volume").sum() * MONTHS_IN_YEAR, count),
            bedrag=_halves_up(pl.col("toegekend").sum() * MONTHS_IN_YEAR, count),
            tarief=pl.when(pl.col("volume").sum() > 0).then(
                _halves_up(pl.col("toegekend").sum(), pl.col("volume").sum())
            ),
            clienten=pl.col("client").n_unique(),
            trend=pl.when(first > 0, pl.lit(len(self.months) % 2 == 0)).then(_halves_up((second - first) * 100, first)),
        )
        return found.sort(*by)


def history(material: Material) -> History:
    """The last twelve closed months up to the month of the material."""
    months = sorted(month for month in material.closed if month <= material.month)[-MONTHS_IN_YEAR:]
    rows = DECLARED.told(material).filter(pl.col("maand").is_in(months))
    kept = rows.select("gemeente", "aanbieder", *PRODUCT, "client", "maand", "volume", "toegekend")
    return History(months, kept, material.parameter("min_cel_publicatie"))


def _halves_up(numerator: pl.Expr, denominator: pl.Expr | int) -> pl.Expr:
    """A quotient of whole numbers, rounded to a whole number; the denominator is above zero."""
    return (2 * numerator + denominator) // (2 * denominator)
