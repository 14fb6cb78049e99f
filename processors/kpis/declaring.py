# SPDX-License-Identifier: EUPL-1.2
"""Declaring: what was rejected, what was right at once, and how long after the delivery it was declared."""

from processors.kpibook import Column, Figure, KpiBook, percentage, ratio, summed

kpis = KpiBook()
GOOD = {"eerste": True, "gerijpt": True, "ingediend": 100, "goed": 100}
AGAIN = {**GOOD, "eerste": False, "ingediend": 80, "goed": 80}
SOON = {"toegekend": 300, "maanden": 1, "correctie": False}
CALLED, OTHER = {"afgekeurd": 300, "top": True}, {"afgekeurd": 100, "top": False}


@kpis.kpi(
    "K17",
    table="prestaties",
    label="Declaratieregels afgekeurd",
    says="Het aantal afgewezen prestatieregels gedeeld door het aantal ingediende prestatieregels, naar de maand van "
    "levering. Een regel zonder antwoord is niet afgewezen. Regels van een declaratie die als geheel technisch is "
    "afgekeurd (retourcode 0001) tellen niet mee: zie K16. Van aangeleverde totalen is de afkeur niet bekend.",
    unit="procent",
    examples=[
        ([{"afgewezen": 1, "prestaties": 1}, *[{"afgewezen": 0, "prestaties": 1}] * 3], 25),
        ([{"afgewezen": 0, "prestaties": 1}, {"afgewezen": None, "prestaties": 40}], 0),
        ([{"afgewezen": None, "prestaties": 40}], None),
        ([{"afgewezen": 0, "prestaties": 0}], None),
        ([{"afgewezen": 0, "prestaties": None}], None),
        ([], None),
    ],
)
def rejected_lines(afgewezen: Column, prestaties: Column) -> Figure:
    """Rejected lines of all that were submitted and judged."""
    known = ~afgewezen.is_null()
    return percentage(summed(afgewezen, over=known), summed(prestaties, over=known), over=known)


@kpis.kpi(
    "K18",
    table="indieningen",
    label="Declaratiebedrag eerste keer goed",
    says="Het bedrag van debetregels dat bij de eerste indiening is toegekend en niet later is gecrediteerd, gedeeld "
    "door het ingediende bedrag van de eerste indieningen. De eerste indiening is de eerste debetregel van een product "
    "in een productperiode op een toewijzing; een toegekende credit daarop haalt alles terug. De periode is de maand "
    "van declaratie; een maand telt mee als er 3 maanden voorbij zijn. Een regel zonder antwoord telt als toegekend.",
    unit="procent",
    examples=[
        ([GOOD, {**GOOD, "ingediend": 300, "goed": 0}], 25),
        ([{**GOOD, "goed": 0}, AGAIN], 0),
        ([GOOD, {**GOOD, "gerijpt": False, "goed": 0}], 100),
        ([{**GOOD, "gerijpt": False}], None),
        ([AGAIN], None),
        ([{**GOOD, "ingediend": 0, "goed": 0}], None),
        ([{**GOOD, "ingediend": None}], None),
        ([{**GOOD, "goed": None}], None),
        ([], None),
    ],
)
def right_at_once(goed: Column, ingediend: Column, eerste: Column, gerijpt: Column) -> Figure:
    """What was granted at first submission and kept, of all that was submitted for the first time."""
    counts = eerste & gerijpt
    return percentage(summed(goed, over=counts), summed(ingediend, over=counts), over=counts)


@kpis.kpi(
    "K31",
    table="indieningen",
    label="Vertraging declareren",
    says="Het gemiddelde aantal maanden tussen het einde van de productperiode en de maand van declaratie, gewogen "
    "naar het toegekende bedrag van debetregels. De periode is de maand van declaratie. Correcties, debetregels na een "
    "credit of tegelijk daarmee, tellen niet mee; aangeleverde totalen ook niet.",
    unit="maanden",
    examples=[
        ([SOON, {**SOON, "toegekend": 100, "maanden": 5}], 2),
        ([SOON, {**SOON, "correctie": True, "maanden": 30}], 1),
        ([{**SOON, "maanden": 0}], 0),
        ([{**SOON, "correctie": True}], None),
        ([{**SOON, "toegekend": 0}], None),
        ([{**SOON, "toegekend": None}], None),
        ([{**SOON, "maanden": None}], None),
        ([], None),
    ],
)
def delay(toegekend: Column, maanden: Column, correctie: Column) -> Figure:
    """Months between delivery and declaration, weighted by amount."""
    counts = ~correctie
    return ratio(summed(toegekend * maanden, over=counts), summed(toegekend, over=counts), over=counts)


@kpis.kpi(
    "K41",
    table="afkeur",
    label="Concentratie afkeur per aanbieder",
    says="Het afgewezen bedrag van de tien aanbieders met het hoogste afgewezen bedrag gedeeld door het totale "
    "afgewezen bedrag van debetregels, naar de maand van levering. De tien zijn die van de gemeente in het kwartaal, "
    "over alle wetten; van meer gemeenten of kwartalen samen telt elk met de eigen tien.",
    unit="procent",
    level=("gemeente", "kwartaal"),
    examples=[
        ([CALLED, OTHER], 75),
        ([CALLED], 100),
        ([OTHER], None),
        ([{**CALLED, "afgekeurd": 0}], None),
        ([CALLED, {**OTHER, "afgekeurd": None}], None),
        ([], None),
    ],
)
def rejections_of_a_few(afgekeurd: Column, top: Column) -> Figure:
    """The rejected amount of the ten suppliers with the highest, of all that was rejected."""
    return percentage(summed(afgekeurd, over=top), summed(afgekeurd))
