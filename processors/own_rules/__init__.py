# SPDX-License-Identifier: EUPL-1.2
"""Rules that a region decided itself: rows of the reference table `eigen_regels`, judged beside ours.

A row that cannot be used is told at its cell and left out; the other rows count. See docs/decisions/0015.
"""

import re
from collections.abc import Mapping

import polars as pl

from processors import catalogue
from processors.cell_mistake import Mistake
from processors.enrichment.remembered import once_per_table
from processors.lines import TABLES
from processors.own_rules.making import WrongCellError, made
from processors.rulebook import Rule, Rulebook

TABLE = "eigen_regels"
_CODE = re.compile(r"EIGEN-[A-Z0-9][A-Z0-9-]{0,15}")


def with_own(rules: Rulebook, reference: Mapping[str, pl.DataFrame]) -> Rulebook:
    """The rules, and behind them those that the reference adds."""
    return Rulebook([*rules, *own_rules(reference)])


def own_rules(reference: Mapping[str, pl.DataFrame]) -> Rulebook:
    """The rules of the table `eigen_regels`, in its order; a row that cannot be used is left out."""
    return Rulebook(_read(reference[TABLE])[0]) if TABLE in reference else Rulebook()


def mistakes_in(table: pl.DataFrame, contracts: pl.DataFrame) -> list[Mistake]:
    """What is wrong with the rows of the table, beside the contracts that they may name."""
    unknown = [
        Mistake(
            nr, name, f"De waarde '{value}' komt niet voor in de naslag 'contracten'; de regel geldt nergens.",
            "Herstel de waarde, of voeg het contract toe aan de naslag.",
        )
        for name in ("contract_nummer", "raamovereenkomst")
        for nr, value in enumerate(table[name])
        if value is not None and value not in contracts[name].to_list()
    ]  # fmt: skip
    return [*_read(table)[1], *unknown]


@once_per_table
def _read(table: pl.DataFrame) -> tuple[list[Rule], list[Mistake]]:
    """The rules that can be used, and what is wrong with the other rows."""
    rules: list[Rule] = []
    mistakes = []
    for nr, row in enumerate(table.select(TABLES[TABLE].names).iter_rows(named=True)):
        code = row["regel"] or ""
        try:
            _check_code(code, {rule.code for rule in rules})
            rules.append(made(row))
        except WrongCellError as error:
            end = "" if error.sentence.endswith("?") else "."
            mistakes.append(Mistake(nr, error.at, f"Regel '{code}' telt niet mee: {error.sentence}{end}", error.action))
    return rules, mistakes


def _check_code(code: str, taken: set[str]) -> None:
    advice = "Geef de regel een eigen code, zoals EIGEN-01."
    if code in catalogue.entries():
        raise WrongCellError("regel", "deze code is van een regel van Verzamelpunt", advice)
    if not _CODE.fullmatch(code):
        raise WrongCellError("regel", "de code begint niet met EIGEN- gevolgd door hoofdletters of cijfers", advice)
    if code in taken:
        raise WrongCellError("regel", "deze code staat er twee keer", advice)
