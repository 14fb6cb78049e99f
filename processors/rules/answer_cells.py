# SPDX-License-Identifier: EUPL-1.2
"""Cells that only the header of a message and the answer to a declaration (325) have: how long and how large.

What such a message copies from its header into its rows (law, municipality, supplier) is judged at the header.
"""

from functools import partial

from processors.codelists import codes
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
_rule = partial(rules.rule, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)


@_rule(
    "RS017",
    on=["berichten.identificatie", "declaratieantwoorden.declaratie_identificatie"],
    says="{field} {value} heeft meer dan 12 tekens.",
    action="Neem de identificatie van ten hoogste 12 tekens over uit de kop van het bericht.",
    holds=[{"value": "260909830012"}],
    fails=[{"value": "2609098300123"}],
)
def identification_has_twelve_characters_at_most(value: Column) -> Column:
    """The identification of a message has one to twelve characters."""
    return value.str.len_chars().is_between(1, 12)


@_rule(
    "RS040",
    on=["declaratieantwoorden.totaal_ingediend_bedrag", "declaratieantwoorden.totaal_toegekend_bedrag"],
    says="{field} is {value}; dat past niet in 12 cijfers (eurocent).",
    action="Controleer het totaal en of het niet dubbel in eurocenten is omgerekend.",
    holds=[{"value": 999_999_999_999}, {"value": None}],
    fails=[{"value": 1_000_000_000_000}],
    may_be_empty=["value"],
)
def total_of_an_answer_has_twelve_digits_at_most(value: Column) -> Column:
    """The total in eurocent has at most twelve digits, or is not given."""
    return value.is_null() | (value <= 999_999_999_999)


@_rule(
    "RS008",
    on=["declaratieantwoorden.totaal_debet_credit", "declaratieantwoorden.toegekend_debet_credit"],
    says="{field} is {value}; hier past maar 1 teken: D of C.",
    action="Vul D in als de debets hoger zijn dan de credits, of even hoog, en anders C.",
    holds=[{"value": "C"}, {"value": None}],
    fails=[{"value": "CD"}, {"value": "X"}],
    may_be_empty=["value"],
)
def total_of_an_answer_is_debet_or_credit(value: Column) -> Column:
    """The sign of the total is D or C, or is not given."""
    return value.is_null() | value.is_in(sorted(codes("debet_credit")))


@_rule(
    "RS011",
    on=[
        "berichten.retourcodes",
        "declaratieantwoorden.retourcodes",
        "afgewezen_regels.retourcodes",
        "afgewezen_regels.client_retourcodes",
        "verzoekantwoorden.retourcodes",
    ],
    says="{field}: in {value} staat een code van meer dan 4 tekens.",
    action="Vul alleen de codes van 4 tekens in, met een spatie ertussen.",
    holds=[{"value": "0200"}, {"value": "9321 S329"}, {"value": None}],
    fails=[{"value": "02000"}, {"value": "9321 S3290"}],
    may_be_empty=["value"],
)
def return_code_has_four_characters_at_most(value: Column) -> Column:
    """Each return code has at most four characters, or there is none."""
    return value.is_null() | ~value.str.contains(r"[0-9A-Za-z]{5}")
