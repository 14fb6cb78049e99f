# SPDX-License-Identifier: EUPL-1.2
"""Budget: how much of it is used, and where the year ends when it goes on as it went."""

import narwhals as nw

from processors.forecasting.carrying import PARTS, by_season
from processors.kpibook import Column, Example, Figure, KpiBook, percentage, summed

kpis = KpiBook()
# Of fewer closed months the running dashboard of the region shows no forecast.
FEWEST = 3
USED, BUDGET = ({"gerealiseerd": used, "budget": there, "met_speling": there * 21 // 20}
                for used, there in ((900, 0), (0, 1000)))  # fmt: skip
NO_FIGURE: list[Example] = [
    ([USED], None), ([USED, {**BUDGET, "budget": None, "met_speling": None}], None),
    ([{**USED, "gerealiseerd": None}, BUDGET], None), ([], None),
]  # fmt: skip
REALISED = (
    "Toegekend bedrag in de gesloten maanden van het jaar (alle gemeenten leverden), als deel van het budget dat de "
    "gemeente voor het jaar, de wet en zo mogelijk de productcategorie opgaf"
)
WITHOUT = "Wat is gerealiseerd waarvoor geen budget is opgegeven telt niet mee; zonder budget is er geen cijfer."
YEARLY = ("gemeente", "product", "jaar")
PER_CONTRACT = ("aanbieder", "contract_nummer", "jaar")
SPENT, CEILING = ({"in_gesloten_maanden": spent, "ruimte": room, "met_speling": room * 21 // 20}
                  for spent, room in ((900, 0), (0, 1000)))  # fmt: skip
NO_ROOM: list[Example] = [
    ([SPENT], None), ([{**SPENT, "in_gesloten_maanden": None}, CEILING], None), ([], None),
]  # fmt: skip
UNDER = (
    "Toegekend bedrag van wat in de gesloten maanden van het jaar (alle gemeenten leverden) onder een contract is "
    "geleverd, als deel van zijn bestedingsruimte, gelezen als die van een kalenderjaar"
)
CAPPED = (
    "Contracten zonder bestedingsruimte tellen niet mee; in het werkboek van een module ook niet de contracten van een "
    "module waarvan niet alle leden daarin staan."
)
NOW = {"gerealiseerd": 900, "vorig_jaar": 0, "vorig_zelfde": 0, "gesloten_maanden": 3}
BEFORE = {"gerealiseerd": 0, "vorig_jaar": 2000, "vorig_zelfde": 500, "gesloten_maanden": 3}
CARRIED = {"verwacht": 1000 * 4 * PARTS, "gesloten_maanden": 3}


@kpis.kpi(
    "K08",
    table="budgetstanden",
    label="Budgetuitputting",
    says=f"{REALISED}, zonder speling. {WITHOUT}",
    unit="procent",
    level=YEARLY,
    examples=[([USED, BUDGET], 90), ([{**USED, "gerealiseerd": -100}, BUDGET], -10), *NO_FIGURE],
)
def budget_used(gerealiseerd: Column, budget: Column) -> Figure:
    """What was realised as a share of the budget."""
    return percentage(summed(gerealiseerd), summed(budget))


@kpis.kpi(
    "K08-speling",
    table="budgetstanden",
    label="Budgetuitputting met speling",
    says=f"{REALISED}, verhoogd met de speling (parameter speling_budget). {WITHOUT}",
    unit="procent",
    level=YEARLY,
    examples=[([{**USED, "gerealiseerd": 1050}, BUDGET], 100), *NO_FIGURE],
)
def budget_with_slack_used(gerealiseerd: Column, met_speling: Column) -> Figure:
    """What was realised as a share of the budget with its slack."""
    return percentage(summed(gerealiseerd), summed(met_speling))


@kpis.kpi(
    "K08-contract",
    table="contractruimte",
    label="Uitputting van contracten",
    says=f"{UNDER}, zonder speling. {CAPPED}",
    unit="procent",
    level=PER_CONTRACT,
    examples=[([SPENT, CEILING], 90), ([{**SPENT, "in_gesloten_maanden": -100}, CEILING], -10), *NO_ROOM],
)
def room_spent(in_gesloten_maanden: Column, ruimte: Column) -> Figure:
    """What was realised under contracts as a share of their ceiling."""
    return percentage(summed(in_gesloten_maanden), summed(ruimte), over=_has_part(in_gesloten_maanden))


@kpis.kpi(
    "K08-contract-speling",
    table="contractruimte",
    label="Uitputting van contracten met speling",
    says=f"{UNDER}, verhoogd met de speling (parameter speling_budget). {CAPPED}",
    unit="procent",
    level=PER_CONTRACT,
    examples=[([{**SPENT, "in_gesloten_maanden": 1050}, CEILING], 100), *NO_ROOM],
)
def room_with_slack_spent(in_gesloten_maanden: Column, met_speling: Column) -> Figure:
    """What was realised under contracts as a share of their ceiling with its slack."""
    return percentage(summed(in_gesloten_maanden), summed(met_speling), over=_has_part(in_gesloten_maanden))


@kpis.kpi(
    "K09",
    table="jaarprognose",
    label="Prognose lineair",
    says="Schatting van het hele jaar: het toegekende bedrag van de gesloten maanden (alle gemeenten leverden), "
    "gedeeld door het aantal gesloten maanden en maal 12. Bij een contract dat een deel van het jaar loopt tellen "
    "alleen de maanden van het contract; prognoses van contracten worden opgeteld. Met minder dan drie gesloten "
    "maanden is er geen prognose.",
    unit="eurocent",
    level=("gemeente", "aanbieder", "product", "contract_nummer", "jaar"),
    examples=[
        ([CARRIED], 4000),
        ([CARRIED, {"verwacht": -1500 * PARTS, "gesloten_maanden": 6}], 2500),
        # A contract that began lately goes along with the others, but has no forecast by itself.
        ([CARRIED, {"verwacht": 200 * PARTS, "gesloten_maanden": 1}], 4200),
        ([{"verwacht": 200 * PARTS, "gesloten_maanden": 2}], None),
        ([{**CARRIED, "verwacht": None}], None),
        ([], None),
    ],
)
def year_expected(verwacht: Column, gesloten_maanden: Column) -> Figure:
    """What was realised in the closed months, carried on to the months of the contract in the year."""
    return Figure(nw.when(gesloten_maanden.max() >= FEWEST).then(summed(verwacht) / PARTS))


@kpis.kpi(
    "K09-seizoen",
    table="seizoensprognose",
    label="Prognose met seizoen",
    says="Schatting van het hele jaar: het toegekende bedrag van de gesloten maanden (alle gemeenten leverden), "
    "gedeeld door het deel dat dezelfde maanden vorig jaar van dat hele jaar waren. Met minder dan drie "
    "gesloten maanden, of als vorig jaar niet compleet is, is er geen prognose.",
    unit="eurocent",
    level=("gemeente", "aanbieder", "product", "jaar"),
    examples=[
        ([NOW, BEFORE], 3600),
        ([{**NOW, "gerealiseerd": -300}, BEFORE], -1200),
        ([{**NOW, "gesloten_maanden": 2}, {**BEFORE, "gesloten_maanden": 2}], None),
        ([NOW, {**BEFORE, "vorig_jaar": None}], None),
        ([NOW, {**BEFORE, "vorig_zelfde": 0}], None),
        ([NOW, {**BEFORE, "vorig_zelfde": -10}], None),
        ([NOW], None),
        ([], None),
    ],
)
def year_expected_by_season(
    gerealiseerd: Column, vorig_jaar: Column, vorig_zelfde: Column, gesloten_maanden: Column
) -> Figure:
    """What was realised, over the share that the same months had in the year before."""
    same = summed(vorig_zelfde)
    expected = by_season(summed(gerealiseerd), same, summed(vorig_jaar))
    return Figure(nw.when((gesloten_maanden.max() >= FEWEST) & (same > 0)).then(expected), adds=False)


def _has_part(amount: Column) -> Column:
    """Whose delivery is counted: who only has something open under the contract, or a refused line, is not."""
    return (amount != 0) | amount.is_null()
