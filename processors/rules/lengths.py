# SPDX-License-Identifier: EUPL-1.2
"""How long a text and how large a number may be, as the messages of the iStandaarden 3.2 have room for."""

from processors.codelists import codes
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


@rules.rule(
    "RS001",
    on=[
        "declaratieregels.toewijzing_nummer",
        "declaratieregels.geleverd_volume",
        "declaratieregels.product_tarief",
        "declaratieregels.ingediend_bedrag",
        "toewijzingen.toewijzing_nummer",
        "toewijzingen.volume",
        "toewijzingen.budget",
        "regieberichten.toewijzing_nummer",
        "verzoeken.toewijzing_nummer",
        "verzoeken.beschikking_nummer",
        "verzoeken.volume",
        "verzoeken.budget",
        "verantwoordingsregels.tarief",
        "verantwoordingsregels.aantal",
        "verantwoordingsregels.bedrag_toegekend",
        "verantwoordingsregels.bedrag_in_behandeling",
        "verantwoordingsregels.bedrag_nog_te_declareren",
        "verantwoordingsregels.bedrag_totaal",
        "verantwoordingsregels.unieke_clienten",
        "declaratieantwoorden.totaal_ingediend_bedrag",
        "declaratieantwoorden.totaal_toegekend_bedrag",
        "afgewezen_regels.toewijzing_nummer",
        "afgewezen_regels.geleverd_volume",
        "afgewezen_regels.product_tarief",
        "afgewezen_regels.ingediend_bedrag",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} is {value}; een getal onder nul is hier niet toegestaan.",
    action="Vul {field} zonder minteken in. Een correctie op een declaratie is een creditregel met een C.",
    holds=[{"value": 0}, {"value": None}],
    fails=[{"value": -1}],
    may_be_empty=["value"],
)
def number_is_not_negative(value: Column) -> Column:
    """The number is zero or more; a cell that may stay empty holds."""
    return value.is_null() | (value >= 0)


@rules.rule(
    "RS001",
    on=["relaties.volgorde", "contacten.huisnummer"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} is lager dan nul.",
    action="Vul {field} zonder minteken in.",
    holds=[{"value": 0}, {"value": None}],
    fails=[{"value": -1}],
    may_be_empty=["value"],
)
def place_in_a_row_is_not_negative(value: Column) -> Column:
    """The number of a house or of a relation is zero or more, or is empty."""
    return value.is_null() | (value >= 0)


@rules.rule(
    "RS005",
    on=[
        "afgewezen_regels.geleverd_volume",
        "afgewezen_regels.product_tarief",
        "afgewezen_regels.ingediend_bedrag",
        "declaratieregels.geleverd_volume",
        "declaratieregels.product_tarief",
        "declaratieregels.ingediend_bedrag",
        "toewijzingen.volume",
        "toewijzingen.budget",
        "verzoeken.volume",
        "verzoeken.budget",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} is {value}; dat past niet in de 8 cijfers die het bericht ervoor heeft.",
    action="Controleer het getal en of het bedrag niet dubbel in eurocenten is omgerekend.",
    holds=[{"value": 99_999_999}, {"value": None}],
    fails=[{"value": 100_000_000}],
    may_be_empty=["value"],
)
def number_has_eight_digits_at_most(value: Column) -> Column:
    """The number has at most eight digits; a cell that may stay empty holds."""
    return value.is_null() | (value <= 99_999_999)


