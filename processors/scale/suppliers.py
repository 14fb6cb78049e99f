# SPDX-License-Identifier: EUPL-1.2
"""What a worker says of all lines of some suppliers, whatever their allocation: of each answer, for which part it is.

Rules that compare lines of a supplier see them here. Enrichment asks of lines elsewhere only what has the supplier and
law of the line (`enrichment/nearby.py`, `enrichment/elsewhere.py`), so whatever it may ask is here together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.elsewhere import NUMBERS
from processors.enrichment.nearby import FOUND_BY
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.taken_back import NAMED, NUMBER
from processors.lines import TABLES
from processors.rulebook import Column, Rule
from processors.scale.reading import LINES
from processors.scale.shapes import Schema
from processors.tables import EARLIER
from processors.verdicts import verdicts_of

# The part for which a row is, or in which it is already.
GOAL = "doel"
COMPARED, SHARING, MONTHS = "vergeleken", "delend", "maanden"
# How lines ask for earlier lines elsewhere.
_PAIRS = [pair for pair in FOUND_BY[EARLIER] if pair[0] != KEY]


@dataclass(frozen=True)
class Suppliers:
    """What is asked of the lines of a supplier.

    Attributes:
        rules: by position, the rules whose windows go by supplier and law.
        given: by name, what other rules want worked out beforehand by supplier and law.
        reads: the columns of lines that they read.

    """

    rules: dict[int, Rule]
    given: dict[str, Column]
    reads: frozenset[str]

    @property
    def asks(self) -> Schema:
        """The columns of the lines that must be here."""
        asked = {*NUMBERS, *SUPPLIER, MONTH, "debet_credit", *(name for _, names in _PAIRS for name in names)}
        return {name: kind for name, kind in TABLES[LINES].schema.items() if name in asked | self.reads}

    @property
    def told(self) -> Schema:
        """The columns with which lines are answered: verdicts, and what is worked out beforehand."""
        nothing = pl.DataFrame(schema={GOAL: pl.Int64, **self.asks, "nr": pl.Int64})
        return {name: kind for name, kind in self._compared(nothing).schema.items() if name not in (GOAL, "nr")}

    def answers(self, lines: pl.DataFrame, earlier: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Rows by kind, each with its goal.

        Args:
            lines: all lines of these suppliers: `nr`, the part of their allocation (`doel`), and what is asked.
            earlier: their earlier lines, with `nr` and the part of their allocation.

        """
        return {
            COMPARED: self._compared(lines),
            SHARING: _sharing(lines),
            MONTHS: _months(lines),
            EARLIER: pl.concat([_found(lines, earlier), _one_of_each_month(lines, earlier)]),
        }

    def _compared(self, lines: pl.DataFrame) -> pl.DataFrame:
        placed = lines.with_columns(pl.col("nr").cast(pl.UInt32)).sort("nr")
        verdicts = verdicts_of(placed, list(self.rules.values())).drop("nr")
        named = verdicts.rename(dict(zip(verdicts.columns, map(verdict_of, self.rules), strict=True)))
        worked_out = nw.from_native(placed).select(**self.given).to_native()
        own = placed.select(GOAL, pl.col("nr").cast(pl.Int64))
        return pl.concat([own, named, worked_out], how="horizontal")


def verdict_of(position: int) -> str:
    """The column that brings the verdict of a rule on lines of a supplier."""
    return f"oordeel_{position}"


def _sharing(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines that share a number with a credit elsewhere, or that it names, or that name the same."""
    asked = _asked(lines.filter(pl.col("debet_credit") == "C"), [NUMBER, NAMED])
    return _elsewhere(lines.select("nr", GOAL, *NUMBERS), asked, [NUMBER, NAMED])


def _months(lines: pl.DataFrame) -> pl.DataFrame:
    """The months of each supplier, for every part that has lines of it."""
    months = lines.select(*SUPPLIER, MONTH).unique()
    goals = lines.select(GOAL, *SUPPLIER).unique()
    return (
        goals.join(months, on=list(SUPPLIER)).with_columns(nr=pl.lit(0, pl.Int64)).select(GOAL, "nr", *SUPPLIER, MONTH)
    )


def _found(lines: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Earlier lines by what lines elsewhere ask for, and the credits on those and on what is found by allocation."""
    found = [_elsewhere(earlier, _asked(lines, [asked], key), [key]) for key, asked in _PAIRS]
    debets = earlier.filter(pl.col("debet_credit") == "D")
    asks = pl.concat([_asked(lines, [NUMBER, NAMED]), _asked(debets, [NUMBER])])
    crediting = earlier.filter(pl.col("debet_credit") == "C")
    return pl.concat([*found, _elsewhere(crediting, asks, [NAMED])]).unique(["nr", GOAL])


def _one_of_each_month(lines: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Of each supplier and month one accepted line, for every part that has lines of the supplier."""
    accepted = earlier.filter(pl.col("status").ne_missing("afgewezen")).unique([*SUPPLIER, MONTH])
    goals = lines.select(GOAL, *SUPPLIER).unique()
    return accepted.drop(GOAL).join(goals, on=list(SUPPLIER)).select(earlier.columns)


def _asked(lines: pl.DataFrame, keys: Sequence[Sequence[str]], called: Sequence[str] = NUMBER) -> pl.DataFrame:
    """Who asks for which keys: the values of these columns, named as the columns among which they are looked for."""
    each = [lines.select(GOAL, **dict(zip(called, map(pl.col, key), strict=True))) for key in keys]
    return pl.concat(each).drop_nulls().unique()


def _elsewhere(rows: pl.DataFrame, asked: pl.DataFrame, keys: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Rows that have an asked key, for each part that asks and is not their own."""
    wanted = asked.rename({GOAL: "_asks"})
    names = [name for name in wanted.columns if name != "_asks"]
    found = [rows.join(wanted, left_on=list(key), right_on=names) for key in keys]
    others = pl.concat(found).filter(pl.col(GOAL) != pl.col("_asks"))
    return others.with_columns(pl.col("_asks").alias(GOAL)).drop("_asks")
