# SPDX-License-Identifier: EUPL-1.2
"""Polars, Arrow and Spark side by side: which type is which, and tables that go from here to Spark and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

# What columns of the vocabulary and of findings are; Spark has no unsigned numbers.
_SPARK = {
    pl.String: "string", pl.Int64: "bigint", pl.UInt32: "bigint", pl.Date: "date", pl.Boolean: "boolean",
    pl.Binary: "binary", pl.Float64: "double",
}  # fmt: skip
_ARROW = {
    pl.String: pa.string(), pl.Int64: pa.int64(), pl.UInt32: pa.int64(), pl.Date: pa.date32(), pl.Boolean: pa.bool_(),
    pl.Binary: pa.binary(), pl.Float64: pa.float64(),
}  # fmt: skip
# So many rows travel as one value.
_CHUNK = 20_000
Schema = Mapping[str, Any]
Work = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def ddl(schema: Schema) -> str:
    """The schema as Spark writes it."""
    return ", ".join(f"`{name}` {_SPARK[dtype]}" for name, dtype in schema.items())


def simple(dtype: Any) -> str:  # noqa: ANN401 - a Polars type, of which the class has no type of its own
    """The name of the Spark type that holds this Polars type."""
    return _SPARK[dtype]


def in_frames(batches: Iterable[pa.RecordBatch], most: int | None = None) -> Iterator[pl.DataFrame]:
    """The rows that Spark hands to a worker, from `most` on at a time, or all at once; nothing when there are none."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if most is not None and sum(each.num_rows for each in held) >= most:
            yield _frame(held)
            held = []
    if sum(each.num_rows for each in held):
        yield _frame(held)


def to_batches(frame: pl.DataFrame, schema: Schema) -> Iterator[pa.RecordBatch]:
    """The rows as Spark takes them from a worker, in the order of the schema."""
    shape = pa.schema([(name, _ARROW[dtype]) for name, dtype in schema.items()])
    yield from frame.select(*schema).to_arrow().cast(shape).to_batches(max_chunksize=_CHUNK)


def sent(session: SparkSession, frame: pl.DataFrame) -> DataFrame:
    """A Polars frame as a Spark frame, without a loop over its rows and without pandas in between."""
    chunks = [(part.write_ipc_stream(None).getvalue(),) for part in frame.iter_slices(_CHUNK)]
    packed = session.createDataFrame(chunks, "packed binary")
    return packed.mapInArrow(_unpacking(dict(frame.schema)), ddl(frame.schema))


def collected(frame: DataFrame) -> pl.DataFrame:
    """A small Spark frame as a Polars frame."""
    schema = frame.schema
    packed = frame.coalesce(1).mapInArrow(_packed, "packed binary").collect()
    parts = [pl.read_ipc_stream(bytes(row.packed)) for row in packed]
    wanted = {field.name: _polars(field.dataType.simpleString()) for field in schema.fields}
    return pl.concat([pl.DataFrame(schema=wanted), *(part.cast(wanted) for part in parts)])


def _unpacking(schema: Schema) -> Work:
    def unpack(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for packed in batch.column(0):
                yield from to_batches(pl.read_ipc_stream(packed.as_py()), schema)

    return unpack


def _packed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for frame in in_frames(batches):
        yield pa.RecordBatch.from_arrays([pa.array([frame.write_ipc_stream(None).getvalue()], pa.binary())], ["packed"])


def _frame(batches: list[pa.RecordBatch]) -> pl.DataFrame:
    return pl.DataFrame(pa.Table.from_batches(batches))


def _polars(simple_string: str) -> type[pl.DataType]:
    known = {spark: dtype for dtype, spark in _SPARK.items() if dtype is not pl.UInt32}
    return known[simple_string]