@rules.rule(
    "RS006",
    on=[
        "afgewezen_regels.toewijzing_nummer",
        "declaratieregels.toewijzing_nummer",
        "toewijzingen.toewijzing_nummer",
        "regieberichten.toewijzing_nummer",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzingnummer {value} heeft meer dan 9 cijfers.",
    action="Neem het nummer over uit de toewijzing van de gemeente.",
    holds=[{"value": 999_999_999}],
    fails=[{"value": 1_000_000_000}],
)
def allocation_number_has_nine_digits_at_most(value: Column) -> Column:
    """The number of the allocation has at most nine digits."""
    return value <= 999_999_999


@rules.rule(
    "RS012",
    on=[
        "declaratieregels.product_code",
        "toewijzingen.product_code",
        "regieberichten.product_code",
        "verzoeken.product_code",
        "afgewezen_regels.product_code",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcode {value} heeft meer dan 5 tekens.",
    action="Gebruik de productcode uit het contract, zonder omschrijving of spaties.",
    holds=[{"value": "0"}, {"value": "01A03"}, {"value": None}],
    fails=[{"value": "01A031"}],
    may_be_empty=["value"],
)
def product_code_has_five_characters_at_most(value: Column) -> Column:
    """The product code has one to five characters; a cell that may stay empty holds."""
    return value.is_null() | value.str.len_chars().is_between(1, 5)


@rules.rule(
    "RS017",
    on=["declaratieregels.declaratie_nummer", "declaratieantwoorden.declaratie_nummer"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Declaratienummer {value} heeft meer dan 12 tekens.",
    action="Kort het declaratienummer in tot 12 letters en cijfers; het moet uniek blijven.",
    holds=[{"value": "W26090983001"}, {"value": None}],
    fails=[{"value": "W260909830012"}],
    may_be_empty=["value"],
    once_per_file=True,
)
def declaration_number_has_twelve_characters_at_most(value: Column) -> Column:
    """The declaration number, where there is one, has one to twelve characters."""
    return value.is_null() | value.str.len_chars().is_between(1, 12)


@rules.rule(
    "RS019",
    on=[
        "declaratieregels.referentie_nummer",
        "declaratieregels.vorig_referentie_nummer",
        "afgewezen_regels.referentie_nummer",
        "afgewezen_regels.vorig_referentie_nummer",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 20 tekens.",
    action="Kort het nummer in tot 20 tekens; het moet uniek blijven voor uw organisatie.",
    holds=[{"value": "2609-100001-D-000001"}, {"value": None}],
    fails=[{"value": "2609-100001-D-0000012"}],
    may_be_empty=["value"],
)
def reference_has_twenty_characters_at_most(value: Column) -> Column:
    """The reference has one to twenty characters; a cell that may stay empty holds."""
    return value.is_null() | value.str.len_chars().is_between(1, 20)


@rules.rule(
    "RS024",
    table=["toewijzingen", "verzoeken", "verzoekantwoorden"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De referentie van de aanbieder {referentie_aanbieder} heeft meer dan 36 tekens.",
    action="Kies voor een verzoek een referentie van hooguit 36 tekens, en neem die in de toewijzing over.",
    holds=[{"referentie_aanbieder": "0" * 36}, {"referentie_aanbieder": None}],
    fails=[{"referentie_aanbieder": "0" * 37}],
    may_be_empty=["referentie_aanbieder"],
)
def supplier_reference_has_36_characters_at_most(referentie_aanbieder: Column) -> Column:
    """The reference of the supplier has at most 36 characters, or is empty."""
    return referentie_aanbieder.is_null() | (referentie_aanbieder.str.len_chars() <= 36)


@rules.rule(
    "RS008",
    table=["declaratieregels", "afgewezen_regels"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij debet of credit staat {debet_credit}; hier past maar 1 teken: D of C.",
    action="Vul D in voor debet of C voor credit.",
    holds=[{"debet_credit": "D"}, {"debet_credit": "C"}],
    fails=[{"debet_credit": "DC"}, {"debet_credit": "X"}],
)
def debet_or_credit_is_one_of_two_characters(debet_credit: Column) -> Column:
    """The sign is D or C; the XSD gives the one character and its two values together."""
    return debet_credit.is_in(sorted(codes("debet_credit")))


@rules.rule(
    "RS009",
    on=[
        "declaratieregels.product_categorie",
        "declaratieregels.eenheid",
        "afgewezen_regels.product_categorie",
        "afgewezen_regels.eenheid",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 2 tekens.",
    action="Vul alleen de code van 2 tekens in, zonder omschrijving.",
    holds=[{"value": "04"}],
    fails=[{"value": "040"}],
)
def code_has_two_characters_at_most(value: Column) -> Column:
    """The code has at most two characters."""
    return value.str.len_chars() <= 2


@rules.rule(
    "RS008",
    on=[
        "clienten.datum_gebruik",
        "clienten.geslacht",
        "clienten.naam_gebruik",
        "clienten.communicatie_vorm",
        "relaties.datum_gebruik",
        "relaties.geslacht",
        "relaties.naam_gebruik",
        "contacten.huisletter",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} heeft meer dan 1 teken.",
    action="Vul alleen de code of letter van 1 teken in.",
    holds=[{"value": "1"}, {"value": None}],
    fails=[{"value": "10"}],
    may_be_empty=["value"],
)
def code_of_a_person_has_one_character(value: Column) -> Column:
    """The code or letter has at most one character, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 1)


@rules.rule(
    "RS009",
    on=["relaties.soort", "contacten.soort", "contacten.land_code", "contacten.aanduiding_woonadres"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} {value} heeft meer dan 2 tekens.",
    action="Vul alleen de code van 2 tekens in, zonder omschrijving.",
    holds=[{"value": "04"}, {"value": None}],
    fails=[{"value": "040"}],
    may_be_empty=["value"],
)
def code_of_an_address_has_two_characters_at_most(value: Column) -> Column:
    """The code has at most two characters, or is empty."""
    return value.is_null() | (value.str.len_chars() <= 2)
