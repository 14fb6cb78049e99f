# SPDX-License-Identifier: EUPL-1.2
"""Where a rule has something to add: what has been said of a line already, and under which agreements it falls."""

from collections.abc import Container, Iterator, Mapping

import polars as pl

from processors.catalogue import Level
from processors.rulebook import Rule, Severity

Profiles = Mapping[str, Container[str]]


def untrusted(frame: pl.DataFrame, earlier: pl.DataFrame | None) -> dict[str, pl.Series]:
    """Per column the lines on which an earlier finding calls it wrong."""
    if earlier is None:
        return {}
    wrong = earlier.filter(pl.col("ernst") == Severity.FOUT, pl.col("nr").is_not_null(), pl.col("at").is_not_null())
    return {str(name): frame["nr"].is_in(group["nr"].implode()) for (name,), group in wrong.group_by("at")}


class Bench:
    """The verdicts on a frame, and per rule the lines on which it is heard.

    Most rules hold on every line; only of the others is anything worked out line by line.
    """

    def __init__(
        self,
        frame: pl.DataFrame,
        rules: list[Rule],
        verdicts: pl.DataFrame,
        untrusted: Mapping[str, pl.Series],
        profiles: Profiles,
    ) -> None:
        self.frame = frame
        self.rules = rules
        self._verdicts = verdicts
        self._untrusted = untrusted
        self._profiles = profiles
        self._heard: dict[int, pl.Series] = {}
        told = verdicts.drop("nr")
        wrong = told.select(pl.all().not_()).sum().row(0) if told.width else ()
        missing = told.null_count().row(0) if told.width else ()
        self.failing = [position for position, count in enumerate(wrong) if count]
        self.undecided = [position for position, count in enumerate(missing) if count]
        # A rule on an agreement counts only on lines whose contract profile holds it.
        self._failed = {
            position: verdicts[str(position)].not_().fill_null(value=False) & self._agreed(rules[position])
            for position in self.failing
        }

    def failed(self, position: int) -> pl.Series:
        """The lines on which the rule does not hold and is heard."""
        return self._failed[position] & self._is_heard(position)

    def open(self, position: int) -> pl.Series:
        """The lines on which the rule is heard and gave no verdict."""
        return self._verdicts[str(position)].is_null() & self._is_heard(position)

    def explained(self, origin: str) -> pl.Series:
        """The lines on which a finding already says that this reference has nothing for the line."""
        told = self._all(value=False)
        for position, rule in enumerate(self.rules):
            if rule.explains == origin:
                told = told | ~self._is_heard(position)
                told = told | self._failed[position] if position in self._failed else told
        return told

    def _is_heard(self, position: int) -> pl.Series:
        if position not in self._heard:
            heard = self._all(value=True)
            for mark in self._silencers(self.rules[position]):
                heard = heard & ~mark
            self._heard[position] = heard
        return self._heard[position]

    def _silencers(self, rule: Rule) -> Iterator[pl.Series]:
        """Where the rule has nothing to add: a cell that it needs is wrong already, or a rule before it failed."""
        yield from (mark for name, mark in self._untrusted.items() if name in rule.leans_on)
        for position in self.failing:
            if _silences(self.rules[position], rule):
                yield self._failed[position]
        if rule.agreement:
            yield ~self._agreed(rule)

    def _agreed(self, rule: Rule) -> pl.Series:
        return self._all(value=True) & self.frame.select(agreed(rule, self._profiles)).to_series()

    def _all(self, *, value: bool) -> pl.Series:
        return pl.Series([value]).new_from_index(0, len(self.frame))


def _silences(earlier: Rule, rule: Rule) -> bool:
    """Whether the failing of one rule leaves the other nothing to add on that line."""
    if earlier.code in rule.after and (earlier.level > Level.CELL or earlier.at in rule.needs):
        # A cell rule stands on several columns; only its failing on a cell that is needed here counts.
        return True
    if earlier.agreement and not rule.agreement and earlier.code == rule.code:
        # What an agreement makes of a rule is said instead of the rule.
        return True
    return (
        earlier.level < rule.level
        and earlier.severity is Severity.FOUT
        and earlier.at in rule.leans_on
        and not (earlier.explains and earlier.explains == rule.explains)
        # A rule that comes after this one is silent where this one fails: two rules must not silence each other.
        and rule.code not in earlier.after
    )


def agreed(rule: Rule, profiles: Profiles) -> pl.Expr:
    """Whether the contract profile of a line holds the agreement of the rule; without profiles, and national, true."""
    if not rule.agreement or not profiles:
        return pl.lit(value=True)
    holding = [name for name, held in profiles.items() if rule.agreement in held]
    return pl.col("contract_profiel").is_in(holding).fill_null(value=False)
