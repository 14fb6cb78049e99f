# SPDX-License-Identifier: EUPL-1.2
"""Dates and months as people write them; what can be read in two ways is not guessed.

The `careful` functions answer with two expressions over the columns `text`, `real` and `dated` (a real date in the
sheet, its text is ISO): the value, and, over the column `value` too, the code of the rule that the cell breaks.
"""

import polars as pl

from processors.intake.amounts import Careful

_MONTHS = {
    name: str(number)
    for number, names in enumerate(
        (
            "januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
            "september sep sept", "oktober okt", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MIDNIGHT = r"(?:[t ]0?0:00(?::00(?:\.0+)?)?z?)?$"
_WEEKDAY = r"^(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag,?\s+)?"
_YEAR_FIRST = r"^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})" + _MIDNIGHT
_DAY_FIRST = r"^(?<day>\d{1,2})\s?[-/. ]\s?(?<month>\d{1,2})\s?[-/. ]\s?(?<year>\d{4})" + _MIDNIGHT
_NAMED = _WEEKDAY + r"(?<day>\d{1,2})[\s.-]*(?<month>[a-z]{3,9})\.?[\s-]*(?<year>\d{4})$"
_OPEN_TO_DOUBT = (
    r"^\d+(?:[.,]\d+)?$"  # a bare number
    r"|^\d{1,2}\s?[-/. ]\s?(?:\d{1,2}|[a-z]{3,9}\.?)\s?[-/. ]\s?'?\d{2}$"  # two digits for the year
    r"|\d{1,2}:\d{2}"  # a time
)
_MONTH_FIRST = r"^(?<month>\d{1,2})\s?[-/. ]\s?(?<year>\d{4})$"
_MONTH_LAST = r"^(?<year>\d{4})\s?[-/. ]\s?(?<month>\d{1,2})$"
_MONTH_NAMED = r"^(?<month>[a-z]{3,9})\.?[\s-]*(?<year>\d{4})$"
_MONTH_IN_DOUBT = r"^\d+(?:[.,]\d+)?$|^(?:\d{1,2}|[a-z]{3,9}\.?)\s?[-/. ]\s?'?\d{2}$"
_FIRST_YEAR = 1900
ISO_LENGTH = len("2026-01-31")
ISO_MONTH = r"^(?:19|[2-9]\d)\d{2}-(?:0[1-9]|1[0-2])$"


def quick_date(text: pl.Expr) -> pl.Expr:
    """The value of cells in ISO notation, missing for all other notations."""
    return _sane(pl.when(text.str.len_bytes() == ISO_LENGTH).then(text).str.to_date("%Y-%m-%d", strict=False))


def quick_month(text: pl.Expr) -> pl.Expr:
    """The value of cells like 2026-09, missing for all other notations."""
    return pl.when(text.str.contains(ISO_MONTH)).then(text)


def careful_date() -> Careful:
    """A date: 31-01-2026, 31/1/2026, 31 januari 2026, 2026-01-31; a time that is midnight is left out."""
    text = pl.col("text").str.to_lowercase()
    value = pl.when(~pl.col("real")).then(_date(text))
    doubt = pl.col("value").is_null() & (pl.col("real") | text.str.contains(_OPEN_TO_DOUBT))
    rule = pl.when(doubt).then(pl.lit("MGR-009")).when(pl.col("value").is_null()).then(pl.lit("RS032"))
    return value, rule


def careful_month() -> Careful:
    """A month as 2026-09, out of 09-2026, september 2026, or the date of its first day."""
    text = pl.col("text").str.to_lowercase()
    forms = [_month(text, pattern) for pattern in (_MONTH_FIRST, _MONTH_LAST, _MONTH_NAMED)]
    day = _date(text)
    first = pl.when(day.dt.day() == 1).then(day)
    value = pl.when(~pl.col("real")).then(pl.coalesce(*forms, first).dt.strftime("%Y-%m"))
    doubt = pl.col("value").is_null() & (pl.col("real") | day.is_not_null() | text.str.contains(_MONTH_IN_DOUBT))
    rule = pl.when(doubt).then(pl.lit("MGR-009")).when(pl.col("value").is_null()).then(pl.lit("RS032"))
    return value, rule


def _date(text: pl.Expr) -> pl.Expr:
    return _sane(pl.coalesce(_day(text, pattern) for pattern in (_YEAR_FIRST, _DAY_FIRST, _NAMED)))


def _day(text: pl.Expr, pattern: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern).struct
    return _written(groups.field("year"), groups.field("month"), groups.field("day"))


def _month(text: pl.Expr, pattern: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern).struct
    return _sane(_written(groups.field("year"), groups.field("month"), pl.lit("1")))


def _written(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The date of three texts; the month may be a name."""
    number = month.replace(_MONTHS).str.zfill(2)
    return pl.concat_str(year, number, day.str.zfill(2), separator="-").str.to_date("%Y-%m-%d", strict=False)


def _sane(date: pl.Expr) -> pl.Expr:
    """Years before 1900 are slips of the pen."""
    return pl.when(date.dt.year() >= _FIRST_YEAR).then(date)
