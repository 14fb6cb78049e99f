# SPDX-License-Identifier: EUPL-1.2
"""Verdicts by column for all rules at once."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import TypeVar

import narwhals as nw
import polars as pl
from narwhals.typing import IntoLazyFrame
from polars.io.plugins import register_io_source

from processors import lines
from processors.errors import BrokenRuleError
from processors.rulebook import Rule

# Lines that are still to be read, of whichever engine.
Lines = TypeVar("Lines", bound=IntoLazyFrame)
# From so many lines on, handing them to a plan made before takes longer than making a plan of their own.
_LARGE = 50_000


def verdicts_of(frame: pl.DataFrame | pl.LazyFrame, rules: list[Rule]) -> pl.DataFrame:
    """One Boolean column per rule, named by its position, and the position of the line.

    Args:
        frame: the lines with `nr`; of lines that are still to be read only the columns that the rules ask are.
        rules: rules on the table of the lines.

    Raises:
        BrokenRuleError: a rule raised, or gave no verdict for each line.

    """
    try:
        # One pass for all rules; if one of them is broken, each is asked by itself to name it.
        if isinstance(frame, pl.DataFrame) and len(frame) < _LARGE:
            told = _question(_Same(rules), tuple(frame.schema.items())).put_to(frame)
        else:
            told = asked(frame.lazy(), rules).collect()
    except BrokenRuleError:
        raise
    except Exception:
        for rule in rules:
            _alone(frame.lazy(), rule)
        raise
    kinds = told.schema
    for position, rule in enumerate(rules):
        if kinds[str(position)] not in (pl.Boolean, pl.Null):
            raise BrokenRuleError(f"Rule {rule.code} gave {kinds[str(position)]}, not a verdict for each line.")
    return told.cast(dict.fromkeys((name for name in told.columns if name != "nr"), pl.Boolean))


def compares(rule: Rule) -> bool:
    """Whether its verdict on a line depends on other lines too: what it says has a window over lines."""
    names = dict.fromkeys([*lines.TABLES[rule.table].names, *rule.needs, "nr"])
    nothing = pl.LazyFrame(schema={name: lines.place(rule.table, name).kind.dtype for name in names})
    return ".over(" in asked(nothing, [rule]).explain(optimized=False)


class _Same(tuple[Rule, ...]):
    """Rules that are equal only to the very same ones: comparing all that a rule says takes longer than asking it."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and list(map(id, self)) == list(map(id, other))


class _Question:
    """Rules as one plan over frames of one shape; making the plan takes longer than judging a small file by it."""

    def __init__(self, rules: list[Rule], schema: pl.Schema) -> None:
        self._plan = asked(register_io_source(self._batches, schema=schema), rules)
        self._frame = pl.DataFrame(schema=schema)
        self._asked = Lock()

    def put_to(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What the rules say of each line; who asks meanwhile from another thread waits."""
        with self._asked:
            self._frame = frame
            try:
                return self._plan.collect()
            finally:
                self._frame = frame.clear()

    def _batches(
        self, columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        """The lines, as a plan asks them of its source."""
        part = self._frame.lazy()
        if predicate is not None:
            part = part.filter(predicate)
        yield part.select(columns or pl.all()).head(len(self._frame) if rows is None else rows).collect()


@lru_cache(maxsize=32)
def _question(rules: _Same, schema: tuple[tuple[str, pl.DataType], ...]) -> _Question:
    return _Question(list(rules), pl.Schema(schema))


def asked(frame: Lines, rules: list[Rule], *, beside: Sequence[str] = ("nr",)) -> Lines:
    """The verdicts as `verdicts_of` gives them, still to be worked out, on any engine that Narwhals knows.

    Args:
        frame: the lines.
        rules: rules on the table of the lines.
        beside: the columns of the lines that stand before the verdicts.

    """
    verdicts = [_asked(rule).alias(str(position)) for position, rule in enumerate(rules)]
    return _prepared(frame, rules).select(nw.col(*beside), *verdicts).to_native()


def read_by(rules: list[Rule]) -> list[str]:
    """The columns that these rules on one table read, those that are worked out beforehand looked through."""
    names = dict.fromkeys(name for rule in rules for name in [*lines.TABLES[rule.table].names, *rule.needs, "nr"])
    schema = {name: lines.place(rules[0].table, name).kind.dtype for name in names} if rules else {}
    read: set[str] = set()

    def source(
        columns: list[str] | None, _predicate: pl.Expr | None, _rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        read.update(columns or names)
        yield pl.DataFrame(schema=schema).select(columns or pl.all())

    if rules:
        asked(register_io_source(source, schema=schema), rules).collect()
    return [name for name in names if name in read]


def _prepared(frame: Lines, rules: list[Rule]) -> nw.LazyFrame[Lines]:
    """The lines with the columns that rules want worked out beforehand, unless lines bring them."""
    source = nw.from_native(frame)
    there = source.collect_schema().names()
    given = {name: expression for rule in rules for name, expression in rule.given.items() if name not in there}
    for name, expression in given.items():
        source = source.with_columns(expression.alias(name))
    return source


def _asked(rule: Rule) -> nw.Expr:
    try:
        verdict, for_each = rule.verdict, rule.answers_each_line
    except Exception as error:
        raise BrokenRuleError(f"Rule {rule.code} raised {type(error).__name__}.") from error
    if not for_each:
        raise BrokenRuleError(f"Rule {rule.code} gave one verdict for all lines, not one for each.")
    return verdict


def _alone(frame: pl.LazyFrame, rule: Rule) -> None:
    try:
        _prepared(frame, [rule]).select(nw.col("nr"), _asked(rule).alias("verdict")).to_native().collect()
    except Exception as error:
        raise BrokenRuleError(f"Rule {rule.code} raised {type(error).__name__}.") from error
