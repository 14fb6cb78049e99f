# SPDX-License-Identifier: EUPL-1.2
"""Declarations, allocations, starts and stops: the words of the iStandaarden and what the region adds."""

from processors.vocabulary.field import REFERENCE, STANDARD, Field, Kind
from processors.vocabulary.words import Said, Taken, Told

T, C, E, D, G, M, B = Kind.TEXT, Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.MONTH, Kind.TRUTH

FIELDS = (
    Field("wet", "Wet", C, codelist="wet"),
    Field("gemeente", "Gemeente", C, codelist="gemeenten_mgr", width=4),
    Field("aanbieder", "Aanbieder (AGB)", C, width=8),
    Field("client", "Client", C, personal=True, source=f"{STANDARD}, Bsn"),
    Field("geboorte_jaar", "Geboortejaar", G, "jaar", personal=True),
    Field("toewijzing_nummer", "Toewijzingnummer", G),
    Field("toewijzing_datum", "Toewijzingsdatum", D),
    Field("toewijzing_tijd", "Toewijzingstijd"),
    Field("toewijzing_ingangsdatum", "Ingangsdatum toewijzing", D),
    Field("commentaar", "Commentaar", personal=True),
    Field("ingangsdatum", "Ingangsdatum", D),
    Field("begindatum", "Begindatum", D),
    Field("einddatum", "Einddatum", D),
    Field("reden_wijziging", "Reden wijziging", C, codelist="reden_wijziging_toewijzing", width=2),
    Field("product_categorie", "Productcategorie", C, codelist="productcategorie", width=2),
    Field("product_code", "Productcode", C),
    Field("volume", "Volume", G, "eenheid van de regel"),
    Field("eenheid", "Eenheid", C, codelist="eenheid", width=2),
    Field("frequentie", "Frequentie", C, codelist="frequentie", width=1),
    Field("budget", "Budget", E, "eurocent"),
    Field("referentie_aanbieder", "Referentie aanbieder"),
    Field("type_verwijzer", "Type verwijzer", C, codelist="type_verwijzer", width=2),
    Field("dagtekening", "Dagtekening", D),
    Field("ontvangen_op", "Ontvangen op", D, source=REFERENCE),
    Field("retourcodes", "Retourcodes", C, codelist="retourcode"),
    Field("declaratie_nummer", "Declaratienummer", C),
    Field("declaratie_maand", "Declaratiemaand", M),
    Field("declaratie_dagtekening", "Declaratiedagtekening", D),
    Field("declaratie_periode_begin", "Declaratieperiode begin", D),
    Field("declaratie_periode_eind", "Declaratieperiode eind", D),
    Field("totaal_ingediend_bedrag", "Totaal ingediend bedrag", E, "eurocent"),
    Field("totaal_debet_credit", "Debet of credit van het totaal", C, codelist="debet_credit", width=1),
    Field("referentie_nummer", "Referentienummer", C),
    Field("vorig_referentie_nummer", "Vorig referentienummer", C),
    Field("product_periode_begin", "Productperiode begin", D),
    Field("product_periode_eind", "Productperiode eind", D),
    Field("geleverd_volume", "Geleverd volume", G, "eenheid van de regel"),
    Field("product_tarief", "Producttarief", E, "eurocent per eenheid"),
    Field("ingediend_bedrag", "Ingediend bedrag", E, "eurocent"),
    Field("debet_credit", "Debet of credit", C, codelist="debet_credit", width=1),
    Field("status", "Status", C, codelist="status_regel"),
    Field("toegekend_bedrag", "Toegekend bedrag", E, "eurocent"),
    Field("reden_beeindiging", "Reden beeindiging", C, codelist="reden_beeindiging", width=2),
    Field("status_aanlevering", "Status aanlevering", C, codelist="status_aanlevering", width=1),
    Field("identificatie", "Berichtidentificatie", C),
    Field("bericht", "Bericht", C, codelist="berichten", width=3),
    Field("retour_op", "Retour op", D, source=REFERENCE),
    Field(
        "technisch_afgekeurd",
        "Technisch afgekeurd",
        C,
        codelist="ja_nee",
    ),
    Field("maand", "Maand", M, source=REFERENCE),
)
TABLES = (
    Said("declaratieregels", "Declaratieregels",
        "wet* gemeente* aanbieder* declaratie_nummer* declaratie_maand* declaratie_dagtekening* "
        "referentie_nummer* vorig_referentie_nummer client* toewijzing_nummer* product_categorie* product_code* "
        "product_periode_begin* product_periode_eind* geleverd_volume* eenheid* product_tarief ingediend_bedrag* "
        "debet_credit* status toegekend_bedrag retourcodes "
        "declaratie_periode_begin~ declaratie_periode_eind~ totaal_ingediend_bedrag~ totaal_debet_credit~",
        key="wet aanbieder referentie_nummer"),
    Said("toewijzingen", "Toewijzingen",
        "wet* gemeente* aanbieder* client* geboorte_jaar toewijzing_nummer* toewijzing_datum* ingangsdatum* "
        "einddatum reden_wijziging product_categorie product_code volume eenheid frequentie budget "
        "referentie_aanbieder type_verwijzer toewijzing_tijd~ commentaar~ retourcodes~",
        key="wet gemeente toewijzing_nummer toewijzing_datum"),
    Said("regieberichten", "Regieberichten (start en stop)",
        "wet* gemeente* aanbieder* client* toewijzing_nummer* soort* begindatum* einddatum reden_beeindiging "
        "status_aanlevering* dagtekening* ontvangen_op "
        "product_categorie~ product_code~ toewijzing_ingangsdatum~ retourcodes~",
        key="wet gemeente toewijzing_nummer soort begindatum einddatum status_aanlevering",
        own=(Field("soort", "Soort", C, codelist="soort_regiebericht"),),
    ),
    Said("berichten", "Berichten",
        "wet* gemeente* aanbieder* bericht* identificatie* dagtekening* ontvangen_op retour_op retourcodes "
        "technisch_afgekeurd "
        "bericht_code~ bericht_versie~ bericht_subversie~ basisschema_xsd_versie~ bericht_xsd_versie~ xslt_versie~ "
        "identificatie_retour~ dagtekening_retour~ basisschema_xsd_versie_retour~ bericht_xsd_versie_retour~",
        key="wet gemeente aanbieder bericht identificatie"),
)  # fmt: skip
ADDED = (
    Taken(
        "toewijzingen", "toegewezen", "van de toewijzing", "toewijzingen",
        "client aanbieder ingangsdatum einddatum reden_wijziging product_categorie product_code volume "
        "eenheid frequentie budget toewijzing_datum",
    ),
    Told("toewijzingen", {
        "toewijzing_bekend": ("Toewijzing bekend", B),
        "maximum_periode": ("Maximum in de productperiode", G),
        "toegewezen_opvolger": ("Opvolger (AGB) van de aanbieder van de toewijzing", C),
        "maximum_toewijzing": ("Maximum over de hele toewijzing", G),
        "maximum_lokaal": ("Maximum in de productperiode volgens de afspraak", G),
        "maximum_afspraak": ("Afspraak over het maximum", T),
        "vorige_versie_bekend": ("Vorige versie van de toewijzing bekend", B),
        "versie_ingehaald": ("Latere versie van de toewijzing bekend", B),
        "dubbel_toegewezen": ("Zelfde product in deze periode al toegewezen", B),
        "referentie_eerder_toegewezen": ("Referentie aanbieder eerder bij een toewijzing gebruikt", B),
    }),
    Taken(
        "toewijzingen", "vorige", "van de vorige versie", "toewijzingen",
        "client aanbieder toewijzing_datum ingangsdatum einddatum product_categorie product_code volume "
        "eenheid frequentie budget",
    ),
    Told("regieberichten", {
        "start_bekend": ("Start bekend", B),
        "gestart_op": ("Eerste start op de toewijzing", D),
        "levering_begin": ("Begin van de levering", D),
        "levering_eind": ("Einde van de levering", D),
        "dagen_gestopt": ("Dagen tijdelijk gestopt in de productperiode", G),
        "eerder_aangeleverd": ("Eerder aangeleverd en niet verwijderd", B),
        "lopende_start": ("Begindatum van de lopende start", D),
        "bekende_stopdatum": ("Einddatum van de bekende stop", D),
        "tijdelijk_gestopt": ("Tijdelijke stop bekend", B),
        "definitief_gestopt": ("Definitieve stop bekend", B),
        "laatste_tijdelijke_stop": ("Laatste tijdelijke stop", D),
    }),
    Taken(
        "eerdere_declaratieregels", "vorig", "van de eerdere regel", "declaratieregels",
        "gemeente client toewijzing_nummer product_categorie product_code product_periode_begin "
        "product_periode_eind geleverd_volume eenheid ingediend_bedrag",
    ),
    Told("eerdere_declaratieregels", {
        "vorig_bekend": ("Goedgekeurde debetregel bekend", B),
        "vorig_gecrediteerd": ("Debetregel al gecrediteerd", B),
        "credit_geldt": ("Creditregel neemt een goedgekeurde debetregel ongewijzigd terug", B),
        "eerder_referentie": ("Referentienummer eerder gebruikt", B),
        "eerder_declaratie": ("Declaratienummer eerder gebruikt", B),
        "eerder_debet_open": ("Periode eerder gedeclareerd en niet gecrediteerd", B),
        "eerder_volume": ("Eerder gedeclareerd volume op de toewijzing", G),
        "eerder_geteld": ("Eerder gedeclareerd volume, uren geteld in minuten", G),
        "eerder_bedrag": ("Eerder gedeclareerd bedrag op de toewijzing", E),
        "goedgekeurde_regels": ("Goedgekeurde debetregels op de toewijzing, niet gecrediteerd", G),
        "declaraties_bekend_vanaf": ("Declaraties van de aanbieder bekend vanaf", D),
        "vorige_declaratie_maand": ("Vorige declaratiemaand van de aanbieder", M),
    }),
    Told("ontvangst", {
        "peildatum": ("Peildatum (dag van ontvangst)", D),
        "werkdagen_tot_melding": ("Werkdagen tot de dagtekening", G),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "toewijzingen": "wet gemeente toewijzing_nummer toewijzing_datum toewijzing_tijd",
    "regieberichten": "wet gemeente toewijzing_nummer",
    "eerdere_declaratieregels": "wet gemeente aanbieder toewijzing_nummer eenheid vorig_referentie_nummer",
    "ontvangst": "",
}
