# SPDX-License-Identifier: EUPL-1.2
"""The KPIs of the first page: by theme, over which period each is told, and what it says in one short sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A KPI of the first page: over which period it is told, and what it says in one short sentence."""

    theme: str
    code: str
    span: str
    says: str
    grows: bool = False  # through the year, so that it says nothing beside the year before


MONEY, CLIENTS, ACCESS = "Geld", "Cliënten", "Toegang en traject"
MESSAGES, STATEMENTS, DELIVERY = "Berichtenverkeer", "Verantwoording", "Aanlevering"
ASKED: tuple[Asked, ...] = (
    Asked(MONEY, "K07", "jaar", "Toegekend in de afgesloten maanden van dit jaar.", grows=True),
    Asked(MONEY, "K08", "jaar", "Deel van de begroting dat is gerealiseerd.", grows=True),
    Asked(MONEY, "K09", "jaar", "Verwachting voor het hele jaar, als elke maand gelijk is.", grows=True),
    Asked(MONEY, "K05", "maand", "Verandering van de omzet tegenover dezelfde maand vorig jaar."),
    Asked(MONEY, "K02", "jaar", "Deel van het toegewezen bedrag dat is gedeclareerd en toegekend."),
    Asked(CLIENTS, "K12", "maand", "Personen die zorg kregen; elk telt eenmaal."),
    Asked(CLIENTS, "K13", "maand", "Personen met een toewijzing op de laatste dag van de maand."),
    Asked(CLIENTS, "K14", "jaar", "Toegekend bedrag per persoon die zorg kreeg.", grows=True),
    Asked(ACCESS, "K24", "maand", "De helft van de verzoeken is binnen dit aantal werkdagen beantwoord."),
    Asked(ACCESS, "K25", "kwartaal", "De helft van de cliënten startte binnen dit aantal dagen."),
    Asked(ACCESS, "K26", "kwartaal", "Deel dat langer wacht of wachtte dan de norm van het product."),
    Asked(ACCESS, "K28", "jaar", "De helft van de afgesloten trajecten duurde korter."),
    Asked(ACCESS, "K29", "vorig jaar", "Deel dat na een definitieve stop een jaar lang niet terugkwam."),
    Asked(ACCESS, "K30", "jaar", "Deel van de trajecten dat voortijdig is gestopt."),
    Asked(MESSAGES, "K16", "maand", "Berichten die technisch zijn afgekeurd."),
    Asked(MESSAGES, "K17", "maand", "Declaratieregels die zijn afgekeurd."),
    Asked(MESSAGES, "K19", "maand", "Startberichten binnen de termijn van een melding."),
    Asked(STATEMENTS, "K33", "vorig jaar", "Verschil tussen verantwoord en toegekend; positief is meer verantwoord."),
    Asked(STATEMENTS, "K34", "vorig jaar", "Ontvangen verantwoordingen van wat wordt verwacht."),
    Asked(STATEMENTS, "K35", "vorig jaar", "Omzet onder een goedkeurende accountantsverklaring."),
    Asked(DELIVERY, "K36", "maand", "Leveringen van gemeenten die zijn geaccepteerd, van wat wordt verwacht."),
    Asked(DELIVERY, "K37", "maand", "Middelste aantal dagen na de uiterste datum; onder nul is ervoor."),
    Asked(DELIVERY, "K38", "maand", "Regels met een fout, per honderd aangeleverde regels."),
)  # fmt: skip
