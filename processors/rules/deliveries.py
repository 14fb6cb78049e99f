# SPDX-License-Identifier: EUPL-1.2
"""What a delivery adds up to: beside the ledger, the delivery that it replaces, the months before, and the calendar."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.declarations import months

rules = Rulebook()
MONTH = {"wet": "wmo", "maand": "2026-09"}
LEDGER = {**MONTH, "tol_abs_aansluiting": 250, "tol_pct_aansluiting": 1}
REPORTED = {**MONTH, "tol_herziening_maand": 2}


@rules.rule(
    "MGR-208",
    table="leveringsmaanden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Over {maand} ({wet}) telt de levering op tot {toegekend_bedrag} toegekend; in het grootboek staat "
    "{grootboek_bedrag}.",
    action="Zoek het verschil uit: een regel te veel of te weinig, een andere maand, of een boeking die er niet hoort.",
    holds=[
        {**LEDGER, "toegekend_bedrag": 1_025_000, "grootboek_bedrag": 1_000_000},
        {**LEDGER, "toegekend_bedrag": 9_900_000, "grootboek_bedrag": 10_000_000},
        {**LEDGER, "toegekend_bedrag": -25_000, "grootboek_bedrag": 0},
    ],
    fails=[
        {**LEDGER, "toegekend_bedrag": 1_025_001, "grootboek_bedrag": 1_000_000},
        {**LEDGER, "toegekend_bedrag": 9_899_999, "grootboek_bedrag": 10_000_000},
    ],
)
def delivery_agrees_with_the_ledger(
    toegekend_bedrag: Column,
    grootboek_bedrag: Column,
    tol_abs_aansluiting: Column,
    tol_pct_aansluiting: Column,
    wet: Column,
    maand: Column,
) -> Column:
    """What was granted differs from the ledger by no more than the larger of an amount and a percentage."""
    allowed = nw.max_horizontal(tol_abs_aansluiting * 10_000, grootboek_bedrag.abs() * tol_pct_aansluiting)
    return (toegekend_bedrag - grootboek_bedrag).abs() * 100 <= allowed


@rules.rule(
    "MGR-206",
    table="leveringsmaanden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Over {maand} ({wet}) was {vorig_bedrag} aangeleverd en nu {ingediend_bedrag}: een verschil van "
    "{vorig_verschil}, meer dan {tol_herziening_maand} procent.",
    action="Kijk op het blad Verschil met vorige levering of u dit zo bedoelt; deze levering vervangt de vorige.",
    holds=[
        {**REPORTED, "ingediend_bedrag": 102_000, "vorig_bedrag": 100_000, "vorig_verschil": 2_000},
        {**REPORTED, "ingediend_bedrag": 98_000, "vorig_bedrag": 100_000, "vorig_verschil": -2_000},
        {**REPORTED, "ingediend_bedrag": 0, "vorig_bedrag": 0, "vorig_verschil": 0},
        {**REPORTED, "ingediend_bedrag": 102_000, "vorig_bedrag": None, "vorig_verschil": None},
    ],
    fails=[
        {**REPORTED, "ingediend_bedrag": 102_001, "vorig_bedrag": 100_000, "vorig_verschil": 2_001},
        {**REPORTED, "ingediend_bedrag": 97_999, "vorig_bedrag": 100_000, "vorig_verschil": -2_001},
        {**REPORTED, "ingediend_bedrag": 1, "vorig_bedrag": 0, "vorig_verschil": 1},
    ],
    may_be_empty=["vorig_bedrag", "vorig_verschil"],
)
def reported_month_stays_what_it_was(
    ingediend_bedrag: Column,
    vorig_bedrag: Column,
    vorig_verschil: Column,
    tol_herziening_maand: Column,
    wet: Column,
    maand: Column,
) -> Column:
    """A month that was reported before changed no more than a percentage, or was not reported before."""
    return vorig_bedrag.is_null() | (vorig_verschil.abs() * 100 <= vorig_bedrag.abs() * tol_herziening_maand)


@rules.rule(
    "MGR-207",
    table="leveringsmaanden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De levering gaat over {maand} ({wet}), en de vorige met een bedrag over {vorige_maand}; daartussen is niets "
    "geleverd.",
    action="Lever de maanden ertussen na, of meld dat er niets te leveren was (nihil).",
    holds=[
        {"maand": "2027-01", "vorige_maand": "2026-12", "wet": "wmo", "ingediend_bedrag": 1},
        {"maand": "2026-09", "vorige_maand": None, "wet": "wmo", "ingediend_bedrag": 1},
        {"maand": "2026-09", "vorige_maand": "2026-06", "wet": "wmo", "ingediend_bedrag": 0},
    ],
    fails=[
        {"maand": "2026-09", "vorige_maand": "2026-07", "wet": "wmo", "ingediend_bedrag": 1},
        {"maand": "2027-01", "vorige_maand": "2026-11", "wet": "wmo", "ingediend_bedrag": -1},
    ],
    may_be_empty=["vorige_maand"],
)
def month_follows_the_one_before(maand: Column, vorige_maand: Column, wet: Column, ingediend_bedrag: Column) -> Column:
    """A month with an amount comes right after the month before it that had one, or is the first."""
    return (ingediend_bedrag == 0) | vorige_maand.is_null() | (months(maand) - months(vorige_maand) == 1)


@rules.rule(
    "MGR-213",
    table="ontvangen_leveringen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De levering over {maand} is ontvangen op {peildatum}; de uiterste datum was {levering_uiterlijk}.",
    action="Lever de volgende maand op tijd; deze levering telt gewoon mee.",
    holds=[
        {"soort": "gemeentelevering", "maand": "2026-09", "peildatum": date(2026, 10, 15),
         "levering_uiterlijk": date(2026, 10, 15)},
        {"soort": "gemeentelevering", "maand": "2026-09", "peildatum": date(2026, 10, 15), "levering_uiterlijk": None},
    ],
    fails=[
        {"soort": "declaratie", "maand": "2026-09", "peildatum": date(2026, 10, 16),
         "levering_uiterlijk": date(2026, 10, 15)},
    ],
    may_be_empty=["levering_uiterlijk"],
)  # fmt: skip
def delivery_is_in_time(maand: Column, soort: Column, peildatum: Column, levering_uiterlijk: Column) -> Column:
    """The delivery was received on or before the last day in the calendar, if one was agreed."""
    return levering_uiterlijk.is_null() | (peildatum <= levering_uiterlijk)
