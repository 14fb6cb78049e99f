# SPDX-License-Identifier: EUPL-1.2
"""The yearly production statement (productieverantwoording): its lines, its cover, its totals, and who owes one."""

from processors.vocabulary.field import REFERENCE, STATEMENT, Field, Kind
from processors.vocabulary.words import Said, Told

B, C, D, E, G, T = Kind.TRUTH, Kind.CODE, Kind.DATE, Kind.CENT, Kind.WHOLE, Kind.TEXT

FIELDS = (
    Field("jaar", "Jaar", G, "jaar", source=STATEMENT),
    Field("raamovereenkomst", "Raamovereenkomst", C, codelist="raamovereenkomst", source=STATEMENT),
    Field("omschrijving", "Omschrijving", source=STATEMENT),
    Field("tarief", "Tarief", E, "eurocent per eenheid", source=STATEMENT),
    Field("aantal", "Aantal", G, "eenheid van de regel", source=STATEMENT),
    Field("bedrag_toegekend", "Bedrag toegekend", E, "eurocent", source=STATEMENT),
    Field("bedrag_in_behandeling", "Bedrag in behandeling", E, "eurocent", source=STATEMENT),
    Field("bedrag_nog_te_declareren", "Bedrag nog te declareren", E, "eurocent", source=STATEMENT),
    Field("bedrag_totaal", "Bedrag totaal", E, "eurocent", source=STATEMENT),
    Field("unieke_clienten", "Unieke clienten", G, "clienten", source=STATEMENT),
    Field("toelichting", "Toelichting", source=STATEMENT),
    Field("versie", "Versie", source=STATEMENT),
    Field("soort_verklaring", "Soort verklaring", C, codelist="soort_verklaring", source=STATEMENT),
    Field("oordeel", "Oordeel", C, codelist="oordeel", source=STATEMENT),
    Field("getekend_bedrag", "Getekend bedrag", E, "eurocent", source=STATEMENT),
    Field("gedeclareerd_bedrag", "Gedeclareerd bedrag", E, "eurocent", source=REFERENCE),
    Field("ontvangen", "Ontvangen", C, codelist="ja_nee", source=REFERENCE),
)
TABLES = (
    Said("verantwoordingsregels", "Verantwoordingsregels",
        "jaar* wet* raamovereenkomst* aanbieder* gemeente* product_code* omschrijving eenheid* tarief aantal* "
        "bedrag_toegekend* bedrag_in_behandeling bedrag_nog_te_declareren bedrag_totaal* unieke_clienten "
        "toelichting",
        key="jaar wet raamovereenkomst aanbieder gemeente product_code tarief"),
    Said("verantwoordingen", "Verantwoordingen (voorblad)",
        "jaar* wet* raamovereenkomst* aanbieder* kvk naam versie dagtekening soort_verklaring oordeel "
        "getekend_bedrag ontvangen_op",
        key="jaar wet raamovereenkomst aanbieder"),
    Said("verantwoordingstotalen", "Verantwoordingstotalen",
        "jaar* wet* raamovereenkomst* aanbieder* gemeente product_code bedrag_totaal*",
        key="gemeente product_code"),
    Said("verantwoording_verwacht", "Verwachte verantwoordingen",
        "jaar* wet* aanbieder* gedeclareerd_bedrag* ontvangen*",
        key="jaar wet aanbieder", kept=False),
)  # fmt: skip
ADDED = (
    Told("verantwoording", {
        "omzet_verantwoording": ("Totaal van de verantwoording", E),
        "omzet_wet": ("Omzet onder de wet, over alle gemeenten", E),
        "omzet_hoogste_gemeente": ("Omzet in de gemeente met de meeste omzet", E),
        "verantwoording_bekend": ("Verantwoording bekend", B),
        "uiterste_dag": ("Eerste dag waarop het te laat is", D),
        "uiterste_dag_verklaring": ("Eerste dag waarop de verklaring te laat is", D),
        "wet_voorblad": ("Wet op het Voorblad", C),
        "som_van_regels": ("Som van de regels", E),
        "verantwoord_toegekend": ("Als toegekend verantwoord voor het product in de gemeente", E),
        "verantwoord_totaal": ("Verantwoord voor het product in de gemeente", E),
        "product_eerst": ("Eerste regel van het product in de gemeente", B),
        "product_toegelicht": ("Bij het product staat een toelichting", B),
        "in_totaaloverzicht": ("Gemeente staat in het totaaloverzicht", B),
    }),
    Told("eerdere_declaratieregels", {
        "product_gedeclareerd": ("Product in het jaar gedeclareerd", B),
        "toegekend_in_jaar": ("Toegekend in het jaar", E),
        "clienten_in_jaar": ("Clienten in het jaar", G),
        "gemeenten_zonder_regels": ("Overzicht van declaraties over het jaar", T),
    }),
    Told("eerdere_verantwoordingsregels", {
        "omzet_vorig_jaar": ("Omzet van het vorige jaar", E),
        "vorige_versie_bedrag": ("Totaal van de vorige versie", E),
        "verschil_met_vorige_versie": ("Verschil met de vorige versie", E),
    }),
    Told("tarieven", {"tarief_in_jaar": ("Tarief in het jaar overeengekomen", B)}),
    Told("producten", {"product_andere_wet": ("Andere wet waaronder het product staat", C)}),
    Told("lidmaatschap", {"lid_in_jaar": ("Gemeente was in het jaar lid", B)}),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "verantwoording": "jaar wet raamovereenkomst aanbieder",
    "eerdere_verantwoordingsregels": "jaar wet raamovereenkomst aanbieder gemeente product_code",
    "lidmaatschap": "gemeente jaar wet raamovereenkomst aanbieder",
}
