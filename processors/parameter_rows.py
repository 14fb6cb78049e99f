# SPDX-License-Identifier: EUPL-1.2
"""The rows of the reference table `parameters`: what people agreed, for which lines, and what is wrong with a row.

A row holds for all lines, or for those of a contract, a framework agreement, a year or a law. The most specific row
that fits a line counts: contract, then framework agreement, then year and law together, then one of these, then the
row for all, then our own default. See docs/decisions/0015.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from itertools import combinations

import polars as pl

from processors.cell_mistake import Mistake
from processors.errors import UnusableInputError
from processors.parameters import MONTH_AND_DAY, allowed, described, differs_per_line, names
from processors.rulebook import Consequence, Severity

TABLE = "parameters"
EVERY_LINE = "alle regels"
SCOPE = ("contract_nummer", "raamovereenkomst", "jaar", "wet")
# What may be agreed about a rule of our own, beside the numbers: `ernst:MGR-105` and `gevolg:MGR-105`.
OF_RULE: Mapping[str, tuple[str, ...]] = {
    "ernst": tuple(map(str, Severity)),
    "gevolg": (str(Consequence.REJECT_LINE), str(Consequence.NONE)),
}
_NUMBER = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
# Not a leap year: a deadline must exist in every year.
_ANY_YEAR = 2027


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: a value in the unit of its parameter, for the lines of its scope (column to value; none is all)."""

    nr: int
    name: str
    value: str
    source: str
    scope: Mapping[str, str | int]

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """How specific the row is; of two rows that fit a line the higher one counts."""
        return "contract_nummer" in self.scope, "raamovereenkomst" in self.scope, len({"jaar", "wet"} & set(self.scope))

    def meets(self, other: "Setting") -> bool:
        """Whether some line may fit both rows, and neither is more specific."""
        shared = self.scope.keys() & other.scope.keys()
        return self.rank == other.rank and all(self.scope[name] == other.scope[name] for name in shared)

    @property
    def holds_for(self) -> str:
        """The lines it holds for, in Dutch."""
        return ", ".join(f"{name} {value}" for name, value in self.scope.items()) or EVERY_LINE


@dataclass(frozen=True)
class Parameters:
    """The settings that people made, in the order of their table."""

    settings: tuple[Setting, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, list[Setting]]:
        """Per parameter its settings, the most specific first."""
        found: dict[str, list[Setting]] = {}
        for each in sorted(self.settings, key=lambda setting: setting.rank, reverse=True):
            found.setdefault(each.name, []).append(each)
        return found

    def text(self, name: str) -> str:
        """The value where nothing more specific is agreed; KeyError when there is no such parameter."""
        general = [each.value for each in self.by_name.get(name, ()) if not each.scope]
        return general[0] if general else described(name)["waarde"]

    def value(self, name: str) -> int:
        """The same as a whole number in the unit of the parameter."""
        return int(self.text(name))

    def shown(self) -> list[dict[str, str]]:
        """What is in force: parameter, waarde, eenheid, herkomst, geldt_voor, in the order of the defaults."""
        return [row for name in [*names(), *sorted(self.by_name.keys() - set(names()))] for row in self._shown(name)]

    def _shown(self, name: str) -> Iterator[dict[str, str]]:
        default = {} if name.partition(":")[0] in OF_RULE else described(name)
        settings = self.by_name.get(name, [])
        unit = default.get("eenheid", "")
        if default and not any(not each.scope for each in settings):
            yield _row(name, default["waarde"], unit, default["herkomst"], EVERY_LINE)
        for each in settings:
            yield _row(name, each.value, unit, each.source or "eigen afspraak", each.holds_for)


def _row(name: str, value: str, unit: str, source: str, lines: str) -> dict[str, str]:
    return {"parameter": name, "waarde": value, "eenheid": unit, "herkomst": source, "geldt_voor": lines}


def parameters_of(reference: Mapping[str, pl.DataFrame]) -> Parameters:
    """The parameters in force.

    Args:
        reference: reference tables by name.

    Raises:
        UnusableInputError: a row cannot be used. To judge by another tolerance than someone wrote down would be
            wrong in silence.

    """
    table = reference.get(TABLE)
    if table is None:
        return Parameters()
    settings, mistakes = read_rows(table)
    if mistakes:
        raise UnusableInputError(unusable(f"regel {each.nr + 1}: {each.sentence}" for each in mistakes))
    return Parameters(tuple(settings))


def unusable(reasons: Iterable[str]) -> str:
    """The sentence by which judging stops."""
    return (
        f"De naslag '{TABLE}' kan niet worden gebruikt; er is niets beoordeeld. {' '.join(reasons)} "
        "Herstel de tabel en begin opnieuw."
    )


