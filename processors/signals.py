# SPDX-License-Identifier: EUPL-1.2
"""What of the region as a whole calls for attention: missing deliveries, contracts, evidence, tariffs."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import TABLES
from processors.rulebook import Severity
from processors.rules import RULES

SIGNALS: Mapping[str, type[pl.DataType]] = {
    "onderwerp": pl.String, "gemeente": pl.String, "aanbieder": pl.String, "contract_nummer": pl.String,
    "maand": pl.String, "regel": pl.String, "ernst": pl.String, "melding": pl.String, "actie": pl.String,
}  # fmt: skip
# What is judged, in the order in which it is told, and what people call it.
SUBJECTS: Mapping[str, str] = {
    "leveringen": "Levering", "verantwoording_verwacht": "Verantwoording", "contractstanden": "Contract",
    "bewijsstukken": "Bewijsstuk", "tarieven": "Tarief",
}  # fmt: skip


def signals(tables: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """What the rules on the region say, one row per finding (columns: `SIGNALS`).

    A rule that cannot be decided says nothing here: that is told where the reference is read.

    Args:
        tables: what is judged, by the names of `SUBJECTS`; one that is absent is not judged.
        reference: the reference tables.
        today: the day of judging.

    """
    told = [pl.DataFrame(schema=dict(SIGNALS))]
    told += [_about(table, tables[table], reference, today) for table in SUBJECTS if table in tables]
    return pl.concat(told)


def _about(table: str, rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    known = enrich(placed(table, rows), table, reference, received_on=today)
    raw = check(RULES.on(today), known, table).filter(
        pl.col("ernst") != str(Severity.SIGNAAL), pl.col("nr").is_not_null()
    )
    about = known[raw["nr"]]
    return raw.select(
        pl.lit(SUBJECTS[table]).alias("onderwerp"),
        *(
            (about[name] if name in about.columns else pl.lit(None, pl.String)).alias(name)
            for name in ("gemeente", "aanbieder", "contract_nummer", "maand")
        ),
        "regel", "ernst", "melding", "actie",
    )  # fmt: skip


def placed(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of a table, with a place for each row, so that rules can judge it."""
    return rows.select(TABLES[table].names).with_columns(
        bestand=pl.lit(table), blad=pl.lit(""), rij=pl.int_range(2, pl.len() + 2, dtype=pl.Int64)
    )
