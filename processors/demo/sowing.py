# SPDX-License-Identifier: EUPL-1.2
"""Sow faults in clean rows, and keep the truth: which finding belongs at which cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

import polars as pl

from processors.demo.faults import FAULTS, Fault
from processors.demo.faults.registry import WAARSCHUWING, Edit, Row
from processors.demo.habits import Raw
from processors.demo.region import Region
from processors.demo.submissions import KEY, NUMBER, Submission
from processors.demo.views import make_views
from workbooks.plain import CellError

TRIES = 200  # rows looked at per fault to sow
AS_LINE = "declaratieregels"


@dataclass(frozen=True)
class Expected:
    """A finding that must come back: on which row and column, by which rule; `whole` is about the file of the row."""

    table: str
    number: int
    column: str
    code: str
    severity: str
    whole: bool = False


@dataclass
class Field:
    """The tables with the faults in them.

    `cells` are values that no column can hold, written as they are; `truth` is what must be found.
    """

    tables: dict[str, pl.DataFrame]
    cells: dict[tuple[str, int, str], object] = field(default_factory=dict)
    truth: list[Expected] = field(default_factory=list)
    sown: dict[str, int] = field(default_factory=dict)


def sow(region: Region, tables: Mapping[str, pl.DataFrame], submissions: list[Submission]) -> Field:
    """Sow every fault at least once, as long as there is a clean row for it, and up to the share of the plan.

    No two faults on one row, one person or one allocation, so that each gives its own finding and no other.
    """
    plan = region.plan
    views = make_views(region, tables, submissions)
    made, taken = Field(dict(tables)), _Taken()
    edits: list[Edit] = []
    each = max(1, round(plan.lines * plan.fault_share / len(FAULTS))) if plan.fault_share else 0
    able = [(fault, views[fault.table].filter(fault.where & _clean(fault))) for fault in FAULTS]
    # Rare opportunities first: what can be sown anywhere finds a place later. And each fault once before any twice.
    beds = []
    for number, (fault, rows) in enumerate(able):
        random = Random(f"{plan.seed} {number} {fault.code}")  # noqa: S311 - invented data, no secrets
        beds.append(_Bed(fault, rows, random, taken, TRIES * each))
    beds.sort(key=lambda bed: len(bed.rows))
    for bed in beds * each:
        chosen = list(islice(bed.free, bed.fault.together))
        if len(chosen) == bed.fault.together:
            edits += bed.fault.change(chosen, bed.random)
            made.sown[bed.fault.code] = made.sown.get(bed.fault.code, 0) + 1
    _apply(made, edits)
    made.truth += _skipped_months(tables[AS_LINE])
    return made


def _skipped_months(lines: pl.DataFrame) -> list[Expected]:
    """What is said of suppliers that declared nothing over the month before, and something earlier (TR318)."""
    rank = pl.col("declaratie_maand").rank("dense").cast(pl.Int64)
    law = ["aanbieder", "wet"]
    months = lines.with_columns(maand=rank).select(*law, KEY, "maand").unique().sort("maand")
    gaps = months.filter((pl.col("maand") - pl.col("maand").shift(1).over(law)) > 1)
    skipped = lines.join(gaps, on=[*law, KEY], how="semi").group_by(KEY).agg(NUMBER)
    sizes = dict(lines.group_by(KEY).len().iter_rows())
    found = []
    for key, numbers in skipped.iter_rows():
        whole = sizes[key] == len(numbers) > 1
        chosen = numbers[:1] if whole else numbers
        found += [
            Expected(AS_LINE, number, "declaratie_maand", "TR318", WAARSCHUWING, whole=whole) for number in chosen
        ]
    return found


def _clean(fault: Fault) -> pl.Expr:
    """Rows that lean on nothing else: no corrections, unless the fault asks for a credit."""
    if fault.table != AS_LINE:
        return pl.lit(value=True)
    plain = ~pl.col("hersteld") & (pl.col("debet_credit") == "D") & ~pl.col("getallen")
    plain &= ~pl.col("ongemoeid") & pl.col("ruim")
    credits_ = (pl.col("debet_credit") == "C") & ~pl.col("ongemoeid")
    return plain | credits_ if "debet_credit" in fault.where.meta.root_names() else plain


class _Taken:
    """Allocations and people that already carry a fault."""

    def __init__(self) -> None:
        self.keys: set[tuple[str, Any]] = set()

    def take(self, row: Row, *, neighbour: bool) -> bool:
        """Reserve all that the row leans on; False when something of it is reserved already."""
        wanted = {(name, row[name]) for name in ("toewijzing_nummer", "client") if row.get(name) is not None}
        if neighbour:
            wanted |= {("toewijzing_nummer", row["buur_toewijzing"]), ("client", row["buur_client"])}
        wanted |= {("rij", row[NUMBER])} if "jaar" in row else set()
        if wanted & self.keys:
            return False
        self.keys |= wanted
        return True


class _Bed:
    """Where one fault can be sown, and the dice that decide where it is."""

    def __init__(self, fault: Fault, rows: pl.DataFrame, random: Random, taken: _Taken, tries: int) -> None:
        self.fault, self.rows, self.random = fault, rows, random
        self.free = self._free(taken, tries)

    def _free(self, taken: _Taken, tries: int) -> Iterator[Row]:
        """Rows that are free at the moment of asking, in a random order; each is taken when it is given."""
        neighbour = "buur_referentie" in self.fault.where.meta.root_names()
        for place in self.random.sample(range(len(self.rows)), min(tries, len(self.rows))):
            row = self.rows.row(place, named=True)
            if taken.take(row, neighbour=neighbour):
                yield row


def _apply(made: Field, edits: list[Edit]) -> None:
    """Put the edits in the tables."""
    for table, frame in made.tables.items():
        own = [edit for edit in edits if edit.table == table]
        own_schema = frame.schema
        changed: dict[str, dict[int, object]] = {}
        added: list[dict[str, object]] = []
        for edit in own:
            number = len(frame) + len(added) if edit.number is None else edit.number
            if edit.number is None:
                added.append({name: edit.cells.get(name) for name in own_schema} | {NUMBER: number})
            else:
                _note(made, table, number, edit, changed)
            made.truth += [Expected(table, number, *found) for found in edit.found]
            made.truth += [Expected(table, number, *found, whole=True) for found in edit.of_file]
        removed = [edit.number for edit in own if edit.removed]
        after = frame.filter(~pl.col(NUMBER).is_in(removed))
        for name, values in changed.items():
            schema = pl.Schema({NUMBER: pl.Int64(), "_new": own_schema[name]})
            new = pl.DataFrame(list(values.items()), schema=schema, orient="row").with_columns(_hit=pl.lit(value=True))
            hit = after.join(new, on=NUMBER, how="left", maintain_order="left")
            after = after.with_columns(hit.select(pl.when("_hit").then("_new").otherwise(name).alias(name)).to_series())
        made.tables[table] = pl.concat([after, pl.DataFrame(added, schema=own_schema)]) if added else after


def _note(made: Field, table: str, number: int, edit: Edit, changed: dict[str, dict[int, object]]) -> None:
    """A value goes into its column; what no column can hold goes beside it."""
    for name, value in edit.cells.items():
        if isinstance(value, Raw | CellError):
            made.cells[table, number, name] = value
        else:
            changed.setdefault(name, {})[number] = value
