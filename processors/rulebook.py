# SPDX-License-Identifier: EUPL-1.2
"""What a rule is: a small function of columns that states what is true, with its words and its proof."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from string import Formatter

import narwhals as nw
import polars as pl

from processors import catalogue, lines
from processors.catalogue import Level

Row = Mapping[str, object]
Column = nw.Expr
Example = Row | Sequence[Row]


class Severity(StrEnum):
    """How bad a finding is for the sender."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    SIGNAAL = "signaal"


class Consequence(StrEnum):
    """What a finding does to the submission."""

    REJECT_FILE = "bestand geweigerd"
    REJECT_LINE = "regel geweigerd"
    NONE = "geen"


@dataclass(frozen=True)
class Rule:
    """One rule on one table.

    `needs` are the columns it reads; a verdict needs all of them, apart from `may_be_empty`, whose emptiness the
    body judges itself. A body that is `three_valued` says itself where it cannot be decided. The finding points at
    the first column.
    """

    code: str
    table: str
    level: Level
    needs: tuple[str, ...]
    test: Callable[..., Column]
    severity: Severity
    consequence: Consequence
    says: str
    action: str
    source: str
    return_code: str = ""
    may_be_empty: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    explains: str = ""
    agreement: str = ""
    once_per_file: bool = False
    three_valued: bool = False
    parameters: tuple[str, ...] = ()
    given: Mapping[str, Column] = field(default_factory=dict, compare=False)
    since: date = date.min
    until: date = date.max
    holds: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()
    summary: str = ""

    @property
    def at(self) -> str:
        """The column a finding points at."""
        return self.needs[0]

    @cached_property
    def shows(self) -> tuple[str, ...]:
        """The columns named in the sentence, in order."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.says) if name)

    @cached_property
    def origins(self) -> frozenset[str]:
        """The reference tables whose joined columns the rule reads."""
        return frozenset(lines.place(self.table, name).origin for name in self.needs) - {""}

    @cached_property
    def answers_each_line(self) -> bool:
        """Whether it gives a verdict for each line, and not one for all: no lines must give no verdicts."""
        names = dict.fromkeys([*lines.TABLES[self.table].names, *self.needs, "nr"])
        schema = {name: lines.place(self.table, name).kind.dtype for name in names}
        source = nw.from_native(pl.LazyFrame(schema=schema))
        for name, expression in self.given.items():
            source = source.with_columns(expression.alias(name))
        return source.select(self.stated()).to_native().collect().is_empty()

    def stated(self) -> Column:
        """What the body says of its columns, whether they have values or not."""
        return self.test(*(nw.col(name) for name in self.needs))

    @cached_property
    def leans_on(self) -> frozenset[str]:
        """The columns whose being wrong leaves the rule nothing to say: those it needs, and how it found the rest."""
        return frozenset(self.needs).union(*(lines.LINKS[origin] for origin in self.origins))

    @cached_property
    def verdict(self) -> Column:
        """True, false, or null where a column that it needs is missing."""
        stated = self.stated()
        musts = [~nw.col(name).is_null() for name in self.needs if name not in self.may_be_empty]
        if self.three_valued or not musts:
            return stated
        return nw.when(nw.all_horizontal(*musts, ignore_nulls=False)).then(stated)


@dataclass(frozen=True)
class Rulebook:
    """Rules in the order in which findings are reported."""

    rules: list[Rule] = field(default_factory=list)

    def __iter__(self) -> Iterator[Rule]:
        """Each rule, in order."""
        return iter(self.rules)

    def __len__(self) -> int:
        """The number of rules."""
        return len(self.rules)

    def only(self, *codes: str) -> "Rulebook":
        """The rules with one of these codes; KeyError for a code that no rule has."""
        if unknown := set(codes) - {rule.code for rule in self.rules}:
            raise KeyError(*sorted(unknown))
        return Rulebook([rule for rule in self.rules if rule.code in codes])

    def for_table(self, table: str) -> "Rulebook":
        """The rules that judge rows of this table."""
        return Rulebook([rule for rule in self.rules if rule.table == table])

    def on(self, day: date) -> "Rulebook":
        """The rules in force on this day."""
        return Rulebook([rule for rule in self.rules if rule.since <= day <= rule.until])

    def where(self, chosen: Callable[[Rule], bool]) -> "Rulebook":
        """The rules for which `chosen` says yes."""
        return Rulebook([rule for rule in self.rules if chosen(rule)])

    def rule(  # noqa: PLR0913 - each keyword is a part of a rule; a rule names its parts
        self,
        code: str,
        *,
        table: str | Sequence[str] = (),
        on: Iterable[str] = (),
        severity: Severity,
        consequence: Consequence,
        says: str,
        action: str,
        holds: Sequence[Example],
        fails: Sequence[Example],
        may_be_empty: Iterable[str] = (),
        after: Iterable[str] = (),
        explains: str = "",
        agreement: str = "",
        once_per_file: bool = False,
        parameters: Sequence[str] = (),
        given: Mapping[str, Column] | None = None,
        since: date = date.min,
        until: date = date.max,
        level: Level | None = None,
        source: str = "",
    ) -> Callable[[Callable[..., Column]], Callable[..., Column]]:
        """Add the decorated function as a rule.

        Args:
            code: the id in the catalogue, which gives level, source and return code.
            table: the table, or tables, whose rows it judges; the parameters are its columns.
            on: for a rule of one parameter: every `table.column` it judges, instead of `table`.
            severity: how bad a finding is.
            consequence: what a finding does to the line or the file.
            says: the Dutch sentence; `{column}` shows a value, `{field}` the label of the column judged.
            action: what the sender can do.
            holds: examples for which it holds, the boundary among them; a table rule takes lists of rows.
            fails: the first values past the boundary; of a list of rows the last one fails.
            may_be_empty: columns whose emptiness the body judges itself.
            after: codes of rules that make this one pointless where they fail.
            explains: the reference table whose absence on a row this rule reports.
            agreement: the agreement a rule profile must hold for this rule to apply; empty is national.
            once_per_file: where it fails on every line of a file, it is said once, with the number of lines.
            parameters: names of the parameters that its body or sentence reads.
            given: columns worked out beforehand, one after the other, for a window to name: it cannot group by an
                expression or lean on another window. A name belongs to one expression.
            since: first day in force.
            until: last day in force.
            level: only for a rule outside the catalogue.
            source: only for a rule outside the catalogue.

        """
        entry = catalogue.entries().get(code)
        if entry is None and (level is None or not source):
            raise ValueError(f"Rule {code} is not in the catalogue and gives no level and source.")
        made = Rule(
            code=code,
            table="",
            level=level or (entry.level if entry else Level.ROW),
            needs=(),
            test=_unset,
            severity=severity,
            consequence=consequence,
            says=says,
            action=action,
            source=source or (entry.source if entry else ""),
            return_code=entry.return_code if entry else "",
            may_be_empty=frozenset(may_be_empty),
            after=frozenset(after),
            explains=explains,
            agreement=agreement,
            once_per_file=once_per_file,
            parameters=tuple(parameters),
            given=given or {},
            since=since,
            until=until,
        )

        def add(test: Callable[..., Column]) -> Callable[..., Column]:
            names = tuple(inspect.signature(test).parameters)
            summary = (inspect.getdoc(test) or "").partition("\n")[0]
            base = replace(made, test=test, summary=summary)
            tables = [table] if isinstance(table, str) else list(table)
            self.rules.extend(
                replace(base, table=each, needs=names, holds=tuple(holds), fails=tuple(fails)) for each in tables
            )
            self.rules.extend(_on_column(base, names[0], place, holds, fails) for place in on)
            return test

        return add


def _on_column(base: Rule, parameter: str, place: str, holds: Sequence[Example], fails: Sequence[Example]) -> Rule:
    """The rule of one parameter on one column: sentence, examples and emptiness speak of that column."""
    table, _, name = place.partition(".")
    label = lines.TABLES[table][name].label

    def named(example: Example) -> Example:
        return {name if key == parameter else key: value for key, value in example.items()}  # type: ignore[union-attr]

    return replace(
        base,
        table=table,
        needs=(name,),
        says=base.says.replace("{field}", label).replace("{" + parameter + "}", "{" + name + "}"),
        action=base.action.replace("{field}", label),
        may_be_empty=frozenset({name} if parameter in base.may_be_empty else ()),
        holds=tuple(named(example) for example in holds),
        fails=tuple(named(example) for example in fails),
    )


def _unset(*_columns: Column) -> Column:
    """A rule that was not given its body is our mistake."""
    raise NotImplementedError
