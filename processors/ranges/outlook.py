# SPDX-License-Identifier: EUPL-1.2
"""The forecast of a year from its months in cells: the sums of K09 and K09-seizoen, with a band from looking back.

The band is own design: each forecast is made again from the first months only, the next month is laid beside what it
became (as in `forecasting.backtest`), and what is still to come is put so much lower and higher.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import polars as pl

from processors.errors import UnusableInputError
from processors.forecasting.carrying import PARTS, by_season, carried_on
from processors.kpis.budget import FEWEST
from processors.ranges.values import known_values, month_of

Cells = Sequence[Sequence[object]]
Series: TypeAlias = Mapping[int, int]
Forecast: TypeAlias = Callable[[Series], tuple[Fraction, Fraction] | None]
_MONTHS = 12
_LARGEST = 2**62  # eurocents, that is more money than there is
SHOWN: Mapping[str, type[pl.DataType]] = {
    "prognose": pl.String, "bedrag": pl.Int64, "ondergrens": pl.Int64, "bovengrens": pl.Int64,
    "afwijking_procent": pl.Float64, "getoetst": pl.Int64,
}  # fmt: skip


def outlook(cells: Cells, *, back: int) -> pl.DataFrame:
    """The whole year expected from its months so far, straight on and by the season of the year before.

    Args:
        cells: one column of amounts (eurocent), of which the first is a January, or two: the month and its amount; a
            header may stand above. Empty cells at the end are months to come.
        back: for the band, so many months are gone back to at most.

    Returns:
        `SHOWN`, a row for `lineair` and one for `seizoen`: the year in eurocents with its band, the mean error of the
        next month in percent and of how many months; missing where there is nothing to tell it from.

    Raises:
        UnusableInputError: the range is no series of months, its last year has fewer than three, or what comes of it is
            larger than any amount.

    """
    series = _series(cells)
    if (count := len(_of_last_year(series))) < FEWEST:
        raise UnusableInputError(
            f"Er zijn {count} maanden van het laatste jaar. Een prognose vraagt er ten minste {FEWEST}."
        )
    rows = [_row(name, forecast, series, back) for name, forecast in (("lineair", _linear), ("seizoen", _seasonal))]
    return pl.DataFrame(rows, schema=dict(SHOWN), orient="row")


def _row(name: str, forecast: Forecast, series: Series, back: int) -> tuple[object, ...]:
    made = forecast(series)
    if made is None:
        return (name, None, None, None, None, 0)
    year, _ = made
    errors = list(_errors(forecast, series, back))
    error = sum(errors, Fraction(0)) / len(errors) if errors else None
    coming = year - sum(_of_last_year(series).values())
    if error is None and coming:
        return (name, _whole(year), None, None, None, 0)
    width = abs(coming) * (error or 0)
    told = None if error is None else float(100 * error)
    return (name, _whole(year), _whole(year - width), _whole(year + width), told, len(errors))


def _errors(forecast: Forecast, series: Series, back: int) -> Iterator[Fraction]:
    """How far the next month was off, as a share of what it became, for each month that is gone back to."""
    for month in sorted(series)[-back:]:
        then = {each: amount for each, amount in series.items() if each < month}
        same_year = then and max(then) // _MONTHS == month // _MONTHS
        made = forecast(then) if same_year and len(_of_last_year(then)) >= FEWEST else None
        if made is not None and series[month] > 0:
            yield abs(made[1] - series[month]) / series[month]


def _linear(series: Series) -> tuple[Fraction, Fraction] | None:
    """The year, and its next month."""
    own = _of_last_year(series)
    realised = sum(own.values())
    year = Fraction(carried_on(realised, _MONTHS, len(own)), PARTS)
    left = _MONTHS - len(own)
    return year, (year - realised) / left if left else Fraction(0)


def _seasonal(series: Series) -> tuple[Fraction, Fraction] | None:
    """The year, and its next month; none where the year before is not complete, or came to nothing."""
    own, first = _of_last_year(series), max(series) // _MONTHS * _MONTHS
    before = {month: series.get(month - _MONTHS) for month in range(first, first + _MONTHS)}
    known = {month: amount for month, amount in before.items() if amount is not None}
    same, whole = sum(known.get(month, 0) for month in own), sum(known.values())
    if len(known) < _MONTHS or same <= 0:
        return None
    realised = sum(own.values())
    year = by_season(Fraction(realised), Fraction(same), Fraction(whole))
    if whole == same:
        return year, Fraction(0)
    return year, (year - realised) * Fraction(known.get(max(own) + 1, 0), whole - same)


def _of_last_year(series: Series) -> dict[int, int]:
    last = max(series) // _MONTHS
    return {month: amount for month, amount in series.items() if month // _MONTHS == last}


def _whole(amount: Fraction) -> int:
    """Whole eurocents, a half away upwards."""
    if abs(amount) > _LARGEST:
        raise UnusableInputError(
            "De bedragen zijn te groot of lopen te ver uiteen voor een prognose. Kijk of elk maandbedrag klopt."
        )
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _is_header(cell: object) -> bool:
    """Whether a word stands in the cell; an error value such as #N/A is none."""
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and not cell.startswith("#")


def _series(cells: Cells) -> dict[int, int]:
    """Amounts by month, counted from the beginning of our era; one column begins in January."""
    rows = [list(row) for row in cells]
    if len(rows) == 1 and len(rows[0]) > 2:  # noqa: PLR2004 - months beside each other
        rows = [[cell] for cell in rows[0]]
    if rows and _is_header(rows[0][-1]):
        rows = rows[1:]
    while rows and rows[-1][-1] in {None, ""}:
        rows.pop()
    if not rows or len(rows[0]) > 2:  # noqa: PLR2004 - the month and its amount
        raise UnusableInputError("Kies een kolom met maandbedragen, of twee kolommen: de maand en het bedrag.")
    amounts = known_values([row[-1] for row in rows], "bedrag")
    months = list(range(len(rows)))
    if len(rows[0]) > 1:
        months = [day.year * _MONTHS + day.month - 1 if day else 0 for day in month_of([row[0] for row in rows])]
    found = dict(zip(months, amounts, strict=True))
    if amounts.null_count() or sorted(months) != list(range(min(found), min(found) + len(rows))):
        raise UnusableInputError(
            "De maanden sluiten niet op elkaar aan. Zet elke maand er eenmaal in, met 0 als er niets was."
        )
    return found
