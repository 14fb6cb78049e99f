# SPDX-License-Identifier: EUPL-1.2
"""A request for a change (317) beside the current allocations of the client at the supplier.

Where a row names an allocation that is not current TR350 or TR351 says so, and the other rules have nothing to compare.
"""

from datetime import date

from processors.calculation.maximum import TOTAL
from processors.enrichment.requests import CHANGE, CHANGED, NEW, UNCHANGED
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.request_whole import REQUESTED, is_first_row

rules = Rulebook()
NAMING = {**REQUESTED, "toewijzing_nummer": 100001, "onderdeel": UNCHANGED, "toewijzing_actueel": True}
COMPLETE = {**REQUESTED, "toewijzingen_ontbreken": 0, "ontbrekende_toewijzing": None}
DATED = {
    "gewenste_ingangsdatum": date(2026, 9, 1),
    "dagtekening": date(2026, 8, 3),
    "onderdeel": CHANGED,
    "toewijzing_nummer": 100001,
    "toewijzing_actueel": True,
    "toegewezen_ingangsdatum": date(2026, 1, 1),
}
AT_ONCE = {**DATED, "gewenste_ingangsdatum": date(2026, 1, 1)}
# What a row of another part has to do with its allocation: nothing that is compared here.
OTHER_PART = {"onderdeel": NEW, "toewijzing_actueel": None}


def has_nothing_to_compare(onderdeel: Column, toewijzing_actueel: Column) -> Column:
    """Whether the row changes no allocation, or one that is not current."""
    return (onderdeel != CHANGED) | ~toewijzing_actueel


@rules.rule(
    "TR349",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er ontbreken lopende of komende toewijzingen in het wijzigingsverzoek ({toewijzingen_ontbreken}); de eerste "
    "is toewijzing {ontbrekende_toewijzing}.",
    action="Noem elke lopende en komende toewijzing van de client bij u, ongewijzigd of te wijzigen.",
    holds=[
        COMPLETE,
        {**COMPLETE, "soort": "315", "toewijzingen_ontbreken": None},
        [
            {**COMPLETE, "referentie_aanbieder": "V-2"},
            {**COMPLETE, "referentie_aanbieder": "V-2", "toewijzingen_ontbreken": 1, "ontbrekende_toewijzing": 7},
        ],
    ],
    fails=[{**COMPLETE, "toewijzingen_ontbreken": 1, "ontbrekende_toewijzing": 100002}],
    may_be_empty=["toewijzingen_ontbreken", "ontbrekende_toewijzing"],
    after=["TR352"],
)
def change_names_every_current_allocation(
    referentie_aanbieder: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    dagtekening: Column,
    toewijzingen_ontbreken: Column,
    ontbrekende_toewijzing: Column,
    nr: Column,
) -> Column:
    """A 317 names every current allocation of the client at the supplier; said at its first row."""
    return (soort != CHANGE) | ~is_first_row(nr) | (toewijzingen_ontbreken == 0)


@rules.rule(
    "TR350",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} blijft ongewijzigd, maar was op {dagtekening} geen lopende of komende "
    "toewijzing van deze client bij aanbieder {aanbieder}.",
    action="Vul het nummer in van een lopende of komende toewijzing, of laat de regel weg.",
    holds=[
        NAMING,
        {**NAMING, "onderdeel": CHANGED, "toewijzing_actueel": False},
        {**NAMING, **OTHER_PART, "toewijzing_nummer": None},
    ],
    fails=[{**NAMING, "toewijzing_actueel": False}],
    may_be_empty=["toewijzing_nummer", "toewijzing_actueel"],
)
def unchanged_product_is_current(
    toewijzing_nummer: Column,
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    dagtekening: Column,
    toewijzing_actueel: Column,
) -> Column:
    """What stays unchanged is a current allocation of the client at the supplier."""
    return (onderdeel != UNCHANGED) | toewijzing_actueel


@rules.rule(
    "TR351",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} moet wijzigen, maar was op {dagtekening} geen lopende of komende toewijzing "
    "van deze client bij aanbieder {aanbieder}.",
    action="Vul het nummer in van een lopende of komende toewijzing, of vraag een nieuw product.",
    holds=[
        {**NAMING, "onderdeel": CHANGED},
        {**NAMING, "toewijzing_actueel": False},
        {**NAMING, **OTHER_PART, "toewijzing_nummer": None},
    ],
    fails=[{**NAMING, "onderdeel": CHANGED, "toewijzing_actueel": False}],
    may_be_empty=["toewijzing_nummer", "toewijzing_actueel"],
)
def changed_product_is_current(
    toewijzing_nummer: Column,
    onderdeel: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    dagtekening: Column,
    toewijzing_actueel: Column,
) -> Column:
    """What changes is a current allocation of the client at the supplier."""
    return (onderdeel != CHANGED) | toewijzing_actueel


