# SPDX-License-Identifier: EUPL-1.2
"""Clients: who received care and what it cost per person. Clients are counted on the pseudonym, never added up."""

import narwhals as nw

from processors.kpibook import Column, Figure, KpiBook, different, ratio, summed

kpis = KpiBook()
ONE = {"client": "a", "toegekend": 1000, "actief": True}
TAKEN_BACK = [{**ONE, "client": "b", "actief": False}, {**ONE, "client": "b", "toegekend": -1000, "actief": False}]
TOTAL = {"client": None, "toegekend": 5000, "actief": None}
ACTIVE = (
    "Een cliënt is actief met ten minste een toegekende debetregel in de periode die niet geheel is teruggenomen: van "
    "een product in een productperiode op een toewijzing blijft na credits een bedrag boven nul over. Een regel zonder "
    "antwoord telt als toegekend."
)


@kpis.kpi(
    "K12",
    table="prestaties",
    label="Actieve cliënten",
    says=f"Het aantal verschillende actieve cliënten. {ACTIVE} Van aangeleverde totalen zijn de cliënten niet bekend. "
    "Het aantal van de regio is niet de som van de gemeenten of de aanbieders.",
    unit="clienten",
    examples=[
        ([ONE, ONE, {**ONE, "client": "b"}], 2),
        ([ONE, *TAKEN_BACK], 1),
        (TAKEN_BACK, 0),
        # Part of it was taken back: still a client.
        ([ONE, {**ONE, "toegekend": -400, "actief": False}], 1),
        ([ONE, TOTAL], 1),
        ([{**ONE, "actief": None}, {**ONE, "client": "b"}], 1),
        ([TOTAL], None),
        ([], None),
    ],
)
def active_clients(client: Column, actief: Column) -> Figure:
    """The number of different clients with a delivery that was granted and kept."""
    known = ~client.is_null()
    return Figure(nw.when(known.any()).then(different(client, over=actief)), over=actief)


@kpis.kpi(
    "K14",
    table="prestaties",
    label="Kosten per cliënt",
    says="Toegekend bedrag gedeeld door het aantal verschillende actieve cliënten in dezelfde periode. "
    f"{ACTIVE} Aangeleverde totalen, waarvan de cliënten niet bekend zijn, tellen in beide niet mee.",
    unit="eurocent per cliënt",
    examples=[
        ([ONE], 1000),
        ([ONE, {**ONE, "toegekend": -400, "actief": False}, {**ONE, "client": "b", "toegekend": 200}], 400),
        # Who was taken back in full is no client, and cost nothing.
        ([ONE, *TAKEN_BACK], 1000),
        ([ONE, TOTAL], 1000),
        (TAKEN_BACK, None),
        ([{**ONE, "toegekend": None}], None),
        ([{**ONE, "client": None}], None),
        ([], None),
    ],
)
def cost_per_client(toegekend: Column, client: Column, actief: Column) -> Figure:
    """Granted amount divided by the number of different active clients."""
    known = ~client.is_null()
    return ratio(summed(toegekend, over=known), different(client, over=actief), over=known)
