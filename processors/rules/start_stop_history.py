# SPDX-License-Identifier: EUPL-1.2
"""Start and stop against what was reported before: doubles, removals, and the order of start, stop and new start.

One mistake gives one finding: what was delivered already is not judged further, nor is a stop without a start.
"""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
MESSAGE = {
    "toewijzing_nummer": 100001,
    "client": "999900006",
    "soort": "start",
    "begindatum": date(2026, 9, 1),
    "status_aanlevering": "1",
}
REMOVED_START = {**MESSAGE, "status_aanlevering": "3"}
STOP = {**MESSAGE, "soort": "stop", "einddatum": date(2026, 9, 30), "reden_beeindiging": "19"}
REMOVED_STOP = {**STOP, "status_aanlevering": "3"}
REPEATED = ("TR019", "TR074")


@rules.rule(
    "TR063",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er is niets om te verwijderen: deze {soort} op toewijzing {toewijzing_nummer} vanaf {begindatum} is niet "
    "eerder aangeleverd, of al verwijderd.",
    action="Haal de regel weg, of neem de gegevens precies over uit het bericht dat moet vervallen.",
    holds=[
        {**REMOVED_START, "eerder_aangeleverd": True},
        {**MESSAGE, "eerder_aangeleverd": False},
    ],
    fails=[
        {**REMOVED_START, "einddatum": None, "eerder_aangeleverd": False},
        {**REMOVED_STOP, "eerder_aangeleverd": False},
    ],
    may_be_empty=["einddatum"],
)
def what_is_removed_was_delivered(
    status_aanlevering: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    begindatum: Column,
    einddatum: Column,
    eerder_aangeleverd: Column,
) -> Column:
    """A removal concerns a start or stop that was delivered and not removed since."""
    return (status_aanlevering != "3") | eerder_aangeleverd


@rules.rule(
    "TR071",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De start vanaf {begindatum} kan niet worden verwijderd: er is een stop op {bekende_stopdatum} bekend.",
    action="Verwijder eerst de stop, dan de start.",
    holds=[
        {**REMOVED_START, "bekende_stopdatum": None},
        {**REMOVED_STOP, "bekende_stopdatum": date(2026, 9, 10)},
        {**MESSAGE, "bekende_stopdatum": date(2026, 9, 10)},
    ],
    fails=[{**REMOVED_START, "bekende_stopdatum": date(2026, 9, 10)}],
    may_be_empty=["bekende_stopdatum"],
    after=["TR063"],
)
def removed_start_has_no_stop(
    status_aanlevering: Column, client: Column, soort: Column, begindatum: Column, bekende_stopdatum: Column
) -> Column:
    """A start is removed only where it has no stop."""
    return (status_aanlevering != "3") | (soort != "start") | bekende_stopdatum.is_null()


@rules.rule(
    "MGR-330",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De start vanaf {begindatum} kan niet worden verwijderd: op de toewijzing is al gedeclareerd en goedgekeurd "
    "({goedgekeurde_regels} regels).",
    action="Crediteer eerst de goedgekeurde regels.",
    holds=[
        {**REMOVED_START, "goedgekeurde_regels": 0},
        {**REMOVED_STOP, "goedgekeurde_regels": 2},
        {**MESSAGE, "goedgekeurde_regels": 2},
    ],
    fails=[{**REMOVED_START, "goedgekeurde_regels": 2}],
    after=["TR063", "TR071"],
)
def removed_start_has_no_approved_lines(
    status_aanlevering: Column, soort: Column, begindatum: Column, goedgekeurde_regels: Column
) -> Column:
    """A start is removed only where no approved lines stand on its allocation."""
    return (status_aanlevering != "3") | (soort != "start") | (goedgekeurde_regels == 0)


@rules.rule(
    "TR074",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Deze {soort} op toewijzing {toewijzing_nummer} vanaf {begindatum} is al aangeleverd, in dit bestand of "
    "eerder.",
    action="Haal de dubbele regel weg. Een correctie begint met het verwijderen (3) van wat er stond.",
    holds=[
        {**MESSAGE, "eerder_aangeleverd": False},
        {**REMOVED_START, "eerder_aangeleverd": True},
    ],
    fails=[{**MESSAGE, "eerder_aangeleverd": True}],
    may_be_empty=["einddatum"],
    after=["TR019"],
)
def message_is_new(
    begindatum: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    einddatum: Column,
    status_aanlevering: Column,
    eerder_aangeleverd: Column,
) -> Column:
    """What is delivered was not delivered before, or was removed since."""
    return (status_aanlevering != "1") | ~eerder_aangeleverd


