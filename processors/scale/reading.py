# SPDX-License-Identifier: EUPL-1.2
"""Lines and reference tables as Spark brings them: columns of the vocabulary with their types, and a place per line."""

from collections.abc import Iterable

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from processors.errors import UnusableInputError
from processors.lines import PROVENANCE, TABLES
from processors.scale.shapes import Schema, collected, sent, simple
from processors.tables import EARLIER

LINES = "declaratieregels"
WHERE: Schema = {"bestand": pl.String, "blad": pl.String, "rij": pl.Int64}
# A whole number of any length holds in a long one; what is empty in all rows may have no type at all.
_FITS = {"bigint": {"tinyint", "smallint", "int", "bigint", "void"}}
_SAID = {"string": "tekst", "bigint": "geheel getal", "date": "datum", "boolean": "ja of nee"}
_MOST = 2**32 - 1


def vocabulary_of(table: str) -> str:
    """The table of the vocabulary that has the columns of this one."""
    return LINES if table == EARLIER else table


def typed(frame: DataFrame, table: str, *, more: Iterable[str] = ()) -> DataFrame:
    """The columns of a table with the types of the vocabulary; an optional column that is not there is empty.

    Args:
        frame: the table.
        table: its name in the vocabulary, or `eerdere_declaratieregels`.
        more: names of other columns that must be there (`bestand`, `blad`, `rij`, `nr`).

    Raises:
        UnusableInputError: a required column is missing, or a column has another type.

    """
    more = tuple(more)
    there = {name: kind.split("(")[0].replace("varchar", "string") for name, kind in frame.dtypes}
    fields = [*TABLES[vocabulary_of(table)].fields, *(PROVENANCE[name] for name in more)]
    absent = [field.name for field in fields if field.name not in there and (field.required or field.name in more)]
    if absent:
        raise UnusableInputError(
            f"In de tabel '{table}' ontbreekt de kolom {', '.join(absent)}. Voeg de kolom toe; docs/schaal.md noemt ze."
        )
    columns = []
    for field in fields:
        wanted = simple(field.kind.dtype)
        found = there.get(field.name, "void")
        if found not in _FITS.get(wanted, {wanted, "void"}):
            raise UnusableInputError(
                f"In de tabel '{table}' is de kolom {field.name} van het type '{found}'; dat moet {_SAID[wanted]} "
                f"('{wanted}') zijn. Zet de kolom om en probeer het opnieuw."
            )
        column = sql.col(field.name) if field.name in there else sql.lit(None)
        columns.append(column.cast(wanted).alias(field.name))
    return frame.select(*columns)


def placed(session: SparkSession, lines: DataFrame) -> tuple[DataFrame, list[str], int]:
    """The lines with their place `nr` (by file, by sheet, by row), the files in their order, and the number of lines.

    Raises:
        UnusableInputError: a line has no place, or two lines have the same one.

    """
    sheets = lines.groupBy("bestand", "blad").agg(
        sql.count(sql.lit(1)).alias("lines"), sql.countDistinct("rij").alias("places"),
        sql.max("rij").alias("last"), sql.min("rij").alias("first"),
    )  # fmt: skip
    rows = sorted(sheets.collect(), key=lambda row: (row.bestand or "", row.blad or ""))
    if any(row.bestand is None or row.blad is None or row.lines != row.places or row.first < 0 for row in rows):
        raise UnusableInputError(
            "Niet elke declaratieregel heeft een eigen plaats: bestand, blad en rij samen zijn leeg of komen dubbel "
            "voor. Geef elke regel zijn eigen rij, en zet in blad een lege tekst als er geen bladen zijn."
        )
    starts, start = [], 0
    for row in rows:
        starts.append((row.bestand, row.blad, start))
        start += row.last + 1
    if start > _MOST:
        raise UnusableInputError(
            f"De rijnummers van alle bestanden samen komen boven {_MOST}. Controleer minder bestanden tegelijk."
        )
    known = session.createDataFrame(starts, "bestand string, blad string, start bigint")
    numbered = lines.join(sql.broadcast(known), ["bestand", "blad"])
    files = list(dict.fromkeys(row.bestand for row in rows))
    return (
        numbered.withColumn("nr", sql.col("start") + sql.col("rij")).drop("start"),
        files,
        sum(row.lines for row in rows),
    )


def on_spark(session: SparkSession, table: DataFrame | pl.DataFrame, name: str) -> DataFrame:
    """A reference table on Spark: the columns of the vocabulary, and the place `nr` of each row in the table."""
    if isinstance(table, pl.DataFrame):
        own = [column for column in TABLES[vocabulary_of(name)].names if column in table.columns]
        there = sent(session, table.select(*own, nr=pl.int_range(pl.len(), dtype=pl.Int64)))
    elif "nr" in table.columns:
        there = table
    else:
        there = table.withColumn("nr", sql.monotonically_increasing_id())
    return typed(there, name, more=("nr",))


def here(table: DataFrame | pl.DataFrame, name: str) -> pl.DataFrame:
    """A reference table in the memory of this machine, in its order."""
    if isinstance(table, pl.DataFrame):
        return table
    return collected(on_spark(table.sparkSession, table, name)).sort("nr").drop("nr")
