# SPDX-License-Identifier: EUPL-1.2
"""Messages: were they accepted, were starts and stops reported in time, and was everything answered in time."""

from processors.kpibook import Column, Figure, KpiBook, counted, percentage

kpis = KpiBook()
DECLARATION = "323"
IN_TIME = {"bericht": "301", "beantwoord": True, "werkdagen": 3, "termijn": 3, "technisch_afgekeurd": False}
ANSWERED = {"bericht": "323", "beantwoord": True, "werkdagen": 10, "termijn": 10, "technisch_afgekeurd": False}


def _in_time(werkdagen: Column, termijn: Column, over: Column) -> Figure:
    """The share that came within the term, of what can be judged."""
    judged = over & ~(werkdagen.is_null() | termijn.is_null())
    return percentage(counted(judged & (werkdagen <= termijn)), counted(judged), over=judged)


def _due(beantwoord: Column, werkdagen: Column, termijn: Column) -> Column:
    """Whether an answer came, or should have come by now."""
    return beantwoord | (werkdagen > termijn)


@kpis.kpi(
    "K16",
    table="berichtenverkeer",
    label="Technische afkeur",
    says="Het aantal berichten dat technisch is afgekeurd (retourcode 0001) of niet overkwam (transportfout), "
    "gedeeld door het aantal verzonden berichten. Een bericht telt een keer, ook als het onder dezelfde "
    "identificatie opnieuw is verzonden. Retourberichten tellen niet als bericht; waarover niets terugkwam, telt als "
    "niet afgekeurd.",
    unit="procent",
    examples=[
        ([{"technisch_afgekeurd": True}, *[{"technisch_afgekeurd": False}] * 3], 25),
        ([{"technisch_afgekeurd": False}], 0),
        ([{"technisch_afgekeurd": None}], None),
        ([], None),
    ],
)
def technically_rejected(technisch_afgekeurd: Column) -> Figure:
    """Messages that were technically rejected or not delivered, of all that were sent."""
    return percentage(counted(technisch_afgekeurd), counted(~technisch_afgekeurd.is_null()))


@kpis.kpi(
    "K19",
    table="startberichten",
    label="Startberichten op tijd",
    says="Het aantal startberichten (305) dat binnen de termijn (5 werkdagen) is gemeld, gedeeld door het aantal "
    "startberichten. De termijn loopt vanaf de start, of vanaf de eerste toewijzing als die later kwam. Verwijderde "
    "starts tellen niet mee; een start waarvan de toewijzing niet bekend is, ook niet.",
    unit="procent",
    examples=[
        ([{"werkdagen": 5, "termijn": 5}, {"werkdagen": 6, "termijn": 5}], 50),
        ([{"werkdagen": -2, "termijn": 5}, {"werkdagen": None, "termijn": 5}], 100),
        ([{"werkdagen": None, "termijn": 5}], None),
        ([], None),
    ],
)
def starts_in_time(werkdagen: Column, termijn: Column) -> Figure:
    """Starts that were reported within the term, of those that can be judged."""
    return _in_time(werkdagen, termijn, ~werkdagen.is_null())


@kpis.kpi(
    "K20",
    table="stopberichten",
    label="Stopberichten op tijd",
    says="Het aantal stopberichten (307) dat binnen de termijn (5 werkdagen) na de laatste dag is gemeld, gedeeld "
    "door het aantal stopberichten. Verwijderde stops tellen niet mee. Een definitieve stop na een tijdelijke telt "
    "vanaf de eigen laatste dag; lag de levering toen al stil, dan staat nergens wanneer het einde bekend werd en "
    "telt de stop niet mee.",
    unit="procent",
    examples=[
        ([{"werkdagen": 5, "termijn": 5}, {"werkdagen": 6, "termijn": 5}], 50),
        ([{"werkdagen": 0, "termijn": 5}, {"werkdagen": None, "termijn": 5}], 100),
        ([{"werkdagen": None, "termijn": 5}], None),
        ([], None),
    ],
)
def stops_in_time(werkdagen: Column, termijn: Column) -> Figure:
    """Stops that were reported within the term, of those that can be judged."""
    return _in_time(werkdagen, termijn, ~werkdagen.is_null())


@kpis.kpi(
    "K22",
    table="berichtenverkeer",
    label="Retour op tijd",
    says="Het aantal berichten waarop binnen de termijn (3 werkdagen na ontvangst) een retourbericht kwam, gedeeld "
    "door het aantal berichten dat een retourbericht vraagt (301, 305, 307, 315, 317 en 319). Kwam er na de termijn "
    "nog niets, dan is het te laat; loopt de termijn nog, dan telt het bericht niet mee. Ook wat nooit overkwam telt "
    "niet mee. Voor de declaratie is er K23.",
    unit="procent",
    examples=[
        ([IN_TIME, {**IN_TIME, "werkdagen": 4}], 50),
        # Nothing came: late once the term has passed, and left out until then.
        ([IN_TIME, {**IN_TIME, "beantwoord": False, "werkdagen": 4}], 50),
        ([IN_TIME, {**IN_TIME, "beantwoord": False}], 100),
        # A declaration and its answer have a term of their own; an answer is not returned.
        ([IN_TIME, {**ANSWERED, "werkdagen": 20}, {**IN_TIME, "bericht": "325", "termijn": None}], 100),
        # What was never delivered cannot be returned; what was rejected and returned was.
        ([IN_TIME, {**IN_TIME, "technisch_afgekeurd": True, "beantwoord": False, "werkdagen": 9}], 100),
        ([IN_TIME, {**IN_TIME, "technisch_afgekeurd": True, "werkdagen": 9}], 50),
        ([{**IN_TIME, "werkdagen": None}], None),
        ([], None),
    ],
)
def returned_in_time(
    bericht: Column, beantwoord: Column, werkdagen: Column, termijn: Column, technisch_afgekeurd: Column
) -> Figure:
    """Messages that were returned within the term, of those that were returned or should have been."""
    arrived = beantwoord | ~technisch_afgekeurd
    return _in_time(werkdagen, termijn, (bericht != DECLARATION) & arrived & _due(beantwoord, werkdagen, termijn))


@kpis.kpi(
    "K23",
    table="berichtenverkeer",
    label="Declaratie-antwoord op tijd",
    says="Het aantal declaraties (323) dat binnen de termijn (10 werkdagen na de dagtekening) is beantwoord met een "
    "325, gedeeld door het aantal declaraties. Kwam er na de termijn nog niets, dan is het te laat; loopt de termijn "
    "nog, dan telt de declaratie niet mee. Een technisch afgekeurde declaratie telt niet mee.",
    unit="procent",
    examples=[
        ([ANSWERED, {**ANSWERED, "werkdagen": 11}], 50),
        ([ANSWERED, {**ANSWERED, "beantwoord": False, "werkdagen": 11}], 50),
        ([ANSWERED, {**ANSWERED, "beantwoord": False}, {**ANSWERED, "technisch_afgekeurd": True}], 100),
        ([ANSWERED, {**IN_TIME, "werkdagen": 9}], 100),
        ([{**ANSWERED, "technisch_afgekeurd": True}], None),
        ([], None),
    ],
)
def declarations_answered_in_time(
    bericht: Column, beantwoord: Column, werkdagen: Column, termijn: Column, technisch_afgekeurd: Column
) -> Figure:
    """Declarations that were answered within the term, of those that were answered or should have been."""
    judged = (bericht == DECLARATION) & ~technisch_afgekeurd
    return _in_time(werkdagen, termijn, judged & _due(beantwoord, werkdagen, termijn))
