# SPDX-License-Identifier: EUPL-1.2
"""Judge declaration lines of which all that is known does not fit in memory at once (docs/decisions/0010).

A rule that judges a line by itself sees a block of lines at a time; a rule that compares lines sees them all, but only
the columns that it reads. The findings are those of `check` on all lines enriched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from processors.checking import Case, prepare, report, speaking, without_reference
from processors.enrichment import enrich
from processors.enrichment.elsewhere import elsewhere_in
from processors.enrichment.nearby import ASKED, nearby
from processors.enrichment.remembered import forget
from processors.findings import RAW, empty
from processors.lines import TABLES
from processors.profiles import Profiles
from processors.rulebook import Rule, Rulebook
from processors.verdicts import compares, verdicts_of

TABLE = "declaratieregels"
# Lines of which all that is known is in memory at once, and lines whose part of the reference is.
BLOCK, STRETCH = 250_000, 2_000_000


@dataclass(frozen=True)
class Context:
    """What is known when lines are judged: reference, day of receipt and agreements, as `enrich` and `check` ask."""

    reference: Mapping[str, pl.LazyFrame]
    received_on: date
    profiles: Profiles
    profile: str | None = None


@dataclass(frozen=True)
class Division:
    """The rules on declaration lines, and the positions of those that compare lines and of those that do not."""

    case: Case
    comparing: list[int]
    alone: list[int]

    def rules(self, positions: Iterable[int]) -> list[Rule]:
        """The rules at these positions."""
        return [self.case.able[position] for position in positions]


def divide(rules: Rulebook, none: pl.DataFrame, context: Context) -> Division:
    """Which rules can be judged with this reference, and which of them compare lines.

    Args:
        rules: the rules, in the order in which findings are reported.
        none: no lines, with their columns and `nr`.
        context: what is known of lines; of the reference tables only the columns matter.

    """
    heads = {name: table.head(0).collect() for name, table in context.reference.items()}
    columns = known_of(none, heads, context).columns
    case = prepare(rules, columns, TABLE, context.profiles, context.profile)
    comparing = [position for position, rule in enumerate(case.able) if compares(rule)]
    return Division(case, comparing, [position for position in range(len(case.able)) if position not in comparing])


def known_of(lines: pl.DataFrame, reference: Mapping[str, pl.DataFrame], context: Context) -> pl.DataFrame:
    """The lines with all that this part of the reference knows of them."""
    return enrich(
        lines, TABLE, reference,
        received_on=context.received_on, profiles=context.profiles, profile=context.profile,
    )  # fmt: skip


def judge(
    rules: Rulebook, lines: pl.LazyFrame, context: Context, *, block: int = BLOCK, stretch: int = STRETCH
) -> pl.DataFrame:
    """The raw findings (columns: `findings.RAW`) of the rules on declaration lines.

    Args:
        rules: the rules, in the order in which findings are reported.
        lines: columns of the table, and `bestand`, `blad`, `rij`; they are read from their source several times.
        context: what is known of them.
        block: how many lines are held at a time with all that is known of them.
        stretch: for how many lines at a time the rows of the reference that concern them are held.

    """
    if lines.head(1).collect().is_empty():
        return empty(RAW)
    hearing = _Hearing(rules, lines, context, block, stretch)
    speaking_on, joined = hearing.by_line()
    compared = hearing.compared(joined)
    said = [*speaking_on, *(compared.filter(~pl.col(name))["nr"] for name in compared.columns if name != "nr")]
    places = pl.concat([pl.Series("nr", [], pl.UInt32), *said]).unique().sort()
    found = [hearing.report(known, compared) for known in hearing.known(places)]
    return pl.concat([empty(RAW), *found, hearing.without_reference()])


class _Hearing:
    """The lines and the rules on them, of which some compare lines."""

    def __init__(self, rules: Rulebook, lines: pl.LazyFrame, context: Context, block: int, stretch: int) -> None:
        self._lines, self._context, self._block, self._stretch = lines, context, block, stretch
        self._count = int(lines.select(pl.len()).collect().item())
        self._elsewhere = elsewhere_in(lines)
        none = lines.head(0).collect().with_columns(nr=pl.lit(0, pl.UInt32))
        self._divided = divide(rules, none, context)
        self._case, self._comparing, self._alone = self._divided.case, self._divided.comparing, self._divided.alone

    def by_line(self) -> tuple[list[pl.Series], pl.DataFrame]:
        """The lines of which something may be said by themselves, and the joined columns that comparing rules read."""
        own = TABLES[TABLE].names
        needed = {name for rule in self._divided.rules(self._comparing) for name in rule.needs}
        places, joined = [], []
        for known in self.known():
            verdicts = verdicts_of(known, self._divided.rules(self._alone))
            places.append(known.filter(speaking(self._case, known, verdicts))["nr"])
            joined.append(known.select("nr", *sorted(needed.difference(own, ["nr"]))))
        return places, pl.concat(joined)

    def compared(self, joined: pl.DataFrame) -> pl.DataFrame:
        """The verdicts on all lines of the rules that compare lines, each named by its position."""
        every = pl.concat([self._lines, joined.lazy()], how="horizontal")
        told = [joined.select("nr")]
        for together in self._sharing():
            # All at once would hold nearly all columns.
            verdicts = verdicts_of(every, self._divided.rules(together)).drop("nr")
            told.append(verdicts.rename(dict(zip(verdicts.columns, map(str, together), strict=True))))
        return pl.concat(told, how="horizontal")

    def _sharing(self) -> list[list[int]]:
        """The rules that compare lines, together where they share what is worked out beforehand."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for position in self._comparing:
            groups.setdefault(tuple(self._case.able[position].given) or (position,), []).append(position)
        return list(groups.values())

    def known(self, places: pl.Series | None = None) -> Iterator[pl.DataFrame]:
        """The lines at these places, or all, with all that is known of them, a block at a time."""
        for stretch in self._stretches(places):
            near = nearby(self._context.reference, self._elsewhere.around(stretch.select(ASKED)))
            for part in stretch.iter_slices(self._block):
                yield self._about(part, near)
            forget()

    def report(self, known: pl.DataFrame, compared: pl.DataFrame) -> pl.DataFrame:
        """The findings on some lines."""
        alone = verdicts_of(known, self._divided.rules(self._alone))
        renamed = dict(zip(alone.drop("nr").columns, map(str, self._alone), strict=True))
        told = pl.concat([alone.rename(renamed), compared[known["nr"]].drop("nr")], how="horizontal")
        return report(self._case, known, told.select("nr", *map(str, range(len(self._case.able)))), None)

    def without_reference(self) -> pl.DataFrame:
        """What is said of reference tables that are not there."""
        files = self._lines.select("bestand").unique(maintain_order=True).collect()
        return without_reference(self._case, files, self._count)

    def _stretches(self, places: pl.Series | None) -> Iterator[pl.DataFrame]:
        """The lines at these places, or all, each with its position in the whole."""
        found: list[pl.DataFrame] = []
        for start in range(0, self._count, self._stretch):
            part = self._lines.slice(start, self._stretch).collect()
            part = part.with_columns(nr=pl.int_range(start, start + len(part), dtype=pl.UInt32, eager=True))
            found.append(part if places is None else part.filter(pl.col("nr").is_in(places.implode())))
            if sum(map(len, found)) >= self._stretch:
                yield pl.concat(found)
                found = []
        if sum(map(len, found)):
            yield pl.concat(found)

    def _about(self, part: pl.DataFrame, near: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        rows = known_of(self._elsewhere.around(part), near, self._context)
        return rows.join(part.select("nr"), on="nr", how="semi", maintain_order="left")
