# SPDX-License-Identifier: EUPL-1.2
"""Start and stop of delivery: their dates, and the allocation they are about."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
START = {"soort": "start", "begindatum": date(2026, 9, 1), "status_aanlevering": "1"}


@rules.rule(
    "RS033",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Einddatum is niet ingevuld, maar is bij een stop verplicht.",
    action="Vul de laatste dag van de levering in.",
    holds=[{"einddatum": date(2026, 9, 30), "soort": "stop"}, {"einddatum": None, "soort": "start"}],
    fails=[{"einddatum": None, "soort": "stop"}],
    may_be_empty=["einddatum"],
)
def stop_has_a_last_day(einddatum: Column, soort: Column) -> Column:
    """A stop says what the last day of delivery was."""
    return (soort != "stop") | ~einddatum.is_null()


@rules.rule(
    "RS033",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Reden beëindiging is niet ingevuld, maar is bij een stop verplicht.",
    action="Vul de reden in; een tijdelijke stop heeft reden 20.",
    holds=[{"reden_beeindiging": "20", "soort": "stop"}, {"reden_beeindiging": None, "soort": "start"}],
    fails=[{"reden_beeindiging": None, "soort": "stop"}],
    may_be_empty=["reden_beeindiging"],
)
def stop_has_a_reason(reden_beeindiging: Column, soort: Column) -> Column:
    """A stop says why delivery ended."""
    return (soort != "stop") | ~reden_beeindiging.is_null()


@rules.rule(
    "TR018",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De stopdatum {einddatum} ligt voor de startdatum {begindatum}.",
    action="Controleer de einddatum van de stop.",
    holds=[
        {"einddatum": date(2026, 9, 1), "begindatum": date(2026, 9, 1), "soort": "stop"},
        {"einddatum": None, "begindatum": date(2026, 9, 1), "soort": "start"},
    ],
    fails=[{"einddatum": date(2026, 8, 31), "begindatum": date(2026, 9, 1), "soort": "stop"}],
    may_be_empty=["einddatum"],
)
def stop_is_after_start(einddatum: Column, begindatum: Column, soort: Column) -> Column:
    """A stop ends on or after the day delivery began."""
    return (soort != "stop") | (einddatum >= begindatum)


@rules.rule(
    "TR135",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De dagtekening {dagtekening} ligt in de toekomst: het bericht is ontvangen op {peildatum}.",
    action="Vul als dagtekening de dag in waarop het bericht is gemaakt.",
    holds=[{"dagtekening": date(2026, 9, 3), "peildatum": date(2026, 9, 3)}],
    fails=[{"dagtekening": date(2026, 9, 4), "peildatum": date(2026, 9, 3)}],
    once_per_file=True,
)
def message_is_not_dated_in_the_future(dagtekening: Column, peildatum: Column) -> Column:
    """The message is dated on or before the day it was received."""
    return dagtekening <= peildatum


@rules.rule(
    "TR134",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De begindatum {begindatum} ligt na de dagtekening {dagtekening}; een start wordt pas gemeld als er is "
    "begonnen.",
    action="Controleer de begindatum, of stuur het bericht opnieuw als de zorg is begonnen.",
    holds=[{"begindatum": date(2026, 9, 3), "dagtekening": date(2026, 9, 3)}],
    fails=[{"begindatum": date(2026, 9, 4), "dagtekening": date(2026, 9, 3)}],
    after=["TR018"],
)
def delivery_began_before_the_message(begindatum: Column, dagtekening: Column) -> Column:
    """Delivery began on or before the day the message was dated."""
    return begindatum <= dagtekening


@rules.rule(
    "TR019",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is niet bekend bij gemeente {gemeente} (wet: {wet}).",
    action="Neem het nummer over uit de toewijzing (301) van deze gemeente.",
    holds=[{"toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "toewijzing_bekend": True}],
    fails=[{"toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "toewijzing_bekend": False}],
    after=["TR063"],
    explains="toewijzingen",
    once_per_file=True,
)
def allocation_of_message_is_known(
    toewijzing_nummer: Column, gemeente: Column, wet: Column, toewijzing_bekend: Column
) -> Column:
    """The municipality has an allocation with this number under this law."""
    return toewijzing_bekend


@rules.rule(
    "TR019",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Toewijzing {toewijzing_nummer} is voor een andere client dan die in dit bericht.",
    action="Controleer het toewijzingnummer en het burgerservicenummer; een van de twee hoort bij een ander.",
    holds=[{"client": "999900006", "toegewezen_client": "999900006", "toewijzing_nummer": 100001}],
    fails=[{"client": "999900006", "toegewezen_client": "999990019", "toewijzing_nummer": 100001}],
    after=["TR063"],
)
def client_of_message_is_that_of_the_allocation(
    client: Column, toegewezen_client: Column, toewijzing_nummer: Column
) -> Column:
    """The client is the client of the allocation."""
    return client == toegewezen_client


@rules.rule(
    "MGR-329",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De zorg begint op {begindatum}, voor de ingangsdatum {toegewezen_ingangsdatum} van de toewijzing.",
    action="Controleer de begindatum, of vraag de gemeente de toewijzing eerder te laten ingaan.",
    holds=[
        {"begindatum": date(2026, 9, 1), "toegewezen_ingangsdatum": date(2026, 9, 1), "status_aanlevering": "1"},
        {"begindatum": date(2026, 8, 31), "toegewezen_ingangsdatum": date(2026, 9, 1), "status_aanlevering": "3"},
    ],
    fails=[{"begindatum": date(2026, 8, 31), "toegewezen_ingangsdatum": date(2026, 9, 1), "status_aanlevering": "1"}],
    after=["TR019", "TR063"],
)
def delivery_begins_within_allocation(
    begindatum: Column, toegewezen_ingangsdatum: Column, status_aanlevering: Column
) -> Column:
    """Delivery begins on or after the first day of the allocation."""
    return (status_aanlevering == "3") | (begindatum >= toegewezen_ingangsdatum)


@rules.rule(
    "MGR-329",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De nieuwe start op {begindatum} ligt niet na de tijdelijke stop op {laatste_tijdelijke_stop}.",
    action="Begin de nieuwe levering op zijn vroegst een dag na de tijdelijke stop, of verwijder (3) de stop.",
    holds=[
        {**START, "toegewezen_ingangsdatum": date(2026, 1, 1), "laatste_tijdelijke_stop": date(2026, 8, 31)},
        {**START, "toegewezen_ingangsdatum": date(2026, 1, 1), "laatste_tijdelijke_stop": None},
        {**START, "toegewezen_ingangsdatum": date(2026, 9, 2), "laatste_tijdelijke_stop": date(2026, 9, 2)},
        {
            **START,
            "soort": "stop",
            "toegewezen_ingangsdatum": date(2026, 1, 1),
            "laatste_tijdelijke_stop": date(2026, 9, 1),
        },
    ],
    fails=[{**START, "toegewezen_ingangsdatum": date(2026, 1, 1), "laatste_tijdelijke_stop": date(2026, 9, 1)}],
    may_be_empty=["laatste_tijdelijke_stop"],
    after=["TR019", "TR074", "TR326"],
)
def new_start_is_after_the_temporary_stop(
    begindatum: Column,
    laatste_tijdelijke_stop: Column,
    toegewezen_ingangsdatum: Column,
    soort: Column,
    status_aanlevering: Column,
) -> Column:
    """A start lies after the last temporary stop; one before its allocation is said already."""
    too_early = ~laatste_tijdelijke_stop.is_null() & (begindatum <= laatste_tijdelijke_stop)
    return (status_aanlevering != "1") | (soort != "start") | (begindatum < toegewezen_ingangsdatum) | ~too_early
