# SPDX-License-Identifier: EUPL-1.2
"""What one cell of a request (315, 317) must hold, apart from what all tables share."""

from datetime import date

from processors.enrichment.requests import ASKED, CHANGE, CHANGED, NEW, NEW_ALLOCATION, UNCHANGED
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
LONGEST_NAME = 64
NINE_DIGITS = 999_999_999


@rules.rule(
    "RS033",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het toewijzingnummer is niet ingevuld, maar dit onderdeel ({onderdeel}) gaat over een toewijzing.",
    action="Vul het nummer in van de toewijzing die ongewijzigd blijft of verandert.",
    holds=[
        {"toewijzing_nummer": 100001, "onderdeel": UNCHANGED},
        {"toewijzing_nummer": None, "onderdeel": NEW},
        {"toewijzing_nummer": None, "onderdeel": ASKED},
    ],
    fails=[
        {"toewijzing_nummer": None, "onderdeel": UNCHANGED},
        {"toewijzing_nummer": None, "onderdeel": CHANGED},
    ],
    may_be_empty=["toewijzing_nummer"],
)
def existing_product_names_its_allocation(toewijzing_nummer: Column, onderdeel: Column) -> Column:
    """What stays or changes is named by the number of its allocation."""
    return ~onderdeel.is_in([UNCHANGED, CHANGED]) | ~toewijzing_nummer.is_null()


@rules.rule(
    "RS033",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De gewenste ingangsdatum is niet ingevuld bij een product dat wordt gevraagd ({onderdeel}).",
    action="Vul de dag in vanaf wanneer het product of de wijziging gewenst is.",
    holds=[
        {"gewenste_ingangsdatum": date(2026, 9, 1), "onderdeel": ASKED},
        {"gewenste_ingangsdatum": None, "onderdeel": UNCHANGED},
    ],
    fails=[{"gewenste_ingangsdatum": None, "onderdeel": each} for each in (ASKED, CHANGED, NEW)],
    may_be_empty=["gewenste_ingangsdatum"],
)
def what_is_asked_has_a_first_day(gewenste_ingangsdatum: Column, onderdeel: Column) -> Column:
    """What is asked, or asked to change, has a first day."""
    return (onderdeel == UNCHANGED) | ~gewenste_ingangsdatum.is_null()


@rules.rule(
    "RS033",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De reden van het verzoek om wijziging is niet ingevuld.",
    action="Kies reden 1 (verandering van de clientsituatie) of 2 (wijziging van het zorgplan).",
    holds=[{"reden_verzoek": "1", "soort": CHANGE}, {"reden_verzoek": None, "soort": NEW_ALLOCATION}],
    fails=[{"reden_verzoek": None, "soort": CHANGE}],
    may_be_empty=["reden_verzoek"],
    once_per_file=True,
)
def change_has_a_reason(reden_verzoek: Column, soort: Column) -> Column:
    """A request for a change says why."""
    return (soort != CHANGE) | ~reden_verzoek.is_null()


@rules.rule(
    "RS008",
    on=["verzoeken.reden_verzoek", "verzoeken.raamcontract"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 1 teken.",
    action="Vul alleen de code van 1 teken in, zonder omschrijving.",
    holds=[{"value": "1"}, {"value": None}],
    fails=[{"value": "10"}],
    may_be_empty=["value"],
)
def code_of_a_request_has_one_character(value: Column) -> Column:
    """The code has at most one character, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 1)


@rules.rule(
    "RS014",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De code van de verwijzer is {zorgverlener_code}; dat zijn geen 8 cijfers.",
    action="Vul de AGB-code van de verwijzer met 8 cijfers in, met de voorloopnullen.",
    holds=[{"zorgverlener_code": "01234567"}, {"zorgverlener_code": None}],
    fails=[{"zorgverlener_code": "012345678"}, {"zorgverlener_code": "1234567"}],
    may_be_empty=["zorgverlener_code"],
)
def referrer_has_eight_digits(zorgverlener_code: Column) -> Column:
    """The code of the referrer is eight digits, as its message element says, or is empty."""
    return zorgverlener_code.is_null() | zorgverlener_code.str.contains(r"^[0-9]{8}$")


@rules.rule(
    "RS025",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De naam van de verwijzer heeft meer dan 64 tekens.",
    action="Kort de naam van de verwijzer in tot 64 tekens.",
    holds=[{"verwijzer_naam": "n" * LONGEST_NAME}, {"verwijzer_naam": None}],
    fails=[{"verwijzer_naam": "n" * (LONGEST_NAME + 1)}],
    may_be_empty=["verwijzer_naam"],
)
def name_of_referrer_has_64_characters_at_most(verwijzer_naam: Column) -> Column:
    """The name of the referrer has at most 64 characters, or is empty."""
    return verwijzer_naam.is_null() | (verwijzer_naam.str.len_chars() <= LONGEST_NAME)


@rules.rule(
    "RS006",
    on=["verzoeken.toewijzing_nummer", "verzoeken.beschikking_nummer"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 9 cijfers.",
    action="Neem het nummer over uit de toewijzing of de beschikking van de gemeente.",
    holds=[{"value": NINE_DIGITS}, {"value": None}],
    fails=[{"value": NINE_DIGITS + 1}],
    may_be_empty=["value"],
)
def number_in_a_request_has_nine_digits_at_most(value: Column) -> Column:
    """The number of an allocation or of a decision has at most nine digits, or is empty."""
    return value.is_null() | (value <= NINE_DIGITS)


@rules.rule(
    "RS009",
    on=["verzoeken.product_categorie", "verzoeken.eenheid", "verzoeken.type_verwijzer"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 2 tekens.",
    action="Vul alleen de code van 2 tekens in, zonder omschrijving.",
    holds=[{"value": "04"}, {"value": None}],
    fails=[{"value": "040"}],
    may_be_empty=["value"],
)
def code_of_a_request_has_two_characters_at_most(value: Column) -> Column:
    """The code has at most two characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 2)
