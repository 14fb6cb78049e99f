# SPDX-License-Identifier: EUPL-1.2
"""Whether start and stop were reported in time, and whether a declared period had any delivery at all."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
START = {
    "begindatum": date(2026, 9, 1),
    "dagtekening": date(2026, 9, 8),
    "soort": "start",
    "status_aanlevering": "1",
    "toegewezen_toewijzing_datum": date(2026, 8, 1),
    "werkdagen_tot_melding": 5,
    "termijn_start": 5,
}
STOP = {
    "einddatum": date(2026, 9, 30),
    "dagtekening": date(2026, 10, 7),
    "soort": "stop",
    "status_aanlevering": "1",
    "werkdagen_tot_melding": 5,
    "termijn_stop": 5,
}
LINE = {
    "product_periode_begin": date(2026, 9, 1),
    "product_periode_eind": date(2026, 9, 30),
    "debet_credit": "D",
    "dagen_gestopt": 29,
}
MINUTES_PER_DAY = 1440


@rules.rule(
    "OP271",
    table="regieberichten",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De start van {begindatum} is {werkdagen_tot_melding} werkdagen later gemeld; dat moet binnen "
    "{termijn_start} werkdagen na de start, of na de toewijzing als die later kwam.",
    action="U hoeft niets te herstellen; meld een volgende start eerder.",
    holds=[
        START,
        {**START, "soort": "stop", "werkdagen_tot_melding": 6},
        {**START, "soort": "stop", "werkdagen_tot_melding": None},
        {**START, "status_aanlevering": "3", "werkdagen_tot_melding": 6},
        {**START, "werkdagen_tot_melding": -2},
        {**START, "werkdagen_tot_melding": 10, "termijn_start": 10},
    ],
    fails=[{**START, "werkdagen_tot_melding": 6}, {**START, "termijn_start": 4}],
    may_be_empty=["werkdagen_tot_melding"],
    after=["TR019", "TR074"],
    parameters=["termijn_start"],
)
def start_is_reported_in_time(
    begindatum: Column,
    dagtekening: Column,
    soort: Column,
    status_aanlevering: Column,
    toegewezen_toewijzing_datum: Column,
    werkdagen_tot_melding: Column,
    termijn_start: Column,
) -> Column:
    """A start is reported within the term, counted from the later of its first day and its allocation."""
    in_time = werkdagen_tot_melding <= termijn_start
    return (soort != "start") | (status_aanlevering != "1") | in_time


@rules.rule(
    "OP272",
    table="regieberichten",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De stop op {einddatum} is {werkdagen_tot_melding} werkdagen later gemeld; dat moet binnen "
    "{termijn_stop} werkdagen.",
    action="U hoeft niets te herstellen; meld een volgende stop eerder.",
    holds=[
        STOP,
        {**STOP, "soort": "start", "einddatum": None, "werkdagen_tot_melding": None},
        {**STOP, "status_aanlevering": "3", "werkdagen_tot_melding": 6},
    ],
    fails=[{**STOP, "werkdagen_tot_melding": 6}, {**STOP, "termijn_stop": 4}],
    may_be_empty=["einddatum", "werkdagen_tot_melding"],
    after=["TR019", "TR074", "TR382"],
    parameters=["termijn_stop"],
)
def stop_is_reported_in_time(
    einddatum: Column,
    dagtekening: Column,
    soort: Column,
    status_aanlevering: Column,
    werkdagen_tot_melding: Column,
    termijn_stop: Column,
) -> Column:
    """A stop is reported within the term, counted from its last day."""
    in_time = werkdagen_tot_melding <= termijn_stop
    return (soort != "stop") | (status_aanlevering != "1") | in_time


@rules.rule(
    "MGR-331",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Van {product_periode_begin} tot en met {product_periode_eind} was de levering op toewijzing "
    "{toewijzing_nummer} geheel gestopt.",
    action="Controleer of hier is geleverd; meld dan de nieuwe start na de tijdelijke stop (305).",
    holds=[LINE, {**LINE, "debet_credit": "C", "dagen_gestopt": 30}],
    fails=[{**LINE, "dagen_gestopt": 30, "toewijzing_nummer": 100001}],
)
def some_day_was_not_stopped(
    product_periode_begin: Column, product_periode_eind: Column, debet_credit: Column, dagen_gestopt: Column
) -> Column:
    """A debet is for a period with at least one day outside temporary stops."""
    days = (product_periode_eind - product_periode_begin).dt.total_minutes() // MINUTES_PER_DAY + 1
    return (debet_credit != "D") | (dagen_gestopt < days)
