# SPDX-License-Identifier: EUPL-1.2
"""A request (315, 317) as a whole: its references, its parts, and products that are asked for the same time."""

from datetime import date

import narwhals as nw

from processors.enrichment.requests import ASKED, CHANGE, CHANGED, NEW, NEW_ALLOCATION, REQUEST, UNCHANGED
from processors.enrichment.stacking import OPEN, PERSON
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.overlap import BEFORE_ALL, Overlap, stackable

rules = Rulebook()
# The products of a 315 each have a reference of their own; they are asked together on one day.
MESSAGE = (*PERSON, "soort", "dagtekening")
# What every row of one request in the examples says.
REQUESTED = {
    "wet": "wmo",
    "gemeente": "0983",
    "aanbieder": "01234567",
    "client": "999900006",
    "soort": CHANGE,
    "referentie_aanbieder": "V-1",
    "dagtekening": date(2026, 8, 3),
}
ROW = {
    **REQUESTED,
    "soort": NEW_ALLOCATION,
    "onderdeel": ASKED,
    "product_categorie": "02",
    "product_code": "02D01",
    "gewenste_ingangsdatum": date(2026, 9, 1),
    "einddatum": date(2026, 12, 31),
}
SECOND = {**ROW, "referentie_aanbieder": "V-2"}
CHANGING = {**ROW, "soort": CHANGE, "onderdeel": NEW}
KEPT = {**CHANGING, "onderdeel": UNCHANGED}


def is_first_row(nr: Column) -> Column:
    """Whether the row is the first of its request, where what concerns all of it is said."""
    return nr == nr.min().over(*REQUEST)


def _some(onderdeel: Column, *parts: str) -> Column:
    """Whether the request of the row has a row of one of these parts."""
    return onderdeel.is_in(parts).any().over(*REQUEST)


def _is_compared(part: Column) -> Column:
    """The last day of a product that takes part in the comparison."""
    compared = part & ~stackable(nw.col("wet"), nw.col("product_categorie"))
    return nw.when(compared).then(nw.col("einddatum").fill_null(OPEN)).otherwise(BEFORE_ALL)


ASKED_TOGETHER = Overlap("aangevraagd", MESSAGE, "gewenste_ingangsdatum", _is_compared(nw.col("onderdeel") == ASKED))
NEW_TOGETHER = Overlap("nieuw", REQUEST, "gewenste_ingangsdatum", _is_compared(nw.col("onderdeel") == NEW))


@rules.rule(
    "TR383",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Referentie '{referentie_aanbieder}' staat al bij een ander product van dit verzoek om toewijzing.",
    action="Geef elk aangevraagd product een eigen referentie.",
    holds=[[ROW, SECOND], [ROW, {**ROW, "client": "999990019"}], [CHANGING, CHANGING]],
    fails=[[ROW, {**ROW, "product_code": "02D02"}]],
)
def product_asked_has_its_own_reference(
    referentie_aanbieder: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    dagtekening: Column,
    nr: Column,
) -> Column:
    """Within a 315 each product has a reference of its own."""
    return (soort != NEW_ALLOCATION) | is_first_row(nr)


@rules.rule(
    "TR352",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het wijzigingsverzoek '{referentie_aanbieder}' noemt geen enkele bestaande toewijzing.",
    action="Noem elke lopende en komende toewijzing van de client, ongewijzigd of te wijzigen.",
    holds=[[KEPT], [CHANGING, {**CHANGING, "onderdeel": CHANGED}], [ROW]],
    fails=[[CHANGING], [{**KEPT, "referentie_aanbieder": "V-2"}, CHANGING]],
)
def change_names_an_allocation(
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    dagtekening: Column,
    nr: Column,
) -> Column:
    """A 317 has a product that stays or changes; said at its first row."""
    return (soort != CHANGE) | ~is_first_row(nr) | _some(onderdeel, UNCHANGED, CHANGED)


