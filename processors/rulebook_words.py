# SPDX-License-Identifier: EUPL-1.2
"""What the rulebook says of one rule, in words: its examples as a user would see them, its parameters, since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from processors import catalogue, lines
from processors.findings import spoken
from processors.parameter_rows import EVERY_LINE, Parameters
from processors.rulebook import Example, Row, Rule
from processors.vocabulary.thresholds import COLUMNS

FIRST = "eerste uitgave"
PACKAGED = Parameters()
GOOD = "goed"
BLANK = "(alleen spaties)"


@dataclass(frozen=True, slots=True)
class Shown:
    """One example: `goed` or how bad it is, what stands in the cells, and what the sender would read."""

    verdict: str
    cells: str
    sentence: str

    @property
    def holds(self) -> bool:
        """Whether the rule holds."""
        return self.verdict == GOOD


def examples(rule: Rule) -> list[Shown]:
    """Every example of the rule, those for which it holds first."""
    wrong = str(rule.severity)
    good = [Shown(GOOD, _cells(rule, each), "") for each in rule.holds]
    return good + [Shown(wrong, _cells(rule, each), _sentence(rule, each)) for each in rule.fails]


def example_sentence(rule: Rule) -> str:
    """The sentence of the rule, filled with the values of its first failing example."""
    return _sentence(rule, rule.fails[0])


def parameters(rule: Rule, agreed: Parameters = PACKAGED) -> str:
    """Each parameter that the rule reads: name, value, unit and where the value comes from; empty without any.

    Args:
        rule: a rule.
        agreed: what is agreed otherwise, and for which lines.

    """
    read = dict.fromkeys([*rule.parameters, *(name for name in rule.needs if name in COLUMNS)])
    return "; ".join(_parameter(row) for row in agreed.shown() if row["parameter"] in read)


def _parameter(row: Mapping[str, str]) -> str:
    extent = "" if row["geldt_voor"] == EVERY_LINE else f" voor {row['geldt_voor']}"
    return f"{row['parameter']} = {row['waarde']} {row['eenheid']}{extent} ({row['herkomst']})"


def since(rule: Rule) -> str:
    """From when, and until when, the rule is in force: its own dates, else those of its release."""
    begin = rule.since if rule.since > date.min else catalogue.in_force_since(rule.code)
    said = f"{begin:%d-%m-%Y}" if begin else FIRST
    return f"{said} tot en met {rule.until:%d-%m-%Y}" if rule.until < date.max else said


def _rows(example: Example) -> Sequence[Row]:
    return [example] if isinstance(example, Mapping) else list(example)


def _sentence(rule: Rule, example: Example) -> str:
    """The sentence about the last row, which is the one that fails."""
    return rule.says.format(**_spoken(rule, _rows(example), rule.shows)[-1])


def _cells(rule: Rule, example: Example) -> str:
    """The values of the columns that the example gives, each under its label; more rows are numbered."""
    rows = _rows(example)
    labels = {name: lines.place(rule.table, name).label for row in rows for name in row}
    said = [
        "; ".join(f"{labels[name]}: {values[name] if values[name].strip() else BLANK}" for name in row)
        for row, values in zip(rows, _spoken(rule, rows, tuple(labels)), strict=True)
    ]
    return said[0] if len(said) == 1 else " | ".join(f"regel {at}: {each}" for at, each in enumerate(said, 1))


def _spoken(rule: Rule, rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, str]]:
    """The values of these columns, row by row, as a Dutch reader writes them."""
    if not names:
        return [{} for _ in rows]
    frame = lines.make_lines(rule.table, rows)
    if "nr" not in frame.columns:
        frame = frame.with_row_index("nr")
    return frame.select(spoken(lines.place(rule.table, name)) for name in dict.fromkeys(names)).to_dicts()
