# SPDX-License-Identifier: EUPL-1.2
"""Whether a line of a municipality stands with another municipality too, for days that overlap (MGR-205).

A client who moves is with one municipality until the move and with the other from then on: those periods do not
overlap. Where they do, a stop because of moving on either allocation explains it.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from processors.enrichment import earlier_lines
from processors.enrichment.remembered import once_per_table

TABLE = "andere_gemeenten"
NUMBER = ("wet", "aanbieder", "referentie_nummer")
ALLOCATION = ("wet", "client", "toewijzing_nummer")
PERIOD = ("product_periode_begin", "product_periode_eind")
# Reason for ending: moved to another municipality. The list of the Jeugdwet has no such reason.
MOVED = {"wet": "wmo", "reden_beeindiging": "31"}


def told(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The other municipality with the same reference, or else with the same client and allocation.

    Args:
        rows: declaration lines of a municipality.
        reference: `andere_gemeenten`, the lines of other municipalities (columns of declaratieregels); absent when the
            lines are not those of a municipality. `regieberichten` say who moved.

    Returns:
        `referentie_elders` and `toewijzing_elders`: a code, missing where there is none.

    """
    if TABLE not in reference:
        nothing = pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        return pl.DataFrame({"referentie_elders": nothing, "toewijzing_elders": nothing})
    others = _standing(reference[TABLE])
    moved = _moved(reference["regieberichten"]) if "regieberichten" in reference else None
    same_number = _elsewhere(rows, others, NUMBER, moved)
    same_allocation = _elsewhere(rows, others, ALLOCATION, moved)
    return pl.DataFrame({"referentie_elders": same_number, "toewijzing_elders": same_allocation}).with_columns(
        toewijzing_elders=pl.when(pl.col("referentie_elders").is_null()).then("toewijzing_elders")
    )


@once_per_table
def _standing(others: pl.DataFrame) -> pl.DataFrame:
    """The debets of other municipalities that were accepted and not taken back."""
    columns = dict.fromkeys((*NUMBER, *ALLOCATION, "gemeente", *PERIOD))
    return earlier_lines.standing_debets(earlier_lines.accepted(others), *columns)


@once_per_table
def _moved(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The allocations that ended because the client moved to another municipality."""
    same = [pl.col(name) == value for name, value in MOVED.items()]
    stops = regieberichten.filter(pl.col("soort") == "stop", *same)
    return stops.select("wet", "gemeente", "toewijzing_nummer").unique()


def _elsewhere(rows: pl.DataFrame, others: pl.DataFrame, key: Sequence[str], moved: pl.DataFrame | None) -> pl.Series:
    """Per row the lowest code of another municipality with this key and days in common."""
    more = [name for name in ("gemeente", "toewijzing_nummer", *PERIOD) if name not in key]
    debets = rows.with_row_index("_plek").filter(pl.col("debet_credit") == "D").select("_plek", *key, *more)
    pairs = debets.join(others.select(*key, *more), on=list(key), suffix="_elders").filter(
        pl.col("gemeente") != pl.col("gemeente_elders"),
        pl.col("product_periode_begin") <= pl.col("product_periode_eind_elders"),
        pl.col("product_periode_eind") >= pl.col("product_periode_begin_elders"),
    )
    if moved is not None:
        there = "toewijzing_nummer" if "toewijzing_nummer" in key else "toewijzing_nummer_elders"
        pairs = pairs.join(moved, on=["wet", "gemeente", "toewijzing_nummer"], how="anti").join(
            moved, left_on=["wet", "gemeente_elders", there], right_on=["wet", "gemeente", "toewijzing_nummer"],
            how="anti",
        )  # fmt: skip
    found = pairs.group_by("_plek").agg(pl.col("gemeente_elders").min())
    return rows.select(pl.int_range(pl.len(), dtype=pl.get_index_type()).alias("_plek")).join(
        found, on="_plek", how="left", maintain_order="left"
    )["gemeente_elders"]
