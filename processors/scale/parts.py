# SPDX-License-Identifier: EUPL-1.2
"""What a worker does with its part of the lines: enrich and judge them with Polars, as everywhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl
import pyarrow as pa

from processors.checking import report, speaking
from processors.enrichment.elsewhere import NUMBERS, Elsewhere
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.remembered import forget
from processors.findings import RAW
from processors.large import Context, Division, divide, known_of
from processors.lines import TABLES
from processors.rulebook import Rulebook
from processors.scale.division import by_supplier
from processors.scale.reading import LINES, WHERE, vocabulary_of
from processors.scale.routes import KIND, PART, unpacked
from processors.scale.shapes import Schema, in_frames, to_batches
from processors.scale.suppliers import COMPARED, MONTHS, SHARING, Suppliers, verdict_of
from processors.verdicts import verdicts_of

# Within one line and rule findings keep the order in which they were made.
FOUND: Schema = {**RAW, "nr": pl.Int64, "volgorde": pl.Int64, "rang": pl.Int64}


@dataclass(frozen=True)
class Bench:
    """What every worker has: the rules, the small reference tables, and which large tables come with the lines."""

    division: Division
    suppliers: Suppliers
    context: Context
    registers: Mapping[str, pl.DataFrame]
    large: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The findings (`FOUND`) on the lines of the parts that came to this worker (`PACKED`)."""
        for rows in in_frames(batches):
            for part in rows.partition_by(PART):
                if (part[KIND] == LINES).any():
                    yield from to_batches(self._findings(part), FOUND)
                # A worker lives on with the next part; what it worked out from these tables does not.
                forget()

    def _findings(self, part: pl.DataFrame) -> pl.DataFrame:
        case = self.division.case
        known = self._known(part)
        here = [position for position in range(len(case.able)) if position not in self.suppliers.rules]
        told = verdicts_of(known, self.division.rules(here))
        renamed = told.rename(dict(zip(told.drop("nr").columns, map(str, here), strict=True)))
        brought = known.select(pl.col(verdict_of(position)).alias(str(position)) for position in self.suppliers.rules)
        every = pl.concat([renamed, brought], how="horizontal").select("nr", *map(str, range(len(case.able))))
        few = speaking(case, known, every)
        raw = report(case, known.filter(few), every.filter(few), None).sort("nr", "volgorde", maintain_order=True)
        return raw.with_columns(rang=pl.int_range(pl.len(), dtype=pl.Int64))

    def _known(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The lines of a part with all that is known of them, in the order of the submission."""
        of_lines = TABLES[LINES].schema
        own = _placed(unpacked(rows, LINES, {**of_lines, **WHERE})).sort("nr")
        sharing = unpacked(rows, SHARING, {name: of_lines[name] for name in NUMBERS})
        months = unpacked(rows, MONTHS, {name: of_lines[name] for name in (*SUPPLIER, MONTH)})
        elsewhere = Elsewhere(
            credits=own.clear(),
            sharing=_placed(sharing).unique("nr"),
            months=months.drop("nr").unique().sort(*SUPPLIER, MONTH),
        )
        tables = {
            name: unpacked(rows, name, TABLES[vocabulary_of(name)].schema).unique("nr").sort("nr").drop("nr")
            for name in self.large
        }
        known = known_of(elsewhere.around(own), {**self.registers, **tables}, self.context)
        compared = _placed(unpacked(rows, COMPARED, self.suppliers.told))
        return known.join(compared, on="nr", maintain_order="left")


def bench_of(rules: Rulebook, context: Context, registers: Mapping[str, pl.DataFrame], large: tuple[str, ...]) -> Bench:
    """What workers need to judge lines.

    Args:
        rules: the rules, in the order in which findings are reported.
        context: day of receipt and agreements; its reference is not looked at.
        registers: the small reference tables.
        large: names of the large reference tables that come with the lines.

    Raises:
        UnusableInputError: a rule compares lines that no part brings together.

    """
    none = pl.DataFrame(schema={**TABLES[LINES].schema, **WHERE, "nr": pl.UInt32})
    heads = {name: pl.LazyFrame(schema=TABLES[vocabulary_of(name)].schema) for name in large}
    tables = {name: table.lazy() for name, table in registers.items()}
    division = divide(rules, none, replace(context, reference={**tables, **heads}))
    return Bench(division, by_supplier(division), context, registers, large)


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    """With `nr` as rules know it."""
    return frame.with_columns(pl.col("nr").cast(pl.UInt32))
