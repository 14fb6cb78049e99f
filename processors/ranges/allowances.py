# SPDX-License-Identifier: EUPL-1.2
"""What an allocation allows in a month, and how that was counted, for cells: the figures and sentences of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from processors.calculation import product_period
from processors.enrichment import enrich
from processors.explanation import TABLE, Subject, explain
from processors.intake.submission import no_lines
from processors.ranges.values import known_values, month_of, side_by_side
from processors.tables import EARLIER

Cells = Sequence[object]
ALLOCATIONS = "toewijzingen"
# Nobody's: the lines are made to be counted, and forgotten.
_SOMEBODY = {"gemeente": "0000", "aanbieder": "00000000", "client": "P1-" + "0" * 32}
_COLUMNS = {
    "wet": "law", "ingangsdatum": "begin", "einddatum": "end", "toewijzing_datum": "begin", "volume": "volume",
    "eenheid": "unit", "frequentie": "frequency", "product_categorie": "category",
}  # fmt: skip


@dataclass(frozen=True)
class Allowance:
    """The cells that say what is allocated and over which month; of each one cell for all, or one per allocation.

    Args:
        begin: first day of the allocation.
        end: its last day; an empty cell is not ended.
        volume: in `unit`.
        unit: code of the unit.
        frequency: code of the frequency.
        month: 2026-09, or a day in it.
        law: wmo or jw.
        category: product category, which decides how household help is counted.

    """

    begin: Cells
    end: Cells
    volume: Cells
    unit: Cells
    frequency: Cells
    month: Cells
    law: Cells = ("wmo",)
    category: Cells = ("",)


def maxima(asked: Allowance) -> list[int | None]:
    """The largest volume of each allocation in its month, in its unit; missing where it has none.

    Raises:
        UnusableInputError: the ranges are not equally long.

    """
    return _judged(asked)[0]["maximum_periode"].to_list()


def explained(asked: Allowance) -> list[str]:
    """How each maximum was counted, with the weeks or Sundays by their days; arguments and errors as `maxima`."""
    lines, allocations = _judged(asked)
    told = explain(lines, {ALLOCATIONS: allocations, EARLIER: no_lines(TABLE)})
    of_period = told.filter(pl.col("onderwerp") == Subject.PERIOD).select("rij", "uitleg")
    found = lines.select("rij").join(of_period, on="rij", how="left", maintain_order="left")
    return found["uitleg"].fill_null("").to_list()


def _judged(asked: Allowance) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A declaration line per allocation over its month, enriched with it; and the allocations."""
    cells = side_by_side(vars(asked))
    height = len(cells["begin"])
    numbered = pl.DataFrame({"toewijzing_nummer": range(1, height + 1)}).with_columns(
        pl.lit(value).alias(name) for name, value in _SOMEBODY.items()
    )
    allocations = numbered.with_columns(known_values(cells[at], name) for name, at in _COLUMNS.items())
    begin, end = product_period(pl.lit(month_of(cells["month"])), pl.col("ingangsdatum"), pl.col("einddatum"))
    lines = allocations.with_row_index("rij", 1).select(
        pl.col("rij").cast(pl.Int64), *numbered.columns, "wet", "eenheid", "product_categorie",
        product_periode_begin=begin, product_periode_eind=end, bestand=pl.lit(""), blad=pl.lit(""),
    )  # fmt: skip
    complete = pl.concat([no_lines(ALLOCATIONS), allocations], how="diagonal")
    known = {ALLOCATIONS: complete, EARLIER: no_lines(TABLE)}
    whole = pl.concat([no_lines(TABLE), lines], how="diagonal")
    return enrich(whole, TABLE, known, received_on=date.max), complete
