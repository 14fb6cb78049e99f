# SPDX-License-Identifier: EUPL-1.2
"""Where rules that compare lines are judged: among the lines of an allocation, or among those of a supplier."""

from processors.comparing import Comparison, comparisons
from processors.enrichment.allocations import KEY
from processors.enrichment.previous_declaration import SUPPLIER
from processors.errors import UnusableInputError
from processors.large import Division
from processors.lines import TABLES
from processors.rulebook import Column
from processors.scale.reading import LINES
from processors.scale.suppliers import Suppliers


def by_supplier(division: Division) -> Suppliers:
    """What must be asked of all lines of a supplier; the other rules find what they compare with on the allocation.

    Raises:
        UnusableInputError: a rule compares lines that neither of the two brings together.

    """
    rules, given, reads = {}, dict[str, Column](), set[str]()
    for position in division.comparing:
        rule = division.case.able[position]
        verdict, beforehand = comparisons(rule)
        compared = {name: each for name, each in {"": verdict, **beforehand}.items() if each.by is not None}
        far = {name for name, each in compared.items() if not set(KEY) <= (each.by or set())}
        if not all(_is_of_supplier(compared[name]) for name in far) or ("" in far and far != set(compared)):
            raise UnusableInputError(
                f"Controleregel {rule.code} vergelijkt regels die niet dezelfde toewijzing of aanbieder hebben. Dat "
                "kan niet met Spark; laat deze controleregel weg of gebruik './verzamelpunt controleer'."
            )
        if "" in far:
            rules[position] = rule
            reads.update(verdict.reads, *(each.reads for each in beforehand.values()))
        else:
            given.update({name: rule.given[name] for name in far})
            reads.update(*(beforehand[name].reads for name in far))
    return Suppliers(rules, given, frozenset(reads))


def _is_of_supplier(compared: Comparison) -> bool:
    """Whether it compares lines of one supplier, by what is known of them before enrichment."""
    return set(SUPPLIER) <= (compared.by or set()) and compared.reads <= {*TABLES[LINES].names, "nr"}
