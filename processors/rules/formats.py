# SPDX-License-Identifier: EUPL-1.2
"""How a code is written: so many digits, or letters and digits only."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


@rules.rule(
    "RS036",
    on=[
        "declaratieregels.aanbieder",
        "toewijzingen.aanbieder",
        "regieberichten.aanbieder",
        "verzoeken.aanbieder",
        "clienten.aanbieder",
        "relaties.aanbieder",
        "contacten.aanbieder",
        "verantwoordingsregels.aanbieder",
        "berichten.aanbieder",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De AGB-code {value} bestaat niet uit precies 8 cijfers.",
    action="Vul de AGB-code met 8 cijfers in, met de voorloopnullen; maak de cel eerst op als tekst.",
    holds=[{"value": "01234567"}],
    fails=[{"value": "1234567"}, {"value": "012345678"}, {"value": "0123456A"}],
    once_per_file=True,
)
def supplier_has_eight_digits(value: Column) -> Column:
    """The code of the supplier is eight digits."""
    return value.str.contains(r"^[0-9]{8}$")


@rules.rule(
    "RS035",
    on=[
        "declaratieregels.gemeente",
        "toewijzingen.gemeente",
        "regieberichten.gemeente",
        "verzoeken.gemeente",
        "clienten.gemeente",
        "relaties.gemeente",
        "contacten.gemeente",
        "verantwoordingsregels.gemeente",
        "berichten.gemeente",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De gemeentecode {value} bestaat niet uit precies 4 cijfers.",
    action="Vul de CBS-code van de gemeente met 4 cijfers in, met de voorloopnul, bijvoorbeeld 0983 voor Venlo.",
    holds=[{"value": "0983"}],
    fails=[{"value": "983"}, {"value": "00983"}, {"value": "Venl"}],
    once_per_file=True,
)
def municipality_has_four_digits(value: Column) -> Column:
    """The code of the municipality is four digits."""
    return value.str.contains(r"^[0-9]{4}$")


@rules.rule(
    "CS319",
    on=["declaratieregels.declaratie_nummer", "declaratieantwoorden.declaratie_nummer"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Declaratienummer {value} bevat een ander teken dan letters en cijfers.",
    action="Laat spaties, streepjes en andere tekens weg uit het declaratienummer.",
    holds=[{"value": "W26090983"}, {"value": "z"}, {"value": None}],
    fails=[{"value": "W2609-0983"}, {"value": "W2609 0983"}],
    may_be_empty=["value"],
    once_per_file=True,
)
def declaration_number_is_letters_and_digits(value: Column) -> Column:
    """The declaration number, where there is one, is written in letters and digits only."""
    return value.is_null() | value.str.contains(r"^[A-Za-z0-9]+$")


@rules.rule(
    "RS035",
    on=["verzoekantwoorden.woonplaats_gemeente"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="{field} is {value}; dat zijn niet precies 4 cijfers.",
    action="Vul de CBS-code van de gemeente met 4 cijfers in, met de voorloopnul.",
    holds=[{"value": "0363"}, {"value": None}],
    fails=[{"value": "363"}, {"value": "00363"}],
    may_be_empty=["value"],
)
def municipality_of_residence_has_four_digits(value: Column) -> Column:
    """The code of the municipality of residence is four digits, or is empty."""
    return value.is_null() | value.str.contains(r"^[0-9]{4}$")
