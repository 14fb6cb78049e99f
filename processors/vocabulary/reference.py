# SPDX-License-Identifier: EUPL-1.2
"""What people keep beside submissions: contracts, tariffs, products, registers, dates, parameters."""

from processors.vocabulary.field import REFERENCE, Field, Kind
from processors.vocabulary.words import Said, Taken, Told

C, E, D, G, B = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.TRUTH

FIELDS = (
    Field("contract_nummer", "Contractnummer", C, source=REFERENCE),
    Field("naam", "Naam", source=REFERENCE),
    Field("kvk", "KvK-nummer", C, width=8, source=REFERENCE),
    Field("subregio", "Subregio", codelist="subregio", source=REFERENCE),
    Field("module", "Module", C, codelist="module", source=REFERENCE),
    Field("uitvoeringsvariant", "Uitvoeringsvariant", C, codelist="uitvoeringsvariant", source=REFERENCE),
    Field("bestedingsruimte", "Bestedingsruimte", E, "eurocent", source=REFERENCE),
    Field("profiel", "Regelprofiel", source=REFERENCE),
    Field("per_uur", "Tarief per uur", C, codelist="ja_nee", source=REFERENCE),
    Field("geldig_van", "Geldig van", D, source=REFERENCE),
    Field("geldig_tot", "Geldig tot en met", D, source=REFERENCE),
    Field("eenheden", "Eenheden", C, source=REFERENCE),
    Field("frequenties", "Frequenties", C, source=REFERENCE),
    Field("vast_pakket", "Vast pakket", C, codelist="ja_nee", source=REFERENCE),
    Field("wachttijd_norm", "Norm voor de wachttijd", G, "dagen", source=REFERENCE),
    Field("andere_product_code", "Andere productcode", C, source=REFERENCE),
    Field("opvolger", "Opvolger (AGB)", C, width=8, source=REFERENCE),
    Field("afspraak", "Afspraak", C, source=REFERENCE),
    Field("bedrag", "Bedrag", E, "eurocent", source=REFERENCE),
    Field("werkelijke_kosten", "Werkelijke kosten", E, "eurocent", source=REFERENCE),
    Field("van", "Van", D, source=REFERENCE),
    Field("tot", "Tot en met", D, source=REFERENCE),
    Field("leeftijdsgroep", "Leeftijdsgroep", C, source=REFERENCE),
    Field("uiterste_datum", "Uiterste datum", D, source=REFERENCE),
    Field("parameter", "Parameter", C, source=REFERENCE),
    Field("waarde", "Waarde", source=REFERENCE),
    Field("herkomst", "Herkomst", source=REFERENCE),
)
TABLES = (
    Said("contracten", "Contracten",
        "contract_nummer* aanbieder* naam raamovereenkomst module* wet* uitvoeringsvariant* begindatum* einddatum "
        "bestedingsruimte profiel",
        key="contract_nummer", reference=True),
    Said("tarieven", "Tarieven",
        "contract_nummer* aanbieder* gemeente* wet* product_categorie* product_code* eenheid* tarief* per_uur "
        "geldig_van* geldig_tot",
        key="contract_nummer gemeente wet product_code geldig_van", reference=True),
    Said("producten", "Producten",
        "wet* product_categorie* product_code* omschrijving eenheden frequenties vast_pakket wachttijd_norm",
        key="wet product_code", reference=True),
    Said("ongeldige_combinaties", "Ongeldige combinaties",
        "wet* product_code* andere_product_code* toelichting",
        key="wet product_code andere_product_code", reference=True),
    Said("profielen", "Regelprofielen", "profiel* afspraak* waarde toelichting",
        key="profiel afspraak", reference=True),
    Said("aanbieders", "Aanbieders", "aanbieder* kvk naam* subregio opvolger tot", key="aanbieder", reference=True),
    Said("budgetten", "Budgetten", "gemeente* wet* jaar* product_categorie bedrag*",
        key="gemeente wet jaar product_categorie", reference=True),
    Said("modulebudgetten", "Modulebudgetten", "module* jaar* bedrag* werkelijke_kosten", key="module jaar",
        reference=True),
    Said("grootboek", "Grootboek", "gemeente* wet* maand* bedrag*", key="gemeente wet maand", reference=True),
    Said("lidmaatschap", "Lidmaatschap", "gemeente* module* van* tot", key="gemeente module van", reference=True),
    Said("inwoners", "Inwoners", "gemeente* jaar* leeftijdsgroep* aantal*",
        key="gemeente jaar leeftijdsgroep", reference=True),
    Said("kalender", "Kalender", "soort* maand* uiterste_datum*", key="soort maand", reference=True,
        own=(Field("soort", "Soort", C, codelist="soort_kalender", source=REFERENCE),),
    ),
    Said("parameters", "Parameters",
        "parameter* waarde* eenheid herkomst contract_nummer raamovereenkomst jaar wet toelichting",
        key="parameter contract_nummer raamovereenkomst jaar wet", reference=True,
        own=(Field("eenheid", "Eenheid", source=REFERENCE),),
    ),
    Said("eigen_regels", "Eigen regels",
        "regel* tabel* kolom* soort* voorwaarde waarden als ernst* gevolg melding* actie* bron* geldig_van geldig_tot "
        "contract_nummer raamovereenkomst toelichting",
        key="regel", reference=True,
        own=(
            Field("regel", "Regel", C, source=REFERENCE), Field("tabel", "Tabel", C, source=REFERENCE),
            Field("kolom", "Kolom", C, source=REFERENCE), Field("soort", "Soort", C, source=REFERENCE),
            Field("voorwaarde", "Voorwaarde", source=REFERENCE), Field("waarden", "Waarden", source=REFERENCE),
            Field("als", "Als", source=REFERENCE), Field("ernst", "Ernst", C, source=REFERENCE),
            Field("gevolg", "Gevolg", C, source=REFERENCE), Field("melding", "Melding", source=REFERENCE),
            Field("actie", "Actie", source=REFERENCE), Field("bron", "Bron of besluit", source=REFERENCE),
        ),
    ),
)  # fmt: skip
ADDED = (
    Taken(
        "tarieven", "contract", "van het contract", "tarieven",
        "tarief per_uur eenheid",
    ),
    Told("contracten", {
        "contract_bekend": ("Contract bekend", B),
        "contract_tot_einde": ("Contract bekend op de einddatum", B),
        "lid_van_module": ("Gemeente is lid", B),
    }),
    Taken(
        "contracten", "contract", "van het contract", "contracten",
        "module uitvoeringsvariant profiel contract_nummer raamovereenkomst",
    ),
    Told("contracten", {
        "halve_maand_dag": ("Dag van de halvemaandafspraak", G),
    }),
    Told("aanbieders", {
        "aanbieder_bekend": ("Aanbieder bekend", B),
    }),
    Taken(
        "aanbieders", "aanbieder", "van de aanbieder", "aanbieders",
        "opvolger tot",
    ),
    Told("producten", {
        "product_bekend": ("Product bekend", B),
    }),
    Taken(
        "producten", "product", "van het product", "producten",
        "eenheden frequenties vast_pakket wachttijd_norm",
    ),
    Told("ongeldige_combinaties", {
        "strijdig_product": ("Product dat niet tegelijk mag", C),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "tarieven": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
    "contracten": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
    "aanbieders": "aanbieder",
    "producten": "wet product_categorie product_code",
    "ongeldige_combinaties": "wet client product_code ingangsdatum einddatum",
}
