# SPDX-License-Identifier: EUPL-1.2
"""Contributions: what each municipality pays of the budgets of its modules, and what it gets back."""

from processors.kpibook import Column, Example, Figure, KpiBook, total

kpis = KpiBook()
BOUGHT = {"bijdrage": 0, "afrekening": 0}
ONE, TWO = {"bijdrage": 33_300, "afrekening": -1_000}, {"bijdrage": 12_000, "afrekening": 400}
NO_FIGURE: list[Example] = [([ONE, {"bijdrage": None, "afrekening": None}, BOUGHT], None), ([], None)]
KEY = (
    "De sleutel is haar deel van wat de leden van de module in het basisjaar kochten (parameter "
    "basisjaar_inkoopvolume): toegekend onder contracten van de module, credit negatief, en onder nul telt als niets. "
    "Van wie in het jaar lid wordt of stopt tellen alleen de maanden van het basisjaar die bij het lidmaatschap horen. "
    "Alles is in hele euro's; wat afronden overlaat, is voor het lid met het meeste volume. Is van een module de "
    "begroting, of van een lid het volume van een maand niet bekend, of kocht niemand iets, dan is er geen cijfer. "
    "Of na 2024 een andere sleutel geldt, is niet bevestigd."
)


@kpis.kpi(
    "K39",
    table="gemeentebijdragen",
    label="Bijdrage per gemeente",
    says=f"Wat een gemeente bijdraagt aan de begroting van elke module waarvan zij lid is, modules samen. {KEY}",
    unit="eurocent",
    examples=[([ONE, TWO, BOUGHT, BOUGHT], 45_300), ([{**ONE, "bijdrage": 0}, BOUGHT], 0), *NO_FIGURE],
)
def contribution(bijdrage: Column) -> Figure:
    """What is paid of the budgets of modules."""
    return total(bijdrage)


@kpis.kpi(
    "K39-afrekening",
    table="gemeentebijdragen",
    label="Afrekening per gemeente",
    says="Wat een gemeente terugkrijgt van wat in het jaar van de begrotingen van haar modules over is; onder nul "
    f"betaalt zij bij. Zonder de werkelijke kosten van elk van haar modules is er geen cijfer. {KEY}",
    unit="eurocent",
    examples=[([ONE, TWO, BOUGHT], -600), ([ONE, {**TWO, "afrekening": None}], None), *NO_FIGURE],
)
def settlement(afrekening: Column) -> Figure:
    """What is given back of the budgets of modules."""
    return total(afrekening)
