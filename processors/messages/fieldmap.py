# SPDX-License-Identifier: EUPL-1.2
"""Which element of a message is which column: the mapping as data, and how the classes of a message become rows.

`reference/berichtvelden.csv` has every leaf of every message; `reference/berichtklassen.csv` every class of which each
element is a row. Own design [D]: the standard has messages, the region has tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

# A class with this value of a column is one where the column is filled; an empty value is one where it is missing.
FILLED = "*"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element without children and the column that holds it; `derived` says how, where it is no plain copy."""

    path: str
    table: str
    column: str
    derived: str

    @property
    def several(self) -> bool:
        """Whether a message may hold it more than once in one place; a column then has them with spaces between."""
        return self.path.endswith(".RetourCode")


@dataclass(frozen=True, slots=True)
class RecordClass:
    """An element of which each occurrence is a row of a table.

    Attributes:
        path: dotted path below Bericht.
        table: the table.
        fixed: columns with the value they have in rows of this class (`FILLED`: any, empty: none).
        instead: only where no other class gave the table a row.

    """

    path: str
    table: str
    fixed: tuple[tuple[str, str], ...]
    instead: bool

    @property
    def counted(self) -> str:
        """The element that findings count by; a relation has one contact, which has no number of its own."""
        return self.path.removesuffix(".Contact") if ".Relatie." in self.path else self.path

    @property
    def sheet(self) -> str:
        """Its name, which stands for that of the sheet."""
        return self.counted.rpartition(".")[2]


@cache
def leaves(message: str) -> tuple[Leaf, ...]:
    """The leaves of a message (`323`), a row for each table they go to, in the order of the file.

    Raises:
        KeyError: there is no such message.

    """
    rows = _of(_read("berichtvelden"), message)
    return tuple(Leaf(*row) for row in rows.select("pad", "tabel", "kolom", pl.col("afleiding").fill_null("")).rows())


@cache
def classes(message: str) -> tuple[RecordClass, ...]:
    """The classes of a message, in the order of the file.

    Raises:
        KeyError: there is no such message.

    """
    rows = _of(_read("berichtklassen"), message)
    return tuple(
        RecordClass(path, table, tuple(_pairs(fixed)), instead=other == "ja")
        for path, table, fixed, other in rows.select(
            "pad", "tabel", pl.col("vast").fill_null(""), "alleen_zonder_andere"
        ).iter_rows()
    )


@cache
def leaves_of(each: RecordClass, message: str) -> tuple[Leaf, ...]:
    """The leaves that a row of this class takes: those inside it, and those beside and above it.

    What another class of the same table has inside it is not of this one.
    """
    others = [
        other.path
        for other in classes(message)
        if other.table == each.table and not other.instead and not inside(each.path, other.path)
    ]
    fixed = {name for name, value in each.fixed if value != FILLED}
    return tuple(
        leaf
        for leaf in leaves(message)
        if leaf.table == each.table
        and leaf.column not in fixed
        and not any(inside(leaf.path, other) for other in others)
    )


@cache
def messages() -> tuple[str, ...]:
    """Every message there is, in order."""
    return tuple(_read("berichtvelden")["bericht"].unique().sort())


def shared(one: str, other: str) -> str:
    """The element that both paths lie in or are; empty for Bericht itself."""
    first, second = one.split("."), other.split(".")
    depth = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return ".".join(first[:depth])


def inside(path: str, element: str) -> bool:
    """Whether this path is that of the element, or of something in it."""
    return path == element or path.startswith(f"{element}.")


def _pairs(fixed: str) -> Iterable[tuple[str, str]]:
    for each in filter(None, fixed.split(";")):
        column, _, value = each.partition("=")
        yield column, value


def _of(rows: pl.DataFrame, message: str) -> pl.DataFrame:
    own = rows.filter(pl.col("bericht") == message)
    if own.is_empty():
        raise KeyError(f"There is no message '{message}'.")
    return own


@cache
def _read(name: str) -> pl.DataFrame:
    """The rows of a data file, one per message (`bericht`)."""
    text = (files("processors.reference") / f"{name}.csv").read_bytes()
    rows = pl.read_csv(text, infer_schema=False).with_columns(bericht=pl.col("berichten").str.split(" "))
    return rows.explode("bericht").drop("berichten")
