# SPDX-License-Identifier: EUPL-1.2
"""The accepted tables in force as Spark reads them from the store, from one side per month (`sources.one_source`)."""

from collections.abc import Iterable

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from processors.delivered import KIND, LINES, TOTALS
from processors.journal_schema import Submission
from processors.scale.shapes import sent
from processors.sources import SLOT
from processors.store import SUBMISSION, Store


def accepted_on_spark(
    session: SparkSession, store: Store, counting: Iterable[Submission], tables: Iterable[str]
) -> dict[str, DataFrame]:
    """The rows of these tables that count.

    Args:
        session: the session; its workers can read the store.
        store: the accepted tables.
        counting: the submissions in force.
        tables: names of accepted tables.

    """
    counting = list(counting)
    ids = [part.id for part in counting]
    wanted = {*tables, LINES, TOTALS}
    found = {name: _read(session, store, name, ids) for name in wanted}
    lines, totals = found[LINES], found[TOTALS]
    own = sql.col(SUBMISSION).isin([part.id for part in counting if part.soort == KIND])
    slots = lines.filter(own).select(*SLOT).union(totals.select(*SLOT)).distinct()
    of_suppliers = lines.filter(~own).join(sql.broadcast(slots), list(SLOT), "left_anti")
    counted = {**found, LINES: of_suppliers.select(*lines.columns).union(lines.filter(own))}
    return {name: counted[name] for name in tables}


def _read(session: SparkSession, store: Store, table: str, ids: list[str]) -> DataFrame:
    files = [str(path.resolve()) for path in store.files(table, set(ids))]
    if not files:
        return sent(session, store.read(table, []).collect())
    # An older file lacks a column that was added to the vocabulary later.
    return session.read.option("mergeSchema", "true").parquet(*files)
