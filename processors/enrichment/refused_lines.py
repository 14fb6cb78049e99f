# SPDX-License-Identifier: EUPL-1.2
"""The declared line that each line of a 325 (afgewezen_regels) refuses, and what differs between the two."""

import polars as pl

from processors.calculation.amounts import signed
from processors.enrichment.declaration_answers import told_declaration
from processors.enrichment.earlier_lines import DECLARATION
from processors.enrichment.matching import beside, is_known, last_of
from processors.lines import TABLES

LINE = (*DECLARATION, "referentie_nummer")
# What a refused line copies from the declared one, in the order of the table; what is told of it comes after.
_OWN = TABLES["afgewezen_regels"].names
COPIED = tuple(name for name in TABLES["declaratieregels"].names if name in _OWN and name not in (*LINE, "retourcodes"))


def told(rows: pl.DataFrame, declared: pl.DataFrame, answers: pl.DataFrame | None) -> pl.DataFrame:
    """What the declaration says of each refused line (TR366, TR367).

    A line is denied only where the declaration is known whole: what is known of it adds up to the total that it, or
    else its answer, gives. We keep no lines that we refused ourselves, so otherwise it may have been one of those [D].

    Args:
        rows: refused lines of one submission.
        declared: lines of other submissions, also those that were refused.
        answers: the answers to declarations, those of the same submission among them; None when there are none.

    Returns:
        `onbekende_declaratie`: true only where an answer names the declaration, so that it is said there (TR376).
        `regel_gedeclareerd`: whether the line stands in the declaration; in one that is unknown none does. Of a line
        that does:
        `gelijk_gedeclareerd`, and `afwijkend_gegeven`, the label of the first column that differs.

    """
    unknown = pl.lit(told_declaration(rows, declared)["onbekende_declaratie"])
    answered = pl.lit(value=False) if answers is None else pl.lit(is_known(rows, answers, DECLARATION))
    occurs = is_known(rows, declared, LINE)
    return pl.concat(
        [
            rows.select(
                onbekende_declaratie=pl.when(~unknown | answered).then(unknown),
                regel_gedeclareerd=pl.when(occurs | unknown | pl.lit(_whole(rows, declared, answers))).then(occurs),
            ),
            _compared(rows, declared, occurs),
        ],
        how="horizontal",
    )


def _whole(rows: pl.DataFrame, declared: pl.DataFrame, answers: pl.DataFrame | None) -> pl.Series:
    """Whether the lines known of the declaration add up to its total; missing where one of the two is."""
    amount = signed(pl.col("ingediend_bedrag"), pl.col("debet_credit"))
    total = signed(pl.col("totaal_ingediend_bedrag"), pl.col("totaal_debet_credit"))
    # A line may be told twice, by its supplier and by the municipality.
    sums = (
        last_of(declared, LINE)
        .group_by(DECLARATION)
        .agg(sum=pl.when(amount.is_not_null().all()).then(amount.sum()), total=total.drop_nulls().last())
    )
    found = beside(rows, sums, DECLARATION)
    if answers is None:
        return found.select(pl.col("sum") == pl.col("total")).to_series()
    said = last_of(answers, DECLARATION).select(*DECLARATION, answered=total)
    return found.select(
        pl.col("sum") == pl.coalesce("total", pl.lit(beside(rows, said, DECLARATION)["answered"]))
    ).to_series()


def _compared(rows: pl.DataFrame, declared: pl.DataFrame, occurs: pl.Series) -> pl.DataFrame:
    """Whether all that was copied is as it was declared, and the first thing that is not."""
    asked = rows.select(*LINE, *COPIED)
    found = beside(
        asked, last_of(declared, LINE).select(*LINE, *(pl.col(name).alias(f"_{name}") for name in COPIED)), LINE
    )
    both = pl.concat([asked, found], how="horizontal")
    differs = {name: pl.col(name).ne_missing(pl.col(f"_{name}")) for name in COPIED}
    first = pl.coalesce(
        pl.when(different).then(pl.lit(TABLES["afgewezen_regels"][name].label.lower()))
        for name, different in differs.items()
    )
    return both.select(
        gelijk_gedeclareerd=pl.when(occurs).then(~pl.any_horizontal(differs.values())),
        afwijkend_gegeven=pl.when(occurs).then(first),
    )