@rules.rule(
    "TR357",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De wijziging is gewenst vanaf {gewenste_ingangsdatum}, niet na de dagtekening {dagtekening}; dan moet het de "
    "ingangsdatum {toegewezen_ingangsdatum} van de toewijzing zijn.",
    action="Kies een gewenste ingangsdatum na de dagtekening, of neem de ingangsdatum van de toewijzing over.",
    holds=[
        {**DATED, "gewenste_ingangsdatum": date(2026, 8, 4)},
        AT_ONCE,
        {**DATED, "gewenste_ingangsdatum": date(2026, 8, 3), "toewijzing_actueel": False},
        {**DATED, **OTHER_PART, "gewenste_ingangsdatum": None, "toegewezen_ingangsdatum": None},
    ],
    fails=[
        {**DATED, "gewenste_ingangsdatum": date(2026, 8, 3)},
        {**DATED, "gewenste_ingangsdatum": date(2026, 1, 2)},
    ],
    may_be_empty=["gewenste_ingangsdatum", "toewijzing_actueel", "toegewezen_ingangsdatum"],
)
def change_starts_later_or_from_the_beginning(
    gewenste_ingangsdatum: Column,
    dagtekening: Column,
    onderdeel: Column,
    toewijzing_actueel: Column,
    toegewezen_ingangsdatum: Column,
) -> Column:
    """A change starts after the day of the request, or on the first day of the allocation."""
    return (
        has_nothing_to_compare(onderdeel, toewijzing_actueel)
        | (gewenste_ingangsdatum > dagtekening)
        | (gewenste_ingangsdatum == toegewezen_ingangsdatum)
    )


TOTALS = {
    **DATED,
    "budget": None,
    "volume": 40,
    "frequentie": "6",
    "toegewezen_budget": None,
    "toegewezen_volume": 40,
    "toegewezen_frequentie": "6",
}
NO_TOTALS = {name: None for name in TOTALS if name not in DATED}
BUDGETS = {**DATED, **NO_TOTALS, "budget": 100_000, "toegewezen_budget": 100_000}


@rules.rule(
    "TR373",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het budget of het totaalvolume verandert, maar de gewenste ingangsdatum {gewenste_ingangsdatum} is niet de "
    "ingangsdatum {toegewezen_ingangsdatum} van de toewijzing.",
    action="Neem de ingangsdatum van de toewijzing over: een budget of totaal geldt voor de hele looptijd.",
    holds=[
        TOTALS,
        {**TOTALS, **AT_ONCE, "volume": 41},
        {**TOTALS, "volume": 41, "frequentie": "4", "toegewezen_frequentie": "4"},
        {**TOTALS, "volume": 41, "toewijzing_actueel": False},
        BUDGETS,
        {**BUDGETS, **AT_ONCE, "budget": 100_001},
        {**TOTALS, **NO_TOTALS, **OTHER_PART, "gewenste_ingangsdatum": None, "toegewezen_ingangsdatum": None},
    ],
    fails=[{**TOTALS, "volume": 41}, {**TOTALS, "volume": 39}, {**BUDGETS, "budget": 99_999}],
    may_be_empty=["gewenste_ingangsdatum", "toewijzing_actueel", "toegewezen_ingangsdatum", *NO_TOTALS],
    after=["TR357"],
)
def other_total_counts_from_the_beginning(
    gewenste_ingangsdatum: Column,
    onderdeel: Column,
    toewijzing_actueel: Column,
    toegewezen_ingangsdatum: Column,
    budget: Column,
    volume: Column,
    frequentie: Column,
    toegewezen_budget: Column,
    toegewezen_volume: Column,
    toegewezen_frequentie: Column,
) -> Column:
    """Another budget, or another volume of a total, is asked from the first day of the allocation."""
    totals = (frequentie.fill_null("") == TOTAL) & (toegewezen_frequentie.fill_null("") == TOTAL)
    other_volume = totals & (volume != toegewezen_volume).fill_null(value=False)
    other_budget = (budget != toegewezen_budget).fill_null(value=False)
    return (
        has_nothing_to_compare(onderdeel, toewijzing_actueel)
        | ~(other_budget | other_volume)
        | (gewenste_ingangsdatum == toegewezen_ingangsdatum)
    )
