# SPDX-License-Identifier: EUPL-1.2
"""The answer to a request (319): rejected with a reason, or under investigation, and once only."""

from functools import partial

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
REJECTED, UNDER_INVESTIGATION = "1", "2"
REJECTED_WORD, INVESTIGATED_WORD = "afgewezen", "in onderzoek"
RESIDENCE = "8"
ANSWER = {"referentie_aanbieder": "VT-1", "verzoek_antwoord": REJECTED}
PLACED = {"wet": "jw", "reden_afwijzing": RESIDENCE, "woonplaats_gemeente": "0363", "identificatie": "26090001"}

_rule = partial(rules.rule, severity=Severity.FOUT, consequence=Consequence.REJECT_LINE)
_reason = partial(
    _rule,
    "CD085",
    says="Het verzoek is afgewezen, maar er staat geen reden van afwijzing.",
    action="Vul de reden van afwijzing in, van 1 tot en met 9.",
)
_no_reason = partial(
    _rule,
    "CD086",
    says="Het verzoek is in onderzoek, maar er staat een reden van afwijzing: {reden_afwijzing}.",
    action="Laat de reden weg, of vul in dat het verzoek is afgewezen.",
)


@_reason(
    table="verzoekantwoorden",
    holds=[
        {"reden_afwijzing": "7", "verzoek_antwoord": REJECTED},
        {"reden_afwijzing": None, "verzoek_antwoord": UNDER_INVESTIGATION},
    ],
    fails=[{"reden_afwijzing": None, "verzoek_antwoord": REJECTED}],
    may_be_empty=["reden_afwijzing"],
)
def rejection_has_a_reason(reden_afwijzing: Column, verzoek_antwoord: Column) -> Column:
    """An answer that rejects the request gives a reason."""
    return (verzoek_antwoord != REJECTED) | ~reden_afwijzing.is_null()


@_reason(
    table="verzoeken",
    holds=[
        {"reden_afwijzing": "7", "antwoord": REJECTED_WORD},
        {"reden_afwijzing": None, "antwoord": INVESTIGATED_WORD},
        {"reden_afwijzing": None, "antwoord": None},
    ],
    fails=[{"reden_afwijzing": None, "antwoord": REJECTED_WORD}],
    may_be_empty=["reden_afwijzing", "antwoord"],
)
def rejected_request_has_a_reason(reden_afwijzing: Column, antwoord: Column) -> Column:
    """A request that was rejected has a reason; one that is not answered yet holds."""
    return antwoord.is_null() | (antwoord != REJECTED_WORD) | ~reden_afwijzing.is_null()


@_no_reason(
    table="verzoekantwoorden",
    holds=[
        {"reden_afwijzing": None, "verzoek_antwoord": UNDER_INVESTIGATION},
        {"reden_afwijzing": "7", "verzoek_antwoord": REJECTED},
    ],
    fails=[{"reden_afwijzing": "7", "verzoek_antwoord": UNDER_INVESTIGATION}],
    may_be_empty=["reden_afwijzing"],
)
def investigation_has_no_reason(reden_afwijzing: Column, verzoek_antwoord: Column) -> Column:
    """An answer that the request is under investigation gives no reason."""
    return (verzoek_antwoord != UNDER_INVESTIGATION) | reden_afwijzing.is_null()


@_no_reason(
    table="verzoeken",
    holds=[
        {"reden_afwijzing": None, "antwoord": INVESTIGATED_WORD},
        {"reden_afwijzing": "7", "antwoord": REJECTED_WORD},
        {"reden_afwijzing": "7", "antwoord": None},
    ],
    fails=[{"reden_afwijzing": "7", "antwoord": INVESTIGATED_WORD}],
    may_be_empty=["reden_afwijzing", "antwoord"],
)
def investigated_request_has_no_reason(reden_afwijzing: Column, antwoord: Column) -> Column:
    """A request that is under investigation has no reason; one without answer is not judged here."""
    return antwoord.is_null() | (antwoord != INVESTIGATED_WORD) | reden_afwijzing.is_null()


@_rule(
    "TR377",
    table="verzoekantwoorden",
    says="Het verzoek is afgewezen op het woonplaatsbeginsel (8), maar de gemeente die het wel is, staat er niet bij.",
    action="Noem de gemeente die volgens het woonplaatsbeginsel verantwoordelijk is.",
    holds=[
        PLACED,
        {**PLACED, "woonplaats_gemeente": None, "wet": "wmo"},
        {**PLACED, "woonplaats_gemeente": None, "reden_afwijzing": "5"},
        {**PLACED, "woonplaats_gemeente": None, "reden_afwijzing": None},
        {**PLACED, "woonplaats_gemeente": None, "identificatie": None},
    ],
    fails=[{**PLACED, "woonplaats_gemeente": None}],
    may_be_empty=["woonplaats_gemeente", "reden_afwijzing", "identificatie"],
    after=["CD086"],
)
def municipality_of_residence_is_named(
    woonplaats_gemeente: Column, reden_afwijzing: Column, wet: Column, identificatie: Column
) -> Column:
    """In youth care a rejection on residence names the municipality; a list of answers has no column for it."""
    on_residence = (reden_afwijzing == RESIDENCE).fill_null(value=False)
    return (wet != "jw") | ~on_residence | identificatie.is_null() | ~woonplaats_gemeente.is_null()


