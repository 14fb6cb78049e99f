# SPDX-License-Identifier: EUPL-1.2
"""Deliveries of municipalities: are they all there, did they come in time, and how many of their lines are wrong."""

from processors.kpibook import Column, Figure, KpiBook, percentage, percentile, ratio, share, summed

kpis = KpiBook()


@kpis.kpi(
    "K36",
    table="leveringen",
    label="Volledigheid gemeentelijke levering",
    says="Van de gemeente-maanden waarover een levering wordt verwacht, het percentage waarover er een is "
    "geaccepteerd. Een nulmelding telt als levering; niets sturen niet.",
    unit="procent",
    examples=[
        ([{"verwacht": 1, "geaccepteerd": 1}, {"verwacht": 1, "geaccepteerd": 0}], 50),
        ([{"verwacht": 1, "geaccepteerd": 0}], 0),
        ([{"verwacht": 1, "geaccepteerd": 1}, {"verwacht": 0, "geaccepteerd": 0, "dagen": 3}], 100),
        ([{"verwacht": 0, "geaccepteerd": 0}], None),
        ([{"verwacht": 1, "geaccepteerd": None}], None),
        ([], None),
    ],
)
def deliveries_are_there(geaccepteerd: Column, verwacht: Column) -> Figure:
    """Municipality-months accepted of those expected."""
    return percentage(summed(geaccepteerd), summed(verwacht))


@kpis.kpi(
    "K37",
    table="leveringen",
    label="Tijdigheid gemeentelijke levering",
    says="Het middelste aantal dagen tussen de uiterste datum en de ontvangst van de eerste geaccepteerde versie; "
    "onder nul is voor die datum. Geweigerde leveringen en maanden zonder uiterste datum tellen niet mee.",
    unit="dagen",
    examples=[
        ([{"dagen": -2}, {"dagen": 0}, {"dagen": 9}], 0),
        ([{"dagen": -3}, {"dagen": 2}], -0.5),
        ([{"dagen": 4}, {"dagen": None}], 4),
        ([{"dagen": None}], None),
        ([], None),
    ],
)
def days_after_the_last_day(dagen: Column) -> Figure:
    """Median of the days between the last day and receipt."""
    return percentile(dagen)


@kpis.kpi(
    "K37-optijd",
    table="leveringen",
    label="Leveringen op tijd",
    says="Van de leveringen met een uiterste datum, het percentage waarvan de eerste geaccepteerde versie op of voor "
    "die datum kwam.",
    unit="procent",
    examples=[
        ([{"op_tijd": True}, {"op_tijd": False}, {"op_tijd": False}, {"op_tijd": None}], 100 / 3),
        ([{"op_tijd": None}], None),
        ([], None),
    ],
)
def deliveries_in_time(op_tijd: Column) -> Figure:
    """Deliveries in time of those with a last day."""
    return share(op_tijd)


@kpis.kpi(
    "K38",
    table="bestanden",
    label="Foutdichtheid levering",
    says="Van elke honderd regels in de bestanden die gelden, het aantal met ten minste een fout. Een regel telt een "
    "keer; bevindingen over het bestand als geheel tellen niet mee.",
    unit="per 100 regels",
    examples=[
        ([{"regels": 40, "fout": 1}, {"regels": 10, "fout": 1}], 4),
        ([{"regels": 10, "fout": 0}], 0),
        ([{"regels": 0, "fout": 0}], None),
        ([{"regels": 10, "fout": None}], None),
        ([{"regels": None, "fout": 1}], None),
        ([], None),
    ],
)
def lines_with_an_error(fout: Column, regels: Column) -> Figure:
    """Lines with an error, per hundred."""
    return ratio(summed(fout), summed(regels), times=100)


@kpis.kpi(
    "K38-waarschuwing",
    table="bestanden",
    label="Waarschuwingen in de levering",
    says="Van elke honderd regels in de bestanden die gelden, het aantal met ten minste een waarschuwing. Een regel "
    "telt een keer; bevindingen over het bestand als geheel tellen niet mee.",
    unit="per 100 regels",
    examples=[
        ([{"regels": 40, "waarschuwing": 3}, {"regels": 10, "waarschuwing": 0}], 6),
        ([{"regels": 0, "waarschuwing": 0}], None),
        ([{"regels": 10, "waarschuwing": None}], None),
        ([], None),
    ],
)
def lines_with_a_warning(waarschuwing: Column, regels: Column) -> Figure:
    """Lines with a warning, per hundred."""
    return ratio(summed(waarschuwing), summed(regels), times=100)
