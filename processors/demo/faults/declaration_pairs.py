# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines that go wrong beside another line, in the same file or an earlier one."""

from random import Random

import polars as pl

from processors.demo.faults.declaration_cells import SIMPLE, TABLE
from processors.demo.faults.declaration_rows import LONG, WHOLE_MONTH, credit_of, next_submission, priced
from processors.demo.faults.registry import Cells, Edit, Row, added_fault, fault, row_fault

STEADY = SIMPLE & LONG & WHOLE_MONTH & pl.col("t_frequentie").is_in(["2", "4"])


@fault("TR101", TABLE, where=pl.col("buur_referentie").is_not_null())
def reference_of_the_line_above(row: Row, _random: Random) -> list[Edit]:
    """The reference of the line above it in the same file."""
    return [
        Edit(TABLE, row["nr"], {"referentie_nummer": row["buur_referentie"]}, (("referentie_nummer", "TR101", "fout"),))
    ]


@added_fault("TR315", TABLE, "vorig_referentie_nummer", where=pl.col("debet_credit") == "C")
def credited_twice_in_one_file(row: Row, _random: Random) -> Cells:
    """A second credit for the same line, in the same file."""
    return {"referentie_nummer": f"{row['referentie_nummer'][:-1]}X"}


@added_fault("TR316", TABLE, "vorig_referentie_nummer", where=STEADY)
def credit_beside_its_debet(row: Row, _random: Random) -> Cells:
    """A credit for a line of the same file."""
    return {
        "debet_credit": "C", "vorig_referentie_nummer": row["referentie_nummer"],
        "referentie_nummer": f"{row['referentie_nummer'][:-1]}X",
    }  # fmt: skip


@added_fault("TR416", TABLE, "product_periode_begin", where=STEADY)
def declared_twice_in_one_file(row: Row, _random: Random) -> Cells:
    """The same period twice, under another reference."""
    return {"referentie_nummer": f"{row['referentie_nummer'][:-1]}X", **priced(row, 1)}


@row_fault("TR314", TABLE, "referentie_nummer", where=pl.col("vorige_referentie").is_not_null())
def reference_of_last_month(row: Row, _random: Random) -> Cells:
    """The reference of last month's line of the same client."""
    return {"referentie_nummer": row["vorige_referentie"]}


@row_fault("TR333", TABLE, "declaratie_nummer", where=pl.col("vorige_declaratie").is_not_null())
def number_of_last_month(row: Row, _random: Random) -> Cells:
    """The declaration number of last month."""
    return {"declaratie_nummer": row["vorige_declaratie"]}


@added_fault("TR323", TABLE, "vorig_referentie_nummer", where=STEADY & pl.col("volgt"))
def credit_of_an_unknown_line(row: Row, _random: Random) -> Cells:
    """A credit for a line that was never declared."""
    return {**credit_of(row), "vorig_referentie_nummer": f"{row['referentie_nummer'][:-1]}Q"}


@added_fault("TR390", TABLE, "vorig_referentie_nummer", where=(pl.col("debet_credit") == "C") & pl.col("volgt"))
def credited_again_a_month_later(row: Row, _random: Random) -> Cells:
    """A second credit for the same line, a month after the first."""
    return {**next_submission(row), "referentie_nummer": f"{row['referentie_nummer'][:-1]}X"}


@added_fault("MGR-333", TABLE, "vorig_referentie_nummer", where=STEADY & pl.col("volgt"))
def credit_that_is_no_copy(row: Row, _random: Random) -> Cells:
    """A credit for more than was declared."""
    return {**credit_of(row), **priced(row, row["geleverd_volume"] + 1)}


@added_fault("TR389", TABLE, "product_periode_begin", where=STEADY & pl.col("volgt"))
def declared_again_a_month_later(row: Row, _random: Random) -> Cells:
    """The same period again, a month later, without a credit."""
    return {**next_submission(row), **priced(row, 1), "referentie_nummer": f"{row['referentie_nummer'][:-1]}X"}
