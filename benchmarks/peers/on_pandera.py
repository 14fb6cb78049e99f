# SPDX-License-Identifier: EUPL-1.2
"""pandera on Polars: its own checks on a column, and a check with a Polars expression where columns meet.

A check on several columns is hung on one of them: on the frame as a whole every failing row would be told as JSON.
"""

from collections.abc import Mapping
from pathlib import Path

import pandera.polars as pa
import polars as pl
from by_hand import CHECKS, FIRST

NAME = "pandera on Polars"
PACKAGES = ("pandera", "polars")


def read(path: Path) -> pl.DataFrame:
    """The lines."""
    return pl.read_parquet(path)


def judge(lines: pl.DataFrame, lists: Mapping[str, list[str]]) -> pl.DataFrame:
    """The violations as pandera tells them: its table of failure cases."""
    try:
        _schema(lists).validate(lines.with_columns(**FIRST), lazy=True)
    except pa.errors.SchemaErrors as wrong:
        return wrong.failure_cases.select(nr="index", rule="check")
    return pl.DataFrame(schema={"nr": pl.Int32, "rule": pl.String})


def _schema(lists: Mapping[str, list[str]]) -> pa.DataFrameSchema:
    checks = {
        "aanbieder": [pa.Check.str_matches(r"^[0-9]{8}$", error="supplier_has_eight_digits")],
        "declaratie_nummer": [
            pa.Check.str_matches(r"^[A-Za-z0-9]+$", error="declaration_number_is_letters_and_digits")
        ],
        "client": [_by("client_passes_elfproef"), _by("client_is_that_of_the_allocation")],
        "eenheid": [pa.Check.isin(lists["eenheid"], error="unit_is_in_the_list")],
        "product_categorie": [_by("category_is_in_the_list_of_the_law")],
        "product_periode_eind": [_by("period_ends_after_it_starts")],
        "ingediend_bedrag": [_by("amount_is_volume_times_tariff")],
        "referentie_nummer": [_by("line_stands_once_in_a_file")],
        "product_periode_begin": [_by("period_is_declared_once_in_a_file"), _by("period_starts_within_allocation")],
        "product_tarief": [_by("tariff_is_that_of_the_contract")],
        "toewijzing_bekend": [_by("allocation_is_known")],
        "geleverd_volume": [_by("volume_fits_the_allocation")],
        "lid_van_module": [_by("municipality_takes_part")],
    }
    return pa.DataFrameSchema({name: pa.Column(checks=each, nullable=True) for name, each in checks.items()})


def _by(rule: str) -> pa.Check:
    """A check of all lines by an expression; it is given the whole frame, whatever column it hangs on."""
    return pa.Check(lambda data: data.lazyframe.select(CHECKS[rule].right), name=rule)


def keep(found: pl.DataFrame, path: Path) -> None:
    """Write the violations."""
    found.write_parquet(path)
