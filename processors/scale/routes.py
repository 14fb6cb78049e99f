# SPDX-License-Identifier: EUPL-1.2
"""Which rows go to which part: a part has whole allocations, and all that enrichment asks about its lines.

Too many rows in a part do no harm, too few do; so rows find their parts by a number made of their key, and it does not
matter that two keys may have the same number. A key that misses a value finds nothing, here as in enrichment.
"""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql

from processors.enrichment.allocations import KEY
from processors.enrichment.elsewhere import NUMBERS
from processors.enrichment.nearby import FOUND_BY
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.taken_back import NAMED, NUMBER
from processors.lines import TABLES
from processors.scale.reading import LINES, WHERE, vocabulary_of
from processors.scale.shapes import Schema, Work, ddl, in_frames, to_batches
from processors.tables import EARLIER

PART, KIND, ROWS = "deel", "soort", "regels"
PACKED: Schema = {PART: pl.Int64, KIND: pl.String, ROWS: pl.Binary}
# So many rows at most are cut up at a time.
CUT = 250_000
SHARING, MONTHS = "delend", "maanden"


def parted(frame: DataFrame, parts: int) -> DataFrame:
    """Rows with an allocation, each with the part of that allocation."""
    return frame.withColumn(PART, sql.pmod(sql.xxhash64(*KEY), sql.lit(parts)))


def together(
    lines: DataFrame, every: DataFrame, reference: Mapping[str, DataFrame], parts: int, *, extra: Schema | None = None
) -> DataFrame:
    """All that the parts need, cut up and packed: rows of `PACKED`, those of one part in one place.

    Args:
        lines: the lines to send, with `bestand`, `blad`, `rij`, `nr`.
        every: all lines of the submission, of which numbers and months matter.
        reference: the large reference tables, with `nr`.
        parts: how many parts.
        extra: more columns of the lines that travel along.

    """
    asking = parted(lines, parts)
    of_lines = TABLES[LINES].schema
    crediting = asking.filter(sql.col("debet_credit") == "C")
    numbers = _asks(crediting, [(NUMBER, NUMBER), (NUMBER, NAMED)])
    months = every.select(*SUPPLIER, MONTH).distinct().withColumn("nr", sql.lit(0).cast("bigint"))
    sending = [
        _packed(asking, LINES, {**of_lines, **WHERE, **(extra or {})}),
        _packed(_found(every.select("nr", *NUMBERS), [NUMBER, NAMED], numbers), SHARING, _among(of_lines, NUMBERS)),
        _packed(
            _found(months, [SUPPLIER], _asks(asking, [(SUPPLIER, SUPPLIER)])),
            MONTHS,
            _among(of_lines, [*SUPPLIER, MONTH]),
        ),
    ]
    for name, table in reference.items():
        schema = TABLES[vocabulary_of(name)].schema
        sending += [_packed(found, name, schema) for found in _of(name, table, asking, parts)]
    whole = sending[0]
    for rows in sending[1:]:
        whole = whole.union(rows)
    return whole.repartition(parts, PART)


def _of(name: str, table: DataFrame, asking: DataFrame, parts: int) -> list[DataFrame]:
    """The rows of a large table that lines ask for, each with its part; a row may be there more than once."""
    # Rows on the allocations of a part; a join would move the lines, this only moves the rows.
    found = [parted(table, parts)]
    others = [(key, asked) for key, asked in FOUND_BY[name] if key != KEY]
    if others:
        asks = _asks(asking, others)
        found.append(_found(table, list(dict.fromkeys(key for key, _ in others)), asks))
    if name == EARLIER:
        found += _earlier(table, asks, asking, parts)
    return found


def _earlier(table: DataFrame, asks: DataFrame, asking: DataFrame, parts: int) -> list[DataFrame]:
    """Of earlier lines also the credits on what is found, and of each supplier and month one line."""
    crediting = table.filter(sql.col("debet_credit") == "C").withColumn("_key", _number(NUMBER, NAMED))
    debets = parted(table.filter(sql.col("debet_credit") == "D"), parts)
    on_allocations = debets.select(PART, _number(NUMBER, NUMBER).alias("_key"))
    accepted = table.filter(~sql.col("status").eqNullSafe("afgewezen"))
    one_each = accepted.groupBy(*SUPPLIER, MONTH).agg(sql.min_by(sql.struct(*table.columns), "nr").alias("row"))
    return [
        crediting.join(asks.unionByName(on_allocations), "_key"),
        _found(one_each.select("row.*"), [SUPPLIER], _asks(asking, [(SUPPLIER, SUPPLIER)])),
    ]


def _asks(lines: DataFrame, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> DataFrame:
    """The keys that the lines of each part ask for: `deel`, `_key`."""
    keys = sql.array(*(_number(key, asked) for key, asked in pairs))
    return lines.select(PART, sql.explode(keys).alias("_key")).filter(sql.col("_key").isNotNull()).distinct()


def _found(table: DataFrame, keys: Sequence[Sequence[str]], asks: DataFrame) -> DataFrame:
    """The rows that have a key that is asked for; where two keys have columns of one kind both are looked at."""
    kinds = {tuple(key): NUMBER if tuple(key) == NAMED else tuple(key) for key in keys}
    offered = sql.array(*(_number(kind, key) for key, kind in kinds.items()))
    return table.withColumn("_key", sql.explode(offered)).filter(sql.col("_key").isNotNull()).join(asks, "_key")


def _number(kind: Sequence[str], columns: Sequence[str]) -> Column:
    """A number for a key; missing where a part of it is."""
    whole = sql.lit(True)  # noqa: FBT003 - a value of Spark
    for name in columns:
        whole = whole & sql.col(name).isNotNull()
    return sql.when(whole, sql.xxhash64(sql.lit(" ".join(kind)), *columns))


def _among(schema: Schema, names: Sequence[str]) -> Schema:
    return {name: schema[name] for name in names}


def _packed(frame: DataFrame, kind: str, schema: Schema) -> DataFrame:
    """The rows by part as Polars writes them: Spark moves a few large values, not many rows of many columns."""
    whole = {PART: pl.Int64, "nr": pl.Int64, **schema}
    return frame.select(*whole).mapInArrow(_cutting(kind, whole), ddl(PACKED))


def _cutting(kind: str, schema: Schema) -> Work:
    """Cut what a worker gets up by part, so many rows at a time."""

    def cut(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for frame in in_frames(batches, CUT):
            rows = [
                {
                    PART: part[PART][0],
                    KIND: kind,
                    ROWS: part.drop(PART).write_ipc_stream(None, compression="lz4").getvalue(),
                }
                for part in frame.cast(pl.Schema(schema)).partition_by(PART)
            ]
            yield from to_batches(pl.DataFrame(rows, schema=PACKED), PACKED)

    return cut


def unpacked(rows: pl.DataFrame, kind: str, schema: Schema) -> pl.DataFrame:
    """The rows of one kind that came to a part, with `nr`, in no particular order."""
    found = [pl.read_ipc_stream(each) for each in rows.filter(pl.col(KIND) == kind)[ROWS]]
    return pl.concat([pl.DataFrame(schema={"nr": pl.Int64, **schema}), *found])
