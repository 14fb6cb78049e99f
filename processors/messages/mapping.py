# SPDX-License-Identifier: EUPL-1.2
"""From the elements of a message to tables of the vocabulary, a column at a time.

Elements stand in document order, so the ancestor of an element at some path is the last one at that path before it:
a sorted search finds it for a whole column, and no tree is walked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from processors.messages.fieldmap import FILLED, Leaf, RecordClass, classes, leaves_of, shared
from processors.tables import TABLES
from workbooks.elements import Elements


@dataclass(frozen=True)
class Records:
    """The rows of one table in a message.

    Attributes:
        frame: all text: columns of the vocabulary that the message has, `blad` (name of the class) and `rij` (Int64,
            ordinal of that class in the message, from 1), in the order of the message.
        paths: per class (`blad`) and column the path from Bericht with slashes, `Declaratie/Clienten/Client/Bsn`;
            a column that no element holds (wet, bericht, soort, onderdeel) has none.

    """

    frame: pl.DataFrame
    paths: Mapping[str, Mapping[str, str]]


def records(elements: Elements, law: str, message: str) -> dict[str, Records]:
    """The tables of a message; one without rows is left out.

    Args:
        elements: what was read; where the structure is wrong, of an element that stands too often the first counts.
        law: wmo or jw.
        message: 301 to 325.

    """
    found = _by_path(elements.frame)
    tables: dict[str, list[tuple[RecordClass, pl.DataFrame]]] = {}
    for each in classes(message):
        if each.path in found and not (each.instead and each.table in tables):
            tables.setdefault(each.table, []).append((each, _rows(each, found, message)))
    return {table: _records(table, parts, law, message) for table, parts in tables.items()}


def _by_path(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Per path its elements (nr, tekst) in the order of the message."""
    parts = frame.select("nr", "pad", "tekst").partition_by("pad", as_dict=True, include_key=False)
    return {str(path): part for (path,), part in parts.items()}


def _rows(each: RecordClass, found: Mapping[str, pl.DataFrame], message: str) -> pl.DataFrame:
    """The rows of a class: the number of its element (`nr`), its columns, `blad` and `rij`."""
    own = found[each.path]["nr"]
    columns = [own, _place(each.counted, own, found).cast(pl.Int64).alias("rij")]
    columns += [
        _column(leaf, own, shared(leaf.path, each.path), found).alias(leaf.column) for leaf in leaves_of(each, message)
    ]
    fixed = (pl.lit(value or None, pl.String).alias(name) for name, value in each.fixed if value != FILLED)
    return pl.DataFrame(columns).with_columns(*fixed, blad=pl.lit(each.sheet))


def _column(leaf: Leaf, own: pl.Series, near: str, found: Mapping[str, pl.DataFrame]) -> pl.Series:
    """The texts of a leaf, one for each element with these numbers; `near` is the element that holds both."""
    texts = found.get(leaf.path)
    if texts is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(own))
    joined = pl.col("tekst").str.join(" ") if leaf.several else pl.col("tekst").first()
    said = texts.group_by(place=_place(near, texts["nr"], found), maintain_order=True).agg(joined)
    places = pl.DataFrame({"place": _place(near, own, found)})
    return places.join(said, on="place", how="left", maintain_order="left").select(_derived(leaf)).to_series()


def _place(near: str, numbers: pl.Series, found: Mapping[str, pl.DataFrame]) -> pl.Series:
    """In which occurrence of `near`, from 1, the elements with these numbers stand; Bericht itself occurs once."""
    if not near:
        return pl.Series([1], dtype=pl.UInt32).new_from_index(0, len(numbers))
    return found[near]["nr"].search_sorted(numbers, side="right").cast(pl.UInt32)


def _derived(leaf: Leaf) -> pl.Expr:
    """The text as the column has it: of a date only the month or the year, missing where it is no date."""
    text = pl.col("tekst")
    if not leaf.derived:
        return text
    return text.str.strip_chars().str.extract(r"^(\d{4}-\d{2})-\d{2}$").str.head(_LENGTH[leaf.derived])


_LENGTH = {"maand": 7, "jaar": 4}


def _records(table: str, parts: list[tuple[RecordClass, pl.DataFrame]], law: str, message: str) -> Records:
    """The rows of all classes of a table, in the order of the message, with what is the same on all of them."""
    rows = pl.concat([rows for _, rows in parts], how="diagonal").sort("nr", maintain_order=True).drop("nr")
    same = {"wet": law, "bericht": message}
    rows = rows.with_columns(pl.lit(value).alias(name) for name, value in same.items() if name in TABLES[table].names)
    order = [name for name in TABLES[table].names if name in rows.columns]
    paths = {
        each.sheet: {leaf.column: leaf.path.replace(".", "/") for leaf in leaves_of(each, message)} for each, _ in parts
    }
    return Records(rows.select(*order, "blad", "rij"), paths)
