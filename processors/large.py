# SPDX-License-Identifier: EUPL-1.2
"""Judge declaration lines of which all that is known does not fit in memory at once (docs/decisions/0010).

A rule that judges a line by itself sees a block of lines at a time; a rule that compares lines sees them all, but only
the columns that it reads. The findings are those of `check` on all lines enriched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from processors.checking import prepare, report, speaking, without_reference
from processors.enrichment import enrich
from processors.enrichment.elsewhere import elsewhere_in
from processors.findings import RAW, empty
from processors.lines import TABLES
from processors.profiles import Profiles
from processors.rulebook import Rule, Rulebook
from processors.verdicts import asked, compares, verdicts_of

TABLE = "declaratieregels"
BLOCK = 250_000
NR = {"nr": pl.UInt32}


@dataclass(frozen=True)
class Context:
    """What is known when lines are judged: reference, day of receipt and agreements, as `enrich` and `check` ask."""

    reference: Mapping[str, pl.DataFrame]
    received_on: date
    profiles: Profiles
    profile: str | None = None


def judge(rules: Rulebook, lines: pl.LazyFrame, context: Context, *, block: int = BLOCK) -> pl.DataFrame:
    """The raw findings (columns: `findings.RAW`) of the rules on declaration lines.

    Args:
        rules: the rules, in the order in which findings are reported.
        lines: columns of the table, and `bestand`, `blad`, `rij`; they are read from their source several times.
        context: what is known of them.
        block: how many lines are held at a time with all that is known of them.

    """
    hearing = _Hearing(rules, lines, context, block)
    speaking_on, joined = hearing.by_line()
    compared = hearing.compared(joined)
    said = [*speaking_on, *(compared.filter(~pl.col(name))["nr"] for name in compared.columns if name != "nr")]
    places = pl.concat([pl.Series("nr", [], pl.UInt32), *said]).unique().sort()
    found = [hearing.report(part, compared) for part in hearing.of(places)]
    return pl.concat([empty(RAW), *found, hearing.without_reference()])


class _Hearing:
    """The lines and the rules on them, of which some compare lines."""

    def __init__(self, rules: Rulebook, lines: pl.LazyFrame, context: Context, block: int) -> None:
        self._lines, self._context, self._block = lines, context, block
        self._count = int(lines.select(pl.len()).collect().item())
        self._elsewhere = elsewhere_in(lines)
        none = lines.head(0).collect().with_columns(nr=pl.lit(0, pl.UInt32))
        columns = self._known(none).columns
        self._case = prepare(rules, columns, TABLE, context.profiles, context.profile)
        self._comparing = [position for position, rule in enumerate(self._case.able) if compares(rule)]
        self._alone = [position for position in range(len(self._case.able)) if position not in self._comparing]

    def by_line(self) -> tuple[list[pl.Series], pl.DataFrame]:
        """The lines of which something may be said by themselves, and the joined columns that comparing rules read."""
        own = TABLES[TABLE].names
        needed = {name for rule in self._rules(self._comparing) for name in rule.needs}
        places, joined = [], []
        for part in self._parts():
            known = self._known(part)
            verdicts = verdicts_of(known, self._rules(self._alone))
            places.append(known.filter(speaking(self._case, known, verdicts))["nr"])
            joined.append(known.select("nr", *sorted(needed.difference(own, ["nr"]))))
        return places, pl.concat(joined) if joined else pl.DataFrame(schema=NR)

    def compared(self, joined: pl.DataFrame) -> pl.DataFrame:
        """The verdicts on all lines of the rules that compare lines, each named by its position."""
        every = pl.concat([self._lines, joined.lazy()], how="horizontal")
        told = [joined.select("nr")]
        for position in self._comparing:
            # One rule at a time reads few columns; together they would hold nearly all.
            verdict = asked(every, [self._case.able[position]]).collect()
            told.append(verdict.select(pl.col("0").cast(pl.Boolean).alias(str(position))))
        return pl.concat(told, how="horizontal")

    def of(self, places: pl.Series) -> Iterator[pl.DataFrame]:
        """The lines at these places, a block at a time."""
        wanted = places.to_frame()
        found: list[pl.DataFrame] = []
        for part in self._parts():
            found.append(part.join(wanted, on="nr", how="semi", maintain_order="left"))
            if sum(map(len, found)) >= self._block:
                yield pl.concat(found)
                found = []
        if found:
            yield pl.concat(found)

    def report(self, part: pl.DataFrame, compared: pl.DataFrame) -> pl.DataFrame:
        """The findings on some lines."""
        known = self._known(part)
        alone = verdicts_of(known, self._rules(self._alone))
        renamed = {str(at): str(position) for at, position in enumerate(self._alone)}
        told = pl.concat([alone.rename(renamed), compared[known["nr"]].drop("nr")], how="horizontal")
        return report(self._case, known, told.select("nr", *map(str, range(len(self._case.able)))), None)

    def without_reference(self) -> pl.DataFrame:
        """What is said of reference tables that are not there."""
        files = self._lines.select("bestand").unique(maintain_order=True).collect()
        return without_reference(self._case, files, self._count)

    def _rules(self, positions: Iterable[int]) -> list[Rule]:
        return [self._case.able[position] for position in positions]

    def _parts(self) -> Iterator[pl.DataFrame]:
        """The lines by blocks, each with its position in the whole."""
        for start in range(0, self._count, self._block):
            part = self._lines.slice(start, self._block).collect()
            yield part.with_columns(nr=pl.int_range(start, start + len(part), dtype=pl.UInt32, eager=True))

    def _known(self, part: pl.DataFrame) -> pl.DataFrame:
        """Some lines with all that is known of them."""
        rows = enrich(
            self._elsewhere.around(part), TABLE, self._context.reference,
            received_on=self._context.received_on, profiles=self._context.profiles, profile=self._context.profile,
        )  # fmt: skip
        return rows.join(part.select("nr"), on="nr", how="semi", maintain_order="left")
