# SPDX-License-Identifier: EUPL-1.2
"""What a condition means: its kinds are checked against the columns of a table, then it becomes one expression.

Truth has three values: a comparison with what is missing is undecided; `en`, `of` and `niet` carry that on as in
Kleene's logic, and only `is leeg` and `is gevuld` look at absence itself. Amounts are in eurocent, as the columns are.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeAlias

import narwhals as nw

from processors import codelists
from processors.fields import Field, Kind
from processors.own_rules.parsing import COMPARED, PARTS_OF_DATE, Literal, Name, Node, Operation, Value
from processors.own_rules.tokens import UnclearConditionError

MINUTES_PER_DAY = 24 * 60
Columns: TypeAlias = Mapping[str, Field]


class Sort(StrEnum):
    """What a value is, as far as comparing goes."""

    NUMBER = "een getal"
    TEXT = "tekst"
    MONTH = "een maand"
    DATE = "een datum"
    TRUTH = "ja of nee"


SORTS: Mapping[Kind, Sort] = {
    Kind.TEXT: Sort.TEXT, Kind.CODE: Sort.TEXT, Kind.MONTH: Sort.MONTH, Kind.CENT: Sort.NUMBER,
    Kind.WHOLE: Sort.NUMBER, Kind.DATE: Sort.DATE, Kind.TRUTH: Sort.TRUTH,
}  # fmt: skip
_SIGNS: Mapping[str, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul, "en": operator.and_, "of": operator.or_,
}  # fmt: skip
_OF_ONE: Mapping[str, Callable[[nw.Expr], nw.Expr]] = {
    "leeg": lambda part: part.is_null(), "gevuld": lambda part: ~part.is_null(), "niet": operator.invert,
    "min": lambda part: 0 - part, "jaar": lambda part: part.dt.year().cast(nw.Int64),
    "maand": lambda part: part.dt.month().cast(nw.Int64), "dag": lambda part: part.dt.day().cast(nw.Int64),
}  # fmt: skip
_LOGIC, _SUMS, _PRESENCE = ("en", "of", "niet"), ("+", "-", "*", "min"), ("leeg", "gevuld")
_SEVERAL = frozenset({"retourcodes", "eenheden", "frequenties"})


def names_in(tree: Node) -> Iterator[str]:
    """The columns that a condition reads, as often as they stand there."""
    if isinstance(tree, Name):
        yield tree.name
    elif isinstance(tree, Operation):
        for part in tree.parts:
            yield from names_in(part)


def check_condition(tree: Node, columns: Columns) -> None:
    """Whether the condition is one about these columns.

    Raises:
        UnclearConditionError: it names a column that is not there or is about a person, compares what cannot be
            compared, or is no condition.

    """
    if _sort(tree, columns) is not Sort.TRUTH:
        raise UnclearConditionError("dit is een waarde en geen voorwaarde; vergelijk haar ergens mee")
    if not any(True for _ in names_in(tree)):
        raise UnclearConditionError("de voorwaarde noemt geen enkele kolom")


def column_of(name: str, columns: Columns) -> Field:
    """The column with this name; UnclearConditionError when a rule cannot read it."""
    field = columns.get(name)
    if field is None:
        close = get_close_matches(name, list(columns), n=1, cutoff=0.6)
        hint = f"; bedoelt u '{close[0]}'?" if close else "; alle kolommen staan in docs/woordenlijst.md"
        raise UnclearConditionError(f"de kolom '{name}' bestaat niet in deze tabel{hint}")
    if field.personal:
        raise UnclearConditionError(f"de kolom '{name}' is een persoonsgegeven; een eigen regel leest die niet")
    return field


def _sort(tree: Node, columns: Columns) -> Sort:
    if isinstance(tree, Name):
        return SORTS[column_of(tree.name, columns).kind]
    if isinstance(tree, Literal):
        return _of_value(tree.value)
    sorts = [_sort(part, columns) for part in tree.parts]
    _check_codes(tree, columns)
    if tree.operator in _LOGIC:
        _expect(tree, sorts, Sort.TRUTH)
    elif tree.operator in PARTS_OF_DATE:
        _expect(tree, sorts, Sort.DATE)
    elif tree.operator in _SUMS:
        if (tree.operator, sorts) != ("-", [Sort.DATE, Sort.DATE]):
            _expect(tree, sorts, Sort.NUMBER)
    elif tree.operator not in _PRESENCE:
        _comparable(tree, sorts)
    return Sort.NUMBER if tree.operator in (*PARTS_OF_DATE, *_SUMS) else Sort.TRUTH


def _of_value(value: Value) -> Sort:
    if isinstance(value, bool):
        return Sort.TRUTH
    if isinstance(value, int):
        return Sort.NUMBER
    return Sort.TEXT if isinstance(value, str) else Sort.DATE


def _expect(tree: Operation, sorts: list[Sort], wanted: Sort) -> None:
    for sort in sorts:
        if sort is not wanted:
            raise UnclearConditionError(f"bij '{tree.operator}' (teken {tree.at}) hoort {wanted}, maar er staat {sort}")


def _comparable(tree: Operation, sorts: list[Sort]) -> None:
    """Equal sorts, a month being text; text by itself has no order, and neither has ja or nee."""
    first, *others = sorts
    for other in others:
        if first is not other and {first, other} != {Sort.TEXT, Sort.MONTH}:
            raise UnclearConditionError(f"bij '{tree.operator}' (teken {tree.at}) staat {first} tegenover {other}")
    if tree.operator in COMPARED[2:] and (Sort.TRUTH in sorts or set(sorts) == {Sort.TEXT}):
        raise UnclearConditionError(f"bij '{tree.operator}' (teken {tree.at}) kan {first} niet groter of kleiner zijn")


def _check_codes(tree: Operation, columns: Columns) -> None:
    """A code that its list does not have would never be found, so it is a typing error."""
    if tree.operator not in ("=", "<>", "in", "niet in"):
        return
    named = [column_of(part.name, columns) for part in tree.parts if isinstance(part, Name)]
    for field in named:
        known = codes_of(field)
        for part in tree.parts:
            if known and isinstance(part, Literal) and part.value not in known:
                raise UnclearConditionError(f"'{part.value}' bestaat niet als {field.label.lower()}")


def codes_of(field: Field) -> frozenset[str]:
    """The codes that a column may have; none where there is no list, or a cell holds several."""
    if not field.codelist or field.name in _SEVERAL:
        return frozenset()
    return codelists.codes(field.codelist)


def stated(tree: Node, columns: Columns) -> nw.Expr:
    """The condition, checked before, as an expression: true, false, or missing where it cannot be decided."""
    if isinstance(tree, Name):
        return nw.col(tree.name)
    if isinstance(tree, Literal):
        return nw.lit(tree.value)
    first, *others = (stated(part, columns) for part in tree.parts)
    if tree.operator in ("in", "niet in"):
        found = first.is_in([part.value for part in tree.parts[1:] if isinstance(part, Literal)])
        return found if tree.operator == "in" else ~found
    if not others:
        return _OF_ONE[tree.operator](first)
    made = _SIGNS[tree.operator](first, *others)
    if tree.operator == "-" and _sort(tree.parts[0], columns) is Sort.DATE:
        return made.dt.total_minutes() // MINUTES_PER_DAY
    return made
