# SPDX-License-Identifier: EUPL-1.2
"""What a production statement is about: members, one law, totals that close; and who owes one."""

from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
LINES = "verantwoordingsregels"
_rule = partial(rules.rule, table=LINES, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)
OF_LAW = {"product_code": "45D01", "wet": "wmo", "product_andere_wet": "jw", "wet_voorblad": "wmo"}
OWED = {"aanbieder": "01234567", "wet": "wmo", "jaar": 2026, "gedeclareerd_bedrag": 1, "ontvangen": "ja"}


@rules.rule(
    "MGR-103",
    table="verantwoording_verwacht",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Van aanbieder {aanbieder} is over {jaar} geen verantwoording ({wet}) ontvangen; gedeclareerd is "
    "{gedeclareerd_bedrag}.",
    action="Vraag de aanbieder om de verantwoording, of ga na waarom hij er geen hoeft te sturen.",
    holds=[OWED, {**OWED, "ontvangen": "nee", "gedeclareerd_bedrag": 0}],
    fails=[{**OWED, "ontvangen": "nee"}],
)
def whoever_declared_states(
    aanbieder: Column, wet: Column, jaar: Column, gedeclareerd_bedrag: Column, ontvangen: Column
) -> Column:
    """A supplier with an amount above zero in the year has a statement."""
    return (gedeclareerd_bedrag <= 0) | (ontvangen == "ja")


@_rule(
    "MGR-104",
    says="Gemeente {gemeente} deed in {jaar} niet mee in deze regio.",
    action="Haal het blad of de regels van deze gemeente weg; verantwoord ze bij haar eigen regio.",
    holds=[{"gemeente": "0983", "jaar": 2026, "lid_in_jaar": True}],
    fails=[{"gemeente": "0268", "jaar": 2026, "lid_in_jaar": False}],
    once_per_file=True,
)
def municipality_is_a_member(gemeente: Column, jaar: Column, lid_in_jaar: Column) -> Column:
    """The municipality took part on some day of the year."""
    return lid_in_jaar


@_rule(
    "MGR-111",
    says="Deze regel valt onder {wet}, en de verantwoording gaat over {wet_voorblad}.",
    action="Verantwoord elke wet in een eigen bestand.",
    holds=[{"wet": "wmo", "wet_voorblad": "wmo"}],
    fails=[{"wet": "jw", "wet_voorblad": "wmo"}],
    once_per_file=True,
)
def one_law_per_statement(wet: Column, wet_voorblad: Column) -> Column:
    """The law of the line is that of the statement."""
    return wet == wet_voorblad


@_rule(
    "MGR-111",
    says="Product {product_code} hoort bij {product_andere_wet}, niet bij {wet}.",
    action="Verantwoord dit product in het bestand van de andere wet, of herstel de productcode.",
    holds=[{**OF_LAW, "product_andere_wet": None}, {**OF_LAW, "wet": "jw", "product_andere_wet": "pw"}],
    fails=[OF_LAW],
    may_be_empty=["product_andere_wet"],
)
def product_is_of_the_law(
    product_code: Column, wet: Column, product_andere_wet: Column, wet_voorblad: Column
) -> Column:
    """The catalogue does not have the product under another law only; a line of another law is told as such."""
    return product_andere_wet.is_null() | (wet != wet_voorblad)


@_rule(
    "MGR-110",
    table="verantwoordingstotalen",
    says="Het totaal {bedrag_totaal} is niet de som van de regels: die is {som_van_regels}.",
    action="Laat het totaaloverzicht de bladen opnieuw optellen en stuur het bestand opnieuw.",
    consequence=Consequence.NONE,
    holds=[{"bedrag_totaal": 100, "som_van_regels": 100}, {"bedrag_totaal": 100, "som_van_regels": None}],
    fails=[{"bedrag_totaal": amount, "som_van_regels": 100} for amount in (99, 101)],
    may_be_empty=["som_van_regels"],
)
def total_is_the_sum(bedrag_totaal: Column, som_van_regels: Column) -> Column:
    """The total is what the lines come to; where a line has no amount that cannot be told, and is told there."""
    return som_van_regels.is_null() | (bedrag_totaal == som_van_regels)


@_rule(
    "MGR-110",
    says="Gemeente {gemeente} staat niet in het totaaloverzicht.",
    action="Neem de gemeente op in het totaaloverzicht en stuur het bestand opnieuw.",
    consequence=Consequence.NONE,
    holds=[{"gemeente": "0983", "in_totaaloverzicht": True}, {"gemeente": "0983", "in_totaaloverzicht": None}],
    fails=[{"gemeente": "0983", "in_totaaloverzicht": False}],
    may_be_empty=["in_totaaloverzicht"],
    once_per_file=True,
    after=["MGR-104"],
)
def municipality_is_in_the_totals(gemeente: Column, in_totaaloverzicht: Column) -> Column:
    """Where the file has totals per municipality, that of the line is among them."""
    return in_totaaloverzicht.is_null() | in_totaaloverzicht
