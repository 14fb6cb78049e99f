# SPDX-License-Identifier: EUPL-1.2
"""Addresses and telephone numbers of clients and relations in messages; no sentence repeats one."""

from datetime import date
from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
NETHERLANDS = "NL"
# Code list soort_adres.
REGISTERED, MAIL, RESIDENCE, TEMPORARY = "01", "02", "03", "04"
SOMEBODY = {"client": "999990019", "wet": "wmo"}

_rule = partial(rules.rule, table="contacten", severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)
_length = partial(
    rules.rule,
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    action="Kort het gegeven in, of gebruik een gangbare afkorting.",
    may_be_empty=["value"],
)


@_rule(
    "RS004",
    says="Het huisnummer heeft meer dan 5 cijfers.",
    action="Zet alleen het nummer in huisnummer, en een letter of toevoeging in het eigen veld.",
    holds=[{"huisnummer": 99999}, {"huisnummer": None}],
    fails=[{"huisnummer": 100_000}],
    may_be_empty=["huisnummer"],
)
def house_number_has_five_digits_at_most(huisnummer: Column) -> Column:
    """The number of the house has at most five digits, or is empty."""
    return huisnummer.is_null() | (huisnummer <= 99_999)


@_length(
    "RS011",
    on=["contacten.huisnummer_toevoeging", "contacten.landnummer"],
    says="{field}: er staan meer dan 4 tekens.",
    holds=[{"value": "0031"}, {"value": None}],
    fails=[{"value": "00310"}],
)
def addition_has_four_characters_at_most(value: Column) -> Column:
    """An addition to a number has at most four characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 4)


@_length(
    "RS014",
    on=["contacten.postcode"],
    says="{field}: er staan meer dan 8 tekens.",
    holds=[{"value": "B1000 AA"}, {"value": None}],
    fails=[{"value": "B 1000 AA"}],
)
def postcode_has_eight_characters_at_most(value: Column) -> Column:
    """The postcode, of any country, has at most eight characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 8)


@_length(
    "RS018",
    on=["contacten.telefoonnummer"],
    says="{field}: er staan meer dan 15 tekens.",
    holds=[{"value": "0" * 15}, {"value": None}],
    fails=[{"value": "0" * 16}],
)
def telephone_number_has_15_characters_at_most(value: Column) -> Column:
    """The telephone number has at most 15 characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 15)


@_length(
    "RS020",
    on=["contacten.straatnaam"],
    says="{field}: er staan meer dan 24 tekens.",
    holds=[{"value": "s" * 24}, {"value": None}],
    fails=[{"value": "s" * 25}],
)
def street_has_24_characters_at_most(value: Column) -> Column:
    """The name of the street has at most 24 characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 24)


@_length(
    "RS023",
    on=["contacten.organisatie"],
    says="{field}: er staan meer dan 35 tekens.",
    holds=[{"value": "o" * 35}, {"value": None}],
    fails=[{"value": "o" * 36}],
)
def organisation_has_35_characters_at_most(value: Column) -> Column:
    """The name of the organisation has at most 35 characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 35)


@_length(
    "RS026",
    on=["contacten.plaatsnaam", "contacten.emailadres"],
    says="{field}: er staan meer dan 80 tekens.",
    holds=[{"value": "p" * 80}, {"value": None}],
    fails=[{"value": "p" * 81}],
)
def place_or_mail_address_has_80_characters_at_most(value: Column) -> Column:
    """The place or the e-mail address has at most 80 characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 80)


@_rule(
    "RS046",
    says="Het telefoonnummer bevat een ander teken dan cijfers.",
    action="Laat spaties, streepjes en het plusteken weg; het landnummer heeft een eigen veld.",
    holds=[{"telefoonnummer": "0612345678"}, {"telefoonnummer": None}],
    fails=[{"telefoonnummer": "06-12345678"}, {"telefoonnummer": "+31612345678"}],
    may_be_empty=["telefoonnummer"],
)
def telephone_number_is_digits(telefoonnummer: Column) -> Column:
    """The telephone number is digits only, or is empty."""
    return telefoonnummer.is_null() | telefoonnummer.str.contains(r"^[0-9]+$")


@_rule(
    "CS089",
    says="De postcode is geen Nederlandse postcode, terwijl de landcode NL is.",
    action="Schrijf de postcode als 4 cijfers en 2 hoofdletters, of verbeter de landcode.",
    holds=[
        {"postcode": "1000AA", "land_code": "NL"},
        {"postcode": "9999 ZZ", "land_code": "NL"},
        {"postcode": "B-1000", "land_code": "BE"},
        {"postcode": None, "land_code": None},
    ],
    fails=[
        {"postcode": "0999AA", "land_code": "NL"},
        {"postcode": "1000aa", "land_code": "NL"},
        {"postcode": "1000  AA", "land_code": "NL"},
    ],
    may_be_empty=["postcode", "land_code"],
)
def dutch_postcode_is_four_digits_and_two_letters(postcode: Column, land_code: Column) -> Column:
    """A Dutch postcode is four digits, the first not 0, and two capitals, with one blank between them or none."""
    dutch = (land_code == NETHERLANDS).fill_null(value=False)
    return ~dutch | postcode.is_null() | postcode.str.contains(r"^[1-9][0-9]{3} ?[A-Z]{2}$")


@_rule(
    "CD005",
    says="Van postcode en landcode is er maar een ingevuld.",
    action="Vul beide in, of laat beide leeg.",
    holds=[{"postcode": "1000AA", "land_code": "NL"}, {"postcode": None, "land_code": None}],
    fails=[{"postcode": "1000AA", "land_code": None}, {"postcode": None, "land_code": "NL"}],
    may_be_empty=["postcode", "land_code"],
    after=["CD034"],
)
def postcode_goes_with_a_country(postcode: Column, land_code: Column) -> Column:
    """Postcode and country are both filled or both empty."""
    return postcode.is_null() == land_code.is_null()


