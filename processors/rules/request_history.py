# SPDX-License-Identifier: EUPL-1.2
"""A request (315, 317) beside the others of the supplier: its reference, what was open, and when it was answered.

What concerns a request is said at its first row.
"""

import narwhals as nw

from processors.enrichment.requests import CHANGE, NEW_ALLOCATION
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.request_whole import MESSAGE, REQUESTED, is_first_row

rules = Rulebook()
DAYS_PER_WEEK = 7
FIRST_USE = {**REQUESTED, "referentie_eerder_gebruikt": False}
USED = {**REQUESTED, "referentie_eerder_gebruikt": True}
ALONE = {**REQUESTED, "open_verzoek": None}
BESIDE = {**REQUESTED, "open_verzoek": "V-0"}
IN_TIME = {**REQUESTED, "werkdagen_tot_antwoord": 5, "termijn_antwoord_verzoek": 5}
DECIDED = {
    **REQUESTED, "verzoek_in_onderzoek": True, "dagen_tot_besluit": 56, "termijn_besluit_verzoek": 8,
}  # fmt: skip
# The products of a 315 have a reference each and are sent together.
_OF_MESSAGE = nw.when(nw.col("soort") == CHANGE).then("referentie_aanbieder").otherwise(nw.lit(""))


@rules.rule(
    "TR347",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Referentie '{referentie_aanbieder}' is al gebruikt voor een ander verzoek.",
    action="Geef elk verzoek een nieuwe referentie; die blijft uniek voor uw organisatie binnen deze wet.",
    holds=[FIRST_USE],
    fails=[USED],
)
def reference_was_not_used_before(
    referentie_aanbieder: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    dagtekening: Column,
    referentie_eerder_gebruikt: Column,
    nr: Column,
) -> Column:
    """No other request of the supplier under this law had the reference before."""
    return ~is_first_row(nr) | ~referentie_eerder_gebruikt


@rules.rule(
    "TR374",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er loopt al een verzoek voor deze client bij aanbieder {aanbieder}: over '{open_verzoek}' was op "
    "{dagtekening} nog niet beslist.",
    action="Wacht het besluit op het eerdere verzoek af, of vraag de gemeente naar de stand.",
    holds=[ALONE],
    fails=[BESIDE, {**BESIDE, "soort": NEW_ALLOCATION}],
    may_be_empty=["open_verzoek"],
    after=["TR347"],
    given={"verzoek_bericht": _OF_MESSAGE},
)
def client_has_no_open_request(
    client: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    soort: Column,
    referentie_aanbieder: Column,
    dagtekening: Column,
    open_verzoek: Column,
    nr: Column,
) -> Column:
    """No earlier request of the client at the supplier was undecided on the day of this one."""
    return open_verzoek.is_null() | (nr != nr.min().over(*MESSAGE, "verzoek_bericht"))


@rules.rule(
    "OP274",
    table="verzoeken",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het verzoek van {dagtekening} wacht of wachtte {werkdagen_tot_antwoord} werkdagen op antwoord; dat moet "
    "binnen {termijn_antwoord_verzoek} werkdagen.",
    action="Is er nog geen antwoord, geef dan een toewijzing (301) af of antwoord met een afwijzing of 'in onderzoek' "
    "(319).",
    holds=[IN_TIME, {**IN_TIME, "werkdagen_tot_antwoord": 6, "termijn_antwoord_verzoek": 6}],
    fails=[{**IN_TIME, "werkdagen_tot_antwoord": 6}, {**IN_TIME, "termijn_antwoord_verzoek": 4}],
    parameters=["termijn_antwoord_verzoek"],
)
def request_is_answered_in_time(
    dagtekening: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    werkdagen_tot_antwoord: Column,
    termijn_antwoord_verzoek: Column,
    nr: Column,
) -> Column:
    """A request is answered within the term; one without answer waits until the day of receipt."""
    return ~is_first_row(nr) | (werkdagen_tot_antwoord <= termijn_antwoord_verzoek)


@rules.rule(
    "OP274",
    table="verzoeken",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het verzoek van {dagtekening} is in onderzoek genomen en wacht of wachtte {dagen_tot_besluit} dagen op een "
    "besluit; dat moet binnen {termijn_besluit_verzoek} weken.",
    action="Is er nog geen besluit, geef dan een toewijzing (301) af of wijs het verzoek af (319).",
    holds=[
        DECIDED,
        {**DECIDED, "dagen_tot_besluit": 57, "verzoek_in_onderzoek": False},
        {**DECIDED, "dagen_tot_besluit": 63, "termijn_besluit_verzoek": 9},
    ],
    fails=[{**DECIDED, "dagen_tot_besluit": 57}, {**DECIDED, "termijn_besluit_verzoek": 7}],
    parameters=["termijn_besluit_verzoek"],
)
def investigation_ends_in_time(
    dagtekening: Column,
    wet: Column,
    gemeente: Column,
    aanbieder: Column,
    client: Column,
    soort: Column,
    referentie_aanbieder: Column,
    verzoek_in_onderzoek: Column,
    dagen_tot_besluit: Column,
    termijn_besluit_verzoek: Column,
    nr: Column,
) -> Column:
    """A request under investigation is decided within the term, counted from the day of the request."""
    in_time = dagen_tot_besluit <= termijn_besluit_verzoek * DAYS_PER_WEEK
    return ~is_first_row(nr) | ~verzoek_in_onderzoek | in_time
