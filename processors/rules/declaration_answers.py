# SPDX-License-Identifier: EUPL-1.2
"""The answer to a declaration (325): the declaration it names, its totals, and when it came."""

from datetime import date
from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.declarations import signed

rules = Rulebook()
# Return codes that refuse nothing: no remark, not judged, granted in full (handbook 5).
GRANTING = ("0200", "0233", "8001")
ANSWER = {
    "totaal_ingediend_bedrag": 10000,
    "totaal_debet_credit": "D",
    "totaal_toegekend_bedrag": 7500,
    "toegekend_debet_credit": "D",
    "declaratie_nummer": "W2609",
    "retourcodes": "0200",
    "afgewezen_aantal": 2,
    "afgewezen_saldo": 2500,
}
NO_TOTALS = dict.fromkeys(
    ("totaal_ingediend_bedrag", "totaal_debet_credit", "totaal_toegekend_bedrag", "toegekend_debet_credit")
)
NOTHING_GRANTED = {**ANSWER, "totaal_toegekend_bedrag": 0, "afgewezen_aantal": 0, "afgewezen_saldo": 0}
HEADER_ONLY = {**NOTHING_GRANTED, **NO_TOTALS, "declaratie_nummer": None, "retourcodes": None}
VERSIONS = {
    "bericht_xsd_versie_declaratie": "1.0.1",
    "basisschema_xsd_versie_declaratie": "1.0.0",
    "declaratiebericht_bericht_xsd_versie": "1.0.1",
    "declaratiebericht_basisschema_xsd_versie": "1.0.0",
}
IN_TIME = {"dagtekening": date(2026, 9, 15), "termijn_antwoord_declaratie": 10}

_rule = partial(rules.rule, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)


def refused_whole(declaratie_nummer: Column, retourcodes: Column) -> Column:
    """Whether the declaration was refused as a whole: the answer names none, or has a code that refuses."""
    left = retourcodes
    for code in GRANTING:
        left = left.str.replace_all(code, "", literal=True)
    return declaratie_nummer.is_null() | left.str.contains(r"[0-9A-Z]{4}").fill_null(value=False)


@_rule(
    "TR342",
    table="declaratieantwoorden",
    says="Toegekend is {totaal_toegekend_bedrag} ({toegekend_debet_credit}) van {totaal_ingediend_bedrag} "
    "({totaal_debet_credit}); het verschil is niet de som van de afgewezen regels ({afgewezen_saldo}).",
    action="Neem alle afgewezen regels in het antwoord op, of reken het toegekende totaal opnieuw uit.",
    holds=[
        ANSWER,
        {**ANSWER, "totaal_toegekend_bedrag": 2500, "toegekend_debet_credit": "C", "afgewezen_saldo": 12500},
        {**ANSWER, "totaal_toegekend_bedrag": 12500, "afgewezen_saldo": -2500},
        {**NOTHING_GRANTED, "retourcodes": "0001"},
        HEADER_ONLY,
        {**ANSWER, "retourcodes": None},
    ],
    fails=[
        {**ANSWER, "totaal_toegekend_bedrag": 7501},
        {**ANSWER, "toegekend_debet_credit": "C"},
        {**ANSWER, "retourcodes": "0200 8001", "afgewezen_aantal": 0, "afgewezen_saldo": 0},
    ],
    may_be_empty=[*NO_TOTALS, "declaratie_nummer", "retourcodes"],
)
def difference_is_what_was_refused(
    totaal_toegekend_bedrag: Column,
    toegekend_debet_credit: Column,
    totaal_ingediend_bedrag: Column,
    totaal_debet_credit: Column,
    declaratie_nummer: Column,
    retourcodes: Column,
    afgewezen_aantal: Column,
    afgewezen_saldo: Column,
) -> Column:
    """What was submitted less what was granted is the sum of the refused lines, unless all was refused at once."""
    submitted = signed(totaal_ingediend_bedrag, totaal_debet_credit)
    granted = signed(totaal_toegekend_bedrag, toegekend_debet_credit)
    return refused_whole(declaratie_nummer, retourcodes) | (submitted - granted == afgewezen_saldo)


@_rule(
    "TR342",
    table="declaratieantwoorden",
    says="De declaratie is als geheel afgewezen; dan is er niets toegekend en staan er geen afgewezen regels in het "
    "antwoord.",
    action="Laat de regels weg en zet het toegekende totaal op 0, of wijs alleen de regels af.",
    holds=[{**NOTHING_GRANTED, "retourcodes": "9333"}, HEADER_ONLY, ANSWER, {**ANSWER, "retourcodes": None}],
    fails=[
        {**NOTHING_GRANTED, "retourcodes": "9333", "totaal_toegekend_bedrag": 1},
        {**NOTHING_GRANTED, "retourcodes": "0200 9333", "afgewezen_aantal": 1},
        {**HEADER_ONLY, "afgewezen_aantal": 1},
    ],
    may_be_empty=["totaal_toegekend_bedrag", "declaratie_nummer", "retourcodes"],
)
def nothing_is_granted_of_what_is_refused_whole(
    totaal_toegekend_bedrag: Column, declaratie_nummer: Column, retourcodes: Column, afgewezen_aantal: Column
) -> Column:
    """An answer that refuses the declaration as a whole grants nothing and has no lines."""
    nothing = (totaal_toegekend_bedrag.fill_null(0) == 0) & (afgewezen_aantal == 0)
    return ~refused_whole(declaratie_nummer, retourcodes) | nothing


