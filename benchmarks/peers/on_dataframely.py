# SPDX-License-Identifier: EUPL-1.2
"""dataframely: a schema with the fifteen rules, filtering lazily so that the right lines are not copied."""

from collections.abc import Mapping
from pathlib import Path

import dataframely as dy
import polars as pl
from by_hand import CHECKS, FIRST

NAME = "dataframely"
PACKAGES = ("dataframely", "polars")
# dataframely names a rule on a column by the column.
OF_COLUMN = {
    "aanbieder|regex": "supplier_has_eight_digits",
    "declaratie_nummer|regex": "declaration_number_is_letters_and_digits",
    "eenheid|check": "unit_is_in_the_list",
}
KINDS = {pl.String: dy.String, pl.Int64: dy.Int64, pl.UInt32: dy.UInt32, pl.Date: dy.Date, pl.Boolean: dy.Bool}


def read(path: Path) -> pl.DataFrame:
    """The lines."""
    return pl.read_parquet(path)


def judge(lines: pl.DataFrame, lists: Mapping[str, list[str]]) -> pl.DataFrame:
    """The violations: of the lines that fail, the rules that are invalid."""
    known = lines.lazy().with_columns(**FIRST)
    _, failure = _schema(known.collect_schema(), lists).filter(known)
    rules = [*OF_COLUMN, *(rule for rule in CHECKS if rule not in OF_COLUMN.values())]
    told = failure.details().unpivot(rules, index="nr", variable_name="rule").filter(pl.col("value") == "invalid")
    return told.select("nr", pl.col("rule").replace(OF_COLUMN))


def _schema(columns: pl.Schema, lists: Mapping[str, list[str]]) -> type[dy.Schema]:
    """A class as `class Lines(dy.Schema): ...` makes it; a column may be empty, unless a rule says otherwise."""
    stated: dict[str, object] = {name: KINDS[kind](nullable=True) for name, kind in columns.items()}
    stated["aanbieder"] = dy.String(nullable=True, regex=r"^[0-9]{8}$")
    stated["declaratie_nummer"] = dy.String(nullable=True, regex=r"^[A-Za-z0-9]+$")
    stated["eenheid"] = dy.String(nullable=True, check=lambda unit: unit.is_in(lists["eenheid"]))
    for rule, check in CHECKS.items():
        if rule not in OF_COLUMN.values():
            stated[rule] = dy.rule()(lambda _cls, right=check.right: right)
    return type("Lines", (dy.Schema,), stated)


def keep(found: pl.DataFrame, path: Path) -> None:
    """Write the violations."""
    found.write_parquet(path)
