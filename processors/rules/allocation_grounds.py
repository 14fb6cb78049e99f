# SPDX-License-Identifier: EUPL-1.2
"""What a decision on an allocation rests on: consent of the supplier, his request, and no approved lines."""

from processors.calculation.maximum import TOTAL
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
REMOVAL = "13"
VERSION = {
    "referentie_aanbieder": None,
    "reden_wijziging": None,
    "vorige_versie_bekend": True,
    "versie_ingehaald": False,
}
TOTAL_VERSION = {**VERSION, "volume": 40, "vorige_volume": 40, "frequentie": "6"}


def _may_lower(
    referentie_aanbieder: Column, reden_wijziging: Column, vorige_versie_bekend: Column, versie_ingehaald: Column
) -> Column:
    """Whether there is nothing to lower, or it honours a request of the supplier (his consent [D]) or is a removal."""
    return (
        ~vorige_versie_bekend
        | versie_ingehaald
        | ~referentie_aanbieder.is_null()
        | (reden_wijziging.fill_null("") == REMOVAL)
    )


@rules.rule(
    "OP298",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het volume gaat omlaag van {vorige_volume} naar {volume}; dat vraagt instemming van de aanbieder.",
    action="Leg de instemming vast, of verwijs met de referentie van de aanbieder naar zijn verzoek tot wijziging.",
    holds=[
        TOTAL_VERSION,
        {**TOTAL_VERSION, "volume": 41},
        {**TOTAL_VERSION, "volume": 39, "referentie_aanbieder": "V-1"},
        {**TOTAL_VERSION, "volume": 0, "reden_wijziging": "13"},
        {**TOTAL_VERSION, "volume": 39, "versie_ingehaald": True},
        {**TOTAL_VERSION, "volume": 3, "vorige_volume": 4, "frequentie": "2"},
        {**TOTAL_VERSION, "vorige_volume": None, "vorige_versie_bekend": False},
        {**TOTAL_VERSION, "volume": None, "vorige_volume": None, "frequentie": None},
    ],
    fails=[{**TOTAL_VERSION, "volume": 39}, {**TOTAL_VERSION, "volume": 39, "reden_wijziging": "14"}],
    may_be_empty=["volume", "vorige_volume", "frequentie", "referentie_aanbieder", "reden_wijziging"],
    after=["TR332", "MGR-326"],
)
def less_volume_has_consent(
    volume: Column,
    vorige_volume: Column,
    frequentie: Column,
    referentie_aanbieder: Column,
    reden_wijziging: Column,
    vorige_versie_bekend: Column,
    versie_ingehaald: Column,
) -> Column:
    """A total goes down only where the version in force honours a request of the supplier, or is a removal."""
    return (
        _may_lower(referentie_aanbieder, reden_wijziging, vorige_versie_bekend, versie_ingehaald)
        | (frequentie.fill_null("") != TOTAL)
        | (volume >= vorige_volume).fill_null(value=True)
    )


BUDGET_VERSION = {**VERSION, "budget": 100_000, "vorige_budget": 100_000}


@rules.rule(
    "OP298",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het budget gaat omlaag van {vorige_budget} naar {budget}; dat vraagt instemming van de aanbieder.",
    action="Leg de instemming vast, of verwijs met de referentie van de aanbieder naar zijn verzoek tot wijziging.",
    holds=[
        BUDGET_VERSION,
        {**BUDGET_VERSION, "budget": 100_001},
        {**BUDGET_VERSION, "budget": 99_999, "referentie_aanbieder": "V-1"},
        {**BUDGET_VERSION, "budget": 0, "reden_wijziging": "13"},
        {**BUDGET_VERSION, "budget": 99_999, "versie_ingehaald": True},
        {**BUDGET_VERSION, "budget": None},
        {**BUDGET_VERSION, "vorige_budget": None},
        {**BUDGET_VERSION, "vorige_budget": None, "vorige_versie_bekend": False},
    ],
    fails=[{**BUDGET_VERSION, "budget": 99_999}],
    may_be_empty=["budget", "vorige_budget", "referentie_aanbieder", "reden_wijziging"],
    after=["TR332", "MGR-326"],
)
def less_budget_has_consent(
    budget: Column,
    vorige_budget: Column,
    referentie_aanbieder: Column,
    reden_wijziging: Column,
    vorige_versie_bekend: Column,
    versie_ingehaald: Column,
) -> Column:
    """A budget goes down only where the version in force honours a request of the supplier, or is a removal."""
    allowed = _may_lower(referentie_aanbieder, reden_wijziging, vorige_versie_bekend, versie_ingehaald)
    return allowed | (budget >= vorige_budget).fill_null(value=True)


