# SPDX-License-Identifier: EUPL-1.2
"""What messages (xml) say of themselves, and the answer to a declaration (325)."""

from processors.vocabulary.field import Field, Kind
from processors.vocabulary.words import Said, Taken, Told

T, C, E, D, G, B = Kind.TEXT, Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.TRUTH

FIELDS = (
    Field("bericht_code", "Berichtcode", C),
    Field("bericht_versie", "Berichtversie", C),
    Field("bericht_subversie", "Berichtsubversie", C),
    Field("basisschema_xsd_versie", "Versie van het basisschema", C),
    Field("bericht_xsd_versie", "Versie van het berichtschema", C),
    Field("xslt_versie", "Versie van de xslt", C),
    Field("identificatie_retour", "Identificatie van het retourbericht", C),
    Field("dagtekening_retour", "Dagtekening van het retourbericht", D),
    Field("basisschema_xsd_versie_retour", "Versie van het basisschema (retour)", C),
    Field("bericht_xsd_versie_retour", "Versie van het berichtschema (retour)", C),
    Field("declaratie_identificatie", "Identificatie van het declaratiebericht", C),
    Field("declaratie_bericht_dagtekening", "Dagtekening van het declaratiebericht", D),
    Field("basisschema_xsd_versie_declaratie", "Versie van het basisschema (declaratie)", C),
    Field("bericht_xsd_versie_declaratie", "Versie van het berichtschema (declaratie)", C),
    Field("totaal_toegekend_bedrag", "Totaal toegekend bedrag", E, "eurocent"),
    Field("toegekend_debet_credit", "Debet of credit van het toegekende totaal", C, codelist="debet_credit", width=1),
    Field("client_retourcodes", "Retourcodes van de client", C, codelist="retourcode"),
)
TABLES = (
    Said("declaratieantwoorden", "Antwoorden op declaraties",
        "wet* gemeente* aanbieder* identificatie* dagtekening* declaratie_identificatie* "
        "declaratie_bericht_dagtekening~ basisschema_xsd_versie_declaratie~ bericht_xsd_versie_declaratie~ "
        "declaratie_nummer totaal_ingediend_bedrag totaal_debet_credit totaal_toegekend_bedrag "
        "toegekend_debet_credit retourcodes",
        key="wet gemeente aanbieder identificatie"),
    Said("afgewezen_regels", "Afgewezen declaratieregels",
        "wet* gemeente* aanbieder* declaratie_identificatie* declaratie_nummer* referentie_nummer* "
        "vorig_referentie_nummer client* toewijzing_nummer* product_categorie* product_code* "
        "product_periode_begin* product_periode_eind* geleverd_volume* eenheid* product_tarief ingediend_bedrag* "
        "debet_credit* retourcodes* client_retourcodes~",
        key="wet aanbieder referentie_nummer"),
)  # fmt: skip
ADDED = (
    Told("berichten", {
        "bericht_eerder_ontvangen": ("Bericht eerder ontvangen", B),
        "declaratiebericht_bekend": ("Declaratiebericht (323) bekend", B),
        "werkdagen_tot_declaratieantwoord": ("Werkdagen tot het antwoord op de declaratie", G),
    }),
    Taken(
        "berichten", "declaratiebericht", "van het declaratiebericht", "berichten",
        "basisschema_xsd_versie bericht_xsd_versie",
    ),
    Told("ontvangst", {
        "werkdagen_tot_retour": ("Werkdagen tot het retourbericht", G),
    }),
    Told("afgewezen_regels", {
        "afgewezen_aantal": ("Afgewezen regels in het antwoord", G),
        "afgewezen_saldo": ("Debet min credit van de afgewezen regels", E),
    }),
    Told("eerdere_declaratieregels", {
        "onbekende_declaratie": ("Declaratie met dit nummer onbekend", B),
        "regel_gedeclareerd": ("Regel in de declaratie bekend", B),
        "gelijk_gedeclareerd": ("Regel gelijk aan de gedeclareerde regel", B),
        "afwijkend_gegeven": ("Eerste gegeven dat afwijkt van de gedeclareerde regel", T),
    }),
    Told("verzoekantwoorden", {
        "eerder_beantwoord": ("Verzoek eerder beantwoord", B),
        "eerder_afgewezen": ("Verzoek eerder afgewezen", B),
    }),
    Told("toewijzingen", {
        "verzoek_gehonoreerd": ("Verzoek voor het antwoord met een toewijzing gehonoreerd", B),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "berichten": "wet gemeente aanbieder bericht identificatie declaratie_identificatie",
    "afgewezen_regels": "wet gemeente aanbieder declaratie_identificatie",
    "verzoekantwoorden": "wet aanbieder referentie_aanbieder",
}
