# SPDX-License-Identifier: EUPL-1.2
"""How the tariff, the amount and the budget of a line came about (TR346, IV081, TR418, TR369).

The sentences are expressions over enriched lines with the columns of `expected`, `earlier.told` and
`enrichment.tariffs.row_used`, and `niet_verteld` as in `maximum`.
"""

from functools import cache

import polars as pl

from processors.calculation import amount, minute_tariff
from processors.calculation.amounts import EURO, MINUTE
from processors.explanation.maximum import UNKNOWN
from processors.explanation.words import day, number, one, quantity, said, sixtieth
from processors.findings import euro

YES = "ja"


def expected(frame: pl.DataFrame) -> pl.DataFrame:
    """Per line the tariff that its amount follows from, and the amount expected: `gebruikt_tarief` and `verwacht`."""
    volume, unit, found = pl.col("geleverd_volume"), pl.col("eenheid"), pl.col("contract_tarief")
    per_hour = pl.when(found.is_not_null()).then(pl.col("contract_per_uur").eq_missing(YES))
    used = pl.when((unit == MINUTE) & per_hour).then(found).otherwise("product_tarief")
    return frame.select(gebruikt_tarief=used, verwacht=amount(volume, used, unit, per_hour=per_hour))


@cache
def tariff() -> pl.Expr:
    """The sentence on the tariff row that counts, and on the tariff that the line names."""
    per_hour, found = pl.col("contract_per_uur").eq_missing(YES), pl.col("contract_tarief")
    own = pl.col("tarief_gemeente")
    where = pl.when(own == "*").then(pl.lit("alle gemeenten")).otherwise(said("gemeente ", own))
    until = pl.coalesce(said(" tot en met ", day(pl.col("tarief_tot"))), pl.lit(", zonder einddatum"))
    unit = pl.when(per_hour).then(pl.lit("uur")).otherwise(one(pl.col("contract_eenheid")).fill_null("eenheid"))
    contract = pl.col("contract_nummer").fill_null("zonder nummer")
    row = said(
        "Contract ", contract, ", tarief voor ", where, ", geldig vanaf ", day(pl.col("tarief_van")),
        until, ", op ", day(pl.col("product_periode_begin")), ": ", euro(found), " per ", unit, ".",
    )  # fmt: skip
    by_the_minute = (pl.col("eenheid") == MINUTE) & per_hour
    minute = said(" Per minuut: ", euro(found), " / 60 = ", sixtieth(found), _rounded(found, minute_tariff(found)), ".")
    expected = pl.when(by_the_minute).then(minute_tariff(found)).otherwise(found)
    told = said(row, pl.when(by_the_minute).then(minute).otherwise(pl.lit("")), _on_line("product_tarief", expected))
    asked = pl.all_horizontal(
        pl.col("aanbieder", "gemeente", "wet", "product_code", "product_periode_begin").is_not_null()
    )
    none = said(
        "In de naslag staat voor product ", pl.col("product_code"), " van aanbieder ", pl.col("aanbieder"), " op ",
        day(pl.col("product_periode_begin")), " geen tarief.",
    )  # fmt: skip
    return (
        pl.when(pl.col("eenheid") == EURO)
        .then(pl.lit("Bij eenheid 83 (euro) hoort geen tarief; het volume is het bedrag in eurocenten."))
        .when(found.is_not_null()).then(told)
        .when(asked).then(none)
        .otherwise(pl.lit("Gemeente, aanbieder, product of periode ontbreekt, dus er is geen tarief te vinden."))
    )  # fmt: skip


@cache
def amounts() -> pl.Expr:
    """The sentence on the amount of a line."""
    volume, unit, found = pl.col("geleverd_volume"), pl.col("eenheid"), pl.col("contract_tarief")
    used, expected = pl.col("gebruikt_tarief"), pl.col("verwacht")
    minutes = unit == MINUTE
    by_the_hour = minutes & found.is_not_null() & pl.col("contract_per_uur").eq_missing(YES)
    cents = said(
        "Bij eenheid 83 (euro) is het volume het bedrag in eurocenten: ", number(volume), " = ", euro(expected)
    )
    hourly = said(
        quantity(volume, unit), " × ", euro(used), " per uur / 60 = ", sixtieth(volume * used),
        _rounded(volume * used, expected),
    )  # fmt: skip
    plain = said(quantity(volume, unit), " × ", euro(used), " per ", one(unit), " = ", euro(expected))
    product = pl.when(unit == EURO).then(cents).when(by_the_hour).then(hourly).otherwise(plain)
    told = said(product, ".", _on_line("ingediend_bedrag", expected))
    unknown = pl.when(minutes & found.is_null()).then(
        pl.lit("Zonder contracttarief is niet bekend of minuten per uur of per minuut worden betaald.")
    )
    rest = pl.lit("Volume, eenheid of tarief ontbreekt op de regel, dus het bedrag is niet na te rekenen.")
    return pl.coalesce(told, unknown, rest)


@cache
def budget() -> pl.Expr:
    """The sentence on what is left of the budget of the allocation after a line; missing without a budget."""
    given, before, now = pl.col("toegewezen_budget"), pl.col("eerder_bedrag"), pl.col("lopend_bedrag")
    left = given - before - now
    after = pl.when(left < 0).then(pl.lit("; dat is meer dan het budget.")).otherwise(pl.lit("."))
    spent = said(
        " min eerder ", euro(before), pl.col("bedrag_per_maand"), " min in deze aanlevering tot en met deze regel ",
        euro(now), " = ", euro(left), after,
    )  # fmt: skip
    sentence = said("Budget van de toewijzing ", euro(given), pl.coalesce(spent, said(". ", UNKNOWN)))
    return pl.when(pl.col("niet_verteld").is_null()).then(sentence)


def _rounded(sixtieths: pl.Expr, cents: pl.Expr) -> pl.Expr:
    """What follows a quotient that is no whole number of eurocents."""
    return pl.when(sixtieths % 60 == 0).then(pl.lit("")).otherwise(said(", afgerond ", euro(cents)))


def _on_line(name: str, expected: pl.Expr) -> pl.Expr:
    """What the line says itself, against what is expected."""
    more = pl.col(name) - expected
    verdict = (
        pl.when(more == 0).then(pl.lit("; dat klopt."))
        .when(more > 0).then(said("; dat is ", euro(more), " te veel."))
        .otherwise(said("; dat is ", euro(more.abs()), " te weinig."))
    )  # fmt: skip
    return pl.coalesce(said(" Op de regel staat ", euro(pl.col(name)), verdict), pl.lit(" Op de regel is dit leeg."))
