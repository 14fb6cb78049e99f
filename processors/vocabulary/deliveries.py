# SPDX-License-Identifier: EUPL-1.2
"""What a municipality delivers about itself (gemeentelevering), beside the tables it shares with others."""

from processors.vocabulary.field import REFERENCE, Field, Kind
from processors.vocabulary.words import Said, Told

C, E, D, G, M, B = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.MONTH, Kind.TRUTH

FIELDS = (
    Field("leveringsmaand", "Leveringsmaand", M, source=REFERENCE),
    Field("aantal_clienten", "Aantal clienten", G, "clienten", source=REFERENCE),
    Field("regels", "Regels", G, "regels", source=REFERENCE),
)
TABLES = (
    # The totals of a municipality that agreed to deliver no lines: nothing in it is about one person.
    Said("declaratietotalen", "Declaratietotalen",
        "wet* gemeente* aanbieder* product_categorie* product_code leveringsmaand* declaratie_maand* volume* eenheid* "
        "ingediend_bedrag* toegekend_bedrag aantal_clienten regels*",
        key="wet gemeente aanbieder product_categorie product_code eenheid leveringsmaand declaratie_maand"),
    # Worked out from a delivery, never sent: what it adds up to, and the delivery itself.
    Said("leveringsmaanden", "Leveringsmaanden (opgeteld uit een gemeentelevering)",
        "gemeente* wet* maand* ingediend_bedrag* toegekend_bedrag",
        key="gemeente wet maand", kept=False,
        own=(
            Field("ingediend_bedrag", "Ingediend bedrag van geaccepteerde regels", E, "eurocent", source=REFERENCE),
            Field("toegekend_bedrag", "Toegekend bedrag van alle regels", E, "eurocent", source=REFERENCE),
        ),
    ),
    Said("ontvangen_leveringen", "Ontvangen leveringen (afgeleid)", "soort* maand*",
        key="soort maand", kept=False,
        own=(Field("soort", "Soort", C, codelist="soort_levering", source=REFERENCE),),
    ),
)  # fmt: skip
ADDED = (
    Told("grootboek", {
        "grootboek_bedrag": ("Bedrag in het grootboek", E),
    }),
    Told("eerdere_leveringen", {
        "vorig_bedrag": ("Ingediend bedrag in de vorige levering", E),
        "vorig_verschil": ("Verschil met de vorige levering", E),
        "vorige_maand": ("Vorige maand met een levering", M),
    }),
    Told("kalender", {
        "levering_uiterlijk": ("Uiterste datum van de levering", D),
    }),
    Told("andere_gemeenten", {
        "referentie_elders": ("Andere gemeente met hetzelfde referentienummer", C),
        "toewijzing_elders": ("Andere gemeente met dezelfde client en toewijzing in deze periode", C),
    }),
    Told("kosten", {
        "kosten_client": ("Kosten van de client in de maand", E),
        "kosten_midden": ("Mediaan van de kosten per client per maand", E),
        "kosten_spreiding": ("Mediane afwijking van de mediaan", E),
        "kosten_percentiel": ("Hoog percentiel van de kosten per client per maand", E),
        "kosten_waarnemingen": ("Aantal waarnemingen van het product", G),
    }),
    Told("producten", {
        "product_in_catalogus": ("Productcode in de catalogus", B),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "grootboek": "gemeente wet maand",
    "eerdere_leveringen": "gemeente wet maand",
    "kalender": "soort maand",
    "andere_gemeenten": "wet gemeente aanbieder client referentie_nummer toewijzing_nummer product_periode_begin "
    "product_periode_eind",
    "kosten": "wet client product_code declaratie_maand ingediend_bedrag debet_credit",
}
