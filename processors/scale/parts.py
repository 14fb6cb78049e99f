# SPDX-License-Identifier: EUPL-1.2
"""What a worker does with its part of the lines: enrich and judge them with Polars, as everywhere else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from processors.checking import report, speaking
from processors.enrichment.elsewhere import NUMBERS, Elsewhere
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.remembered import forget
from processors.findings import RAW
from processors.large import Context, Division, known_of
from processors.lines import TABLES
from processors.scale.reading import LINES, WHERE, vocabulary_of
from processors.scale.routes import KIND, MONTHS, PART, SHARING, unpacked
from processors.scale.shapes import Schema, Work, in_frames, to_batches
from processors.verdicts import verdicts_of

SPEAKS, HEARD = "spreekt", "gehoord"
# Within one line and rule findings keep the order in which they were made.
FOUND: Schema = {**RAW, "nr": pl.Int64, "volgorde": pl.Int64, "rang": pl.Int64}


@dataclass(frozen=True)
class Bench:
    """What every worker has: the rules, the small reference tables, and which large tables come with the lines."""

    division: Division
    context: Context
    registers: Mapping[str, pl.DataFrame]
    large: tuple[str, ...]

    @property
    def heard(self) -> Schema:
        """The columns that lines bring the second time: whether there is something to say, and verdicts on them."""
        return dict.fromkeys([HEARD, *map(verdict_of, self.division.comparing)], pl.Boolean)

    def by_line(self, kept: Schema) -> Work:
        """Per line: whether something may be said of it by itself, and the columns that comparing rules read."""
        alone = self.division.rules(self.division.alone)

        def judge(part: pl.DataFrame) -> pl.DataFrame:
            known = self._known(part, {})
            told = verdicts_of(known, alone)
            return known.with_columns(speaking(self.division.case, known, told).alias(SPEAKS))

        return self._work(judge, {SPEAKS: pl.Boolean, **kept})

    def findings(self) -> Work:
        """The findings on the lines that have verdicts of the rules that compare lines; the others are beside them."""
        division = self.division

        def say(part: pl.DataFrame) -> pl.DataFrame:
            known = self._known(part, self.heard).filter(HEARD)
            alone = verdicts_of(known, division.rules(division.alone))
            renamed = dict(zip(alone.drop("nr").columns, map(str, division.alone), strict=True))
            compared = known.select(
                pl.col(verdict_of(position)).alias(str(position)) for position in division.comparing
            )
            told = pl.concat([alone.rename(renamed), compared], how="horizontal")
            raw = report(division.case, known, told.select("nr", *map(str, range(len(division.case.able)))), None)
            ordered = raw.sort("nr", "volgorde", maintain_order=True)
            return ordered.with_columns(rang=pl.int_range(pl.len(), dtype=pl.Int64))

        return self._work(say, FOUND)

    def _work(self, judge: Callable[[pl.DataFrame], pl.DataFrame], schema: Schema) -> Work:
        def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for rows in in_frames(batches):
                for part in rows.partition_by(PART):
                    if (part[KIND] == LINES).any():
                        yield from to_batches(judge(part), schema)
                    # A worker lives on with the next part; what it worked out from these tables does not.
                    forget()

        return work

    def _known(self, rows: pl.DataFrame, extra: Schema) -> pl.DataFrame:
        """The lines of a part with all that is known of them, in the order of the submission."""
        of_lines = TABLES[LINES].schema
        own = _placed(unpacked(rows, LINES, {**of_lines, **WHERE, **extra})).sort("nr")
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
        return known.join(own.select("nr"), on="nr", how="semi", maintain_order="left")


def verdict_of(position: int) -> str:
    """The column that brings the verdict of a comparing rule to a worker."""
    return f"oordeel_{position}"


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    """With `nr` as rules know it."""
    return frame.with_columns(pl.col("nr").cast(pl.UInt32))
