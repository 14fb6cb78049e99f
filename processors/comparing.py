# SPDX-License-Identifier: EUPL-1.2
"""By which columns rules compare lines: lines that differ in one of those say nothing of each other (decision 0016)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from processors import lines
from processors.rulebook import Column, Rule

# How Polars writes a window in a plan, and a column.
_WINDOW = re.compile(r"\.over\((?:partition_by: )?\[(.*?)\]")
_COLUMN = re.compile(r'col\("([^"]+)"\)')


@dataclass(frozen=True)
class Comparison:
    """The columns of lines that an expression reads, and those that all its windows go by; None without a window."""

    reads: frozenset[str]
    by: frozenset[str] | None


def comparisons(rule: Rule) -> tuple[Comparison, dict[str, Comparison]]:
    """What the verdict of a rule compares, and what each column that it wants worked out beforehand compares.

    A window by the position of a line that was itself worked out by a window (the first on an allocation) is one by the
    columns of that window.
    """
    names = dict.fromkeys([*lines.TABLES[rule.table].names, *rule.needs, "nr"])
    nothing = pl.LazyFrame(schema={name: lines.place(rule.table, name).kind.dtype for name in names})
    given: dict[str, Comparison] = {}
    for name, expression in rule.given.items():
        given[name] = _comparison(nothing, expression, given)
        nothing = nw.from_native(nothing).with_columns(expression.alias(name)).to_native()
        # What it was worked out from must not be seen in the plan of what leans on it.
        nothing = pl.LazyFrame(schema=nothing.collect_schema())
    return _comparison(nothing, rule.verdict, given), given


def _comparison(nothing: pl.LazyFrame, expression: Column, given: Mapping[str, Comparison]) -> Comparison:
    plan = nw.from_native(nothing).select(expression.alias("_")).to_native().explain(optimized=False)
    windows = [_through(frozenset(_COLUMN.findall(keys)), given) for keys in _WINDOW.findall(plan)]
    by = frozenset.intersection(*windows) if windows else None
    reads = (given[name].reads if name in given else {name} for name in _COLUMN.findall(plan))
    return Comparison(frozenset().union(*reads), by)


def _through(keys: frozenset[str], given: Mapping[str, Comparison]) -> frozenset[str]:
    # Only the position of a line is no other in another group.
    positions = {name: each.by for name, each in given.items() if each.by and "nr" in each.reads}
    return frozenset().union(*(positions.get(name, {name}) for name in keys))
