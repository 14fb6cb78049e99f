# SPDX-License-Identifier: EUPL-1.2
"""What every row must have: the fields that the tables call required."""

from datetime import date
from functools import partial

from processors.fields import Kind
from processors.lines import TABLES
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
JUDGED = (
    "declaratieregels",
    "toewijzingen",
    "regieberichten",
    "verzoeken",
    "clienten",
    "relaties",
    "contacten",
    "verantwoordingsregels",
    "berichten",
    "declaratieantwoorden",
    "afgewezen_regels",
    "verzoekantwoorden",
    "declaratietotalen",
)


# What rows of a message copy from its header, or from the answer above them; there it is judged.
COPIED = {
    "declaratieantwoorden": {"wet", "gemeente", "aanbieder", "identificatie", "dagtekening"},
    "afgewezen_regels": {"wet", "gemeente", "aanbieder", "declaratie_identificatie", "declaratie_nummer"},
    "verzoekantwoorden": {"wet", "gemeente", "aanbieder", "dagtekening"},
}
TEXT = (Kind.TEXT, Kind.CODE, Kind.MONTH)
NUMBER = (Kind.WHOLE, Kind.CENT)


def _required(*kinds: Kind) -> list[str]:
    """Every required column of these kinds, of the tables judged."""
    return [
        f"{table}.{field.name}"
        for table in JUDGED
        for field in TABLES[table].fields
        if field.required and field.kind in kinds and field.name not in COPIED.get(table, ())
    ]


_rule = partial(
    rules.rule,
    "RS033",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} is niet ingevuld, maar is op elke regel verplicht.",
    action="Vul {field} in.",
    may_be_empty=["value"],
    once_per_file=True,
)


@_rule(on=_required(*TEXT), holds=[{"value": "0"}], fails=[{"value": None}, {"value": " "}])
def text_is_filled(value: Column) -> Column:
    """The cell has at least one character that is not a blank."""
    return ~value.is_null() & value.str.contains(r"\S")


@_rule(on=_required(*NUMBER), holds=[{"value": 0}], fails=[{"value": None}])
@_rule(on=_required(Kind.DATE), holds=[{"value": date(2026, 1, 1)}], fails=[{"value": None}])
def value_is_filled(value: Column) -> Column:
    """The cell has a value."""
    return ~value.is_null()
