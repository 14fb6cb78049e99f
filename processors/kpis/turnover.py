# SPDX-License-Identifier: EUPL-1.2
"""Turnover: what was granted, of which supplier, and how it developed."""

import narwhals as nw

from processors.kpibook import Column, Example, Figure, KpiBook, percentage, ratio, summed, total

kpis = KpiBook()
GRANTED = (
    "Toegekend bedrag van debetregels min dat van creditregels, naar de maand van levering. Een afgewezen regel "
    "telt niet mee; een regel zonder antwoord telt voor het ingediende bedrag."
)
AMOUNTS: list[Example] = [
    ([{"toegekend": 1000}, {"toegekend": -1200}], -200),
    ([{"toegekend": 5}, {"toegekend": None}], None),
]
OPEN, CLOSED = ({"toegekend": 1000, "tot_en_met_gesloten": closed} for closed in (False, True))
SAME_MONTHS = (
    "tussen de periode en dezelfde maanden van een jaar eerder, in procenten van toen. Alleen maanden die in beide "
    "jaren gesloten zijn: alle gemeenten leverden. Was er toen niets, dan is er geen cijfer. De omzet van een "
    "aanbieder die is opgegaan in een andere telt bij de opvolger."
)
NOW, THEN = {"nu": 120, "toen": 0}, {"nu": 0, "toen": 100}


def _above_zero(amount: Column) -> Column:
    """The amount, missing where it is not above zero: of nothing, or of credits only, there is no share."""
    return nw.when(amount > 0).then(amount)


@kpis.kpi(
    "K04",
    table="prestaties",
    label="Omzet per aanbieder",
    says=f"{GRANTED} Van een combinatie of onderaannemer telt het bij wie declareert. Subsidies en lumpsumbedragen "
    "staan niet in de declaraties en tellen niet mee.",
    unit="eurocent",
    examples=[*AMOUNTS, ([], None)],
)
def turnover(toegekend: Column) -> Figure:
    """What was granted, by month of delivery."""
    return total(toegekend)


@kpis.kpi(
    "K07",
    table="prestaties",
    label="Realisatie",
    says=f"{GRANTED} Tot en met de laatst gesloten maand: de laatste maand waarover alle gemeenten leverden.",
    unit="eurocent",
    examples=[
        ([CLOSED, {**CLOSED, "toegekend": -300}, OPEN], 700),
        ([CLOSED, {**OPEN, "toegekend": None}], 1000),
        ([CLOSED, {**CLOSED, "toegekend": None}], None),
        ([OPEN], None),
        ([], None),
    ],
)
def realised(toegekend: Column, tot_en_met_gesloten: Column) -> Figure:
    """What was granted up to and including the last closed month."""
    return total(toegekend, over=tot_en_met_gesloten)


@kpis.kpi(
    "K05",
    table="omzetvergelijking",
    label="Omzetontwikkeling",
    says=f"Het verschil in toegekend bedrag {SAME_MONTHS}",
    unit="procent",
    examples=[
        ([NOW, THEN], 20),
        ([THEN], -100),
        ([NOW, THEN, {"nu": -130, "toen": 0}], -110),
        ([NOW], None),
        ([NOW, THEN, {"nu": 0, "toen": -150}], None),
        ([NOW, THEN, {"nu": None, "toen": 0}], None),
        ([NOW, {"nu": 0, "toen": None}], None),
        ([], None),
    ],
)
def development(nu: Column, toen: Column) -> Figure:
    """The difference with a year before, over what was granted then."""
    return percentage(summed(nu) - summed(toen), _above_zero(summed(toen)))


@kpis.kpi(
    "K05-index",
    table="omzetvergelijking",
    label="Omzetontwikkeling zonder prijsstijging",
    says=f"Het verschil in toegekend bedrag {SAME_MONTHS} Het bedrag van toen is verhoogd met de index die voor het "
    "jaar in het contract is afgesproken; zonder afgesproken index met het tarief van nu gedeeld door dat van toen. "
    "Omzet waarvan geen van beide bekend is telt in beide jaren niet mee.",
    unit="procent",
    examples=[
        ([{**NOW, "toen_geindexeerd": 0, "met_index": True}, {**THEN, "toen_geindexeerd": 110, "met_index": True}],
         100 / 11),
        ([{**NOW, "toen_geindexeerd": 0, "met_index": True}, {**THEN, "toen_geindexeerd": 80, "met_index": True},
          {**NOW, "met_index": False}], 50),
        ([{**NOW, "toen_geindexeerd": 0, "met_index": True}], None),
        ([{**NOW, "met_index": False}, {**THEN, "met_index": False}], None),
        ([{**NOW, "toen_geindexeerd": 0, "met_index": True}, {"nu": 0, "toen_geindexeerd": None, "met_index": True}],
         None),
        ([], None),
    ],
)  # fmt: skip
def development_in_volume(nu: Column, toen_geindexeerd: Column, met_index: Column) -> Figure:
    """The difference with a year before at the tariffs of now."""
    then = summed(toen_geindexeerd, over=met_index)
    return percentage(summed(nu, over=met_index) - then, _above_zero(then), over=met_index)


@kpis.kpi(
    "K06",
    table="prestaties",
    label="Aandeel aanbieder",
    says="De omzet van een aanbieder gedeeld door die van alle aanbieders samen, bij dezelfde wet, gemeente, "
    f"product en periode. {GRANTED} Alleen voor intern gebruik: het zegt iets over een aanbieder.",
    unit="procent",
    level=("gemeente", "aanbieder", "product", "jaar"),
    across=["aanbieder"],
    examples=[
        ([{"aanbieder": "99000001", "toegekend": 25}, {"aanbieder": "99000002", "toegekend": 75}], 100),
        ([{"toegekend": 0}], None),
        ([{"toegekend": -25}], None),
        ([{"toegekend": 25}, {"toegekend": None}], None),
        ([], None),
    ],
)
def share(toegekend: Column) -> Figure:
    """Turnover over that of all suppliers together."""
    return percentage(summed(toegekend), _above_zero(summed(toegekend)))


@kpis.kpi(
    "K06-hhi",
    table="marktaandelen",
    label="Marktconcentratie (HHI)",
    says="De som van de kwadraten van de marktaandelen in procenten: 10.000 is een aanbieder, onder 1.500 is er veel "
    "spreiding. Een markt is een productcategorie in een gemeente, onder een wet, in een jaar; van meer markten samen "
    "is het het gemiddelde, gewogen naar omzet. Een aanbieder zonder omzet boven nul en een product zonder categorie "
    "tellen niet mee.",
    unit="aantal",
    level=("gemeente", "product", "jaar"),
    examples=[
        ([{"omzet": 7500, "gewogen_aandeel": 7500 * 7500}, {"omzet": 2500, "gewogen_aandeel": 2500 * 2500}], 6250),
        ([{"omzet": 100, "gewogen_aandeel": 100 * 10_000}], 10_000),
        # Two markets, one of them three times as large.
        ([{"omzet": 300, "gewogen_aandeel": 300 * 10_000}, *[{"omzet": 50, "gewogen_aandeel": 50 * 5000}] * 2], 8750),
        ([{"omzet": 100, "gewogen_aandeel": None}], None),
        ([{"omzet": 0, "gewogen_aandeel": 0}], None),
        ([], None),
    ],
)
def concentration(omzet: Column, gewogen_aandeel: Column) -> Figure:
    """The mean by turnover of the sums of squared shares of markets."""
    return ratio(summed(gewogen_aandeel), summed(omzet))
