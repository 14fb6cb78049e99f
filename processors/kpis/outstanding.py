# SPDX-License-Identifier: EUPL-1.2
"""Declarations that are still to come: an estimate with a band."""

from processors.kpibook import Column, Example, Figure, KpiBook, summed
from processors.measured.outstanding import PARTS

kpis = KpiBook()
# A credit is carried on as well; its margin is the other way round.
DEBIT = {"verwacht": 300 * PARTS, "marge": 100 * PARTS}
CREDIT = {"verwacht": -60 * PARTS, "marge": -20 * PARTS}
NO_FIGURE: list[Example] = [([{**DEBIT, "verwacht": None}, CREDIT], None), ([], None)]
NO_BAND: list[Example] = [([{**DEBIT, "marge": None}], None), *NO_FIGURE]
SHORT = "Schatting van wat over gesloten maanden nog wordt gedeclareerd"
SAYS = (
    f"{SHORT}: per wet groeit een maand verder zoals eerdere maanden van alle gemeenten samen groeiden "
    "(ketenladder). Met minder dan twaalf maanden: tot het gemiddelde van de maanden die oud genoeg zijn (parameter "
    "maandvertraging_gemeenten). Met minder dan drie gesloten maanden is er geen schatting."
)
BAND = (
    f"{SHORT} (K32), {{}} zoveel standaardfouten als de parameter band_nog_te_ontvangen zegt. De standaardfout volgt "
    "uit de spreiding waarmee eerdere maanden groeiden (Mack); zonder ketenladder is er geen band."
)
PER = ("gemeente", "product", "maand")


@kpis.kpi(
    "K32", table="nog_te_ontvangen", label="Nog te ontvangen declaraties", says=SAYS, unit="eurocent", level=PER,
    examples=[([DEBIT, CREDIT], 240), *NO_FIGURE],
)  # fmt: skip
def still_to_come(verwacht: Column) -> Figure:
    """What is still to come."""
    return Figure(summed(verwacht) / PARTS)


@kpis.kpi(
    "K32-laag", table="nog_te_ontvangen", label="Nog te ontvangen declaraties, onderkant", says=BAND.format("min"),
    unit="eurocent", level=PER, examples=[([DEBIT, CREDIT], 160), ([CREDIT], -80), *NO_BAND],
)  # fmt: skip
def at_least_to_come(verwacht: Column, marge: Column) -> Figure:
    """The low end of what is still to come."""
    return Figure((summed(verwacht) - summed(marge).abs()) / PARTS)


@kpis.kpi(
    "K32-hoog", table="nog_te_ontvangen", label="Nog te ontvangen declaraties, bovenkant", says=BAND.format("plus"),
    unit="eurocent", level=PER, examples=[([DEBIT, CREDIT], 320), ([CREDIT], -40), *NO_BAND],
)  # fmt: skip
def at_most_to_come(verwacht: Column, marge: Column) -> Figure:
    """The high end of what is still to come."""
    return Figure((summed(verwacht) + summed(marge).abs()) / PARTS)
