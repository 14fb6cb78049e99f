# SPDX-License-Identifier: EUPL-1.2
"""pointblank on Polars: a step for each rule, and the extracts of the rows that fail it."""

from collections.abc import Mapping
from pathlib import Path

import pointblank as pb
import polars as pl
from by_hand import CHECKS, FIRST

NAME = "pointblank on Polars"
PACKAGES = ("pointblank", "polars")


def read(path: Path) -> pl.DataFrame:
    """The lines."""
    return pl.read_parquet(path)


def judge(lines: pl.DataFrame, lists: Mapping[str, list[str]]) -> pl.DataFrame:
    """The violations: of each step the rows that it sets apart, all of them."""
    asked = pb.Validate(lines.with_columns(**FIRST))
    asked = asked.col_vals_regex("aanbieder", r"^[0-9]{8}$", na_pass=True, brief="supplier_has_eight_digits")
    asked = asked.col_vals_regex(
        "declaratie_nummer", r"^[A-Za-z0-9]+$", na_pass=True, brief="declaration_number_is_letters_and_digits"
    )
    asked = asked.col_vals_in_set("eenheid", [*lists["eenheid"], None], brief="unit_is_in_the_list")
    asked = asked.col_vals_ge(
        "product_periode_eind",
        pb.col("product_periode_begin"),
        na_pass=True,
        brief="period_ends_after_it_starts",
    )
    asked = asked.col_vals_eq(
        "client", pb.col("toegewezen_client"), na_pass=True, brief="client_is_that_of_the_allocation"
    )
    asked = asked.col_vals_ge(
        "product_periode_begin",
        pb.col("toegewezen_ingangsdatum"),
        na_pass=True,
        brief="period_starts_within_allocation",
    )
    rules = [step.brief for step in asked.validation_info]
    for rule, check in CHECKS.items():
        if rule not in rules:
            # An expression that gives no verdict fails in pointblank; here it is no violation.
            asked = asked.col_vals_expr(check.right.fill_null(value=True), brief=rule)
            rules.append(rule)
    done = asked.interrogate(extract_limit=len(lines), collect_tbl_checked=False)
    extracts = done.get_data_extracts()
    return pl.concat(
        extracts[step].select("nr", rule=pl.lit(rule)) for step, rule in enumerate(rules, 1) if len(extracts[step])
    )


def keep(found: pl.DataFrame, path: Path) -> None:
    """Write the violations."""
    found.write_parquet(path)
