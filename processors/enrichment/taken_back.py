# SPDX-License-Identifier: EUPL-1.2
"""Which credits of a submission take a debet back: only those free room for what is declared anew (handbook 7.7)."""

import polars as pl

from processors.lines import JOINED

NUMBER = ("wet", "aanbieder", "referentie_nummer")
NAMED = ("wet", "aanbieder", "vorig_referentie_nummer")


def standing(rows: pl.DataFrame, told: pl.DataFrame) -> pl.Series:
    """Whether a credit takes an approved debet back, whole and for the first time; missing on other lines.

    A credit that rules on its numbers or its debet refuse (TR101, TR314, TR315, TR316, TR323, TR390, MGR-333) takes
    nothing back: the debet still stands. A credit for another client is no copy either (TR304).

    Args:
        rows: declaration lines of one submission.
        told: what earlier lines say of them (`earlier_lines.told`).

    """
    every = pl.concat([rows, told], how="horizontal").with_row_index("place").lazy()
    copied = [name for name in rows.columns if f"vorig_{name}" in JOINED]
    alike = pl.all_horizontal(*(pl.col(name) == pl.col(f"vorig_{name}") for name in copied))
    fitting = every.filter(
        pl.col("debet_credit") == "C",
        "vorig_bekend",
        ~pl.col("vorig_gecrediteerd"),
        ~pl.col("eerder_referentie"),
        alike,
    )
    first_to_name = _first(every, fitting, NAMED)
    first_of_number = _first(every, fitting, NUMBER)
    debets = every.filter(pl.col("vorig_referentie_nummer").is_null()).select(
        "wet", "aanbieder", vorig_referentie_nummer="referentie_nummer"
    )
    stands = (
        fitting.join(first_to_name, on="place", how="semi")
        .join(first_of_number, on="place", how="semi")
        .join(debets, on=list(NAMED), how="anti")
    )
    places = stands.select("place").collect()["place"]
    hits = pl.repeat(value=False, n=len(rows), eager=True).scatter(places, values=True)
    return rows.select(pl.when(pl.col("debet_credit") == "C").then(hits).alias("credit_geldt"))["credit_geldt"]


def _first(every: pl.LazyFrame, fitting: pl.LazyFrame, key: tuple[str, ...]) -> pl.LazyFrame:
    """The place of the first line of the submission with the key of each of these."""
    return every.join(fitting.select(key), on=list(key), how="semi").group_by(key).agg(pl.col("place").min())
