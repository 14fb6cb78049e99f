# SPDX-License-Identifier: EUPL-1.2
"""Evidence (bewijsstukken) of contracts: how many running contracts lean on a piece that has expired."""

from processors.kpibook import Column, Figure, KpiBook, counted, percentage, summed

kpis = KpiBook()
SEPTEMBER, AUGUST = {"maand": "2026-09"}, {"maand": "2026-08"}


@kpis.kpi(
    "K40",
    table="lopende_contracten",
    label="Contracten met verlopen bewijsstuk",
    says="Van de contracten die aan het eind van de periode lopen, het percentage met ten minste een bewijsstuk "
    "waarvan de geldigheid voorbij is. Per soort telt het laatste stuk en de geldigheid van die soort; een stuk "
    "dat er nooit was is niet verlopen.",
    unit="procent",
    examples=[
        ([{**SEPTEMBER, "verlopen": 1}, {**SEPTEMBER, "verlopen": 0}], 50),
        ([{**AUGUST, "verlopen": 1}, {**SEPTEMBER, "verlopen": 0}], 0),
        ([{**SEPTEMBER, "verlopen": None}, {**SEPTEMBER, "verlopen": 1}], None),
        ([{**AUGUST, "verlopen": None}, {**SEPTEMBER, "verlopen": 1}], 100),
        ([], None),
    ],
)
def contracts_with_expired_evidence(verlopen: Column, laatste: Column) -> Figure:
    """Running contracts with an expired piece, of all that run in the last month."""
    return percentage(summed(verlopen, over=laatste), counted(laatste), over=laatste)
