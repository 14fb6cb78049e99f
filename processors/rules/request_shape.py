# SPDX-License-Identifier: EUPL-1.2
"""What one product in a request (315, 317) may say together: dates, volume, product, decision and referrer.

What a request shares with an allocation (CD041, CD075 to CD077) stands with the allocation.
"""

from datetime import date

from processors.enrichment.requests import ASKED, CHANGE, NEW, NEW_ALLOCATION, UNCHANGED
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_shape import (
    allocation_ends_after_it_starts,
    allocation_without_budget_has_a_category,
    unit_is_not_allocated_per_day,
    volume_has_a_product,
)

rules = Rulebook()
DAILY = {"frequentie": "1", "eenheid": "14", "einddatum": None}
VOLUME = {"volume": 4, "eenheid": "04", "frequentie": "2"}
NO_VOLUME = {"volume": None, "eenheid": None, "frequentie": None}


@rules.rule(
    "CS003",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De einddatum {einddatum} ligt voor de gewenste ingangsdatum {gewenste_ingangsdatum}.",
    action="Controleer de einddatum en de gewenste ingangsdatum.",
    holds=[
        {"einddatum": date(2026, 9, 1), "gewenste_ingangsdatum": date(2026, 9, 1)},
        {"einddatum": None, "gewenste_ingangsdatum": date(2026, 9, 1)},
        {"einddatum": date(2026, 9, 1), "gewenste_ingangsdatum": None},
    ],
    fails=[{"einddatum": date(2026, 8, 31), "gewenste_ingangsdatum": date(2026, 9, 1)}],
    may_be_empty=["einddatum", "gewenste_ingangsdatum"],
)
def request_ends_after_it_starts(einddatum: Column, gewenste_ingangsdatum: Column) -> Column:
    """What is asked ends on or after its first day, or is open."""
    return gewenste_ingangsdatum.is_null() | allocation_ends_after_it_starts(einddatum, gewenste_ingangsdatum)


@rules.rule(
    "CS343",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} kan niet met frequentie {frequentie} (per dag) worden aangevraagd.",
    action="Kies frequentie 2 per week, 4 per maand of 6 totaal binnen de toewijzing.",
    holds=[
        {**DAILY, "frequentie": "2", "soort": NEW_ALLOCATION},
        {**DAILY, "eenheid": "04", "soort": NEW_ALLOCATION},
        {**DAILY, "einddatum": date(2020, 12, 31), "soort": NEW_ALLOCATION},
        {**DAILY, "frequentie": None, "soort": NEW_ALLOCATION},
        {**DAILY, "eenheid": None, "soort": NEW_ALLOCATION},
        {**DAILY, "soort": CHANGE},
    ],
    fails=[
        {**DAILY, "soort": NEW_ALLOCATION},
        {**DAILY, "eenheid": "84", "einddatum": date(2021, 1, 1), "soort": NEW_ALLOCATION},
    ],
    may_be_empty=["frequentie", "eenheid", "einddatum"],
)
def unit_is_not_asked_per_day(frequentie: Column, eenheid: Column, einddatum: Column, soort: Column) -> Column:
    """A 315 does not ask units that are counted per period per day."""
    return (soort != NEW_ALLOCATION) | unit_is_not_allocated_per_day(frequentie, eenheid, einddatum)


@rules.rule(
    "CS338",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} kan niet met frequentie {frequentie} (per dag) worden toegewezen.",
    action="Kies frequentie 2 per week, 4 per maand of 6 totaal binnen de toewijzing.",
    holds=[
        {**DAILY, "frequentie": "2", "soort": CHANGE},
        {**DAILY, "frequentie": None, "eenheid": None, "soort": CHANGE},
        {**DAILY, "einddatum": date(2020, 12, 31), "soort": CHANGE},
        {**DAILY, "soort": NEW_ALLOCATION},
    ],
    fails=[
        {**DAILY, "soort": CHANGE},
        {**DAILY, "einddatum": date(2021, 1, 1), "soort": CHANGE},
    ],
    may_be_empty=["frequentie", "eenheid", "einddatum"],
)
def unit_is_not_changed_to_per_day(frequentie: Column, eenheid: Column, einddatum: Column, soort: Column) -> Column:
    """A 317 does not ask units that are counted per period per day."""
    return (soort != CHANGE) | unit_is_not_allocated_per_day(frequentie, eenheid, einddatum)


@rules.rule(
    "CD079",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productcategorie is niet ingevuld, en er staat ook geen budget.",
    action="Vul de productcategorie in, of het budget als het voor alle producten geldt.",
    holds=[
        {"product_categorie": "02", "budget": None, "onderdeel": ASKED},
        {"product_categorie": None, "budget": 0, "onderdeel": NEW},
        {"product_categorie": None, "budget": None, "onderdeel": UNCHANGED},
    ],
    fails=[{"product_categorie": None, "budget": None, "onderdeel": each} for each in (ASKED, NEW)],
    may_be_empty=["product_categorie", "budget"],
)
def asked_without_budget_has_a_category(product_categorie: Column, budget: Column, onderdeel: Column) -> Column:
    """A product that is asked without budget names a category; what exists has its product in the allocation."""
    return ~onderdeel.is_in([ASKED, NEW]) | allocation_without_budget_has_a_category(product_categorie, budget)