@_rule(
    "TR337",
    table="declaratieantwoorden",
    says="Het antwoord verwijst naar declaratiebericht {declaratie_identificatie}, dat niet bekend is.",
    action="Neem de identificatie over uit de kop van het declaratiebericht (323) waarop dit het antwoord is.",
    holds=[{"declaratie_identificatie": "26090001", "declaratiebericht_bekend": True}],
    fails=[{"declaratie_identificatie": "26090001", "declaratiebericht_bekend": False}],
    explains="berichten",
)
def message_answered_is_known(declaratie_identificatie: Column, declaratiebericht_bekend: Column) -> Column:
    """The 323 that the answer names was received before."""
    return declaratiebericht_bekend


@_rule(
    "TR371",
    table="declaratieantwoorden",
    says="Het antwoord noemt schemaversies {bericht_xsd_versie_declaratie} en {basisschema_xsd_versie_declaratie}; in "
    "het declaratiebericht staan {declaratiebericht_bericht_xsd_versie} en {declaratiebericht_basisschema_xsd_versie}.",
    action="Neem de versies over uit de kop van het declaratiebericht (323).",
    holds=[
        VERSIONS,
        {**VERSIONS, "bericht_xsd_versie_declaratie": None},
        {**VERSIONS, "basisschema_xsd_versie_declaratie": None},
    ],
    fails=[
        {**VERSIONS, "bericht_xsd_versie_declaratie": "1.0.2"},
        {**VERSIONS, "basisschema_xsd_versie_declaratie": "1.0.2"},
    ],
    may_be_empty=["bericht_xsd_versie_declaratie", "basisschema_xsd_versie_declaratie"],
    after=["TR337"],
)
def schema_versions_are_those_of_the_declaration(
    bericht_xsd_versie_declaratie: Column,
    basisschema_xsd_versie_declaratie: Column,
    declaratiebericht_bericht_xsd_versie: Column,
    declaratiebericht_basisschema_xsd_versie: Column,
) -> Column:
    """The versions of the schemas that the answer gives are those of the 323; a list has none."""
    message = bericht_xsd_versie_declaratie == declaratiebericht_bericht_xsd_versie
    base = basisschema_xsd_versie_declaratie == declaratiebericht_basisschema_xsd_versie
    return (bericht_xsd_versie_declaratie.is_null() | message) & (basisschema_xsd_versie_declaratie.is_null() | base)


@_rule(
    "TR376",
    table="declaratieantwoorden",
    says="Het antwoord noemt declaratienummer {declaratie_nummer}, dat niet bekend is.",
    action="Neem het declaratienummer over uit de declaratie waarop dit het antwoord is.",
    holds=[
        {"declaratie_nummer": "W2609", "onbekende_declaratie": False},
        {"declaratie_nummer": None, "onbekende_declaratie": False},
    ],
    fails=[{"declaratie_nummer": "W2609", "onbekende_declaratie": True}],
    may_be_empty=["declaratie_nummer"],
    after=["TR337"],
)
def declaration_answered_is_known(declaratie_nummer: Column, onbekende_declaratie: Column) -> Column:
    """The declaration was received before; an answer that refuses the header names none."""
    return ~onbekende_declaratie


@rules.rule(
    "OP090x4",
    table="declaratieantwoorden",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het antwoord op de declaratie kwam op {dagtekening}, {werkdagen_tot_declaratieantwoord} werkdagen na de "
    "declaratie; dat moet binnen {termijn_antwoord_declaratie} werkdagen.",
    action="U hoeft niets te herstellen; antwoord een volgende keer eerder.",
    holds=[{**IN_TIME, "werkdagen_tot_declaratieantwoord": 10}],
    fails=[{**IN_TIME, "werkdagen_tot_declaratieantwoord": 11}],
    after=["TR337"],
    parameters=["termijn_antwoord_declaratie"],
)
def declaration_is_answered_in_time(
    dagtekening: Column, werkdagen_tot_declaratieantwoord: Column, termijn_antwoord_declaratie: Column
) -> Column:
    """The answer is dated within the term after the declaration."""
    return werkdagen_tot_declaratieantwoord <= termijn_antwoord_declaratie
