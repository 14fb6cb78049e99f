# SPDX-License-Identifier: EUPL-1.2
"""How far we are with each rule of the catalogue: a rule function, built in reading or receiving, or why not yet.

Source for what is no rule function: `reference/regels_stand.csv` (rule, the module that has it, Dutch reason).
"""

from dataclasses import dataclass
from functools import cache

from processors.reference import reference_rows
from processors.rules import RULES


@dataclass(frozen=True, slots=True)
class State:
    """Whether a rule is built; `module` has it when it is no rule function, `reason` is Dutch."""

    built: bool
    module: str = ""
    reason: str = ""


def state(code: str) -> State:
    """How far we are with this rule; KeyError for a code that is not in the catalogue."""
    return states()[code]


@cache
def states() -> dict[str, State]:
    """How far we are, per rule: the rule functions first, then the others in the order of the catalogue."""
    known = {rule.code: State(built=True) for rule in RULES}
    for row in reference_rows("regels_stand.csv"):
        known[row["regel"]] = State(bool(row["gebouwd_in"]), row["gebouwd_in"], row["reden"])
    return known