@rules.rule(
    "TR353",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het wijzigingsverzoek '{referentie_aanbieder}' vraagt geen wijziging en geen nieuw product.",
    action="Neem op wat moet veranderen of erbij komt, of trek het verzoek in.",
    holds=[[CHANGING], [KEPT, {**KEPT, "onderdeel": CHANGED}], [ROW]],
    fails=[[KEPT], [{**CHANGING, "referentie_aanbieder": "V-2"}, KEPT]],
)
def change_changes_something(
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    dagtekening: Column,
    nr: Column,
) -> Column:
    """A 317 has a product that changes or is new; said at its first row."""
    return (soort != CHANGE) | ~is_first_row(nr) | _some(onderdeel, CHANGED, NEW)


@rules.rule(
    "TR386",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Dit product is in hetzelfde verzoek al gevraagd voor een periode die op {gewenste_ingangsdatum} nog loopt.",
    action="Laat de periodes van hetzelfde product op elkaar aansluiten, of vraag het één keer aan.",
    holds=[
        [ROW, {**SECOND, "gewenste_ingangsdatum": date(2027, 1, 1), "einddatum": None}],
        [ROW, {**SECOND, "product_code": "02D02"}],
        [ROW, {**SECOND, "client": "999990019"}],
        [ROW, {**SECOND, "dagtekening": date(2026, 8, 4)}],
        [{**ROW, "product_categorie": "12"}, {**SECOND, "product_categorie": "12"}],
        [{**ROW, "product_categorie": "11"}, {**SECOND, "product_categorie": None, "product_code": None}],
        [{**KEPT, "gewenste_ingangsdatum": None}],
    ],
    fails=[
        [ROW, {**SECOND, "gewenste_ingangsdatum": date(2026, 12, 31)}],
        [{**ROW, "einddatum": None}, {**SECOND, "gewenste_ingangsdatum": date(2027, 1, 1)}],
        [ROW, {**SECOND, "product_code": None}],
        [{**ROW, "product_code": None, "product_categorie": None}, {**SECOND, "product_categorie": "03"}],
        [
            {**ROW, "wet": "jw", "product_categorie": "12"},
            {**SECOND, "wet": "jw", "product_categorie": None, "product_code": None},
        ],
    ],
    may_be_empty=["gewenste_ingangsdatum", "einddatum", "product_categorie", "product_code"],
    after=["TR383"],
    given=ASKED_TOGETHER.given,
)
def product_is_asked_once_at_a_time(
    gewenste_ingangsdatum: Column,
    einddatum: Column,
    product_categorie: Column,
    product_code: Column,
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    dagtekening: Column,
    nr: Column,
) -> Column:
    """Each other asked product of the 315 that is the same (as TR302) ended before this one starts."""
    return (onderdeel != ASKED) | ASKED_TOGETHER.none_runs()


@rules.rule(
    "TR410",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Dit nieuwe product staat al in hetzelfde verzoek voor een periode die op {gewenste_ingangsdatum} nog loopt.",
    action="Laat de periodes van hetzelfde product op elkaar aansluiten, of vraag het één keer.",
    holds=[
        [CHANGING, {**CHANGING, "gewenste_ingangsdatum": date(2027, 1, 1), "einddatum": None}],
        [CHANGING, {**CHANGING, "product_code": "02D02"}],
        [CHANGING, {**CHANGING, "referentie_aanbieder": "V-2"}],
        [{**CHANGING, "product_categorie": "14"}, {**CHANGING, "product_categorie": "14", "product_code": None}],
        [{**CHANGING, "product_categorie": "14"}, {**CHANGING, "product_categorie": None, "product_code": None}],
        [CHANGING, {**KEPT, "gewenste_ingangsdatum": None}],
    ],
    fails=[
        [CHANGING, {**CHANGING, "gewenste_ingangsdatum": date(2026, 12, 31)}],
        [{**CHANGING, "product_code": None}, CHANGING],
        [CHANGING, {**CHANGING, "product_categorie": None, "product_code": None}],
    ],
    may_be_empty=["gewenste_ingangsdatum", "einddatum", "product_categorie", "product_code"],
    given=NEW_TOGETHER.given,
)
def new_product_is_asked_once_at_a_time(
    gewenste_ingangsdatum: Column,
    einddatum: Column,
    product_categorie: Column,
    product_code: Column,
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    dagtekening: Column,
    nr: Column,
) -> Column:
    """Each other new product of the 317 that is the same (as TR302) ended before this one starts."""
    return (onderdeel != NEW) | NEW_TOGETHER.none_runs()
