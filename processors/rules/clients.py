# SPDX-License-Identifier: EUPL-1.2
"""The client and his relations, as messages describe them; no sentence repeats a name or a date of birth."""

from datetime import date
from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
BOTH = ("clienten", "relaties")
# Code list datumgebruik: what of a date of birth is not known; the unknown parts are written as 01.
DAY, DAY_AND_MONTH, ALL = "1", "2", "3"
NO_DATE = date(1900, 1, 1)
OLDEST = "120y"
# Values of NaamGebruik in the XSD: 2, 3 and 4 need the name of a partner, 6 is an organisation.
OWN_NAME, ORGANISATION = "1", "6"
WITH_PARTNER = ("1", "2", "3", "4")
INTERPRETER = "1"

_rule = partial(rules.rule, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)


def _on(columns: str, *tables: str) -> list[str]:
    return [f"{table}.{column}" for table in tables for column in columns.split()]


@_rule(
    "RS013",
    on=_on("voorletters", *BOTH),
    says="{field}: er staan meer dan 6 letters.",
    action="Neem ten hoogste 6 voorletters op.",
    holds=[{"value": "ABCDEF"}, {"value": None}],
    fails=[{"value": "ABCDEFG"}],
    may_be_empty=["value"],
)
def six_initials_at_most(value: Column) -> Column:
    """There are at most six initials, or none."""
    return value.is_null() | (value.str.len_chars() <= 6)


@_rule(
    "RS045",
    on=_on("voorletters", *BOTH),
    says="{field}: er staat een ander teken dan een letter.",
    action="Schrijf de voorletters achter elkaar, zonder punten en spaties.",
    holds=[{"value": "JW"}, {"value": "É"}, {"value": None}],
    fails=[{"value": "J.W."}, {"value": "J W"}, {"value": "J1"}],
    may_be_empty=["value"],
)
def initials_are_letters(value: Column) -> Column:
    """The initials are letters only, with or without an accent, or there are none."""
    return value.is_null() | value.str.contains(r"^\p{L}+$")


@_rule(
    "RS016",
    on=_on("voorvoegsel partner_voorvoegsel", *BOTH),
    says="{field}: er staan meer dan 10 tekens.",
    action="Gebruik de afkorting van het voorvoegsel, of neem het op in de achternaam.",
    holds=[{"value": "van der de"}, {"value": None}],
    fails=[{"value": "van der des"}],
    may_be_empty=["value"],
)
def prefix_has_ten_characters_at_most(value: Column) -> Column:
    """The prefix of a name has at most ten characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 10)


@_rule(
    "RS028",
    on=_on("achternaam partner_achternaam voornamen", *BOTH),
    says="{field}: er staan meer dan 200 tekens.",
    action="Kort de naam in tot 200 tekens.",
    holds=[{"value": "a" * 200}, {"value": None}],
    fails=[{"value": "a" * 201}],
    may_be_empty=["value"],
)
def name_has_200_characters_at_most(value: Column) -> Column:
    """The name has at most 200 characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 200)


@_rule(
    "RS002",
    table="relaties",
    says="Volgorde {volgorde} heeft meer dan 2 cijfers.",
    action="Nummer de relaties van een client vanaf 1.",
    holds=[{"volgorde": 99}, {"volgorde": None}],
    fails=[{"volgorde": 100}],
    may_be_empty=["volgorde"],
)
def order_of_relations_has_two_digits_at_most(volgorde: Column) -> Column:
    """The place of a relation among the others is at most 99, or is empty."""
    return volgorde.is_null() | (volgorde <= 99)


