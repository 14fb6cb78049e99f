# SPDX-License-Identifier: EUPL-1.2
"""Whether a message is built as the field dictionary says: which element is wrong, and which restriction it breaks.

Whole columns: the elements are joined to the dictionary once, and no element is looked at by itself. White space around
a value is no part of it. The order of elements is not judged.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

# One row per element that is wrong. `nr` is the element, or where it is missing the one that lacks it (null: Bericht);
# `pad` is the path of the element itself; `restrictie` which of the restrictions below it breaks.
WRONG: Mapping[str, type[pl.DataType]] = {
    "nr": pl.UInt32, "pad": pl.String, "restrictie": pl.String, "kenmerk": pl.String, "tekst": pl.String,
}  # fmt: skip
MISSING, TOO_MANY, UNKNOWN, LOOSE = "ontbreekt", "te veel", "onbekend", "losse tekst"
EMPTY, DATE, TIME, WHOLE = "leeg", "datum", "tijd", "geheel"
LENGTH, PATTERN, LOWEST, HIGHEST, LISTED = "lengte", "patroon", "minimum", "maximum", "waarden"
MOST_PATHS = 1 << 16
# What a pattern of a fixed number of characters says, it says of the length too.
_FIXED = r"\{\d+\}$"
_TEXT = pl.col("tekst")


def structure(frame: pl.DataFrame, shape: pl.DataFrame) -> pl.DataFrame:
    """The elements that are not as the dictionary has them (`WRONG`), in the order of the message.

    Of one element the first restriction that it breaks is told; of what stands in an element that is not known nothing.

    Args:
        frame: the elements (`workbooks.elements.Elements`).
        shape: the dictionary of this message (`dictionary.shape`).

    """
    known = frame.join(shape.with_row_index("plaats"), on="pad", how="left", maintain_order="left")
    strange = known.select(pl.col("vreemd") | pl.col("type").is_null()).to_series()
    above = known.select(pl.lit(strange).gather(pl.col("ouder")).fill_null(value=False)).to_series()
    sound = known.filter(~strange & ~above)
    found = [
        pl.DataFrame(schema=dict(WRONG)),
        _as_wrong(known.filter(strange & ~above), UNKNOWN, "pad"),
        _missing(known.filter(~above), sound, shape),
        _too_many(sound),
        _as_wrong(sound.filter(pl.col("groep") & (_TEXT.str.strip_chars() != "")), LOOSE, "pad"),
        _values(sound.filter(~pl.col("groep") & _TEXT.is_not_null())),
    ]
    lacking, there = found[2], pl.concat([*found[:2], *found[3:]]).unique("nr", keep="first", maintain_order=True)
    return pl.concat([there, lacking]).sort("nr", nulls_last=False, maintain_order=True)


def _as_wrong(rows: pl.DataFrame, restriction: str, mark: str) -> pl.DataFrame:
    return rows.select("nr", "pad", restrictie=pl.lit(restriction), kenmerk=pl.col(mark).cast(pl.String), tekst="tekst")


def _missing(every: pl.DataFrame, sound: pl.DataFrame, shape: pl.DataFrame) -> pl.DataFrame:
    """The elements that a class must have and does not, by the class that lacks them."""
    asked = shape.filter(pl.col("min") > 0).select(
        "pad", boven=pl.col("pad").str.extract(r"^(.*)\.[^.]+$").fill_null("")
    )
    root = pl.DataFrame({"nr": [None], "boven": [""]}, schema={"nr": pl.UInt32, "boven": pl.String})
    holders = pl.concat([root, sound.filter("groep").select("nr", boven="pad")])
    wanted = holders.join(asked, on="boven", how="inner", maintain_order="left_right")
    lacking = wanted.join(every, left_on=["nr", "pad"], right_on=["ouder", "pad"], how="anti", nulls_equal=True)
    return _as_wrong(lacking.with_columns(tekst=pl.lit(None, pl.String)), MISSING, "pad")


def _too_many(sound: pl.DataFrame) -> pl.DataFrame:
    """The first element beyond the number that its class may hold."""
    bounded = sound.filter(pl.col("max").is_not_null())
    # Nearly all stand once, which is known soonest of one number for parent and path.
    place = (pl.col("ouder").cast(pl.Int64) + 1).fill_null(0) * MOST_PATHS + pl.col("plaats")
    again = bounded.filter(place.is_duplicated())
    beyond = again.filter(pl.col("nr").cum_count().over("ouder", "pad") == pl.col("max") + 1)
    return _as_wrong(beyond, TOO_MANY, "max")


def _values(leaves: pl.DataFrame) -> pl.DataFrame:
    """The leaves whose text is not allowed. Equal texts at one path have one verdict, so each is looked at once."""
    trimmed = leaves.with_columns(tekst=_TEXT.str.strip_chars())
    names = ["pad", "tekst"]
    different = trimmed.unique(names, maintain_order=True)
    judged = [different.filter(pl.lit(value=False)).select(*names, restrictie=pl.lit(""), kenmerk=pl.lit(""))]
    for part in different.partition_by("pad", maintain_order=True):
        form = part.row(0, named=True)
        verdict = pl.coalesce(pl.when(wrong).then(pl.lit(name)) for name, _, wrong in _restrictions(form))
        marks = {name: mark for name, mark, _ in _restrictions(form)}
        told = part.select(*names, restrictie=verdict).drop_nulls("restrictie")
        judged.append(
            told.with_columns(
                kenmerk=pl.col("restrictie").replace_strict(list(marks), list(marks.values()), return_dtype=pl.String)
            )
        )
    wrong = pl.concat(judged)
    if wrong.is_empty():
        return pl.DataFrame(schema=dict(WRONG))
    return trimmed.join(wrong, on=names, how="inner", maintain_order="left").select(*WRONG)


def _restrictions(form: Mapping[str, Any]) -> Iterator[tuple[str, str, pl.Expr]]:
    """The restrictions of one element in the order in which they count: name, mark, and when a text breaks it."""
    kind, pattern = form["vorm"], str(form["patroon"] or "")
    yield EMPTY, "", _TEXT == ""
    if kind == "date":
        strict = _TEXT.str.contains(r"^\d{4}-\d{2}-\d{2}$")
        yield DATE, "", ~(strict & _TEXT.str.to_date("%Y-%m-%d", strict=False).is_not_null())
        return
    if kind == "time":
        clock = _TEXT.str.to_time("%H:%M:%S", strict=False).is_not_null()
        yield TIME, "", ~(_TEXT.str.contains(r"^\d{2}:\d{2}:\d{2}$") & clock)
        return
    if kind == "integer":
        whole, highest = _TEXT.cast(pl.Int64, strict=False), form["max_waarde"]
        yield WHOLE, str(highest), ~_TEXT.str.contains(r"^[+-]?\d+$")
        yield LOWEST, str(form["min_waarde"]), _TEXT.str.starts_with("-") & (whole.fill_null(-1) < form["min_waarde"])
        yield HIGHEST, str(highest), whole.is_null() | (whole > highest)
    if form["max_lengte"] is not None and not pl.select(pl.lit(pattern).str.contains(_FIXED)).item():
        yield LENGTH, str(form["max_lengte"]), _TEXT.str.len_chars() > form["max_lengte"]
    if pattern:
        # An XSD pattern is about the whole text, without anchors of its own.
        yield PATTERN, pattern, ~_TEXT.str.contains(rf"\A(?:{pattern})\z")
    if form["waarden"] is not None:
        yield LISTED, " ".join(form["waarden"]), ~_TEXT.is_in(list(form["waarden"]))
