# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a difference: accepted within the tolerance, or explained, open or rejected, in words for people."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

from processors.enrichment import thresholds
from processors.statement_differences.evidence import evidence
from processors.statement_differences.parts import CLASSES, column, split
from processors.statement_differences.sides import Sides, beside_each_other, of_years

ACCEPTED, EXPLAINED, OPEN, REJECTED = "geaccepteerd", "geaccepteerd met uitleg", "open", "afgewezen"
UNKNOWN = "niet te beoordelen"
TABLE = "verantwoordingsregels"
CENTS = 100
PARTS = tuple(column(letter) for letter in CLASSES)
LUMP_SUM = "taakgericht"


@cache
def classes() -> pl.DataFrame:
    """The nine classes: `klasse`, `naam`, the outcome and the question where more or less was stated."""
    return pl.read_csv(files("processors.reference").joinpath("verschilklassen.csv").read_bytes())


def judged(sides: Sides, reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """Each row of the two sides with its parts, its tolerance and what becomes of it.

    Args:
        sides: what was stated and declared.
        reference: reference tables by name; parameters and contracts are among them.
        today: the day of judging.

    Returns:
        The columns of `sides.beside_each_other` and `parts.split`, `tolerantie` (eurocent), `klasse` and `naam` of the
        largest part, `uitkomst`, `reden` and `vraag`. A lump sum is not declared, so it cannot be judged.

    """
    years = of_years(sides)
    compared = _without_lump_sums(beside_each_other(years), reference)
    rows = split(compared, evidence(years)).with_columns(peildatum=pl.lit(today, pl.Date))
    allowed = rows.with_columns(list(thresholds.told(rows, TABLE, reference)))
    tolerance = pl.max_horizontal(
        pl.col("tol_abs_aansluiting") * CENTS, pl.col("toegekend").abs() * pl.col("tol_pct_aansluiting") // 100
    )
    tolerated = pl.when(pl.col("verschil").is_not_null()).then(tolerance)
    found = allowed.select(*compared.columns, pl.col(PARTS), tolerantie=tolerated, klasse=_largest())
    return _worded(found.join(classes().drop("herkomst"), on="klasse", how="left", maintain_order="left"))


def _without_lump_sums(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Granted and the difference missing where the supplier has only lump-sum contracts under law and agreement."""
    if "contracten" not in reference:
        return rows
    key = ["aanbieder", "wet", "raamovereenkomst"]
    only = reference["contracten"].group_by(key).agg(_alleen=(pl.col("uitvoeringsvariant") == LUMP_SUM).all())
    marked = rows.join(only, on=key, how="left", maintain_order="left")
    compares = ~pl.col("_alleen").fill_null(value=False)
    return marked.with_columns(pl.when(compares).then(pl.col("toegekend", "verschil"))).drop("_alleen")


def _largest() -> pl.Expr:
    """The class with the largest part, of equal ones the first letter; missing without a difference."""
    sizes = pl.concat_list(pl.col(PARTS).abs())
    letter = sizes.list.arg_max().replace_strict(dict(enumerate(CLASSES)), default=None, return_dtype=pl.String)
    return pl.when(pl.col("verschil") != 0).then(letter)


def _sum_of(outcome: str) -> pl.Expr:
    """How much of the difference is in classes with this outcome."""
    of_side = {}
    for side in ("meer", "minder"):
        letters = classes().filter(pl.col(f"uitkomst_{side}") == outcome)["klasse"]
        of_side[side] = pl.sum_horizontal([pl.lit(0), *(pl.col(column(each)).abs() for each in letters)])
    return pl.when(pl.col("verschil") > 0).then(of_side["meer"]).otherwise(of_side["minder"])


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Outcome, reason and question.

    Beyond the tolerance a row is open where open classes alone are beyond it, else rejected where rejected and open
    ones together are, else explained.
    """
    unclear, wrong = _sum_of(OPEN), _sum_of(REJECTED)
    beyond = pl.col("tolerantie")
    outcome = (
        pl.when(pl.col("verschil").is_null()).then(pl.lit(UNKNOWN))
        .when(pl.col("verschil").abs() <= beyond).then(pl.lit(ACCEPTED))
        .when(unclear > beyond).then(pl.lit(OPEN))
        .when(unclear + wrong > beyond).then(pl.lit(REJECTED))
        .otherwise(pl.lit(EXPLAINED))
    )  # fmt: skip
    more = pl.col("verschil") > 0
    decided = rows.with_columns(uitkomst=outcome)
    reason = (
        pl.when(pl.col("uitkomst") == UNKNOWN)
        .then(pl.lit("Er is geen toegekend bedrag om mee te vergelijken (niets gedeclareerd, of taakgericht)."))
        .when(pl.col("verschil") == 0).then(pl.lit("Sluit aan."))
        .when(pl.col("uitkomst") == ACCEPTED).then(pl.lit("Binnen het toegestane verschil."))
        .otherwise("naam")
    )  # fmt: skip
    asked = ~pl.col("uitkomst").is_in([UNKNOWN, ACCEPTED])
    question = pl.when(asked & more).then("vraag_meer").when(asked).then("vraag_minder")
    return decided.with_columns(reden=reason, vraag=question).drop(
        "uitkomst_meer", "uitkomst_minder", "vraag_meer", "vraag_minder", "andere_eenheid"
    )
