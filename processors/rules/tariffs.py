# SPDX-License-Identifier: EUPL-1.2
"""The tariff of the contract: what a line must name, and what minutes cost at a tariff per hour."""

from datetime import date

import narwhals as nw

from processors.calculation.amounts import EURO, MINUTE
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


def _is_hourly(contract_tarief: Column, contract_per_uur: Column) -> Column:
    """Whether the tariff found is per hour; a register that does not say so means it is not."""
    return nw.when(~contract_tarief.is_null()).then(contract_per_uur.fill_null("nee") == "ja")


def _by_the_hour(hour_tariff: Column, minutes: Column | int) -> Column:
    """Eurocents for so many minutes at an hourly tariff: an exact sixtieth, half a cent upwards (no number < 0)."""
    return (hour_tariff * minutes * 2 + 60) // 120


@rules.rule(
    "TR346",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het bedrag {ingediend_bedrag} is niet gelijk aan {geleverd_volume} minuten maal het tarief {product_tarief}.",
    action="Reken het bedrag opnieuw uit; het moet tot op de cent kloppen.",
    holds=[
        {
            "ingediend_bedrag": 27550,
            "geleverd_volume": 190,
            "product_tarief": 145,
            "eenheid": "01",
            "contract_tarief": 145,
            "contract_per_uur": "nee",
        },
        {
            "ingediend_bedrag": 13823,
            "geleverd_volume": 95,
            "product_tarief": 146,
            "eenheid": "01",
            "contract_tarief": 8730,
            "contract_per_uur": "ja",
        },
        {
            "ingediend_bedrag": 26900,
            "geleverd_volume": 4,
            "product_tarief": None,
            "eenheid": "04",
            "contract_tarief": None,
            "contract_per_uur": None,
        },
        {
            "ingediend_bedrag": 27550,
            "geleverd_volume": 190,
            "product_tarief": 145,
            "eenheid": "01",
            "contract_tarief": 145,
            "contract_per_uur": None,
        },
    ],
    fails=[
        {
            "ingediend_bedrag": 27551,
            "geleverd_volume": 190,
            "product_tarief": 145,
            "eenheid": "01",
            "contract_tarief": 145,
            "contract_per_uur": "nee",
        },
    ],
    may_be_empty=["product_tarief", "contract_tarief", "contract_per_uur"],
)
def amount_is_minutes_times_tariff(
    ingediend_bedrag: Column,
    geleverd_volume: Column,
    product_tarief: Column,
    eenheid: Column,
    contract_tarief: Column,
    contract_per_uur: Column,
) -> Column:
    """A line in minutes under a contract per minute costs its minutes times its tariff."""
    return (
        (eenheid != MINUTE)
        | _is_hourly(contract_tarief, contract_per_uur)
        | (ingediend_bedrag == geleverd_volume * product_tarief)
    )


@rules.rule(
    "TR346",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het bedrag {ingediend_bedrag} past niet bij {geleverd_volume} minuten tegen het uurtarief {contract_tarief}.",
    action="Deel uurtarief maal minuten door 60 en rond het bedrag pas daarna af op hele centen.",
    holds=[  # handbook 7.1
        {
            "ingediend_bedrag": 13823,
            "geleverd_volume": 95,
            "eenheid": "01",
            "contract_tarief": 8730,
            "contract_per_uur": "ja",
        },
        {
            "ingediend_bedrag": 7271,
            "geleverd_volume": 50,
            "eenheid": "01",
            "contract_tarief": 8725,
            "contract_per_uur": "ja",
        },
        {
            "ingediend_bedrag": 933,
            "geleverd_volume": 10,
            "eenheid": "01",
            "contract_tarief": 5600,
            "contract_per_uur": "ja",
        },
        {
            "ingediend_bedrag": 26900,
            "geleverd_volume": 4,
            "eenheid": "04",
            "contract_tarief": None,
            "contract_per_uur": None,
        },
    ],
    fails=[
        {
            "ingediend_bedrag": 7250,
            "geleverd_volume": 50,
            "eenheid": "01",
            "contract_tarief": 8725,
            "contract_per_uur": "ja",
        },
        {
            "ingediend_bedrag": 13822,
            "geleverd_volume": 95,
            "eenheid": "01",
            "contract_tarief": 8730,
            "contract_per_uur": "ja",
        },
    ],
    may_be_empty=["contract_tarief", "contract_per_uur"],
)
def amount_is_minutes_at_the_hourly_tariff(
    ingediend_bedrag: Column,
    geleverd_volume: Column,
    eenheid: Column,
    contract_tarief: Column,
    contract_per_uur: Column,
) -> Column:
    """A line in minutes under a contract per hour costs its minutes at the hourly tariff, rounded once."""
    return (
        (eenheid != MINUTE)
        | ~_is_hourly(contract_tarief, contract_per_uur)
        | (ingediend_bedrag == _by_the_hour(contract_tarief, geleverd_volume))
    )


