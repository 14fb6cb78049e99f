# SPDX-License-Identifier: EUPL-1.2
"""What was delivered and paid in the last closed months: the expectation with which a tender begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from processors.disclosure.audience import Audience, Limits, limits
from processors.measured import Material
from processors.measured.declared import DECLARED

MONTHS_IN_YEAR = 12
QUARTER = 3  # of a shorter time nothing is said about a trend
PRODUCT = ("wet", "product_categorie", "product_code", "eenheid")


@dataclass(frozen=True)
class History:
    """What was realised.

    Args:
        months: the closed months that volumes and tariffs are about, in order (`verwacht_volume_maanden`).
        rows: gemeente, aanbieder, wet, product_categorie, product_code, eenheid, client, maand, volume, toegekend
            (eurocent, a credit negative), of these months and the earlier ones.
        limits: what may be shown to who tenders.
        earlier: the closed months before them, in order, for the trend.
        window: so many months are compared with as many before them (`trend_volume_maanden`).
        names: of suppliers, by code; what a supplier did that merged since is of its successor.

    """

    months: Sequence[str]
    rows: pl.DataFrame
    limits: Limits
    earlier: Sequence[str] = ()
    window: int = MONTHS_IN_YEAR
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def compared(self) -> tuple[Sequence[str], Sequence[str]]:
        """The last months, and the same number that lie the window before them; for a trend.

        With a window of twelve the same months of a year before, as far as they are closed. Where that is under a
        quarter the last half of what is closed is compared with the first, and under a quarter of that nothing.
        """
        every = [*self.earlier, *self.months]
        shift, count = self.window, min(self.window, len(every) - self.window)
        if count < QUARTER:
            shift = count = len(every) // 2
        if count < QUARTER:
            return (), ()
        first = len(every) - count
        return every[first:], every[first - shift : len(every) - shift]

    @property
    def told(self) -> str:
        """Where the figures come from, for a sheet."""
        if not self.months:
            return "Er zijn geen gesloten maanden in de opslag; volumes en tarieven zijn niet vooraf ingevuld."
        return (
            f"Uit de geaccepteerde declaraties van {len(self.months)} gesloten maanden ({self.months[0]} tot en met "
            f"{self.months[-1]}), omgerekend naar een jaar."
        )

    @property
    def told_of_hidden(self) -> str:
        """What tenderers are not shown, for a sheet."""
        return f"Wat over minder dan {self.limits.smallest} cliënten gaat, of dat zou verraden, is niet getoond."

    @property
    def told_of_trend(self) -> str:
        """Which months the trend compares, for a sheet."""
        late, early = self.compared
        if not late:
            return "Voor een trend zijn er te weinig gesloten maanden."
        now, then = (f"{months[0]} tot en met {months[-1]}" for months in (late, early))
        return f"De trend is het volume van {now} tegen dat van {then}."

    def per_year(self, *by: str) -> pl.DataFrame:
        """Per group what a year brings: volume, bedrag (eurocent), tarief (eurocent), clienten, trend (percent).

        Of other than twelve months volume and amount are carried on to a year. The tariff is what was paid per unit.
        The clients are those of whom volume was granted. A sum is missing where one of its rows is, as in the KPIs,
        and the trend where there was nothing before.
        """
        count = max(len(self.months), 1)
        volume, amount = known_sum("volume"), known_sum("toegekend")
        late, early = (pl.col("maand").is_in(list(months)) for months in self.compared)
        first, second = known_sum("volume", early), known_sum("volume", late)
        trend = self.rows.group_by(*by).agg(
            trend=pl.when(first > 0).then(_halves_up((second - first) * 100, first)),
        )
        found = self.rows.filter(pl.col("maand").is_in(list(self.months))).group_by(*by).agg(
            volume=_halves_up(volume * MONTHS_IN_YEAR, count), bedrag=_halves_up(amount * MONTHS_IN_YEAR, count),
            tarief=pl.when(volume > 0).then(_halves_up(amount, volume)), clienten=people(),
        )  # fmt: skip
        return found.join(trend, on=by, how="left", nulls_equal=True).sort(*by)


def known_sum(column: str, part: pl.Expr | None = None) -> pl.Expr:
    """The sum of a column, over a part of the rows, missing where one of them is."""
    some = pl.col(column) if part is None else pl.col(column).filter(part)
    return pl.when(some.null_count() == 0).then(some.sum())


def people() -> pl.Expr:
    """The number of clients of whom volume was granted; who is not known is not counted."""
    return pl.col("client").filter(pl.col("volume") != 0).drop_nulls().n_unique()


def history(material: Material) -> History:
    """The last closed months up to the month of the material, as many as was agreed."""
    count, window = (material.parameter(name) for name in ("verwacht_volume_maanden", "trend_volume_maanden"))
    closed = sorted(month for month in material.closed if month <= material.month)
    months, more = closed[-count:], max(2 * window - count, 0)
    earlier = closed[:-count][-more:] if more else []
    rows = material.succeeded(DECLARED.told(material)).filter(pl.col("maand").is_in([*earlier, *months]))
    kept = rows.select("gemeente", "aanbieder", *PRODUCT, "client", "maand", "volume", "toegekend")
    named = material.table("aanbieders").select("aanbieder", "naam").drop_nulls()
    agreed = limits(Audience.PUBLIC, material.reference)
    return History(months, kept, agreed, earlier, window, dict(named.iter_rows()))


def _halves_up(numerator: pl.Expr, denominator: pl.Expr | int) -> pl.Expr:
    """A quotient of whole numbers, rounded to a whole number; the denominator is above zero."""
    return (2 * numerator + denominator) // (2 * denominator)
