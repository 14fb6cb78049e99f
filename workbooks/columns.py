# SPDX-License-Identifier: EUPL-1.2
"""Packed columns (see `cells`) back into frames."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any, Final

import polars as pl

from workbooks.grid import Grid

SEPARATOR: Final = "\x1f"
TEXT, NUMBER, MOMENT = 0, 1, 2
WORD: Final = 8  # bytes of a number or a date
DAY: Final = 86_400
SHORT: Final = 16  # characters; a longer number may have more digits than Excel shows, or an exponent
WHOLE: Final = 1e15


def grids(head: dict[str, Any], data: memoryview) -> tuple[Grid, ...]:
    """The sheets that the head of an answer describes."""
    at = 0
    found = []
    for sheet in head["sheets"]:
        columns = []
        for lengths in sheet["columns"]:
            ends = list(accumulate(lengths, initial=at))
            columns.append([bytes(data[start:end]) for start, end in pairwise(ends)])
            at = ends[-1]
        rows = frozenset(sheet["hidden_rows"])
        made = grid(sheet["name"], sheet["height"], columns, hidden=sheet["hidden"], hidden_rows=rows)
        found.append(replace(made, formulas=frozenset((row, column) for row, column in sheet["formulas"])))
    return tuple(found)


def grid(
    name: str,
    height: int,
    columns: Iterable[Sequence[bytes]],
    *,
    hidden: bool = False,
    hidden_rows: frozenset[int] = frozenset(),
) -> Grid:
    """The sheet of these packed columns: of each its kinds, texts, numbers and dates (see `cells`)."""
    frames: tuple[list[pl.Series], list[pl.Series], list[pl.Series]] = ([], [], [])
    for index, packed in enumerate(columns, 1):
        for target, column in zip(frames, _unpack(packed, height), strict=True):
            if column is not None:
                target.append(column.alias(str(index)))
    text, number, dated = map(pl.DataFrame, frames)
    return Grid(name, text, number, dated, hidden, hidden_rows)


def plain(numbers: pl.Series) -> pl.Series:
    """Numbers as plain decimals with at most 15 digits, which is what Excel shows of them.

    >>> plain(pl.Series([889.0, 12.5, 59.699999999999996, 1e12, 1e-7])).to_list()
    ['889', '12.5', '59.7', '1000000000000', '0.0000001']
    """
    whole = (numbers.round() == numbers) & (numbers.abs() < WHOLE)
    text = numbers.cast(pl.String)
    odd = ~whole & ((text.str.len_bytes() > SHORT) | text.str.contains("e", literal=True))
    exact = numbers.filter(odd).unique()
    written = pl.Series([_decimal(number) for number in exact], dtype=pl.String)
    rest = numbers.replace_strict(exact, written, default=None, return_dtype=pl.String) if len(exact) else None
    frame = pl.DataFrame({"number": numbers, "whole": whole, "text": text, "rest": rest})
    integers = pl.when("whole").then("number").cast(pl.Int64).cast(pl.String)
    return frame.select(pl.coalesce(integers, "rest", "text")).to_series()


def _decimal(number: float) -> str:
    text = format(Decimal(f"{number:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unpack(blobs: Sequence[bytes], height: int) -> tuple[pl.Series | None, pl.Series | None, pl.Series | None]:
    """Text, numbers and dated of one column; None for what the column doesn't have."""
    kinds, joined, packed_numbers, packed_moments = blobs
    texts = pl.Series([joined.decode()]).str.split(SEPARATOR).explode().replace("", None)
    if not kinds:
        return texts, None, None
    kind = numbers_of(kinds, pl.UInt8(), height)
    text = pl.repeat(None, height, dtype=pl.String, eager=True)
    number = dated = None
    if (kind == TEXT).any():
        text.scatter((kind == TEXT).arg_true(), texts)
    if packed_numbers:
        numbers = numbers_of(packed_numbers, pl.Float64(), len(packed_numbers) // WORD)
        number = pl.repeat(None, height, dtype=pl.Float64, eager=True)
        number.scatter((kind == NUMBER).arg_true(), numbers)
        text.scatter((kind == NUMBER).arg_true(), plain(numbers))
    if packed_moments:
        seconds = numbers_of(packed_moments, pl.Int64(), len(packed_moments) // WORD)
        dated = kind == MOMENT
        text.scatter(dated.arg_true(), iso(seconds))
    return text, number, dated


def iso(seconds: pl.Series) -> pl.Series:
    """Whole seconds since 1970 as dates in ISO notation, with the time only when there is one."""
    moments = pl.from_epoch(seconds, time_unit="s")
    frame = pl.DataFrame({"seconds": seconds, "day": moments.dt.date().cast(pl.String)})
    if not (seconds % DAY != 0).any():
        return frame["day"]
    times = moments.dt.strftime("%Y-%m-%dT%H:%M:%S")
    return frame.select(pl.when(pl.col("seconds") % DAY == 0).then("day").otherwise(times)).to_series()


def numbers_of(data: bytes, kind: pl.DataType, length: int) -> pl.Series:
    """The numbers in packed bytes."""
    if not length:
        return pl.Series([], dtype=kind)
    return pl.Series([data]).bin.reinterpret(dtype=pl.Array(kind, length), endianness=sys.byteorder).explode()
