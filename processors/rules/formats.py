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
        "clienten.aanbieder",
        "relaties.aanbieder",
        "contacten.aanbieder",
        "verantwoordingsregels.aanbieder",
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
        "clienten.gemeente",
        "relaties.gemeente",
        "contacten.gemeente",
        "verantwoordingsregels.gemeente",
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
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Declaratienummer {declaratie_nummer} bevat een ander teken dan letters en cijfers.",
    action="Laat spaties, streepjes en andere tekens weg uit het declaratienummer.",
    holds=[{"declaratie_nummer": "W26090983"}, {"declaratie_nummer": "z"}],
    fails=[{"declaratie_nummer": "W2609-0983"}, {"declaratie_nummer": "W2609 0983"}],
    once_per_file=True,
)
def declaration_number_is_letters_and_digits(declaratie_nummer: Column) -> Column:
    """The declaration number is written in letters and digits only."""
    return declaratie_nummer.str.contains(r"^[A-Za-z0-9]+$")
