# SPDX-License-Identifier: EUPL-1.2
"""Where an element that is wrong stands: in which class, the how manieth, and which cells of the tables it spoils."""

from collections.abc import Mapping

import polars as pl

from processors.intake.submission import UNTRUSTED
from processors.messages.fieldmap import RecordClass, classes, leaves, shared
from processors.messages.structure import MISSING

ROOT = "Bericht"


def placed(wrong: pl.DataFrame, frame: pl.DataFrame, shape: pl.DataFrame) -> pl.DataFrame:
    """The wrong elements (`structure.WRONG`) with `blad` (name of their class) and `rij` (its ordinal, from 1).

    A class is the nearest element around them that may occur any number of times; else the element below Bericht.
    """
    repeated = frozenset(shape.filter(pl.col("groep") & pl.col("max").is_null())["pad"])
    different = wrong.select("pad", "restrictie").unique(maintain_order=True)
    owners = [_class_of(pad, repeated, lacks=kind == MISSING) for pad, kind in different.rows()]
    named = wrong.join(
        different.with_columns(klasse=pl.Series(owners, dtype=pl.String)),
        on=["pad", "restrictie"],
        maintain_order="left",
    )
    parts = []
    for (owner,), part in named.partition_by("klasse", as_dict=True, maintain_order=True).items():
        starts = frame.filter(pl.col("pad") == owner)["nr"]
        row = starts.search_sorted(part["nr"].fill_null(0), side="right").cast(pl.Int64)
        parts.append(part.with_columns(blad=pl.lit(str(owner).rpartition(".")[2]), rij=row.clip(1)))
    return pl.concat(parts).sort("nr", nulls_last=False, maintain_order=True) if parts else named.with_columns(
        blad=pl.lit(""), rij=pl.lit(1, pl.Int64)
    )  # fmt: skip


def _class_of(pad: str, repeated: frozenset[str], *, lacks: bool) -> str:
    """The path of the class that an element belongs to; of one that is missing the class that lacks it."""
    steps = pad.split(".")
    if lacks:
        steps = steps[:-1]
    around = [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    return next((path for path in reversed(around) if path in repeated), around[0] if around else ROOT)


def cells_of(wrong: pl.DataFrame, frame: pl.DataFrame, message: str) -> dict[str, pl.DataFrame]:
    """Per table the cells that a wrong element would fill (`UNTRUSTED`): position of the row and column."""
    found: dict[str, list[pl.DataFrame]] = {}
    if wrong.is_empty():
        return {}
    numbers = {str(path): part["nr"] for (path,), part in frame.partition_by("pad", as_dict=True).items()}
    for table, own in _rows_of(numbers, message).items():
        for each, rows in own:
            for leaf in leaves(message):
                if leaf.table != table:
                    continue
                bad = wrong.filter(_about(leaf.path))["nr"]
                if len(bad):
                    spoilt = rows.filter(_place(shared(leaf.path, each.path), rows["nr"], numbers).is_in(
                        _place(shared(leaf.path, each.path), bad, numbers).implode()
                    ))  # fmt: skip
                    found.setdefault(table, []).append(spoilt.select("position", column=pl.lit(leaf.column)))
    return {
        table: pl.concat(parts).rename({"position": "nr"}).cast(pl.Schema(UNTRUSTED)).unique(maintain_order=True)
        for table, parts in found.items()
    }


def _about(path: str) -> pl.Expr:
    """Whether a wrong element is this one, or one around it that is missing."""
    above = [".".join(path.split(".")[:depth]) for depth in range(1, path.count(".") + 1)]
    return (pl.col("pad") == path) | ((pl.col("restrictie") == MISSING) & pl.col("pad").is_in(above))


def _rows_of(numbers: Mapping[str, pl.Series], message: str) -> dict[str, list[tuple[RecordClass, pl.DataFrame]]]:
    """Per table its classes with their elements (`nr`) and the positions of these among the rows of the table."""
    own: dict[str, list[RecordClass]] = {}
    for each in classes(message):
        if each.path in numbers and not (each.instead and each.table in own):
            own.setdefault(each.table, []).append(each)
    found = {}
    for table, parts in own.items():
        every = pl.concat([numbers[each.path] for each in parts]).sort()
        found[table] = [
            (each, pl.DataFrame({"nr": numbers[each.path], "position": every.search_sorted(numbers[each.path])}))
            for each in parts
        ]
    return found


def _place(near: str, elements: pl.Series, numbers: Mapping[str, pl.Series]) -> pl.Series:
    """In which occurrence of `near` these elements stand; Bericht itself, and what is not there, occurs once."""
    if not near or near not in numbers:
        return pl.Series([1], dtype=pl.UInt32).new_from_index(0, len(elements))
    return numbers[near].search_sorted(elements.fill_null(0), side="right").cast(pl.UInt32)