@_rule(
    "CD009",
    says="Bij adressoort {soort} staat een periode; die hoort alleen bij een tijdelijk verblijfadres (04).",
    action="Laat begin en eind weg, of verbeter de soort.",
    holds=[
        {"soort": "04", "begindatum": date(2026, 9, 1), "einddatum": date(2026, 9, 30)},
        {"soort": "01", "begindatum": None, "einddatum": None},
    ],
    fails=[
        {"soort": "01", "begindatum": date(2026, 9, 1), "einddatum": None},
        {"soort": "03", "begindatum": None, "einddatum": date(2026, 9, 30)},
    ],
    may_be_empty=["begindatum", "einddatum"],
)
def period_goes_with_a_temporary_address(soort: Column, begindatum: Column, einddatum: Column) -> Column:
    """Only a temporary address has a period."""
    return (soort == TEMPORARY) | (begindatum.is_null() & einddatum.is_null())


@_rule(
    "CS003",
    says="Het adres eindigt voordat het begint.",
    action="Controleer begin en eind van de periode; waarschijnlijk zijn ze verwisseld.",
    holds=[
        {"einddatum": date(2026, 9, 1), "begindatum": date(2026, 9, 1)},
        {"einddatum": None, "begindatum": date(2026, 9, 1)},
        {"einddatum": date(2026, 9, 1), "begindatum": None},
    ],
    fails=[{"einddatum": date(2026, 8, 31), "begindatum": date(2026, 9, 1)}],
    may_be_empty=["einddatum", "begindatum"],
    after=["CD009"],
)
def address_ends_after_it_starts(einddatum: Column, begindatum: Column) -> Column:
    """The period of an address ends on or after the day it starts; a side that is open holds."""
    return einddatum.is_null() | begindatum.is_null() | (einddatum >= begindatum)


@_rule(
    "CD025",
    says="Bij een Nederlands adres ontbreekt het huisnummer.",
    action="Vul het huisnummer in.",
    holds=[
        {"huisnummer": 1, "land_code": "NL"},
        {"huisnummer": None, "land_code": "BE"},
        {"huisnummer": None, "land_code": None},
    ],
    fails=[{"huisnummer": None, "land_code": "NL"}],
    may_be_empty=["huisnummer", "land_code"],
)
def dutch_address_has_a_house_number(huisnummer: Column, land_code: Column) -> Column:
    """An address in the Netherlands has a number."""
    return ~huisnummer.is_null() | (land_code != NETHERLANDS).fill_null(value=True)


@_rule(
    "CD034",
    says="Bij een BRP-adres of verblijfadres (soort {soort}) ontbreekt de postcode.",
    action="Vul de postcode in.",
    holds=[{"postcode": "1000AA", "soort": "01"}, {"postcode": None, "soort": "02"}],
    fails=[{"postcode": None, "soort": "01"}, {"postcode": None, "soort": "03"}],
    may_be_empty=["postcode"],
)
def home_address_has_a_postcode(postcode: Column, soort: Column) -> Column:
    """A registered address and a place of residence have a postcode."""
    return ~postcode.is_null() | ~soort.is_in([REGISTERED, RESIDENCE])


@_rule(
    "TR006",
    says="Er is geen telefoonnummer en ook geen huisnummer met postcode.",
    action="Vul het telefoonnummer in, of het huisnummer en de postcode.",
    holds=[
        {"telefoonnummer": "0612345678", "huisnummer": None, "postcode": None},
        {"telefoonnummer": None, "huisnummer": 1, "postcode": "1000AA"},
    ],
    fails=[
        {"telefoonnummer": None, "huisnummer": 1, "postcode": None},
        {"telefoonnummer": None, "huisnummer": None, "postcode": "1000AA"},
    ],
    may_be_empty=["telefoonnummer", "huisnummer", "postcode"],
    after=["CD005", "CD025", "CD034"],
)
def somebody_can_be_reached(telefoonnummer: Column, huisnummer: Column, postcode: Column) -> Column:
    """There is a telephone number, or a number with a postcode."""
    return ~telefoonnummer.is_null() | (~huisnummer.is_null() & ~postcode.is_null())


@_rule(
    "TR061",
    says="De client heeft geen BRP-, correspondentie- of verblijfadres; hier staat soort {soort}.",
    action="Voeg een adres van soort 01, 02 of 03 toe.",
    holds=[
        [{**SOMEBODY, "soort": "02"}],
        [{**SOMEBODY, "soort": "01"}, {**SOMEBODY, "soort": "04"}],
        [{**SOMEBODY, "soort": "03"}, {**SOMEBODY, "soort": "04", "relatie_nummer": "1"}],
    ],
    fails=[
        [{**SOMEBODY, "soort": "04"}],
        [{**SOMEBODY, "soort": "01", "client": "999990020"}, {**SOMEBODY, "soort": "04"}],
        [{**SOMEBODY, "soort": "01", "wet": "jw"}, {**SOMEBODY, "soort": "04"}],
        [{**SOMEBODY, "soort": "01", "relatie_nummer": "1"}, {**SOMEBODY, "soort": "04"}],
    ],
    may_be_empty=["relatie_nummer"],
)
def client_has_an_address_that_lasts(soort: Column, client: Column, wet: Column, relatie_nummer: Column) -> Column:
    """Among the addresses of a client himself is one that is not temporary; those of relations are not looked at."""
    lasting = soort.is_in([REGISTERED, MAIL, RESIDENCE]) & relatie_nummer.is_null()
    return ~relatie_nummer.is_null() | lasting.any().over("client", "wet")
