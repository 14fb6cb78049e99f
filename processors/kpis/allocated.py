# SPDX-License-Identifier: EUPL-1.2
"""What was allocated: to whom, and whether it was used."""

from processors.kpibook import Column, Figure, KpiBook, counted, different, people, percentage

kpis = KpiBook()
RUNS = {"maand": "2026-09", "client": "a", "op_laatste_dag": True}
DECLARED = {"toewijzing": "jw 0983 1", "gestart": True}
LATEST = "Van elke toewijzing telt de laatste versie; verwijderde (reden 13) tellen niet mee."


@kpis.kpi(
    "K03",
    table="toewijzingen_gevraagd",
    label="Verzilveringsgraad toewijzingen",
    says="Toewijzingen waarop ten minste een debetregel is toegekend (of nog zonder antwoord is), gedeeld door alle "
    "toewijzingen die zijn geëindigd of de afgesproken termijn (90 dagen, instelbaar) lopen. Een toewijzing telt een "
    f"keer, in de maand van haar einde of van het verstrijken van de termijn, de eerste van beide. {LATEST}",
    unit="procent",
    examples=[
        ([{"verzilverd": True}, {"verzilverd": False}, {"verzilverd": True}, {"verzilverd": True}], 75),
        ([{"verzilverd": False}], 0),
        ([], None),
    ],
)
def used_allocations(verzilverd: Column) -> Figure:
    """The share of the allocations on which something was granted."""
    return percentage(counted(verzilverd), counted(~verzilverd.is_null()))


@kpis.kpi(
    "K13",
    table="toewijzingsmaanden",
    label="Toegewezen cliënten",
    says="Het aantal verschillende cliënten met een toewijzing die loopt op de laatste dag van de maand, en van een "
    "kwartaal of jaar op de laatste dag van de laatste maand. Wie alleen binnen de maand een toewijzing had, telt niet "
    f"mee. {LATEST}",
    unit="clienten",
    examples=[
        ([RUNS, RUNS, {**RUNS, "client": "b"}, {**RUNS, "client": "c", "op_laatste_dag": False}], 2),
        # Of a quarter counts its last month.
        ([RUNS, {**RUNS, "client": "b", "maand": "2026-08"}], 1),
        ([{**RUNS, "op_laatste_dag": False}], 0),
        ([{**RUNS, "client": None}], 0),
        ([], None),
    ],
)
def allocated_clients(client: Column, op_laatste_dag: Column, laatste: Column) -> Figure:
    """The number of different clients with an allocation on the last day of the period."""
    return people(client, op_laatste_dag & laatste)


@kpis.kpi(
    "K13-overlap",
    table="toewijzingsmaanden",
    label="Cliënten met een toewijzing in de periode",
    says="Het aantal verschillende cliënten met een toewijzing die op ten minste een dag van de periode loopt, ook als "
    f"zij binnen de periode begint en eindigt. {LATEST}",
    unit="clienten",
    examples=[
        ([RUNS, {**RUNS, "client": "b", "op_laatste_dag": False}, {**RUNS, "maand": "2026-08", "client": "c"}], 3),
        ([{**RUNS, "client": None}], 0),
        ([], None),
    ],
)
def clients_with_overlap(client: Column) -> Figure:
    """The number of different clients with an allocation on any day of the period."""
    return people(client, ~client.is_null())


@kpis.kpi(
    "K21",
    table="toewijzingen_gedeclareerd",
    label="Volledigheid regieberichten",
    says="Toewijzingen waarop in de periode is geleverd en waarop een start is gemeld (305), gedeeld door alle "
    "toewijzingen waarop in de periode is geleverd: met ten minste een debetregel die is toegekend of nog zonder "
    "antwoord is. Een toewijzing telt in een periode een keer; een start die is verwijderd telt niet. Alleen "
    "inspanning en output: onder een contract voor een taak hoeft geen start gemeld te worden. Een ontbrekende start "
    f"is nooit een reden om een declaratie af te wijzen. {LATEST}",
    unit="procent",
    examples=[
        ([DECLARED, DECLARED, {"toewijzing": "jw 0983 2", "gestart": False}], 50),
        ([{**DECLARED, "gestart": False}], 0),
        # Whether it started is not known: it is in neither.
        ([DECLARED, {"toewijzing": "jw 0983 2", "gestart": None}], 100),
        ([{**DECLARED, "gestart": None}], None),
        ([], None),
    ],
)
def reported_starts(toewijzing: Column, gestart: Column) -> Figure:
    """The share of the allocations with declarations on which a start was reported."""
    known = ~gestart.is_null()
    return percentage(different(toewijzing, over=gestart), different(toewijzing, over=known), over=known)
