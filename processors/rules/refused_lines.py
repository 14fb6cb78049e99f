# SPDX-License-Identifier: EUPL-1.2
"""The lines that the answer to a declaration (325) refuses, beside the lines as they were declared."""

from datetime import date
from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
LINE = {"referentie_nummer": "R1", "declaratie_nummer": "W2609"}
DECLARED = {
    "referentie_nummer": "R1",
    "vorig_referentie_nummer": None,
    "client": "999900006",
    "toewijzing_nummer": 7,
    "product_categorie": "02",
    "product_code": "02A03",
    "product_periode_begin": date(2026, 9, 1),
    "product_periode_eind": date(2026, 9, 30),
    "geleverd_volume": 1,
    "eenheid": "83",
    "product_tarief": None,
    "ingediend_bedrag": 1,
    "debet_credit": "D",
}

_rule = partial(rules.rule, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)


@_rule(
    "TR366",
    table="afgewezen_regels",
    says="Regel {referentie_nummer} in het antwoord komt niet voor in declaratie {declaratie_nummer}.",
    action="Neem het referentienummer over uit de declaratie; wijs alleen regels af die zijn ingediend.",
    holds=[
        {**LINE, "regel_gedeclareerd": True, "onbekende_declaratie": False},
        {**LINE, "regel_gedeclareerd": False, "onbekende_declaratie": True},
    ],
    fails=[{**LINE, "regel_gedeclareerd": False, "onbekende_declaratie": False}],
    explains="eerdere_declaratieregels",
)
def refused_line_was_declared(
    referentie_nummer: Column, declaratie_nummer: Column, regel_gedeclareerd: Column, onbekende_declaratie: Column
) -> Column:
    """The line stands in the declaration; of a declaration that is not known the answer itself is told (TR376)."""
    return onbekende_declaratie | regel_gedeclareerd


@_rule(
    "TR367",
    table="afgewezen_regels",
    says="Van regel {referentie_nummer} staat in het antwoord een ander gegeven dan in de declaratie: "
    "{afwijkend_gegeven}.",
    action="Neem de afgewezen regel ongewijzigd over uit de declaratie.",
    holds=[
        {**DECLARED, "gelijk_gedeclareerd": True, "afwijkend_gegeven": None},
        {**DECLARED, "gelijk_gedeclareerd": None, "afwijkend_gegeven": None},
    ],
    fails=[{**DECLARED, "gelijk_gedeclareerd": False, "afwijkend_gegeven": "productcode"}],
    may_be_empty=["gelijk_gedeclareerd", "afwijkend_gegeven", "vorig_referentie_nummer", "product_tarief"],
    after=["TR366"],
)
def refused_line_is_as_it_was_declared(
    referentie_nummer: Column,
    gelijk_gedeclareerd: Column,
    afwijkend_gegeven: Column,
    vorig_referentie_nummer: Column,
    client: Column,
    toewijzing_nummer: Column,
    product_categorie: Column,
    product_code: Column,
    product_periode_begin: Column,
    product_periode_eind: Column,
    geleverd_volume: Column,
    eenheid: Column,
    product_tarief: Column,
    ingediend_bedrag: Column,
    debet_credit: Column,
) -> Column:
    """All that the line copies is as it was declared; of a line that is not known another rule tells (TR366)."""
    return gelijk_gedeclareerd.is_null() | gelijk_gedeclareerd
