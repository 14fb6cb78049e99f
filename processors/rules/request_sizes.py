# SPDX-License-Identifier: EUPL-1.2
"""The volume that a request for a change (317) asks for an allocation, beside the product of that allocation."""

from datetime import date

from processors.enrichment.requests import CHANGED
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_shape import volume_has_a_product
from processors.rules.request_allocations import OTHER_PART, has_nothing_to_compare

rules = Rulebook()
VOLUME = {"volume": 4, "eenheid": "04", "frequentie": "2"}
NO_VOLUME = {"volume": None, "eenheid": None, "frequentie": None}
SIZED = {
    **VOLUME,
    "einddatum": None,
    "onderdeel": CHANGED,
    "toewijzing_nummer": 100001,
    "toewijzing_actueel": True,
    "toegewezen_product_categorie": "02",
    "toegewezen_product_code": "02D01",
}
GENERIC = {**SIZED, "toegewezen_product_code": None}
WITHOUT = {**GENERIC, "toegewezen_product_categorie": None}
NOT_ASKED = {**WITHOUT, **OTHER_PART}
MAY_LACK = ("volume", "eenheid", "frequentie", "einddatum", "toewijzing_actueel", "toegewezen_product_code")


@rules.rule(
    "TR375",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} heeft geen product, maar er is een omvang gevraagd.",
    action="Maak volume, eenheid en frequentie leeg; vraag zo nodig een ander budget.",
    holds=[SIZED, GENERIC, {**WITHOUT, **NO_VOLUME}, {**WITHOUT, "einddatum": date(2020, 12, 31)}, NOT_ASKED],
    fails=[WITHOUT, {**WITHOUT, **NO_VOLUME, "eenheid": "04", "einddatum": date(2021, 1, 1)}],
    may_be_empty=[*MAY_LACK, "toegewezen_product_categorie"],
    after=["CD077"],
)
def allocation_without_product_gets_no_volume(
    volume: Column,
    eenheid: Column,
    frequentie: Column,
    einddatum: Column,
    onderdeel: Column,
    toewijzing_actueel: Column,
    toegewezen_product_categorie: Column,
    toegewezen_product_code: Column,
) -> Column:
    """No volume is asked for an allocation without product."""
    return (
        has_nothing_to_compare(onderdeel, toewijzing_actueel)
        | ~toegewezen_product_categorie.is_null()
        | volume_has_a_product(volume, toegewezen_product_code, eenheid, frequentie, einddatum)
    )


@rules.rule(
    "TR411",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} heeft productcode {toegewezen_product_code}, maar de omvang is niet helemaal "
    "ingevuld.",
    action="Vul volume, eenheid en frequentie alle drie in.",
    holds=[SIZED, {**GENERIC, **NO_VOLUME}, {**SIZED, **NO_VOLUME, "toewijzing_actueel": False}, NOT_ASKED],
    fails=[{**SIZED, **NO_VOLUME}, *({**SIZED, name: None} for name in VOLUME)],
    may_be_empty=["volume", "eenheid", "frequentie", "toewijzing_actueel", "toegewezen_product_code"],
)
def allocation_with_code_gets_a_volume(
    volume: Column,
    eenheid: Column,
    frequentie: Column,
    onderdeel: Column,
    toewijzing_actueel: Column,
    toegewezen_product_code: Column,
) -> Column:
    """A change of an allocation with a product code has volume, unit and frequency."""
    whole = ~(volume.is_null() | eenheid.is_null() | frequentie.is_null())
    return has_nothing_to_compare(onderdeel, toewijzing_actueel) | toegewezen_product_code.is_null() | whole


@rules.rule(
    "TR412",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} heeft geen productcode, maar er is een omvang gevraagd.",
    action="Maak volume, eenheid en frequentie leeg; vraag zo nodig een ander budget.",
    holds=[SIZED, {**GENERIC, **NO_VOLUME}, {**GENERIC, "einddatum": date(2020, 12, 31)}, NOT_ASKED],
    fails=[GENERIC, {**GENERIC, **NO_VOLUME, "frequentie": "2", "einddatum": date(2021, 1, 1)}],
    may_be_empty=MAY_LACK,
    after=["CD077", "TR375"],
)
def allocation_without_code_gets_no_volume(
    volume: Column,
    eenheid: Column,
    frequentie: Column,
    einddatum: Column,
    onderdeel: Column,
    toewijzing_actueel: Column,
    toegewezen_product_code: Column,
) -> Column:
    """No volume is asked for an allocation without product code."""
    return has_nothing_to_compare(onderdeel, toewijzing_actueel) | volume_has_a_product(
        volume, toegewezen_product_code, eenheid, frequentie, einddatum
    )
