# SPDX-License-Identifier: EUPL-1.2
"""How the maximum in a product period and that of the whole allocation came about (IV077, IV078).

The sentences are expressions over enriched lines with the columns of `counted_in_dates` and `earlier.told`, and
`niet_verteld`: why the allocation tells nothing; missing where it does.
"""

from functools import cache

import polars as pl

from processors.calculation import closing_week, household, times_in_period, times_over_allocation, unit_factor
from processors.calculation.maximum import DAY, EFFORT, MONTH, OUTPUT, TOTAL, WEEK
from processors.enrichment.allocations import of_line
from processors.explanation.calendar import counted_days
from processors.explanation.earlier import counted
from processors.explanation.words import day, many, number, quantity, said, span

PERIOD = ("product_periode_begin", "product_periode_eind")
WHOLE = ("toegewezen_ingangsdatum", "toegewezen_einddatum")
UNKNOWN = pl.lit("Wat eerder is gedeclareerd, is niet bekend.")


def counted_in_dates(frame: pl.DataFrame) -> pl.DataFrame:
    """Per line how often the volume counts in its period and in its allocation, and the days in which that is seen."""
    parts = [_counted_in(frame, PERIOD, times_in_period(of_line(), *map(pl.col, PERIOD)))]
    parts.append(_counted_in(frame, WHOLE, times_over_allocation(of_line())))
    return pl.concat(parts, how="horizontal")


def _counted_in(frame: pl.DataFrame, ends: tuple[str, str], times: pl.Expr) -> pl.DataFrame:
    counts = frame.select(keer=times, slotweek=closing_week(of_line(), *map(pl.col, ends)))
    named = counted_days(frame.select(begin=ends[0], eind=ends[1]))
    both = pl.concat([counts, named], how="horizontal")
    return both.rename({name: f"{name} {ends[0]}" for name in both.columns})


@cache
def in_period() -> pl.Expr:
    """The sentence on the maximum in the product period, or on why there is none."""
    begin, eind = map(pl.col, PERIOD)
    unit = pl.col("eenheid")
    repeated = _times(PERIOD)
    used = pl.coalesce(
        said(" min eerder ", quantity(pl.col("gebruikt"), unit), pl.col("gebruikt_per_maand")), pl.lit("")
    )
    below = pl.when(pl.col("gebruikt") > _once()).then(pl.lit("; er blijft niets over, dus ")).otherwise(pl.lit(" = "))
    left = said(_volume(), used, below)
    product = pl.when(pl.col("toegewezen_frequentie") == TOTAL).then(left).otherwise(said(_volume(), repeated, " = "))
    sentence = said("Productperiode ", span(begin, eind), ": ", product, quantity(pl.col("maximum_periode"), unit), ".")
    no_period = pl.when((begin <= eind).fill_null(value=False).not_()).then(
        pl.lit("De productperiode is niet compleet of eindigt voor zij begint, dus er is geen maximum.")
    )
    return pl.coalesce(pl.col("niet_verteld"), _no_volume(), no_period, sentence)


@cache
def over_allocation() -> pl.Expr:
    """The sentence on the maximum of the whole allocation and what was used of it.

    Missing where the allocation has no maximum at all, as `in_period` says already.
    """
    begin, eind = map(pl.col, WHOLE)
    unit = pl.col("eenheid")
    repeated = _times(WHOLE)
    total = pl.col("toegewezen_frequentie") == TOTAL
    times = pl.when(total).then(pl.lit("")).otherwise(repeated)
    since = pl.coalesce(said(" vanaf ", day(begin)), pl.lit(" zonder begindatum"))
    until = pl.coalesce(said(" tot en met ", day(eind)), pl.lit(" zonder einddatum"))
    sentence = said(
        "Toewijzing", since, until, ": ", _volume(), times, " = ",
        quantity(pl.col("maximum_toewijzing"), unit), ". ",
    )  # fmt: skip
    before, now = pl.col("eerder_geteld"), pl.col("lopend_volume")
    used = said(
        "Eerder ", counted(before), pl.col("volume_per_maand"), "; in deze aanlevering tot en met deze regel ",
        counted(now), "; samen ", counted(pl.col("samen")), ".",
    )  # fmt: skip
    open_ended = pl.when(eind.is_null() & ~total).then(
        pl.lit("De toewijzing heeft geen einddatum, dus geen maximum over de hele toewijzing.")
    )
    no_range = pl.when((begin.is_null() | (begin > eind)) & ~total).then(
        pl.lit("De toewijzing heeft geen ingangsdatum of eindigt voor zij begint, dus er is geen maximum.")
    )
    told = pl.coalesce(no_range, open_ended, said(sentence, pl.coalesce(used, UNKNOWN)))
    return pl.when(_has_volume()).then(told)


