# SPDX-License-Identifier: EUPL-1.2
"""Amounts and whole numbers as people write them, read exactly: digits become integers, never a float.

Every `careful` function answers with two expressions over the columns `text` and `real` (a real number in the
sheet): the value, and, over the column `value` too, the code of the rule that the cell breaks. Where a rule is broken
there is no value.
"""

import polars as pl

from processors.fields import Field

_PLAIN = r"^-?\d{1,15}$"
_PLAIN_EURO = r"^-?\d{1,15}[.,]\d{2}$"
_SIGNS = r"(?i)^(?<first>-)?\s*(?:€|euro?)?\s*(?<second>-)?\s*"
_DUTCH = _SIGNS + r"(?<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?<part>\d{1,2}|-{1,2}))?\s*(?<third>-)?$"
_POINT = _SIGNS + r"(?<whole>\d+)\.(?<part>\d{1,2})\s*(?<third>-)?$"
_GROUPED = r"^-?\d{1,3}(?:\.\d{3})+$"
_WITH_ZEROS = r"^-?\d{1,15}[.,]0+$"
_MOST_DIGITS = 15

Careful = tuple[pl.Expr, pl.Expr]


def quick(text: pl.Expr, *, euro: bool) -> pl.Expr:
    """The value of cells that are bare digits (of euros also with two decimals), missing for all other notations."""
    digits = pl.when(text.str.contains(_PLAIN)).then(text).cast(pl.Int64, strict=False)
    if not euro:
        return digits
    cents = pl.when(text.str.contains(_PLAIN_EURO)).then(text.str.replace(r"[.,]", ""))
    return pl.coalesce(digits * 100, cents.cast(pl.Int64, strict=False))


def careful_euro() -> Careful:
    """Eurocents out of euros: 1.234,56 or 1234.56 or € 12,5 or -12,50 or 12,-; at most two decimals."""
    # A number cell has a decimal point; in text a point before three digits stands between thousands.
    value = pl.coalesce(pl.when(~pl.col("real")).then(_cents(_DUTCH)), _cents(_POINT))
    return value, _unread("MGR-008")


def careful_cents() -> Careful:
    """Eurocents, whole only; a decimal or a euro sign says that euros were meant, so the cell is not used."""
    value = pl.when(~pl.col("real")).then(_grouped(pl.col("text")))
    return value, _unread("MGR-008")


def careful_whole(field: Field) -> Careful:
    """A whole number: 12, 1.000 (Dutch thousands), 12,0."""
    text = pl.col("text")
    zeros = pl.when(text.str.contains(_WITH_ZEROS)).then(text.str.replace(r"[.,]0+$", "")).cast(pl.Int64, strict=False)
    value = pl.when(~pl.col("real")).then(pl.coalesce(_grouped(text), zeros))
    return value, _unread("RS006" if field.name == "toewijzing_nummer" else "RS005")


def _unread(rule: str) -> pl.Expr:
    return pl.when(pl.col("value").is_null()).then(pl.lit(rule))


def _cents(pattern: str) -> pl.Expr:
    """Eurocents of texts that have this notation, and at most one minus."""
    groups = pl.col("text").str.extract_groups(pattern).struct
    signs = pl.sum_horizontal(groups.field(name).is_not_null() for name in ("first", "second", "third"))
    whole = groups.field("whole").str.replace_all(".", "", literal=True)
    part = groups.field("part").str.replace_all("-", "", literal=True).fill_null("").str.pad_end(2, "0")
    cents = whole.cast(pl.Int64, strict=False) * 100 + part.cast(pl.Int64, strict=False)
    sane = (whole.str.len_bytes() <= _MOST_DIGITS) & (signs <= 1)
    return pl.when(sane).then(pl.when(signs == 1).then(-cents).otherwise(cents))


def _grouped(text: pl.Expr) -> pl.Expr:
    """Whole numbers with points between the thousands."""
    digits = pl.when(text.str.contains(_GROUPED)).then(text.str.replace_all(".", "", literal=True))
    return pl.when(digits.str.len_bytes() <= _MOST_DIGITS).then(digits).cast(pl.Int64, strict=False)
