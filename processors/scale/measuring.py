# SPDX-License-Identifier: EUPL-1.2
"""Measure KPIs on Spark: Polars makes rows ready per client in the workers, Spark groups them (decision 0019)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import narwhals as nw
import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from processors.delivered import TOTALS
from processors.errors import UnusableInputError
from processors.fields import Kind
from processors.kpibook import KpiBook
from processors.lines import TABLES
from processors.measured import TABLES as MEASURED
from processors.measured import Material
from processors.measured.cuts import BY_CLIENT, WHOLE
from processors.measuring import measure
from processors.scale.reading import typed
from processors.scale.shapes import collected, ddl, in_frames, to_batches

# In so many parts the command cuts the rows: a few for each worker of a small cluster.
PARTS = 32
_TABLE = "tabel"


@dataclass(frozen=True)
class _Worker:
    """Makes the measured rows of the clients that a worker is given."""

    name: str
    material: Material

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        table = MEASURED[self.name]
        for rows in in_frames(batches):
            lines = {
                name: rows.filter(pl.col(_TABLE) == name).select(
                    pl.col(column).cast(kind) for column, kind in TABLES[name].schema.items()
                )
                for name in BY_CLIENT[self.name]
            }
            yield from to_batches(table.of(replace(self.material, lines=lines)), table.schema)


def measure_on_spark(
    kpis: KpiBook, tables: Mapping[str, DataFrame], per: tuple[str, ...], material: Material, *, parts: int
) -> pl.DataFrame:
    """The figures of `measure`, over accepted tables that do not fit in one machine.

    Args:
        kpis: the KPIs, in the order in which they are reported.
        tables: accepted tables by name; from one side per month (`sources.one_source`).
        per: names in `measuring.GROUPS`.
        material: the reference, the deliveries, the month and the day; its own lines are not looked at.
        parts: in how many parts the rows are made ready; the figures do not depend on it.

    Raises:
        UnusableInputError: a KPI needs rows of more clients together, or a table cannot be used.

    """
    names = dict.fromkeys(kpi.table for kpi in kpis)
    if whole := [f"{kpi.code}: {WHOLE[kpi.table]}." for kpi in kpis if kpi.table not in BY_CLIENT]:
        raise UnusableInputError(
            "Niet elke gevraagde KPI kan op Spark; gebruik daarvoor 'verzamelpunt kpi'. " + " ".join(whole)
        )
    bare = replace(material, lines={}, totals=_told_by_totals(tables) if material.totals is None else material.totals)
    return measure(kpis, {name: _measured(name, tables, bare, parts) for name in names}, per, collect=_collected)


def sources_of(kpis: KpiBook) -> list[str]:
    """The accepted tables that these KPIs are measured from; of a KPI that cannot be measured here none."""
    return sorted({source for kpi in kpis for source in BY_CLIENT.get(kpi.table, ())})


def _told_by_totals(tables: Mapping[str, DataFrame]) -> pl.DataFrame:
    """The municipality and month of all totals: a part does not hold those of the others (`Material.totals`)."""
    if TOTALS not in tables:
        return pl.DataFrame(schema={"gemeente": pl.String, "maand": pl.String})
    told = typed(tables[TOTALS], TOTALS).select("gemeente", sql.col("declaratie_maand").alias("maand"))
    return collected(told.distinct())


def _collected(groups: nw.LazyFrame[Any]) -> pl.DataFrame:
    return collected(groups.to_native())


def _measured(name: str, tables: Mapping[str, DataFrame], material: Material, parts: int) -> DataFrame:
    """The rows of a measured table on Spark."""
    stacked = [
        typed(tables[source], source).withColumn(_TABLE, sql.lit(source))
        for source in BY_CLIENT[name]
        if source in tables
    ]
    rows = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), stacked)
    cut = rows.repartition(parts, "wet", sql.coalesce("client", "gemeente") if "client" in rows.columns else "gemeente")
    absent = [sql.lit(None).cast("string").alias(column) for column in _wanted(name) if column not in rows.columns]
    return cut.select("*", *absent).mapInArrow(_Worker(name, material), ddl(MEASURED[name].schema))


def _wanted(name: str) -> dict[str, Kind]:
    """Every column of the accepted tables that a measured table is made from."""
    return {field.name: field.kind for source in BY_CLIENT[name] for field in TABLES[source].fields}
