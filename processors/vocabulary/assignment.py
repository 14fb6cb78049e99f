# SPDX-License-Identifier: EUPL-1.2
"""What the intake workbook of a tender asks (lots, products, criteria, requirements), and how offers were scored."""

from processors.vocabulary.field import Field, Kind
from processors.vocabulary.words import Added, Said

TENDER = "eigen ontwerp (opdrachtformulier)"
C, E, D, G = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE

FIELDS = (
    Field("perceel_naam", "Naam van het perceel", source=TENDER),
    Field("aantal_contracten", "Aantal te gunnen contracten", G, source=TENDER),
    Field("geraamde_waarde", "Geraamde waarde", E, "eurocent", source=TENDER),
    Field("referentie_tarief", "Referentietarief", E, "eurocent per eenheid", source=TENDER),
    Field("jaarvolume", "Verwacht volume per jaar", G, "eenheden", source=TENDER),
    Field("volume_tonen", "Volume tonen", C, codelist="ja_nee", source=TENDER),
    Field("criterium_soort", "Soort criterium", C, codelist="soort_criterium", source=TENDER),
    Field("punten", "Punten", G, "van de 100", source=TENDER),
    Field("schaal", "Hoogste score", G, source=TENDER),
    Field("minimum_score", "Laagste score die nog mag", G, source=TENDER),
    Field("prijsformule", "Prijsformule", C, codelist="prijsformule", source=TENDER),
    Field("bodem", "Prijs met alle punten", E, "eurocent", source=TENDER),
    Field("plafond", "Prijs zonder punten", E, "eurocent", source=TENDER),
    Field("macht", "Macht van de kromme", G, source=TENDER),
    Field("eis", "Nummer van de eis", C, source=TENDER),
    Field("eis_tekst", "Eis", source=TENDER),
    Field("fase", "Wanneer te bewijzen", C, codelist="fase_eis", source=TENDER),
    Field("bewijs", "Bewijs", source=TENDER),
    Field("bewijsmiddel", "Bewijsmiddel", source=TENDER),
    Field("geldig_maanden", "Geldig", G, "maanden voor de peildatum", source=TENDER),
    Field("soort_dagen", "Soort dagen", C, codelist="soort_dagen", source=TENDER),
    Field("vaste_datum", "Vaste datum", D, source=TENDER),
    Field("consensus", "Consensus", G, "punten van de schaal", source=TENDER),
    Field("loting", "Loting", G, source=TENDER),
    Field("nota_nummer", "Nota", G, source=TENDER),
    Field("pagina", "Pagina", C, source=TENDER),
    Field("wijziging", "Wijziging", source=TENDER),
    Field("opmerking", "Opmerking", source=TENDER),
    Field("onderwerp", "Onderwerp", source=TENDER),
    Field("voldoet", "Voldoet u?", C, codelist="ja_nee", source=TENDER),
)
TABLES = (
    Said(
        "percelen", "Percelen", "perceel* perceel_naam* aantal_contracten* geraamde_waarde", key="perceel", kept=False,
    ),
    Said("perceelgemeenten", "Gemeenten per perceel", "perceel* gemeente*", key="perceel gemeente", kept=False),
    Said(
        "perceelproducten", "Producten per perceel",
        "perceel* wet* product_categorie* product_code* omschrijving eenheid* uitvoeringsvariant referentie_tarief "
        "minimum_tarief maximum_tarief nul_toegestaan* jaarvolume volume_tonen",
        key="perceel product_code", kept=False,
    ),
    Said(
        "gunningscriteria", "Gunningscriteria",
        "perceel* criterium* criterium_soort* punten* schaal minimum_score prijsformule bodem plafond macht",
        key="perceel criterium", kept=False,
    ),
    Said("eisen", "Eisen", "eis* perceel eis_tekst* fase* bewijs", key="eis", kept=False),
    Said("gevraagde_bewijsmiddelen", "Bewijsmiddelen", "bewijsmiddel* geldig_maanden", key="bewijsmiddel", kept=False),
    Said(
        "procedurestappen", "Stappen", "stap_nummer* stap* termijn_dagen soort_dagen* vaste_datum",
        key="stap_nummer", kept=False,
    ),
    Said(
        "beoordelingen", "Beoordeling", "inschrijver* criterium* consensus", key="inschrijver criterium", kept=False,
    ),
    Said(
        "vragenlog", "Vragenlog",
        "nota_nummer* vraag_nummer* inschrijver document* pagina vraag* antwoord_tekst wijziging",
        key="nota_nummer vraag_nummer", kept=False,
    ),
    Said(
        "ontvangen_bewijsmiddelen", "Checklist",
        "inschrijver* bewijsmiddel* geldig_maanden afgegeven_op geldig_tot opmerking",
        key="inschrijver bewijsmiddel", kept=False,
    ),
    Said("evaluatievragen", "Evaluatie", "onderwerp* waarde toelichting", key="onderwerp", kept=False),
    Said("conformiteiten", "Conformiteitenlijst", "eis* voldoet", key="eis", kept=False),
    Said("lotingen", "Rangorde", "inschrijver* loting", key="inschrijver", kept=False),
)  # fmt: skip
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
