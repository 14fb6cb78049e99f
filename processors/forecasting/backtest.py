# SPDX-License-Identifier: EUPL-1.2
"""How far the forecasts were off: each is made again from what was known then, and laid beside what is known now.

A forecast is made by the function that publishes it, over the deliveries and declarations up to and including the month
in which it would have been made (own design).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import polars as pl

from processors.forecasting.triangle import last_run
from processors.kpis import KPIS
from processors.lines import TABLES
from processors.measured import Material, measured
from processors.measured.declared import DECLARED
from processors.measuring import measure

NEXT_MONTH, END_OF_YEAR, GROWN = "volgende maand", "heel het jaar", "groei van jonge maanden"
LINEAR, SEASONAL, LADDER = "K09", "K09-seizoen", "K32"
TESTED: Mapping[str, type[pl.DataType]] = {
    "kpi": pl.String, "wat": pl.String, "aantal": pl.Int64, "afwijking": pl.Float64, "vertekening": pl.Float64,
    "vanaf": pl.String, "tot": pl.String,
}  # fmt: skip
_TOTALS = "declaratietotalen"
_MONTHS = 12
# A forecast: the month in which it was made, what it said and what it became (eurocent).
MADE: Mapping[str, type[pl.DataType]] = {
    "kpi": pl.String, "wat": pl.String, "stand": pl.String, "voorspeld": pl.Float64, "werkelijk": pl.Float64,
}  # fmt: skip
Made: TypeAlias = tuple[str, str, str, float, float]
ASKED = [(LINEAR, NEXT_MONTH), (LINEAR, END_OF_YEAR), (SEASONAL, NEXT_MONTH), (SEASONAL, END_OF_YEAR), (LADDER, GROWN)]


def backtest(material: Material) -> pl.DataFrame:
    """The error of each forecast of the region, over the last closed months (columns: `TESTED`).

    `afwijking` is the mean of the errors without their sign and `vertekening` with it, as percentages of what it became
    (below zero: too little was expected); both are missing where nothing can be compared, which `aantal` says.

    Args:
        material: what is known now; the last `terugtoets_maanden` closed months but the newest are gone back to.

    """
    error = 100 * (pl.col("voorspeld") - pl.col("werkelijk")) / pl.col("werkelijk")
    told = forecasts(material).filter(pl.col("werkelijk") > 0).group_by("kpi", "wat").agg(
        aantal=pl.len().cast(pl.Int64), afwijking=error.abs().mean(), vertekening=error.mean(),
        vanaf=pl.col("stand").min(), tot=pl.col("stand").max(),
    )  # fmt: skip
    every = pl.DataFrame(ASKED, schema=["kpi", "wat"], orient="row")
    found = every.join(told, on=["kpi", "wat"], how="left", maintain_order="left")
    return found.with_columns(pl.col("aantal").fill_null(0)).select(*TESTED)


def forecasts(material: Material) -> pl.DataFrame:
    """Each forecast as it would have been made, and what it became (columns: `MADE`). Arguments as `backtest`."""
    now = added_up(material)
    run = last_run(now.closed, now.month)
    became = _per_month(now)
    rows: list[Made] = []
    for stand in run[-1 - now.parameter("terugtoets_maanden") : -1]:
        then = as_of(now, stand)
        rows += [*_of_year(then, run, became), *_of_young_months(then, run, became)]
    return pl.DataFrame(rows, schema=dict(MADE), orient="row")


def added_up(material: Material) -> Material:
    """The same declarations with their lines added up per month and product, which is all that forecasts look at."""
    about = [name for name in TABLES[_TOTALS].names if name in DECLARED.schema and name not in {"volume", "eenheid"}]
    whole = pl.when(pl.col("toegekend").null_count() == 0).then(pl.col("toegekend").sum())
    sums = (
        DECLARED.told(material).group_by(*about, leveringsmaand="maand").agg(toegekend_bedrag=whole)
        .with_columns(ingediend_bedrag=None)
    )  # fmt: skip
    totals = pl.concat([pl.DataFrame(schema=TABLES[_TOTALS].schema), sums], how="diagonal_relaxed")
    return replace(material, lines={_TOTALS: totals}, totals=_delivered_totals(material))


def as_of(known: Material, stand: str) -> Material:
    """What was known once the month was closed: its deliveries, and what was declared up to and including it."""
    assert known.totals is not None  # noqa: S101 - `added_up` says which were delivered
    return replace(
        known,
        lines={_TOTALS: known.table(_TOTALS).filter(pl.col("declaratie_maand") <= stand)},
        deliveries=known.deliveries.filter(pl.col("maand") <= stand),
        totals=known.totals.filter(pl.col("maand") <= stand),
        month=stand,
    )


def _delivered_totals(material: Material) -> pl.DataFrame:
    if material.totals is not None:
        return material.totals
    return material.table(_TOTALS).select("gemeente", maand="declaratie_maand").unique()


def _of_year(then: Material, run: Sequence[str], became: Mapping[str, int]) -> Iterator[Made]:
    """The year that was expected, and the next month: its part of what was still to come in the year."""
    stand, months = then.month, _months_of(then.month[:4])
    was = _per_month(then)
    realised = sum(was.get(month, 0) for month in months if month in then.closed)
    left = [month for month in months if month not in then.closed]
    following = _later(stand, 1)
    year_before = {month: was.get(_later(month, -_MONTHS), 0) for month in left}
    same = sum(year_before.values())
    parts = {
        LINEAR: {month: 1 / len(left) for month in left},
        SEASONAL: {month: amount / same for month, amount in year_before.items() if same > 0},
    }
    for code, part in parts.items():
        expected = _published(then, code, "jaar").get(months[0][:4])
        if expected is None:
            continue
        if following in run and following in part:
            yield code, NEXT_MONTH, stand, (expected - realised) * part[following], became.get(following, 0)
        if set(months) <= set(run):
            yield code, END_OF_YEAR, stand, expected, sum(became.get(month, 0) for month in months)


def _of_young_months(then: Material, run: Sequence[str], became: Mapping[str, int]) -> Iterator[Made]:
    """What the months that were still young would cost in the end, once they are old enough to know."""
    settled = then.parameter("maandvertraging_gemeenten")
    young = [_later(then.month, -back) for back in range(settled)]
    coming = _published(then, LADDER, "maand") if _later(then.month, settled) in run else {}
    if young and all(month in coming for month in young):
        was = _per_month(then)
        said = sum(was.get(month, 0) + coming[month] for month in young)
        yield LADDER, GROWN, then.month, said, sum(became.get(month, 0) for month in young)


def _published(material: Material, code: str, period: str) -> dict[str, float]:
    """The figures of the region by period, as they are published."""
    kpis = KPIS.only(code)
    found = measure(kpis, measured(material, [kpi.table for kpi in kpis]), [period]).filter(pl.col("kpi") == code)
    return dict(found.select(period, "waarde").drop_nulls().iter_rows())


def _per_month(material: Material) -> dict[str, int]:
    """What was granted per month of delivery, in eurocents."""
    totals = material.table(_TOTALS).group_by("leveringsmaand").agg(pl.col("toegekend_bedrag").sum())
    return dict(totals.drop_nulls().iter_rows())


def _months_of(year: str) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, _MONTHS + 1)]


def _later(month: str, count: int) -> str:
    """The month so many months later."""
    number = int(month[:4]) * _MONTHS + int(month[5:]) - 1 + count
    return f"{number // _MONTHS}-{number % _MONTHS + 1:02d}"
