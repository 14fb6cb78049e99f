# SPDX-License-Identifier: EUPL-1.2
"""Commitments: what allocations may still cost this year, and how much room contracts have left."""

import narwhals as nw

from processors.kpibook import Column, Figure, KpiBook, percentage, summed

kpis = KpiBook()
OPEN = {"openstaand": 1000, "maximum": 0, "toegekend": 0}
USED = {"openstaand": 0, "maximum": 500, "toegekend": 400}
ROOM = {"ruimte": 1000, "gerealiseerd": 0, "verplicht": 0}
SPENT = {"ruimte": 0, "gerealiseerd": 400, "verplicht": 0}
OWED = {"ruimte": 0, "gerealiseerd": 0, "verplicht": 300}
STILL = (
    "Wat toewijzingen tot en met 31 december nog toelaten, tegen het contracttarief: van elke maand na de laatste "
    "waarover de gemeente dat jaar leverde het maximum volgens de rekenregels, samen niet meer dan wat over is van "
    "het maximum over de hele toewijzing; van een totaal of budget wat nog niet is gebruikt, naar dagen als het na 31"
    " december eindigt. Een toewijzing zonder einddatum loopt tot en met 31 december. Van elke toewijzing telt de "
    "laatste versie waartoe aan het eind van de maand was besloten; verwijderde (reden 13) en die zonder volume of "
    "tarief tellen niet mee, dus het is een ondergrens."
)


@kpis.kpi(
    "K10",
    table="verplichtingen",
    label="Verplichtingenstand",
    says=STILL,
    unit="eurocent",
    examples=[
        ([OPEN, OPEN, USED], 2000),
        ([OPEN, {**OPEN, "openstaand": None}], 1000),
        ([USED], 0),
        ([{**OPEN, "openstaand": None}], None),
        ([], None),
    ],
)
def committed(openstaand: Column) -> Figure:
    """What allocations still allow this year."""
    return Figure(summed(openstaand, over=~openstaand.is_null()), over=openstaand > 0)


@kpis.kpi(
    "K10-verwacht",
    table="verplichtingen",
    label="Verwachte verplichtingen",
    says="De verplichtingenstand maal de verzilveringsgraad in euro (K02) van de laatste twaalf maanden van dezelfde "
    "groep: het deel van de verplichtingen dat naar verwachting wordt gedeclareerd. Zonder verzilveringsgraad is er "
    f"geen verwachting. {STILL}",
    unit="eurocent",
    examples=[
        ([OPEN, OPEN, USED], 1600),
        ([OPEN, USED, {**USED, "toegekend": 600}], 1000),
        ([OPEN, {**USED, "toegekend": None}], None),
        ([OPEN, {**USED, "maximum": 0}], None),
        ([OPEN], None),
        ([{**OPEN, "openstaand": None}], None),
        ([], None),
    ],
)
def expected(openstaand: Column, maximum: Column, toegekend: Column) -> Figure:
    """What allocations still allow this year, as far as such allocations were used in the last twelve months."""
    still = summed(openstaand, over=~openstaand.is_null()).cast(nw.Float64)
    allowed = summed(maximum)
    return Figure(nw.when(allowed > 0).then(still * summed(toegekend) / allowed), over=openstaand > 0, adds=False)


@kpis.kpi(
    "K11",
    table="contractruimte",
    label="Bestedingsruimte benut",
    says="Wat onder contracten met een bestedingsruimte dit jaar is gerealiseerd en nog is verplicht, gedeeld door die "
    "bestedingsruimte, gelezen als die van een kalenderjaar. Contracten zonder bestedingsruimte tellen niet mee; in "
    "het werkboek van een module ook niet de contracten van een module waarvan niet alle leden daarin staan. Een regel "
    "hoort bij het contract van zijn tarief, anders bij het enige contract van de aanbieder voor die wet. "
    "Specifieke toewijzingen blijven ook boven de bestedingsruimte betaalbaar; vanaf de grens in de parameter "
    f"signaal_bestedingsruimte is het een signaal. Verplicht is: {STILL[0].lower()}{STILL[1:]}",
    unit="procent",
    examples=[
        ([ROOM, SPENT, OWED], 70),
        ([ROOM, {**SPENT, "gerealiseerd": -100}], -10),
        ([ROOM, {**SPENT, "gerealiseerd": 1500}], 150),
        ([ROOM, {**SPENT, "gerealiseerd": None}], None),
        ([{**ROOM, "ruimte": 0}, SPENT], None),
        ([SPENT], None),
        ([], None),
    ],
)
def room_used(ruimte: Column, gerealiseerd: Column, verplicht: Column) -> Figure:
    """Realised and committed as a percentage of the ceiling."""
    return percentage(summed(gerealiseerd) + summed(verplicht), summed(ruimte), over=ruimte == 0)
