# SPDX-License-Identifier: EUPL-1.2
"""Waiting: how long until care started, who waited longer than the norm, and who waits still."""

from processors.kpibook import Column, Example, Figure, KpiBook, counted, number, people, percentage, percentile

kpis = KpiBook()
CLOCK = (
    "kalenderdagen van het besluit of de ingangsdatum, de laatste van beide, tot de eerste start, over de toewijzingen "
    "waarop in de periode is gestart"
)
STARTED = {"maand": "2026-09", "wachtend": False, "dagen": 42, "norm": 42, "client": "a"}
WAITS = {**STARTED, "wachtend": True}


@kpis.kpi(
    "K25",
    table="wachttijden",
    label="Wachttijd tot start (mediaan)",
    says=f"De mediaan van de {CLOCK}. Wie voor het besluit begon, wachtte 0 dagen. Wie nog wacht telt hier niet mee: "
    "zie K26 en K27.",
    unit="dagen",
    examples=[
        ([{"dagen": 0, "eerder": True}, {"dagen": 10, "eerder": False}], 5),
        ([{"dagen": 3}, {"dagen": None}, {"dagen": 9}, {"dagen": 30}], 9),
        ([{"dagen": None}], None),
        ([], None),
    ],
)
def waiting_time(dagen: Column) -> Figure:
    """The middle of the days until the first start."""
    return percentile(dagen)


@kpis.kpi(
    "K25-p90",
    table="wachttijden",
    label="Wachttijd tot start (90e percentiel)",
    says=f"Het 90e percentiel van de {CLOCK}: 9 van de 10 wachtten niet langer. Wie nog wacht telt hier niet mee.",
    unit="dagen",
    examples=[([{"dagen": days} for days in range(11)], 9), ([{"dagen": None}], None), ([], None)],
)
def long_waiting_time(dagen: Column) -> Figure:
    """The ninetieth percentile of the days until the first start."""
    return percentile(dagen, part=0.9)


@kpis.kpi(
    "K25-negatief",
    table="wachttijden",
    label="Gestart voor besluit of ingang",
    says="Het aantal toewijzingen waarop in de periode is gestart voor het besluit of de ingangsdatum; in K25 is de "
    "wachttijd daarvan op 0 gezet.",
    unit="aantal",
    examples=[
        ([{"dagen": 0, "eerder": True}, {"dagen": 0, "eerder": False}, {"dagen": None, "eerder": None}], 1),
        ([{"dagen": 4, "eerder": False}], 0),
        ([], None),
    ],
)
def started_before_the_clock(eerder: Column) -> Figure:
    """Allocations that were started on before their decision or first day."""
    return number(eerder)


@kpis.kpi(
    "K26",
    table="wachtlijst",
    label="Overschrijding wachttijdnorm",
    says="Het aantal toewijzingen waarop in de periode is gestart of op de laatste dag ervan nog werd gewacht, met "
    "een langere wachttijd dan de norm van het product, gedeeld door het aantal van die toewijzingen. De norm staat "
    "in de productcatalogus (wachttijd_norm, in dagen: weken maal 7). Een product zonder eigen norm telt niet mee; "
    "de algemene parameter wachttijd_norm is alleen voor het signaal MGR-304. Alleen maanden waarover is geleverd.",
    unit="procent",
    examples=[
        ([STARTED, {**STARTED, "dagen": 43}], 50),
        ([WAITS, {**WAITS, "dagen": 43}, {**STARTED, "dagen": 43}, STARTED], 50),
        # Who waited at the end of an earlier month of the period is not counted twice.
        ([STARTED, {**WAITS, "dagen": 43, "maand": "2026-08"}], 0),
        # Without a norm there is nothing to exceed.
        ([{**STARTED, "dagen": 400, "norm": None}, STARTED], 0),
        ([{**STARTED, "norm": None}], None),
        ([{**STARTED, "dagen": None}], None),
        ([], None),
    ],
)
def waited_longer_than_the_norm(wachtend: Column, dagen: Column, norm: Column, laatste: Column) -> Figure:
    """Started or still waiting beyond the norm of the product, of all that started or wait and have a norm."""
    judged = (~wachtend | laatste) & ~(norm.is_null() | dagen.is_null())
    return percentage(counted(judged & (dagen > norm)), counted(judged), over=judged)


WAITING: list[Example] = [
    ([WAITS, {**WAITS, "client": "b"}, {**STARTED, "client": "c"}], 2),
    ([WAITS, {**WAITS, "maand": "2026-08", "client": "b"}], 1),
    ([STARTED], 0),
    ([{"maand": "2026-09", "wachtend": None}], 0),
    ([], None),
]


@kpis.kpi(
    "K27",
    table="wachtlijst",
    label="Wachtenden (toewijzingen)",
    says="Het aantal toewijzingen dat op de laatste dag van de periode is ingegaan en niet is afgelopen of "
    "vervallen, zonder startbericht tot en met die dag. Ook als er al op is gedeclareerd: dan ontbreekt het "
    "startbericht (zie K21). Wie zelf wil wachten is in de berichten niet te zien.",
    unit="aantal",
    examples=[([WAITS, WAITS], 2), *WAITING],
)
def waiting_allocations(wachtend: Column, laatste: Column) -> Figure:
    """Allocations without a start on the last day of the period."""
    return number(wachtend & laatste)


@kpis.kpi(
    "K27-clienten",
    table="wachtlijst",
    label="Wachtende cliënten",
    says="Het aantal verschillende cliënten met een toewijzing zonder start op de laatste dag van de periode (K27); "
    "wie op meer dan een toewijzing wacht, telt een keer.",
    unit="clienten",
    examples=[([WAITS, WAITS], 1), *WAITING],
)
def waiting_clients(client: Column, wachtend: Column, laatste: Column) -> Figure:
    """Clients with an allocation without a start on the last day of the period."""
    return people(client, wachtend & laatste)