@_rule(
    "RS019",
    table="relaties",
    says="Het nummer van de relatie heeft meer dan 20 tekens.",
    action="Kort het nummer in tot 20 tekens; het moet uniek blijven voor de client.",
    holds=[{"relatie_nummer": "r" * 20}, {"relatie_nummer": None}],
    fails=[{"relatie_nummer": "r" * 21}],
    may_be_empty=["relatie_nummer"],
)
def number_of_a_relation_has_twenty_characters_at_most(relatie_nummer: Column) -> Column:
    """The number of the relation has one to twenty characters, or is empty."""
    return relatie_nummer.is_null() | relatie_nummer.str.len_chars().is_between(1, 20)


@_rule(
    "RS021",
    table="clienten",
    says="De communicatietaal heeft meer dan 25 tekens.",
    action="Geef alleen de naam van de taal op.",
    holds=[{"communicatie_taal": "Nederlandse Gebarentaal  "}, {"communicatie_taal": None}],
    fails=[{"communicatie_taal": "Nederlandse Gebarentaal en"}],
    may_be_empty=["communicatie_taal"],
)
def language_has_25_characters_at_most(communicatie_taal: Column) -> Column:
    """The language has at most 25 characters, or is empty."""
    return communicatie_taal.is_null() | (communicatie_taal.str.len_chars() <= 25)


@_rule(
    "RS031",
    table="clienten",
    says="Het commentaar bij de client is meegegeven zonder tekst.",
    action="Schrijf het commentaar op, of laat het weg.",
    holds=[{"commentaar": "."}, {"commentaar": None}],
    fails=[{"commentaar": " "}, {"commentaar": ""}],
    may_be_empty=["commentaar"],
)
def remark_on_the_client_says_something(commentaar: Column) -> Column:
    """A remark that is given has a character that is not a blank."""
    return commentaar.is_null() | commentaar.str.contains(r"\S")


@_rule(
    "CS318",
    table="clienten",
    says="Naamgebruik is 6 (organisatie); een client is een persoon.",
    action="Kies 1 voor de eigen naam, of 2, 3 of 4 als er een partnernaam is.",
    holds=[{"naam_gebruik": "5"}, {"naam_gebruik": None}],
    fails=[{"naam_gebruik": "6"}],
    may_be_empty=["naam_gebruik"],
)
def client_is_no_organisation(naam_gebruik: Column) -> Column:
    """The name of a client is not used as that of an organisation; a relation may be one."""
    return naam_gebruik.is_null() | (naam_gebruik != ORGANISATION)


@_rule(
    "CS050",
    table=BOTH,
    says="Naamgebruik {naam_gebruik} past niet bij het wel of niet opgeven van een partnernaam.",
    action="Kies met een partnernaam 1, 2, 3 of 4, en zonder partnernaam 1 of, bij een organisatie, 6.",
    holds=[
        {"naam_gebruik": "4", "partner_achternaam": "P"},
        {"naam_gebruik": "1", "partner_achternaam": None},
        {"naam_gebruik": "6", "partner_achternaam": None},
        {"naam_gebruik": None, "partner_achternaam": None},
    ],
    fails=[
        {"naam_gebruik": "2", "partner_achternaam": None},
        {"naam_gebruik": "6", "partner_achternaam": "P"},
        {"naam_gebruik": "5", "partner_achternaam": "P"},
    ],
    may_be_empty=["naam_gebruik", "partner_achternaam"],
)
def use_of_the_name_fits_the_partner(naam_gebruik: Column, partner_achternaam: Column) -> Column:
    """With a partner's name the use of names is 1 to 4, without one 1 or 6; most messages do not have it at all."""
    alone = partner_achternaam.is_null()
    return (
        naam_gebruik.is_null()
        | (alone & naam_gebruik.is_in([OWN_NAME, ORGANISATION]))
        | (~alone & naam_gebruik.is_in(WITH_PARTNER))
    )