@cache
def local() -> pl.Expr:
    """The sentence on the maximum that a local agreement gives beside the national one; missing without agreement."""
    unit = pl.col("eenheid")
    sentence = said(
        "Lokale afspraak bij ", _volume(), ": ", pl.col("maximum_afspraak"), ". Maximum volgens de afspraak: ",
        quantity(pl.col("maximum_lokaal"), unit), "; landelijk: ", quantity(pl.col("maximum_periode"), unit), ".",
    )  # fmt: skip
    return pl.when(_has_volume()).then(sentence)


def _has_volume() -> pl.Expr:
    return pl.col("niet_verteld").is_null() & _no_volume().is_null()


def _volume() -> pl.Expr:
    """3 uur per week, and × 60 minuten where hours are declared in minutes."""
    per = pl.col("toegewezen_frequentie").replace_strict(
        {DAY: " per dag", WEEK: " per week", MONTH: " per maand", TOTAL: " voor de hele toewijzing"},
        default=None,
        return_dtype=pl.String,
    )
    factor = unit_factor(pl.col("toegewezen_eenheid"), pl.col("eenheid"))
    converted = pl.when(factor > 1).then(said(" × ", factor, " ", many(pl.col("eenheid")))).otherwise(pl.lit(""))
    return said(quantity(pl.col("toegewezen_volume"), pl.col("toegewezen_eenheid")), per, converted)


def _once() -> pl.Expr:
    """The allocated volume in the unit of the line."""
    return pl.col("toegewezen_volume") * unit_factor(pl.col("toegewezen_eenheid"), pl.col("eenheid"))


def _times(ends: tuple[str, str]) -> pl.Expr:
    """× 5 ISO-weken (…): how often the volume counts, and in which days that is seen."""
    times, closing, weeks, sundays = (pl.col(f"{name} {ends[0]}") for name in ("keer", "slotweek", "weken", "zondagen"))
    allocation, in_period = of_line(), ends == PERIOD
    per, weekly = pl.col("toegewezen_frequentie"), pl.col("toegewezen_frequentie") == WEEK
    on_sundays = pl.coalesce(said(" (", sundays, ")"), pl.lit(" (er valt geen zondag in)"))
    fixed = household(allocation) if in_period else pl.lit(value=False)
    month = pl.lit("1 productperiode") if in_period else _counted(times, "maand", "maanden")
    iso_weeks = said(_counted(times, "ISO-week", "ISO-weken"), " (", weeks, ")")
    return said(
        " × ",
        pl.when(per == DAY).then(_counted(times, "dag", "dagen"))
        .when(weekly & allocation.effort & fixed).then(said(_counted(times, "week", "weken"), " (vast voor Wmo 01)"))
        .when(weekly & allocation.effort).then(iso_weeks)
        .when(weekly & (closing == 1)).then(
            said(
                _counted(times, "week", "weken"), ": ", _counted(times - closing, "zondag", "zondagen"), on_sundays,
                " en de laatste week tot en met ", day(pl.col("toegewezen_einddatum")),
            )
        )
        .when(weekly).then(said(_counted(times, "zondag", "zondagen"), on_sundays))
        .when(per == MONTH).then(month),
    )  # fmt: skip


def _counted(times: pl.Expr, noun: str, plural: str) -> pl.Expr:
    return said(number(times), " ", pl.when(times == 1).then(pl.lit(noun)).otherwise(pl.lit(plural)))


def _no_volume() -> pl.Expr:
    """Why the allocation gives no maximum for the unit of the line; missing where it does."""
    given, asked = pl.col("toegewezen_eenheid"), pl.col("eenheid")
    known = given.is_in([*EFFORT, *OUTPUT]) & pl.col("toegewezen_frequentie").is_in([DAY, WEEK, MONTH, TOTAL])
    unlike = said(
        "De toewijzing is in ", many(given), " en de regel in ", many(asked).fill_null("geen bekende eenheid"),
        "; dat is niet om te rekenen, dus er is geen maximum.",
    )  # fmt: skip
    return (
        pl.when(pl.col("toegewezen_volume").is_null())
        .then(pl.lit("De toewijzing noemt geen volume, dus er is geen maximum."))
        .when(~known.fill_null(value=False))
        .then(pl.lit("De toewijzing noemt geen bekende eenheid en frequentie, dus er is geen maximum."))
        .when(unit_factor(given, asked).is_null())
        .then(unlike)
    )
