# SPDX-License-Identifier: EUPL-1.2
"""The planning, texts and questions of a tender."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
STANDSTILL = "einde opschortende termijn"
# What our templates leave open: {{veld}}, «veld» and [invullen …].
PLACEHOLDER = r"(?i)\{\{[^{}]*\}\}|«[^«»]*»|\[\s*(?:invullen|in te vullen)[^\[\]]*\]"
PERSON = r"(?i)[\w.+-]+@[\w-]+\.\w|\b(?:de heer|mevrouw|dhr|mevr|mw)\b\.?|\b0[1-9](?:[ -]?[0-9]){8}\b"
PREVIOUS_STEP = {"vorige_stap_datum": nw.col("datum").shift(1).over("document", order_by=("stap_nummer", "nr"))}
PREVIOUS_QUESTION = {
    "vorige_vraag_nummer": nw.col("vraag_nummer").shift(1).over("document", order_by=("vraag_nummer", "nr"))
}


def _step(nummer: int, day: date, term: int | None = None, stap: str = "Sluiting") -> dict[str, object]:
    return {
        "document": "planning", "stap_nummer": nummer, "stap": stap, "datum": day, "termijn_dagen": term,
        "opschortende_termijn": 20,
    }  # fmt: skip


@rules.rule(
    "MGR-505",
    table="planningsregels",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Stap {stap_nummer} ({stap}) op {datum} ligt voor de vorige stap, of de termijn ertussen is te kort.",
    action="Zet de stappen op volgorde van datum en houd de termijnen aan.",
    holds=[
        [_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 1))],
        [_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 11), 10)],
        [_step(2, date(2026, 9, 2)), _step(1, date(2026, 9, 1))],
    ],
    fails=[
        [_step(1, date(2026, 9, 2)), _step(2, date(2026, 9, 1))],
        [_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 10), 10)],
    ],
    may_be_empty=["termijn_dagen"],
    given=PREVIOUS_STEP,
)
def step_follows_in_time(
    datum: Column, stap_nummer: Column, stap: Column, termijn_dagen: Column, document: Column, nr: Column
) -> Column:
    """A step is not before the step before it, nor sooner than its term allows."""
    passed = (datum - nw.col("vorige_stap_datum")).dt.total_minutes() // (24 * 60)
    return (passed >= termijn_dagen.fill_null(0)).fill_null(value=True)


@rules.rule(
    "MGR-505",
    table="planningsregels",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="De opschortende termijn eindigt op {datum}; dat is binnen {opschortende_termijn} dagen na de vorige stap.",
    action="Laat tussen de gunningsbeslissing en de overeenkomst de hele opschortende termijn.",
    holds=[
        [_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 21), stap="Einde opschortende termijn")],
        [_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 2), stap="Gunning")],
        [_step(1, date(2026, 9, 1), stap="Einde opschortende termijn")],
    ],
    fails=[[_step(1, date(2026, 9, 1)), _step(2, date(2026, 9, 20), stap="Einde opschortende termijn")]],
    given=PREVIOUS_STEP,
)
def standstill_is_kept(
    datum: Column, stap: Column, opschortende_termijn: Column, stap_nummer: Column, document: Column, nr: Column
) -> Column:
    """The standstill lasts at least as long as agreed."""
    passed = (datum - nw.col("vorige_stap_datum")).dt.total_minutes() // (24 * 60)
    return (stap.str.to_lowercase() != STANDSTILL) | (passed >= opschortende_termijn).fill_null(value=True)


@rules.rule(
    "MGR-506",
    table="documentteksten",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="In '{document}' staat bij {plek} nog een niet-ingevuld veld.",
    action="Vul het veld in, of haal het weg, voordat het document naar buiten gaat.",
    holds=[{"tekst": "De overeenkomst loopt tot 2028 [zie bijlage 2].", "document": "leidraad", "plek": "1.2"}],
    fails=[
        {"tekst": "De overeenkomst loopt tot {{einddatum}}.", "document": "leidraad", "plek": "1.2"},
        {"tekst": "Perceel «nummer»", "document": "leidraad", "plek": "1.2"},
        {"tekst": "Contactpersoon: [invullen]", "document": "leidraad", "plek": "1.2"},
    ],
)
def nothing_is_left_to_fill_in(tekst: Column) -> Column:
    """No placeholder of a template is left."""
    return ~tekst.str.contains(PLACEHOLDER)


ASKED = {
    "document": "nota 1", "vraag_nummer": 1, "vraag": "Geldt eis 3 ook in perceel 2?", "antwoord_tekst": "Ja.",
    "namen_gevonden": 0,
}  # fmt: skip


@rules.rule(
    "MGR-507",
    table="vragen",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Vraag {vraag_nummer} in '{document}' volgt niet op het vorige nummer.",
    action="Nummer de vragen vanaf 1 zonder gaten of dubbele nummers.",
    holds=[[ASKED, {**ASKED, "vraag_nummer": 2}], [{**ASKED, "vraag_nummer": 2}, ASKED]],
    fails=[[{**ASKED, "vraag_nummer": 2}], [ASKED, {**ASKED, "vraag_nummer": 3}], [ASKED, ASKED]],
    given=PREVIOUS_QUESTION,
)
def questions_are_numbered(vraag_nummer: Column, document: Column, nr: Column) -> Column:
    """Questions are numbered from one on, without gaps."""
    return vraag_nummer == nw.col("vorige_vraag_nummer").fill_null(0) + 1


@rules.rule(
    "MGR-507",
    table="vragen",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Vraag {vraag_nummer} in '{document}' is niet beantwoord.",
    action="Beantwoord de vraag, of leg uit waarom er geen antwoord komt.",
    holds=[ASKED],
    fails=[{**ASKED, "antwoord_tekst": None}],
    may_be_empty=["antwoord_tekst"],
)
def question_is_answered(antwoord_tekst: Column) -> Column:
    """Every question has an answer."""
    return ~antwoord_tekst.is_null()


@rules.rule(
    "MGR-507",
    table="vragen",
    severity=Severity.FOUT,
    consequence=Consequence.NONE,
    says="Vraag {vraag_nummer} in '{document}' of het antwoord erop noemt een persoon of inschrijver.",
    action="Maak vraag en antwoord anoniem: geen namen, e-mailadressen of telefoonnummers.",
    holds=[ASKED, {**ASKED, "antwoord_tekst": None}],
    fails=[
        {**ASKED, "namen_gevonden": 1},
        {**ASKED, "vraag": "Kan mevrouw De Vries dit toelichten?"},
        {**ASKED, "antwoord_tekst": "Mail naar inkoop@voorbeeld.nl."},
        {**ASKED, "antwoord_tekst": "Bel 077-1234567."},
    ],
    may_be_empty=["antwoord_tekst"],
)
def question_is_anonymous(vraag: Column, antwoord_tekst: Column, namen_gevonden: Column) -> Column:
    """Neither question nor answer names a person or tenderer, or says how to reach one."""
    said = nw.concat_str(vraag, antwoord_tekst.fill_null(""), separator=" ")
    return (namen_gevonden == 0) & ~said.str.contains(PERSON)