@rules.rule(
    "TR385",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} wordt verwijderd (reden {reden_wijziging}), maar er zijn al regels op "
    "goedgekeurd: {goedgekeurde_regels}.",
    action="Beëindig de toewijzing in plaats van haar te verwijderen, of laat de aanbieder de regels eerst crediteren.",
    holds=[
        {"reden_wijziging": "13", "toewijzing_nummer": 100001, "goedgekeurde_regels": 0},
        {"reden_wijziging": "05", "toewijzing_nummer": 100001, "goedgekeurde_regels": 1},
        {"reden_wijziging": None, "toewijzing_nummer": 100001, "goedgekeurde_regels": 1},
    ],
    fails=[{"reden_wijziging": "13", "toewijzing_nummer": 100001, "goedgekeurde_regels": 1}],
    may_be_empty=["reden_wijziging"],
    after=["TR332"],
)
def removal_has_no_approved_lines(
    reden_wijziging: Column, toewijzing_nummer: Column, goedgekeurde_regels: Column
) -> Column:
    """An allocation that is removed has no approved line that was not taken back."""
    return (reden_wijziging.fill_null("") != REMOVAL) | (goedgekeurde_regels == 0)


@rules.rule(
    "TR379",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Van aanbieder {aanbieder} is geen verzoek met referentie '{referentie_aanbieder}' bekend.",
    action="Neem de referentie over uit het verzoek (315 of 317), of maak het veld leeg als er geen verzoek was.",
    holds=[
        {"referentie_aanbieder": "V-1", "aanbieder": "01234567", "verzoek_bekend": True},
        {"referentie_aanbieder": None, "aanbieder": "01234567", "verzoek_bekend": None},
    ],
    fails=[{"referentie_aanbieder": "V-1", "aanbieder": "01234567", "verzoek_bekend": False}],
    may_be_empty=["referentie_aanbieder", "verzoek_bekend"],
)
def reference_is_that_of_a_request(referentie_aanbieder: Column, aanbieder: Column, verzoek_bekend: Column) -> Column:
    """The reference stands in a request of the supplier, or there is none."""
    return referentie_aanbieder.is_null() | verzoek_bekend


@rules.rule(
    "TR379",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Referentie '{referentie_aanbieder}' stond al bij een eerdere toewijzing; die heeft het verzoek gehonoreerd.",
    action="Maak het veld leeg, of vul de referentie in van het verzoek dat deze toewijzing honoreert.",
    holds=[
        {"referentie_aanbieder": "V-1", "referentie_eerder_toegewezen": False, "verzoek_bekend": True},
        {"referentie_aanbieder": "V-1", "referentie_eerder_toegewezen": True, "verzoek_bekend": False},
        {"referentie_aanbieder": None, "referentie_eerder_toegewezen": None, "verzoek_bekend": None},
    ],
    fails=[{"referentie_aanbieder": "V-1", "referentie_eerder_toegewezen": True, "verzoek_bekend": True}],
    may_be_empty=["referentie_aanbieder", "referentie_eerder_toegewezen", "verzoek_bekend"],
)
def request_is_honoured_once(
    referentie_aanbieder: Column, referentie_eerder_toegewezen: Column, verzoek_bekend: Column
) -> Column:
    """A request that is known stands only with the first decision that honours it."""
    return referentie_aanbieder.is_null() | ~referentie_eerder_toegewezen | ~verzoek_bekend
