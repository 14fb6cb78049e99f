# SPDX-License-Identifier: EUPL-1.2
"""What was declared before on the allocation of a line: volume and amount, debets less credits."""

import polars as pl

from processors.calculation.amounts import HOUR, MINUTE, MINUTES_PER_HOUR
from processors.enrichment.allocations import KEY
from processors.enrichment.earlier_lines import standing_debets
from processors.enrichment.matching import beside
from processors.enrichment.remembered import once_per_table

IN_UNIT = (*KEY, "counted_in")
COUNTED = (*KEY, "eenheid", "geleverd_volume", "ingediend_bedrag", "debet_credit")


def told(rows: pl.DataFrame, accepted: pl.DataFrame, taken_back: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Earlier volume and amount on the allocation of each line, and the volume that counts as used.

    0 where nothing was declared, missing where the key is. Hours and minutes count together, in minutes; told in hours,
    a part of an hour counts as one, so that nothing fits that does not [D]. Volume in any other unit is not comparable
    and does not count.

    Args:
        rows: declaration lines.
        accepted: earlier lines that were accepted.
        taken_back: where a credit among `rows` takes a debet back (`taken_back.standing`).

    Returns:
        `eerder_volume` in the unit of the line, `eerder_geteld` with hours in minutes and `eerder_bedrag` in eurocent;
        beside them the earlier volume less what credits among `rows` take back, because credits come first (OP366).

    """
    volumes, amounts = _declared(accepted)
    asked = rows.select(*KEY, "eenheid", counted_in=counted_in())
    volume = _found(asked, volumes, IN_UNIT)
    amount = _found(asked, amounts, KEY)
    credited = net(rows.filter(taken_back))
    left = volume + _found(asked, credited.select(*IN_UNIT, "volume"), IN_UNIT)
    answer = asked.select(
        eerder_volume=_in_unit_of_line(volume), eerder_geteld=volume, eerder_bedrag=amount, used=_in_unit_of_line(left)
    )  # fmt: skip
    return answer.drop("used"), answer["used"]


@once_per_table
def _declared(accepted: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What was declared before: the volume per allocation and unit, and the amount per allocation."""
    declared = net(standing_debets(accepted, *COUNTED))
    return declared.select(*IN_UNIT, "volume"), declared.group_by(KEY).agg(pl.col("bedrag").sum())


def by_month(rows: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """Per allocation of `rows`, unit of counting and declaration month the earlier volume and amount of `told`."""
    near = accepted.join(rows.select(KEY), on=list(KEY), how="semi")
    return net(standing_debets(near, *COUNTED, "declaratie_maand"), "declaratie_maand")


def counted_in() -> pl.Expr:
    """The unit in which volumes are added up: hours are counted in minutes."""
    return pl.when(pl.col("eenheid") == HOUR).then(pl.lit(MINUTE)).otherwise("eenheid")


def net(rows: pl.DataFrame, *also_by: str) -> pl.DataFrame:
    """Debets less credits per allocation and unit of counting."""
    sign = pl.when(pl.col("debet_credit") == "D").then(1).when(pl.col("debet_credit") == "C").then(-1)
    per_unit = pl.when(pl.col("eenheid") == HOUR).then(MINUTES_PER_HOUR).otherwise(1)
    signed = rows.select(
        *KEY,
        *also_by,
        counted_in=counted_in(),
        volume=pl.col("geleverd_volume") * sign * per_unit,
        bedrag=pl.col("ingediend_bedrag") * sign,
    )
    return signed.group_by(*IN_UNIT, *also_by).agg(pl.col("volume", "bedrag").sum())


def _found(asked: pl.DataFrame, sums: pl.DataFrame, key: tuple[str, ...]) -> pl.Series:
    """The sum for each line; 0 where there is none, missing where the key is."""
    whole = asked.select(pl.all_horizontal(pl.col(key).is_not_null())).to_series()
    found = beside(asked, sums, key)
    return found.select(pl.when(whole).then(pl.first().fill_null(0))).to_series()


def _in_unit_of_line(counted: pl.Series) -> pl.Expr:
    volume = pl.lit(counted)
    whole_hours = -(-volume // MINUTES_PER_HOUR)
    return pl.when(pl.col("eenheid") == HOUR).then(whole_hours).otherwise(volume)
