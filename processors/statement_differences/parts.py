# SPDX-License-Identifier: EUPL-1.2
"""A difference cut into nine classes that add up to it, to the cent (docs/decisions/0017).

In a fixed order each class takes of what is left as much as its evidence says, never more and never the other way.
Then what is stated in one place and granted in another, with exactly the same amount or quantity, is paired. The rest
is unexplained.
"""

import polars as pl

from processors.statement_differences.sides import KEY

# First what the supplier says itself and what has a date; then what lines say one by one; then prices.
ORDER = ("A", "H", "G", "F", "D", "E", "B", "C")
CLASSES = ("A", "B", "C", "D", "E", "F", "G", "H", "I")
LEFT = "_rest"
PRODUCT, PLACE = "product_code", "gemeente"
_ROW = "_rij"


def column(letter: str) -> str:
    """The column with the part of a class."""
    return f"deel_{letter.lower()}"


def split(rows: pl.DataFrame, amounts: pl.DataFrame) -> pl.DataFrame:
    """The same rows with the part of each class (`deel_a` to `deel_i`, eurocent); missing where the difference is.

    Args:
        rows: of `sides.beside_each_other`.
        amounts: of `evidence.evidence`.

    """
    more, less = pl.col("bedrag").clip(lower_bound=0).sum(), pl.col("bedrag").clip(upper_bound=0).sum()
    by_class = amounts.group_by(*KEY, "klasse").agg(meer=more, minder=less)
    cut = rows.with_columns(pl.col("verschil").alias(LEFT))
    for letter in ORDER:
        of_class = by_class.filter(pl.col("klasse") == letter).drop("klasse")
        cut = cut.join(of_class, on=list(KEY), how="left", nulls_equal=True, maintain_order="left")
        taken = (
            pl.when(pl.col(LEFT) > 0)
            .then(pl.min_horizontal(LEFT, pl.col("meer").fill_null(0)))
            .when(pl.col(LEFT) <= 0)
            .then(pl.max_horizontal(LEFT, pl.col("minder").fill_null(0)))
        )
        cut = _take(cut.with_columns(taken.alias("_deel")), letter).drop("meer", "minder")
    # Nothing can be compared by volume where the two sides share no unit.
    cut = _take(cut.with_columns(pl.when("andere_eenheid").then(LEFT).otherwise(0).alias("_deel")), "D")
    for letter, other in (("D", PRODUCT), ("F", PLACE)):
        for alike in ((pl.col(LEFT).abs(),), (pl.col("eenheid"), pl.col("verschil_aantal").abs())):
            cut = _take(_paired(cut, [name for name in KEY if name != other], alike), letter)
    return cut.with_columns(pl.col(LEFT).alias(column("I"))).drop(LEFT)


def _take(rows: pl.DataFrame, letter: str) -> pl.DataFrame:
    """Move the amount in `_deel` from what is left to a class."""
    part = column(letter)
    before = pl.col(part) if part in rows.columns else pl.lit(0, pl.Int64)
    return rows.with_columns((before + pl.col("_deel")).alias(part), pl.col(LEFT) - pl.col("_deel")).drop("_deel")


def _paired(rows: pl.DataFrame, within: list[str], alike: tuple[pl.Expr, ...]) -> pl.DataFrame:
    """`_deel`: what moves between two rows of which one has too much and the other exactly as much too little.

    Args:
        rows: with what is left in `LEFT`.
        within: columns that are the same in both rows.
        alike: what must be equal in both rows; each row is used once, in their order.

    """
    names = [f"_gelijk{number}" for number in range(len(alike))]
    numbered = rows.with_row_index(_ROW).with_columns(
        *(each.alias(name) for each, name in zip(alike, names, strict=True))
    )
    # A quantity counts as evidence only when it differs, and to the same side as the amount.
    counted = len(alike) > 1
    fits = (pl.col("verschil_aantal").sign() == pl.col(LEFT).sign()) if counted else pl.lit(value=True)
    asked = numbered.filter(pl.col(LEFT) != 0, fits).drop_nulls(names)
    key = [*within, *names]
    over, under = (
        asked.filter(side).with_columns(_beurt=pl.int_range(pl.len()).over(key)).select(*key, "_beurt", _ROW, LEFT)
        for side in (pl.col(LEFT) > 0, pl.col(LEFT) < 0)
    )
    pairs = over.join(under, on=[*key, "_beurt"], suffix="_onder", nulls_equal=True).with_columns(
        bedrag=pl.min_horizontal(pl.col(LEFT), -pl.col(f"{LEFT}_onder"))
    )
    moved = pl.concat(
        [pairs.select(_ROW, _deel="bedrag"), pairs.select(pl.col(f"{_ROW}_onder").alias(_ROW), _deel=-pl.col("bedrag"))]
    )
    found = numbered.join(moved, on=_ROW, how="left", maintain_order="left").drop(_ROW, *names)
    nothing = pl.when(pl.col(LEFT).is_not_null()).then(0)
    return found.with_columns(pl.coalesce("_deel", nothing).alias("_deel"))
