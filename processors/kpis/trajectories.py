# SPDX-License-Identifier: EUPL-1.2
"""Trajectories: who came in and left, how long care lasted, and whether it ended well."""

from processors.kpibook import Column, Figure, KpiBook, different, number, people, percentage, percentile, share

kpis = KpiBook()
# The mean length of a month in days.
MONTH = 30.4375
OF_SUPPLIER = ("aanbieder", "maand")
CAME = {"client": "a", "instroom": True, "instroom_aanbieder": True, "uitstroom": False, "uitstroom_aanbieder": False}
LEFT = {"client": "a", "instroom": False, "instroom_aanbieder": False, "uitstroom": True, "uitstroom_aanbieder": True}
# Reason 38: to another supplier, so gone from this one and not from the municipality.
CHANGED = {**LEFT, "uitstroom": False}
RETURNED = {**CAME, "instroom": False}
OUT = {"client": "a", "uitstroom": True, "gerijpt": True, "teruggekeerd": False}
TRAJECTORY = (
    "Een traject is de zorg van een aanbieder voor een cliënt met een product, van de eerste start tot de definitieve "
    "stop; een tijdelijke stop (20) hoort erbij."
)


@kpis.kpi(
    "K15",
    table="in_en_uitstroom",
    label="Instroom",
    says="Het aantal cliënten bij wie in de periode zorg start, terwijl zij in de 12 maanden ervoor onder dezelfde "
    f"wet bij dezelfde gemeente geen zorg hadden. {TRAJECTORY} Van voor de eerste bekende start is niets bekend.",
    unit="clienten",
    examples=[
        ([CAME, CAME, {**CAME, "client": "b"}, RETURNED, LEFT], 2),
        ([RETURNED, LEFT], 0),
        ([{**CAME, "client": None}], 0),
        ([], None),
    ],
)
def inflow(client: Column, instroom: Column) -> Figure:
    """Clients who come into care of a municipality."""
    return people(client, instroom)


@kpis.kpi(
    "K15-aanbieder",
    table="in_en_uitstroom",
    label="Instroom bij de aanbieder",
    says="Het aantal cliënten bij wie in de periode zorg start, terwijl zij in de 12 maanden ervoor onder dezelfde "
    "wet bij dezelfde aanbieder geen zorg hadden; ook wie van een andere aanbieder komt.",
    unit="clienten",
    level=OF_SUPPLIER,
    examples=[([RETURNED, {**CAME, "client": "b"}], 2), ([LEFT], 0), ([], None)],
)
def inflow_of_supplier(client: Column, instroom_aanbieder: Column) -> Figure:
    """Clients who come into care of a supplier."""
    return people(client, instroom_aanbieder)


@kpis.kpi(
    "K15-uitstroom",
    table="in_en_uitstroom",
    label="Uitstroom",
    says="Het aantal cliënten met in de periode hun laatste definitieve stop onder een wet bij een gemeente: zij "
    "hebben daarna geen zorg meer, en er is niet binnen 12 maanden nieuwe zorg gestart. Een tijdelijke stop (20) en "
    "de overgang naar een andere aanbieder (38) zijn geen uitstroom. Begint er later toch zorg, dan wordt de "
    "uitstroom lager.",
    unit="clienten",
    examples=[
        ([LEFT, LEFT, {**LEFT, "client": "b"}, CAME], 2),
        ([CHANGED], 0),
        ([CAME], 0),
        ([], None),
    ],
)
def outflow(client: Column, uitstroom: Column) -> Figure:
    """Clients who leave the care of a municipality."""
    return people(client, uitstroom)


@kpis.kpi(
    "K15-uitstroom-aanbieder",
    table="in_en_uitstroom",
    label="Uitstroom bij de aanbieder",
    says="Het aantal cliënten met in de periode hun laatste definitieve stop bij een aanbieder: er is daar niet "
    "binnen 12 maanden nieuwe zorg gestart. De overgang naar een andere aanbieder (38) is hier wel uitstroom, een "
    "tijdelijke stop (20) niet.",
    unit="clienten",
    level=OF_SUPPLIER,
    examples=[([LEFT, {**CHANGED, "client": "b"}], 2), ([CHANGED], 1), ([CAME], 0), ([], None)],
)
def outflow_of_supplier(client: Column, uitstroom_aanbieder: Column) -> Figure:
    """Clients who leave the care of a supplier."""
    return people(client, uitstroom_aanbieder)