@_rule(
    "TR409",
    table="verzoekantwoorden",
    says="Er staat een gemeente volgens het woonplaatsbeginsel ({woonplaats_gemeente}), maar de reden van afwijzing is "
    "niet 8.",
    action="Laat de gemeente weg, of vul reden 8 (woonplaatsbeginsel) in.",
    holds=[
        PLACED,
        {**PLACED, "reden_afwijzing": "5", "wet": "wmo"},
        {**PLACED, "reden_afwijzing": "5", "woonplaats_gemeente": None},
    ],
    fails=[{**PLACED, "reden_afwijzing": "5"}, {**PLACED, "reden_afwijzing": None}],
    may_be_empty=["woonplaats_gemeente", "reden_afwijzing"],
    after=["CD085"],
)
def municipality_of_residence_goes_with_its_reason(
    woonplaats_gemeente: Column, reden_afwijzing: Column, wet: Column
) -> Column:
    """In youth care the municipality of residence is only named where that is the reason."""
    on_residence = (reden_afwijzing == RESIDENCE).fill_null(value=False)
    return (wet != "jw") | woonplaats_gemeente.is_null() | on_residence


@_rule(
    "TR355",
    table="verzoekantwoorden",
    says="Het antwoord hoort niet bij een verzoek: referentie {referentie_aanbieder} is niet bekend.",
    action="Neem de referentie over uit het verzoek (315 of 317) van de aanbieder.",
    holds=[{"referentie_aanbieder": "VT-1", "verzoek_bekend": True}],
    fails=[{"referentie_aanbieder": "VT-1", "verzoek_bekend": False}],
    explains="verzoeken",
)
def request_answered_is_known(referentie_aanbieder: Column, verzoek_bekend: Column) -> Column:
    """The supplier sent a request with this reference before."""
    return verzoek_bekend


@_rule(
    "TR359",
    table="verzoekantwoorden",
    says="Verzoek {referentie_aanbieder} is al met een toewijzing gehonoreerd.",
    action="Trek het antwoord in, of pas de toewijzing aan als die niet klopt.",
    holds=[{**ANSWER, "verzoek_gehonoreerd": False}],
    fails=[{**ANSWER, "verzoek_gehonoreerd": True}],
    after=["TR355"],
)
def request_was_not_honoured_before(referentie_aanbieder: Column, verzoek_gehonoreerd: Column) -> Column:
    """No earlier allocation honoured the request."""
    return ~verzoek_gehonoreerd


@_rule(
    "TR365",
    table="verzoekantwoorden",
    says="Verzoek {referentie_aanbieder} is al eerder afgewezen.",
    action="Trek het antwoord in; op een nieuw verzoek van de aanbieder kunt u opnieuw antwoorden.",
    holds=[{**ANSWER, "eerder_afgewezen": False}],
    fails=[{**ANSWER, "eerder_afgewezen": True}, {**ANSWER, "verzoek_antwoord": "2", "eerder_afgewezen": True}],
    after=["TR355"],
)
def request_was_not_rejected_before(
    referentie_aanbieder: Column, verzoek_antwoord: Column, eerder_afgewezen: Column
) -> Column:
    """An earlier answer, if there was one, said that the request was under investigation."""
    return ~eerder_afgewezen


@_rule(
    "TR360",
    table="verzoekantwoorden",
    says="Verzoek {referentie_aanbieder} is al eerder beantwoord en kan niet opnieuw in onderzoek.",
    action="Stuur nu het besluit: een toewijzing (301) of een afwijzing (319 met antwoord 1).",
    holds=[
        {**ANSWER, "verzoek_antwoord": UNDER_INVESTIGATION, "eerder_beantwoord": False},
        {**ANSWER, "eerder_beantwoord": True},
    ],
    fails=[{**ANSWER, "verzoek_antwoord": UNDER_INVESTIGATION, "eerder_beantwoord": True}],
    after=["TR355", "TR365"],
)
def request_is_investigated_once(
    referentie_aanbieder: Column, verzoek_antwoord: Column, eerder_beantwoord: Column
) -> Column:
    """A request that was answered before is not said to be under investigation."""
    return (verzoek_antwoord != UNDER_INVESTIGATION) | ~eerder_beantwoord
