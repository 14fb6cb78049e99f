# SPDX-License-Identifier: EUPL-1.2
"""What a declaration line costs: volume, tariff and amount agree to the cent (whole eurocents, never a float)."""

from processors.calculation.amounts import EURO, MINUTE
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()


@rules.rule(
    "CS325",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het bedrag is € 0,00 en de regel is geen debetregel (er staat {debet_credit}).",
    action="Zet een regel van nul euro op D, of haal de regel weg.",
    holds=[
        {"debet_credit": "D", "ingediend_bedrag": 0},
        {"debet_credit": "C", "ingediend_bedrag": 1},
    ],
    fails=[{"debet_credit": "C", "ingediend_bedrag": 0}],
)
def zero_amount_is_debet(debet_credit: Column, ingediend_bedrag: Column) -> Column:
    """A line of zero euro is a debet."""
    return (ingediend_bedrag != 0) | (debet_credit == "D")


@rules.rule(
    "CS339",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij eenheid 83 (euro) is het volume het bedrag in eurocenten; nu staat er {geleverd_volume} bij een bedrag "
    "van {ingediend_bedrag}.",
    action="Vul in geleverd volume hetzelfde aantal eurocenten in als in het bedrag.",
    holds=[
        {"ingediend_bedrag": 123456, "geleverd_volume": 123456, "eenheid": "83"},
        {"ingediend_bedrag": 123456, "geleverd_volume": 4, "eenheid": "04"},
    ],
    fails=[{"ingediend_bedrag": 123456, "geleverd_volume": 123457, "eenheid": "83"}],
)
def euro_volume_is_the_amount(ingediend_bedrag: Column, geleverd_volume: Column, eenheid: Column) -> Column:
    """A line in euros has as many eurocents in its volume as in its amount."""
    return (eenheid != EURO) | (ingediend_bedrag == geleverd_volume)


@rules.rule(
    "CD087",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het producttarief is niet ingevuld, terwijl de regel in eenheid {eenheid} is gedeclareerd.",
    action="Vul het tarief per eenheid uit het contract in.",
    holds=[{"product_tarief": 0, "eenheid": "04"}, {"product_tarief": None, "eenheid": "83"}],
    fails=[{"product_tarief": None, "eenheid": "04"}],
    may_be_empty=["product_tarief"],
)
def tariff_is_filled(product_tarief: Column, eenheid: Column) -> Column:
    """A line in another unit than euro has a tariff."""
    return (eenheid == EURO) | ~product_tarief.is_null()


@rules.rule(
    "CD087",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het producttarief is {product_tarief}, maar bij eenheid 83 (euro) hoort geen tarief.",
    action="Maak het producttarief leeg, of kies de eenheid waarin u levert.",
    holds=[{"product_tarief": None, "eenheid": "83"}, {"product_tarief": 6725, "eenheid": "04"}],
    fails=[{"product_tarief": 1, "eenheid": "83"}],
    may_be_empty=["product_tarief"],
)
def euro_line_has_no_tariff(product_tarief: Column, eenheid: Column) -> Column:
    """A line in euros has no tariff."""
    return (eenheid != EURO) | product_tarief.is_null()


@rules.rule(
    "TR346",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het bedrag {ingediend_bedrag} is niet gelijk aan {geleverd_volume} maal het tarief {product_tarief}.",
    action="Reken het bedrag opnieuw uit; het moet tot op de cent kloppen.",
    holds=[
        {"ingediend_bedrag": 26900, "geleverd_volume": 4, "product_tarief": 6725, "eenheid": "04"},
        {"ingediend_bedrag": 26900, "geleverd_volume": 26900, "product_tarief": None, "eenheid": "83"},
        {"ingediend_bedrag": 13823, "geleverd_volume": 95, "product_tarief": 146, "eenheid": "01"},
    ],
    fails=[
        {"ingediend_bedrag": 26901, "geleverd_volume": 4, "product_tarief": 6725, "eenheid": "04"},
        {"ingediend_bedrag": 26899, "geleverd_volume": 4, "product_tarief": 6725, "eenheid": "04"},
    ],
    may_be_empty=["product_tarief"],
)
def amount_is_volume_times_tariff(
    ingediend_bedrag: Column, geleverd_volume: Column, product_tarief: Column, eenheid: Column
) -> Column:
    """A line in another unit than minutes or euros costs its volume times its tariff."""
    return eenheid.is_in([MINUTE, EURO]) | (ingediend_bedrag == geleverd_volume * product_tarief)
