# SPDX-License-Identifier: EUPL-1.2
"""What in the lines may explain a difference: amounts per class of handbook 8.4 (docs/decisions/0017).

An amount above zero says why more was stated than granted, one below zero why less. Each refused line speaks for one
class only. The classes are letters: A timing, B refused, C tariff, D product or unit, E outside the allocation,
F another municipality, G twice, H after the statement.
"""

import polars as pl

from processors.calculation.amounts import round_half_up_div
from processors.enrichment.earlier_lines import accepted
from processors.statement_differences.sides import KEY, OF_LAW, Sides, granted_amount, signed, standing

SOME = ("klasse", "bedrag")
CARE = ("jaar", "wet", "aanbieder", "client", "product_periode_begin", "product_periode_eind")
EQUAL = (*CARE, "gemeente", "product_code", "eenheid")
# The same care under another product or unit, and at another municipality.
OTHER_PRODUCT = ((*CARE, "gemeente", "eenheid", "geleverd_volume"), (*CARE, "gemeente", "ingediend_bedrag"))
OTHER_PLACE = ((*CARE, "product_code", "eenheid", "geleverd_volume"),)


def evidence(sides: Sides) -> pl.DataFrame:
    """Amounts by class: the key of a row, `klasse` and `bedrag` (eurocent).

    Args:
        sides: of `sides.of_years`.

    """
    debets = standing(sides.declared)
    parts = [
        _still_to_come(sides.stated),
        _after_the_statement(sides),
        _twice(sides.stated, debets),
        _refused(sides, debets),
        _granted_otherwise(debets, sides.totals),
        _tariffs(sides.stated, debets),
    ]
    return pl.concat([part.select(*KEY, *SOME) for part in parts])


def _still_to_come(stated: pl.DataFrame) -> pl.DataFrame:
    """A: what the supplier itself says is not answered, or not declared."""
    open_amounts = pl.sum_horizontal("bedrag_in_behandeling", "bedrag_nog_te_declareren", ignore_nulls=True)
    return stated.select(*KEY, klasse=pl.lit("A"), bedrag=open_amounts)


def _after_the_statement(sides: Sides) -> pl.DataFrame:
    """H: declared or credited after the day of the statement; without that day, after its receipt."""
    day = pl.coalesce("dagtekening", "ontvangen_op")
    closed = sides.covers.group_by(OF_LAW).agg(day.max().alias("afgesloten"))
    later = accepted(sides.declared).join(closed, on=list(OF_LAW)).filter(
        pl.col("declaratie_dagtekening") > pl.col("afgesloten")
    )  # fmt: skip
    return later.select(*KEY, klasse=pl.lit("H"), bedrag=-signed(granted_amount()))


def _twice(stated: pl.DataFrame, debets: pl.DataFrame) -> pl.DataFrame:
    """G: equal lines of a statement, and equal debets that all stand; the first of each is no double."""
    same = (*KEY, "eenheid", "tarief", "aantal", "bedrag_totaal")
    again = stated.filter(pl.int_range(pl.len()).over(same) > 0)
    named = debets.drop_nulls("client")
    equal = (*EQUAL, "toewijzing_nummer", "geleverd_volume", "ingediend_bedrag")
    repeated = named.filter(pl.int_range(pl.len()).over(equal) > 0)
    both = (
        again.select(*KEY, klasse=pl.lit("G"), bedrag="bedrag_totaal"),
        repeated.select(*KEY, klasse=pl.lit("G"), bedrag=-granted_amount()),
    )
    return pl.concat(both)


def _refused(sides: Sides, debets: pl.DataFrame) -> pl.DataFrame:
    """G, D, F, E or B: why a refused line was not granted; what stands in its place says why less was stated."""
    refused = sides.declared.filter(pl.col("status") == "afgewezen")
    asked = refused.filter(pl.col("debet_credit") == "D")
    found = []
    instead = []
    for letter, ways in (("G", (EQUAL,)), ("D", OTHER_PRODUCT), ("F", OTHER_PLACE)):
        for way in ways:
            here = asked.join(debets, on=list(way), how="semi", maintain_order="left")
            asked = asked.join(debets, on=list(way), how="anti", maintain_order="left")
            found.append(_of_class(here, letter, pl.col("ingediend_bedrag")))
            if letter != "G":
                replacing = debets.join(here, on=list(way), how="semi", maintain_order="left")
                instead.append(_of_class(replacing, letter, -granted_amount()))
    outside = _outside(asked, sides.allocations)
    rest = pl.when(outside).then(pl.lit("E")).otherwise(pl.lit("B"))
    found.append(asked.select(*KEY, klasse=rest, bedrag="ingediend_bedrag"))
    taken_back = refused.filter(pl.col("debet_credit") == "C")
    return pl.concat([*found, *instead, _of_class(taken_back, "B", -pl.col("ingediend_bedrag"))])


def _of_class(lines: pl.DataFrame, letter: str, amount: pl.Expr) -> pl.DataFrame:
    return lines.select(*KEY, klasse=pl.lit(letter), bedrag=amount)


def _outside(lines: pl.DataFrame, allocations: pl.DataFrame) -> pl.Series:
    """Whether the period of a line lies partly outside the last version of its allocation; no where it is unknown."""
    number = ["wet", "gemeente", "toewijzing_nummer"]
    latest = allocations.sort("toewijzing_datum", maintain_order=True).unique(number, keep="last", maintain_order=True)
    known = latest.select(*number, eerste="ingangsdatum", laatste="einddatum")
    found = lines.join(known, on=number, how="left", maintain_order="left")
    before = pl.col("product_periode_begin") < pl.col("eerste")
    after = pl.col("product_periode_eind") > pl.col("laatste")
    return found.select((before.fill_null(value=False) | after.fill_null(value=False)).alias("buiten"))["buiten"]


def _granted_otherwise(debets: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """B: refused, or granted more, in part: the municipality granted another amount than was declared."""
    other = pl.col("ingediend_bedrag") - pl.col("toegekend_bedrag")
    columns = (*KEY, pl.lit("B").alias("klasse"), other.alias("bedrag"))
    return pl.concat([debets.select(columns), totals.select(columns)]).drop_nulls("bedrag")


def _tariffs(stated: pl.DataFrame, debets: pl.DataFrame) -> pl.DataFrame:
    """C: the same quantity at another price.

    Per unit, of tariffs that are on one side only: the smaller quantity times the difference of the average prices,
    rounded half up to the cent. An amount granted in part is another class, so the price is that of what was declared.
    """
    group = [*KEY, "eenheid"]
    said = stated.select(*group, "tarief", aantal="aantal", bedrag="bedrag_totaal").drop_nulls()
    paid = debets.select(
        *group, tarief="product_tarief", aantal="geleverd_volume", bedrag="ingediend_bedrag"
    ).drop_nulls()
    sums = pl.col("aantal", "bedrag").sum()
    only_said = said.join(paid, on=[*group, "tarief"], how="anti").group_by(group).agg(sums)
    only_paid = paid.join(said, on=[*group, "tarief"], how="anti").group_by(group).agg(sums)
    both = only_said.join(only_paid, on=group, suffix="_betaald").filter(
        pl.col("aantal") > 0, pl.col("aantal_betaald") > 0
    )
    count, other = pl.col("aantal"), pl.col("aantal_betaald")
    at_both = pl.min_horizontal(count, other)
    more = at_both * (pl.col("bedrag") * other - pl.col("bedrag_betaald") * count)
    return both.select(*KEY, klasse=pl.lit("C"), bedrag=round_half_up_div(more, count * other))