@rules.rule(
    "CD095",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er is een omvang aangevraagd (volume, eenheid of frequentie) zonder productcode.",
    action="Vul de productcode in, of maak volume, eenheid en frequentie leeg.",
    holds=[
        {**VOLUME, "product_code": "02D01", "einddatum": None, "onderdeel": ASKED},
        {**NO_VOLUME, "product_code": None, "einddatum": None, "onderdeel": ASKED},
        {**VOLUME, "product_code": None, "einddatum": date(2020, 12, 31), "onderdeel": ASKED},
        {**VOLUME, "product_code": None, "einddatum": None, "onderdeel": NEW},
    ],
    fails=[
        {**VOLUME, "product_code": None, "einddatum": date(2021, 1, 1), "onderdeel": ASKED},
        {**NO_VOLUME, "frequentie": "2", "product_code": None, "einddatum": None, "onderdeel": ASKED},
    ],
    may_be_empty=["volume", "product_code", "eenheid", "frequentie", "einddatum"],
    after=["CD077"],
)
def volume_asked_has_a_product(
    volume: Column, product_code: Column, eenheid: Column, frequentie: Column, einddatum: Column, onderdeel: Column
) -> Column:
    """A product asked without code has no volume, unit or frequency."""
    return (onderdeel != ASKED) | volume_has_a_product(volume, product_code, eenheid, frequentie, einddatum)


@rules.rule(
    "CD096",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Voor het nieuwe product is een omvang gevraagd (volume, eenheid of frequentie) zonder productcode.",
    action="Vul de productcode in, of maak volume, eenheid en frequentie leeg.",
    holds=[
        {**VOLUME, "product_code": "02D01", "einddatum": None, "onderdeel": NEW},
        {**NO_VOLUME, "product_code": None, "einddatum": None, "onderdeel": NEW},
        {**VOLUME, "product_code": None, "einddatum": date(2020, 12, 31), "onderdeel": NEW},
        {**VOLUME, "product_code": None, "einddatum": None, "onderdeel": "te wijzigen"},
    ],
    fails=[
        {**VOLUME, "product_code": None, "einddatum": date(2021, 1, 1), "onderdeel": NEW},
        {**NO_VOLUME, "eenheid": "04", "product_code": None, "einddatum": None, "onderdeel": NEW},
    ],
    may_be_empty=["volume", "product_code", "eenheid", "frequentie", "einddatum"],
    after=["CD077"],
)
def new_volume_has_a_product(
    volume: Column, product_code: Column, eenheid: Column, frequentie: Column, einddatum: Column, onderdeel: Column
) -> Column:
    """A new product without code has no volume, unit or frequency."""
    return (onderdeel != NEW) | volume_has_a_product(volume, product_code, eenheid, frequentie, einddatum)


@rules.rule(
    "TR380",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De gewenste ingangsdatum {gewenste_ingangsdatum} van het nieuwe product ligt niet na de dagtekening "
    "{dagtekening}.",
    action="Kies een gewenste ingangsdatum na de dagtekening van het verzoek.",
    holds=[
        {"gewenste_ingangsdatum": date(2026, 9, 2), "dagtekening": date(2026, 9, 1), "onderdeel": NEW},
        {"gewenste_ingangsdatum": date(2026, 9, 1), "dagtekening": date(2026, 9, 1), "onderdeel": ASKED},
        {"gewenste_ingangsdatum": None, "dagtekening": date(2026, 9, 1), "onderdeel": UNCHANGED},
    ],
    fails=[{"gewenste_ingangsdatum": date(2026, 9, 1), "dagtekening": date(2026, 9, 1), "onderdeel": NEW}],
    may_be_empty=["gewenste_ingangsdatum"],
)
def new_product_starts_later(gewenste_ingangsdatum: Column, dagtekening: Column, onderdeel: Column) -> Column:
    """A new product in a 317 starts after the day on which it is asked."""
    return (onderdeel != NEW) | (gewenste_ingangsdatum > dagtekening)


@rules.rule(
    "CD043",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Van de beschikking staat alleen het nummer of alleen de ingangsdatum in het verzoek.",
    action="Vul nummer en ingangsdatum van de beschikking allebei in, of maak ze allebei leeg.",
    holds=[
        {"beschikking_nummer": 1, "beschikking_ingangsdatum": date(2026, 9, 1)},
        {"beschikking_nummer": None, "beschikking_ingangsdatum": None},
    ],
    fails=[
        {"beschikking_nummer": 1, "beschikking_ingangsdatum": None},
        {"beschikking_nummer": None, "beschikking_ingangsdatum": date(2026, 9, 1)},
    ],
    may_be_empty=["beschikking_nummer", "beschikking_ingangsdatum"],
)
def decision_has_number_and_day(beschikking_nummer: Column, beschikking_ingangsdatum: Column) -> Column:
    """A decision has both its number and its first day, or neither."""
    return beschikking_nummer.is_null() == beschikking_ingangsdatum.is_null()
