# SPDX-License-Identifier: EUPL-1.2
"""Use of care: clients beside the inhabitants for whom a law is meant."""

import narwhals as nw

from processors.kpibook import Column, Figure, KpiBook, different, ratio, summed
from processors.kpis.clients import ACTIVE

kpis = KpiBook()
JW = {"wet": "jw", "gemeente": "0983"}
YOUNG = {**JW, "inwoners": 500, "gebruik": False, "zonder_client": False}
USER = {**JW, "client": "a", "inwoners": 0, "gebruik": True, "zonder_client": False}
TOTAL = {**USER, "client": None, "gebruik": False, "zonder_client": True}


@kpis.kpi(
    "K42",
    table="gebruik",
    label="Gebruik per inwoner",
    says="Het aantal verschillende actieve cliënten per 1000 inwoners op 1 januari van het jaar: bij de Jeugdwet van 0 "
    f"tot en met 17 jaar, bij de andere wetten van 18 jaar en ouder. {ACTIVE} Voor een aanbieder of product zijn de "
    "inwoners die van het hele gebied. Zonder inwoneraantal van elke gemeente, of van meer wetten samen, is er geen "
    "cijfer. Van aangeleverde totalen zijn de cliënten niet bekend.",
    unit="per 1000 inwoners",
    across=["aanbieder", "contract_nummer", "categorie", "product"],
    examples=[
        ([YOUNG, USER, USER], 2),
        ([YOUNG, {**USER, "gebruik": False}], 0),
        ([YOUNG], 0),
        ([YOUNG, USER, TOTAL], 2),
        # Of totals alone nobody knows how many people they are about.
        ([YOUNG, TOTAL], None),
        ([USER], None),
        ([YOUNG, {**YOUNG, "gemeente": "0984", "inwoners": None}, USER], None),
        # The same people are inhabitants for every law.
        ([YOUNG, {**YOUNG, "wet": "wmo"}, USER], None),
        ([], None),
    ],
)
def use_per_inhabitant(client: Column, gebruik: Column, zonder_client: Column, inwoners: Column, wet: Column) -> Figure:
    """Active clients per thousand inhabitants."""
    unknown = zonder_client.any() & client.is_null().all()
    users = nw.when(~unknown).then(different(client, over=gebruik))
    people = nw.when(different(wet) == 1).then(summed(inwoners))
    return ratio(users, people, times=1000, over=gebruik)
