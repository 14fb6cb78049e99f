# SPDX-License-Identifier: EUPL-1.2
"""Clients: who received care and what it cost per person. Clients are counted on the pseudonym, never added up."""

from processors.kpibook import Column, Figure, KpiBook, different, ratio, summed

kpis = KpiBook()


@kpis.kpi(
    "K14",
    table="prestaties",
    label="Kosten per cliënt",
    says="Toegekend bedrag gedeeld door het aantal verschillende cliënten in dezelfde periode.",
    unit="eurocent per cliënt",
    examples=[
        ([{"client": "a", "toegekend": 1000}], 1000),
        (
            [{"client": "a", "toegekend": 1000}, {"client": "a", "toegekend": -400}, {"client": "b", "toegekend": 0}],
            300,
        ),
        ([{"client": "a", "toegekend": None}], None),
        ([{"client": None, "toegekend": 1000}], None),
        ([], None),
    ],
)
def cost_per_client(toegekend: Column, client: Column) -> Figure:
    """Granted amount divided by the number of different clients."""
    return ratio(summed(toegekend), different(client))