@_rule(
    "CS139",
    table="clienten",
    says="De geboortedatum past niet bij datumgebruik {datum_gebruik}.",
    action="Schrijf een onbekende dag of maand als 01, een onbekende datum als 01-01-1900, en laat datumgebruik leeg "
    "als de hele datum bekend is.",
    holds=[
        {"geboortedatum": date(1985, 3, 12), "datum_gebruik": None},
        {"geboortedatum": date(1985, 3, 1), "datum_gebruik": "1"},
        {"geboortedatum": date(1985, 1, 1), "datum_gebruik": "2"},
        {"geboortedatum": date(1900, 1, 1), "datum_gebruik": "3"},
    ],
    fails=[
        {"geboortedatum": date(1985, 3, 2), "datum_gebruik": "1"},
        {"geboortedatum": date(1985, 2, 1), "datum_gebruik": "2"},
        {"geboortedatum": date(1985, 1, 2), "datum_gebruik": "2"},
        {"geboortedatum": date(1901, 1, 1), "datum_gebruik": "3"},
        {"geboortedatum": date(1985, 1, 1), "datum_gebruik": "4"},
    ],
    may_be_empty=["datum_gebruik"],
)
def date_of_birth_fits_what_is_known_of_it(geboortedatum: Column, datum_gebruik: Column) -> Column:
    """The parts of the date of birth that are called unknown are 01, and a date unknown as a whole is 01-01-1900."""
    first = geboortedatum.dt.day() == 1
    return (
        datum_gebruik.is_null()
        | ((datum_gebruik == DAY) & first)
        | ((datum_gebruik == DAY_AND_MONTH) & first & (geboortedatum.dt.month() == 1))
        | ((datum_gebruik == ALL) & (geboortedatum == NO_DATE))
    ).fill_null(value=False)


@_rule(
    "TR002",
    table="clienten",
    says="Volgens de geboortedatum was de client op {dagtekening} ouder dan 120 jaar.",
    action="Verbeter de geboortedatum; is hij onbekend, schrijf dan 01-01-1900 met datumgebruik 3.",
    holds=[
        {"geboortedatum": date(1906, 10, 5), "dagtekening": date(2026, 10, 5), "datum_gebruik": None},
        {"geboortedatum": date(1900, 1, 1), "dagtekening": date(2026, 10, 5), "datum_gebruik": "3"},
    ],
    fails=[
        {"geboortedatum": date(1906, 10, 4), "dagtekening": date(2026, 10, 5), "datum_gebruik": None},
        {"geboortedatum": date(1900, 1, 1), "dagtekening": date(2026, 10, 5), "datum_gebruik": "2"},
    ],
    may_be_empty=["datum_gebruik"],
    after=["CS139"],
)
def client_is_120_years_old_at_most(geboortedatum: Column, dagtekening: Column, datum_gebruik: Column) -> Column:
    """The client was at most 120 years old on the day of the message, unless his date of birth is not known."""
    unknown = (datum_gebruik == ALL).fill_null(value=False) & (geboortedatum == NO_DATE)
    return unknown | (geboortedatum.dt.offset_by(OLDEST) >= dagtekening)


@_rule(
    "CD007",
    table="clienten",
    says="Communicatievorm en communicatietaal passen niet bij elkaar.",
    action="Geef bij een tolk (vorm 1) de taal op, en laat de taal anders leeg.",
    holds=[
        {"communicatie_vorm": "1", "communicatie_taal": "Pools"},
        {"communicatie_vorm": "2", "communicatie_taal": None},
        {"communicatie_vorm": None, "communicatie_taal": None},
    ],
    fails=[
        {"communicatie_vorm": "1", "communicatie_taal": None},
        {"communicatie_vorm": "3", "communicatie_taal": "Pools"},
        {"communicatie_vorm": None, "communicatie_taal": "Pools"},
    ],
    may_be_empty=["communicatie_vorm", "communicatie_taal"],
)
def language_goes_with_an_interpreter(communicatie_vorm: Column, communicatie_taal: Column) -> Column:
    """A language is given with an interpreter, and only then."""
    return (communicatie_vorm == INTERPRETER).fill_null(value=False) == ~communicatie_taal.is_null()