def read_rows(
    table: pl.DataFrame, contracts: pl.DataFrame | None = None, *, rules: Collection[str] | None = None
) -> tuple[list[Setting], list[Mistake]]:
    """The rows as settings, and what is wrong with them.

    Args:
        table: the reference table.
        contracts: the contracts that a row may name; without it they are not looked at.
        rules: the codes of rules of our own; without it they are not looked at.

    """
    settings, mistakes = [], []
    for nr, row in enumerate(table.select("parameter", "waarde", "eenheid", "herkomst", *SCOPE).iter_rows(named=True)):
        scope = {name: row[name] for name in SCOPE if row[name] is not None}
        each = Setting(nr, row["parameter"] or "", row["waarde"] or "", row["herkomst"] or "", scope)
        wrong = [*_wrong_in(each, row["eenheid"] or "", rules), *_wrong_scope(each, contracts)]
        mistakes += wrong
        if not wrong:
            settings.append(each)
    twice = [
        Mistake(
            second.nr, "parameter",
            f"De parameter '{second.name}' heeft voor {second.holds_for} ook een waarde op regel {first.nr + 1} van "
            "de tabel, en geen van beide gaat voor.",
            "Laat een van de twee weg, of maak een van de twee specifieker (contract, dan raamovereenkomst, dan jaar "
            "en wet).",
        )
        for first, second in combinations(settings, 2)
        if first.name == second.name and first.meets(second)
    ]  # fmt: skip
    return settings, mistakes + twice


def _wrong_in(each: Setting, unit: str, rules: Collection[str] | None) -> Iterator[Mistake]:
    """What is wrong with the name, the value or the unit."""
    kind, _, code = each.name.partition(":")
    if kind in OF_RULE:
        yield from _wrong_of_rule(each, kind, code, rules)
        return
    if each.name not in names():
        close = get_close_matches(each.name, names(), n=1, cutoff=0.6)
        hint = f"; bedoelt u '{close[0]}'?" if close else "."
        yield Mistake(
            each.nr, "parameter", f"De parameter '{each.name}' bestaat niet{hint}",
            "Kies een naam uit 'verzamelpunt sjabloon parameters'; daar staan ze allemaal.",
        )  # fmt: skip
        return
    row = described(each.name)
    if unit and unit.casefold() != row["eenheid"].casefold():
        yield Mistake(
            each.nr, "eenheid", f"De parameter '{each.name}' is in {row['eenheid']}, niet in {unit}.",
            f"Reken de waarde om naar {row['eenheid']} en zet dat bij eenheid.",
        )  # fmt: skip
    if row["eenheid"] == MONTH_AND_DAY:
        if not _is_day(each.value):
            yield Mistake(
                each.nr, "waarde", f"'{each.value}' is geen dag van elk jaar.",
                f"Schrijf maand en dag als tekst, zoals {row['waarde']}.",
            )  # fmt: skip
    elif not _NUMBER.fullmatch(each.value):
        yield Mistake(
            each.nr, "waarde", f"'{each.value}' is geen heel getal.",
            f"Vul bij '{each.name}' een heel aantal {row['eenheid']} in, zonder teken, punt of komma.",
        )  # fmt: skip
    elif int(each.value) not in (between := allowed(each.name)):
        yield Mistake(
            each.nr, "waarde",
            f"De waarde {each.value} {row['eenheid']} ligt buiten wat voor '{each.name}' kan: {between[0]} tot en met "
            f"{between[-1]}.",
            "Controleer de waarde en de eenheid.",
        )  # fmt: skip


def _wrong_of_rule(each: Setting, kind: str, code: str, rules: Collection[str] | None) -> Iterator[Mistake]:
    """What is wrong with an agreement about a rule: a national rule is not ours to soften (docs/decisions/0011)."""
    if rules is not None and code not in rules:
        yield Mistake(
            each.nr, "parameter",
            f"Van regel '{code}' kan geen {kind} worden afgesproken: het is een landelijke regel, een regel bij het "
            "lezen of geen regel van Verzamelpunt.",
            "Kies een eigen regel (MGR-…) uit het regelboek, of laat deze rij weg.",
        )  # fmt: skip
    if each.value not in OF_RULE[kind]:
        yield Mistake(each.nr, "waarde", f"'{each.value}' is geen {kind}.", f"Kies uit: {', '.join(OF_RULE[kind])}.")


def _wrong_scope(each: Setting, contracts: pl.DataFrame | None) -> Iterator[Mistake]:
    """What is wrong with the lines that a row is for."""
    if each.scope and each.name in names() and not differs_per_line(each.name):
        yield Mistake(
            each.nr, next(iter(each.scope)), f"De parameter '{each.name}' geldt voor de hele regio.",
            "Laat contract, raamovereenkomst, jaar en wet leeg.",
        )  # fmt: skip
    if contracts is None:
        return
    for column in ("contract_nummer", "raamovereenkomst"):
        if column in each.scope and each.scope[column] not in contracts[column].to_list():
            yield Mistake(
                each.nr, column, f"De waarde '{each.scope[column]}' komt niet voor in de naslag 'contracten'.",
                "Herstel de waarde, of voeg het contract toe aan de naslag.",
            )  # fmt: skip


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(f"{_ANY_YEAR}-{value}"))
    except ValueError:
        return False
