# SPDX-License-Identifier: EUPL-1.2
"""Requests of suppliers (315, 317): how long until there was a decision, and how many wait for one."""

from processors.kpibook import Column, Figure, KpiBook, number, percentile, share

kpis = KpiBook()
ABOUT = (
    "werkdagen van de dagtekening van een verzoek (315 of 317) tot het besluit, een toewijzing (301) of een afwijzing "
    "(319), over de verzoeken waarover in de periode is besloten"
)
TWO = [{"werkdagen": days, "termijn": 5, "onderzocht": days > 5} for days in (5, 6)]
EMPTY = [([{"werkdagen": None, "termijn": 5, "onderzocht": None}], None), ([], None)]
OPEN = {"staat_open": True, "maand": "2026-09"}


@kpis.kpi(
    "K24",
    table="verzoeken_besloten",
    label="Doorlooptijd verzoek tot besluit (mediaan)",
    says=f"De mediaan van de {ABOUT}. Een besluit zonder datum telt niet mee; open verzoeken staan apart.",
    unit="werkdagen",
    examples=[(TWO, 5.5), ([*TWO, {"werkdagen": 40}, {"werkdagen": None}], 6), *EMPTY],
)
def time_to_decision(werkdagen: Column) -> Figure:
    """The middle of the working days from request to decision."""
    return percentile(werkdagen)


@kpis.kpi(
    "K24-p90",
    table="verzoeken_besloten",
    label="Doorlooptijd verzoek tot besluit (90e percentiel)",
    says=f"Het 90e percentiel van de {ABOUT}: bij 9 van de 10 verzoeken was het besluit er binnen dit aantal.",
    unit="werkdagen",
    examples=[([{"werkdagen": days} for days in range(11)], 9), ([{"werkdagen": 4}], 4), *EMPTY],
)
def slow_time_to_decision(werkdagen: Column) -> Figure:
    """The ninetieth percentile of the working days from request to decision."""
    return percentile(werkdagen, part=0.9)


@kpis.kpi(
    "K24-optijd",
    table="verzoeken_besloten",
    label="Verzoeken op tijd besloten",
    says="Het aantal verzoeken (315 of 317) waarover binnen de termijn (5 werkdagen) is besloten, gedeeld door het "
    "aantal verzoeken waarover in de periode is besloten. Een besluit zonder datum telt niet mee.",
    unit="procent",
    examples=[(TWO, 50), ([{"werkdagen": 0, "termijn": 5}, {"werkdagen": None, "termijn": 5}], 100), *EMPTY],
)
def decided_in_time(werkdagen: Column, termijn: Column) -> Figure:
    """Requests decided within the term, of those decided on a day that is known."""
    return share(werkdagen <= termijn)


@kpis.kpi(
    "K24-onderzoek",
    table="verzoeken_besloten",
    label="Verzoeken eerst in onderzoek",
    says="Het aantal verzoeken (315 of 317) dat eerst in onderzoek was genomen, gedeeld door het aantal verzoeken "
    "waarover in de periode is besloten.",
    unit="procent",
    examples=[(TWO, 50), ([{"onderzocht": False}], 0), *EMPTY],
)
def investigated(onderzocht: Column) -> Figure:
    """Requests that were under investigation first, of those that were decided."""
    return share(onderzocht)


@kpis.kpi(
    "K24-open",
    table="verzoeken_open",
    label="Open verzoeken",
    says="Het aantal verzoeken (315 of 317) waarover op de laatste dag van de periode nog niet was besloten; een "
    "verzoek in onderzoek is open.",
    unit="aantal",
    examples=[
        ([OPEN, OPEN], 2),
        # What stood open in an earlier month of the period does not count; a month in which nothing does, counts 0.
        ([OPEN, {**OPEN, "maand": "2026-08"}], 1),
        ([{**OPEN, "maand": "2026-08"}, {**OPEN, "staat_open": False}], 0),
        ([], None),
    ],
)
def still_open(staat_open: Column, laatste: Column) -> Figure:
    """Requests without a decision on the last day of the period."""
    return number(staat_open & laatste)