@rules.rule(
    "TR326",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Op toewijzing {toewijzing_nummer} loopt al een levering, vanaf {lopende_start}, die niet is gestopt.",
    action="Meld eerst de stop van de lopende levering, of verwijder de start die niet klopt.",
    holds=[
        {**MESSAGE, "lopende_start": None},
        {**REMOVED_START, "lopende_start": date(2026, 8, 1)},
        {**STOP, "lopende_start": date(2026, 8, 1)},
    ],
    fails=[{**MESSAGE, "lopende_start": date(2026, 8, 1)}],
    may_be_empty=["lopende_start"],
    after=REPEATED,
)
def delivery_before_has_stopped(
    begindatum: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    status_aanlevering: Column,
    lopende_start: Column,
) -> Column:
    """A new start comes when no other start on the allocation is without a stop."""
    return (status_aanlevering != "1") | (soort != "start") | lopende_start.is_null()


@rules.rule(
    "TR382",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De stop hoort niet bij een lopende start: op toewijzing {toewijzing_nummer} is geen start vanaf {begindatum} "
    "bekend.",
    action="Neem de begindatum over uit de start, of meld eerst de start; in een bestand staat die boven de stop.",
    holds=[
        {**STOP, "start_bekend": True},
        {**REMOVED_STOP, "start_bekend": False},
        {**MESSAGE, "start_bekend": False},
    ],
    fails=[{**STOP, "start_bekend": False}],
    after=[*REPEATED, "MGR-329"],
)
def stop_belongs_to_a_start(
    begindatum: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    status_aanlevering: Column,
    start_bekend: Column,
) -> Column:
    """A stop concerns a start that was delivered and not removed since."""
    return (status_aanlevering != "1") | (soort != "stop") | start_bekend


@rules.rule(
    "TR415",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De levering op toewijzing {toewijzing_nummer} vanaf {begindatum} is al definitief gestopt.",
    action="Haal de regel weg, of verwijder (3) eerst de stop die niet klopt.",
    holds=[
        {**STOP, "definitief_gestopt": False},
        {**STOP, "reden_beeindiging": None, "definitief_gestopt": False},
        {**REMOVED_STOP, "definitief_gestopt": True},
        {**MESSAGE, "definitief_gestopt": True},
    ],
    fails=[{**STOP, "definitief_gestopt": True}, {**STOP, "reden_beeindiging": "20", "definitief_gestopt": True}],
    may_be_empty=["reden_beeindiging"],
    after=[*REPEATED, "TR382"],
)
def delivery_is_not_stopped_for_good(
    reden_beeindiging: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    begindatum: Column,
    status_aanlevering: Column,
    definitief_gestopt: Column,
) -> Column:
    """A stop comes when its start has no definitive stop yet."""
    return (status_aanlevering != "1") | (soort != "stop") | ~definitief_gestopt


@rules.rule(
    "TR413",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Voor de levering op toewijzing {toewijzing_nummer} vanaf {begindatum} is al een tijdelijke stop gemeld.",
    action="Na een tijdelijke stop volgt een definitieve stop of een nieuwe start. Verwijder (3) de eerste stop als "
    "die niet klopt.",
    holds=[
        {**STOP, "reden_beeindiging": "20", "tijdelijk_gestopt": False},
        {**STOP, "tijdelijk_gestopt": True},
        {**REMOVED_STOP, "reden_beeindiging": "20", "tijdelijk_gestopt": True},
        {**MESSAGE, "reden_beeindiging": None, "tijdelijk_gestopt": True},
    ],
    fails=[{**STOP, "reden_beeindiging": "20", "tijdelijk_gestopt": True}],
    may_be_empty=["reden_beeindiging"],
    after=[*REPEATED, "TR382", "TR415"],
)
def delivery_is_stopped_temporarily_once(
    reden_beeindiging: Column,
    toewijzing_nummer: Column,
    client: Column,
    soort: Column,
    begindatum: Column,
    status_aanlevering: Column,
    tijdelijk_gestopt: Column,
) -> Column:
    """A start has one temporary stop at most."""
    return (status_aanlevering != "1") | (soort != "stop") | (reden_beeindiging != "20") | ~tijdelijk_gestopt


@rules.rule(
    "TR414",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De stopdatum {einddatum} ligt voor de stop op {bekende_stopdatum} die al bekend is.",
    action="Controleer de einddatum, of verwijder (3) eerst de eerdere stop.",
    holds=[
        {**STOP, "bekende_stopdatum": None},
        {**STOP, "bekende_stopdatum": date(2026, 9, 30)},
        {**REMOVED_STOP, "bekende_stopdatum": date(2026, 10, 1)},
        {**MESSAGE, "einddatum": None, "bekende_stopdatum": date(2026, 10, 1)},
    ],
    fails=[{**STOP, "bekende_stopdatum": date(2026, 10, 1)}],
    may_be_empty=["einddatum", "bekende_stopdatum"],
    after=[*REPEATED, "TR382", "TR413", "TR415"],
)
def stop_is_not_before_the_known_stop(
    einddatum: Column,
    client: Column,
    soort: Column,
    begindatum: Column,
    status_aanlevering: Column,
    bekende_stopdatum: Column,
) -> Column:
    """A stop that follows a temporary stop is on the same day or later."""
    earlier = ~bekende_stopdatum.is_null() & (einddatum < bekende_stopdatum)
    return (status_aanlevering != "1") | (soort != "stop") | ~earlier
