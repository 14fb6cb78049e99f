# SPDX-License-Identifier: EUPL-1.2
"""Which rows go to which part: a part has whole allocations, and all that enrichment asks about its lines.

Only what is found by supplier and law may lie elsewhere; it goes by the parts of suppliers (`suppliers.py`). Too many
rows in a part do no harm, too few do.
"""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from processors.enrichment.allocations import KEY
from processors.enrichment.previous_declaration import SUPPLIER
from processors.lines import TABLES
from processors.scale.reading import LINES, WHERE, vocabulary_of
from processors.scale.shapes import Schema, Work, ddl, in_frames, to_batches
from processors.scale.suppliers import GOAL, Suppliers
from processors.tables import EARLIER

PART, KIND, ROWS = "deel", "soort", "regels"
PACKED: Schema = {PART: pl.Int64, KIND: pl.String, ROWS: pl.Binary}
# So many rows at most are cut up at a time.
CUT = 250_000


def together(lines: DataFrame, reference: Mapping[str, DataFrame], parts: int, suppliers: Suppliers) -> DataFrame:
    """All that the parts need, cut up and packed: rows of `PACKED`, those of one part in one place.

    Args:
        lines: all lines of the submission, with `bestand`, `blad`, `rij`, `nr`.
        reference: the large reference tables, with `nr`.
        parts: how many parts.
        suppliers: what is asked of the lines of a supplier.

    """
    of_lines = TABLES[LINES].schema
    asking = _parted(lines, KEY, parts)
    sending = [_packed(asking, LINES, {**of_lines, **WHERE})]
    sending += [
        _packed(_parted(table, KEY, parts), name, TABLES[vocabulary_of(name)].schema)
        for name, table in reference.items()
    ]
    by_supplier = [_packed(_aimed(asking, parts), LINES, {GOAL: pl.Int64, **suppliers.asks})]
    if EARLIER in reference:
        earlier = _aimed(_parted(reference[EARLIER], KEY, parts), parts)
        by_supplier.append(_packed(earlier, EARLIER, {GOAL: pl.Int64, **of_lines}))
    sending.append(_gathered(by_supplier, parts).mapInArrow(answering(suppliers), ddl(PACKED)))
    return _gathered(sending, parts)


def _parted(frame: DataFrame, key: Sequence[str], parts: int) -> DataFrame:
    """Rows, each with the part of its key."""
    return frame.withColumn(PART, sql.pmod(sql.xxhash64(*key), sql.lit(parts)))


def _aimed(frame: DataFrame, parts: int) -> DataFrame:
    """Rows, each with the part of its supplier, and as its goal the part of its allocation."""
    return _parted(frame.withColumnRenamed(PART, GOAL), SUPPLIER, parts)


def _gathered(sending: Sequence[DataFrame], parts: int) -> DataFrame:
    whole = sending[0]
    for rows in sending[1:]:
        whole = whole.union(rows)
    return whole.repartition(parts, PART)


def _packed(frame: DataFrame, kind: str, schema: Schema) -> DataFrame:
    """The rows by part as Polars writes them: Spark moves a few large values, not many rows of many columns."""
    whole = {PART: pl.Int64, "nr": pl.Int64, **schema}
    return frame.select(*whole).mapInArrow(cutting(kind, whole), ddl(PACKED))


def cutting(kind: str, schema: Schema) -> Work:
    """Cut what a worker gets up by part, so many rows at a time."""

    def cut(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for frame in in_frames(batches, CUT):
            yield from _cut(frame.cast(pl.Schema(schema)), kind)

    return cut


def answering(suppliers: Suppliers) -> Work:
    """What the suppliers of a part know, cut up by the part that it is for."""

    def answer(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for rows in in_frames(batches):
            for part in rows.partition_by(PART):
                lines = unpacked(part, LINES, {GOAL: pl.Int64, **suppliers.asks})
                earlier = unpacked(part, EARLIER, {GOAL: pl.Int64, **TABLES[LINES].schema})
                for kind, frame in suppliers.answers(lines, earlier).items():
                    yield from _cut(frame.rename({GOAL: PART}), kind)

    return answer


def _cut(frame: pl.DataFrame, kind: str) -> Iterator[pa.RecordBatch]:
    rows = [
        {PART: part[PART][0], KIND: kind, ROWS: part.drop(PART).write_ipc_stream(None, compression="lz4").getvalue()}
        for part in frame.partition_by(PART)
    ]
    yield from to_batches(pl.DataFrame(rows, schema=PACKED), PACKED)


def unpacked(rows: pl.DataFrame, kind: str, schema: Schema) -> pl.DataFrame:
    """The rows of one kind that came to a part, with `nr`, in no particular order."""
    found = [pl.read_ipc_stream(each) for each in rows.filter(pl.col(KIND) == kind)[ROWS]]
    return pl.concat([pl.DataFrame(schema={"nr": pl.Int64, **schema}), *found])
