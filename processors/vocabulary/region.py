# SPDX-License-Identifier: EUPL-1.2
"""What is judged of the region as a whole: who delivered, totals, contracts, evidence, publications."""

from processors.vocabulary.field import REFERENCE, Field, Kind
from processors.vocabulary.words import Said, Told

C, E, D, G, B = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.TRUTH

FIELDS = (
    Field("bedrag_regio", "Bedrag in de regio", E, "eurocent", source=REFERENCE),
    Field("bedrag_leveringen", "Bedrag in de leveringen", E, "eurocent", source=REFERENCE),
    Field("gerealiseerd_bedrag", "Gerealiseerd bedrag", E, "eurocent", source=REFERENCE),
    Field("verplicht_bedrag", "Nog te leveren op toewijzingen", E, "eurocent", source=REFERENCE),
    Field("laatste_levering", "Laatste levering of declaratie", D, source=REFERENCE),
    Field("afgegeven_op", "Afgegeven op", D, source=REFERENCE),
    Field("index", "Index", G, "honderdste procent", source=REFERENCE),
    Field("tabel", "Tabel", source=REFERENCE),
    Field("rij_naam", "Naam van de rij", source=REFERENCE),
    Field("kolom_naam", "Naam van de kolom", source=REFERENCE),
    Field("clienten", "Aantal clienten", G, "clienten", source=REFERENCE),
    Field("getoond", "Getoond", C, codelist="ja_nee", source=REFERENCE),
    Field("openbaar", "Buiten de gemeenten gepubliceerd", C, codelist="ja_nee", source=REFERENCE),
    Field("voor_aanbieder", "Bestemd voor aanbieder", C, width=8, source=REFERENCE),
    Field("aanbieders_in_groep", "Aantal aanbieders in de vergelijking", G, "aanbieders", source=REFERENCE),
)
TABLES = (
    Said(
        "leveringen", "Leveringen (stand)",
        "soort* wet gemeente aanbieder maand* status* ontvangen_op uiterste_datum",
        key="soort gemeente aanbieder maand", kept=False,
        own=(
            Field("soort", "Soort", C, codelist="soort_levering", source=REFERENCE),
            Field("status", "Status van de levering", C, source=REFERENCE),
        ),
    ),
    Said(
        "regiototalen", "Controletotalen van de regio", "wet* maand* bedrag_regio* bedrag_leveringen*",
        key="wet maand", kept=False,
    ),
    Said(
        "contractstanden", "Stand per contract",
        "contract_nummer* aanbieder* wet* begindatum* einddatum bestedingsruimte gerealiseerd_bedrag* "
        "verplicht_bedrag laatste_levering",
        key="contract_nummer", kept=False,
    ),
    Said(
        "bewijsstukken", "Bewijsstukken", "aanbieder* soort* afgegeven_op* contract_nummer toelichting",
        key="aanbieder soort contract_nummer", reference=True,
        own=(Field("soort", "Soort bewijsstuk", C, codelist="soort_bewijsstuk", source=REFERENCE),),
    ),
    Said(
        "indexen", "Afgesproken indexen", "contract_nummer* jaar* index* toelichting",
        key="contract_nummer jaar", reference=True,
    ),
    Said(
        "publicatiecellen", "Cellen die naar buiten gaan",
        "tabel* rij_naam* kolom_naam* clienten* getoond* openbaar*", key="tabel rij_naam kolom_naam", kept=False,
    ),
    Said(
        "exportregels", "Regels in een export voor een aanbieder",
        "tabel* voor_aanbieder* aanbieder aanbieders_in_groep", key="tabel voor_aanbieder aanbieder", kept=False,
    ),
)  # fmt: skip
ADDED = (
    Told("bewijsstukken", {"bewijs_geldig_tot": ("Bewijsstuk geldig tot en met", D)}),
    Told("indexen", {
        "tarief_vorig_jaar": ("Tarief van het vorige jaar", E),
        "index_afgesproken": ("Afgesproken index in honderdsten van een procent", G),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "bewijsstukken": "soort afgegeven_op",
    "indexen": "contract_nummer gemeente wet product_code geldig_van",
}