@rules.rule(
    "IV081",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het minuuttarief {product_tarief} is niet het uurtarief {contract_tarief} gedeeld door 60.",
    action="Vul het uurtarief gedeeld door 60 in, afgerond op hele centen; het bedrag volgt uit het uurtarief zelf.",
    holds=[
        {"product_tarief": 146, "eenheid": "01", "contract_tarief": 8730, "contract_per_uur": "ja"},
        {"product_tarief": 145, "eenheid": "01", "contract_tarief": 8725, "contract_per_uur": "ja"},
        {"product_tarief": 140, "eenheid": "01", "contract_tarief": 145, "contract_per_uur": "nee"},
        {"product_tarief": None, "eenheid": "83", "contract_tarief": None, "contract_per_uur": None},
    ],
    fails=[
        {"product_tarief": 145, "eenheid": "01", "contract_tarief": 8730, "contract_per_uur": "ja"},
        {"product_tarief": 147, "eenheid": "01", "contract_tarief": 8730, "contract_per_uur": "ja"},
    ],
    may_be_empty=["product_tarief", "contract_tarief", "contract_per_uur"],
)
def minute_tariff_is_a_sixtieth(
    product_tarief: Column, eenheid: Column, contract_tarief: Column, contract_per_uur: Column
) -> Column:
    """The tariff of a line in minutes under a contract per hour is a sixtieth of the hourly tariff, rounded."""
    return (
        (eenheid != MINUTE)
        | ~_is_hourly(contract_tarief, contract_per_uur)
        | (product_tarief == _by_the_hour(contract_tarief, 1))
    )


@rules.rule(
    "TR418",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het producttarief is {product_tarief}; in het contract staat {contract_tarief}.",
    action="Gebruik het tarief dat op de eerste dag van de productperiode gold, of meld een fout in het contract.",
    holds=[
        {"product_tarief": 6725, "eenheid": "04", "contract_tarief": 6725, "contract_per_uur": "ja"},
        {"product_tarief": 145, "eenheid": "01", "contract_tarief": 145, "contract_per_uur": None},
        {"product_tarief": 146, "eenheid": "01", "contract_tarief": 8730, "contract_per_uur": "ja"},
        {"product_tarief": None, "eenheid": "83", "contract_tarief": 1, "contract_per_uur": "nee"},
    ],
    fails=[
        {"product_tarief": 6726, "eenheid": "04", "contract_tarief": 6725, "contract_per_uur": "nee"},
        {"product_tarief": 6724, "eenheid": "04", "contract_tarief": 6725, "contract_per_uur": "nee"},
        {"product_tarief": 146, "eenheid": "01", "contract_tarief": 145, "contract_per_uur": "nee"},
    ],
    may_be_empty=["product_tarief", "contract_per_uur"],
    after=["MGR-209", "MGR-301", "TR381", "CS337"],
)
def tariff_is_that_of_the_contract(
    product_tarief: Column, eenheid: Column, contract_tarief: Column, contract_per_uur: Column
) -> Column:
    """The tariff is that of the contract on the first day of the period; minutes by the hour are for IV081."""
    return (
        (eenheid == EURO)
        | ((eenheid == MINUTE) & _is_hourly(contract_tarief, contract_per_uur))
        | (product_tarief == contract_tarief)
    )


@rules.rule(
    "MGR-323",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Voor productcode {product_code} heeft aanbieder {aanbieder} op {ingangsdatum} geen tarief in het contract.",
    action="Kies een productcode uit het contract, of laat het tarief in de naslag opnemen.",
    holds=[
        {
            "product_code": "02D01",
            "aanbieder": "01234567",
            "ingangsdatum": date(2026, 1, 1),
            "contract_tarief": 0,
        },
        {
            "product_code": None,
            "aanbieder": "01234567",
            "ingangsdatum": date(2026, 1, 1),
            "contract_tarief": None,
        },
    ],
    fails=[
        {
            "product_code": "02D01",
            "aanbieder": "01234567",
            "ingangsdatum": date(2026, 1, 1),
            "contract_tarief": None,
        },
    ],
    may_be_empty=["product_code", "contract_tarief"],
    after=["MGR-325"],
    explains="tarieven",
)
def product_has_a_tariff(
    product_code: Column, aanbieder: Column, ingangsdatum: Column, contract_tarief: Column
) -> Column:
    """A product that is allocated has a tariff in a contract of the supplier on the first day."""
    return product_code.is_null() | ~contract_tarief.is_null()