@kpis.kpi(
    "K28",
    table="trajecten",
    label="Trajectduur (mediaan)",
    says="De mediaan van de maanden (van 30,4375 dagen) tussen de eerste start en de definitieve stop, van trajecten "
    f"die in de periode zijn afgesloten. {TRAJECTORY} Lopende trajecten tellen niet mee; bij jonge contracten valt de "
    "duur daardoor laag uit: zie K28-lopend.",
    unit="maanden",
    examples=[
        ([{"dagen": 487}, {"dagen": 487}], 16),
        ([{"dagen": 0}, {"dagen": 487}, {"dagen": 974}, {"dagen": None}], 16),
        ([{"dagen": None}], None),
        ([], None),
    ],
)
def duration(dagen: Column) -> Figure:
    """The middle of the months from first start to definitive stop."""
    return percentile(dagen, per=MONTH)


@kpis.kpi(
    "K28-lopend",
    table="trajecten_lopend",
    label="Lopende trajecten",
    says="Het aantal trajecten dat op de laatste dag van de periode liep: gestart en nog niet gestopt, en de "
    f"toewijzing loopt nog. {TRAJECTORY}",
    unit="aantal",
    examples=[
        ([{"staat_open": True, "maand": "2026-09"}] * 2, 2),
        ([{"staat_open": True, "maand": "2026-08"}, {"staat_open": True, "maand": "2026-09"}], 1),
        ([{"staat_open": True, "maand": "2026-08"}, {"staat_open": False, "maand": "2026-09"}], 0),
        ([], None),
    ],
)
def running(staat_open: Column, laatste: Column) -> Figure:
    """Trajectories that run on the last day of the period."""
    return number(staat_open & laatste)


@kpis.kpi(
    "K29",
    table="trajecten",
    label="Duurzame uitstroom",
    says="Het aantal cliënten met een definitieve stop na wie binnen 12 maanden geen nieuw traject onder dezelfde "
    "wet is gestart, bij welke aanbieder ook, gedeeld door het aantal cliënten met een definitieve stop waarvan 12 "
    "maanden verstreken zijn. De periode is die van de stop. Verhuisd en overleden tellen niet mee. Een ander "
    "traject dat al liep is geen nieuw traject.",
    unit="procent",
    examples=[
        ([OUT, {**OUT, "client": "b", "teruggekeerd": True}], 50),
        # Only who left a year ago or longer; without those there is no figure.
        ([OUT, {**OUT, "client": "b", "gerijpt": False, "teruggekeerd": True}], 100),
        ([{**OUT, "gerijpt": False}], None),
        # Moved or deceased, and a reason that the law does not have.
        ([{**OUT, "uitstroom": False}, {**OUT, "uitstroom": None}], None),
        # Who left twice and stayed away the second time, stayed away.
        ([{**OUT, "teruggekeerd": True}, OUT], 100),
        ([], None),
    ],
)
def lasting_outflow(client: Column, uitstroom: Column, gerijpt: Column, teruggekeerd: Column) -> Figure:
    """Clients who left and began no new trajectory within the window, of those whose window has passed."""
    ripe = uitstroom & gerijpt
    return percentage(different(client, over=ripe & ~teruggekeerd), different(client, over=ripe), over=ripe)


@kpis.kpi(
    "K30",
    table="beeindigingen",
    label="Voortijdige beëindiging",
    says="Het aantal definitieve stoppen door de cliënt, door de aanbieder, in overleg voortijdig of door externe "
    "omstandigheden, gedeeld door alle definitieve stoppen. Welke reden daaronder valt verschilt per wet: code 31 is "
    "in de Wmo een verhuizing en in de Jeugdwet volgens plan. Een reden die de wet niet kent telt niet mee.",
    unit="procent",
    examples=[
        ([{"uitval": True}, *[{"uitval": False}] * 3], 25),
        ([{"uitval": False}, {"uitval": None}], 0),
        ([{"uitval": None}], None),
        ([], None),
    ],
)
def premature_ending(uitval: Column) -> Figure:
    """Definitive stops that came too early, of all whose reason is known."""
    return share(uitval)
