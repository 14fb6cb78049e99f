# SPDX-License-Identifier: EUPL-1.2
"""Requests for an allocation or a change of one (315, 317) and their answers."""

from processors.vocabulary.field import REFERENCE, Field, Kind
from processors.vocabulary.words import Said, Told

T, C, D, G, B = Kind.TEXT, Kind.CODE, Kind.DATE, Kind.WHOLE, Kind.TRUTH

FIELDS = (
    Field("onderdeel", "Onderdeel", C, codelist="onderdeel_verzoek"),
    Field("gewenste_ingangsdatum", "Gewenste ingangsdatum", D),
    Field("reden_verzoek", "Reden verzoek", C, codelist="reden_verzoek", width=1),
    Field("antwoord", "Antwoord", C, codelist="antwoord_verzoek"),
    Field("reden_afwijzing", "Reden afwijzing", C, codelist="reden_afwijzing_verzoek", width=1),
    Field("antwoord_op", "Antwoord op", D, source=REFERENCE),
    Field("beschikking_nummer", "Nummer van de beschikking", G),
    Field("beschikking_ingangsdatum", "Ingangsdatum van de beschikking", D),
    Field("zorgverlener_code", "Code van de verwijzer (AGB)", C, width=8),
    Field("verwijzer_naam", "Naam van de verwijzer", personal=True),
    Field("raamcontract", "Raamcontract", C, codelist="ja_nee_istandaarden"),
    Field("verzoek_retourcodes", "Retourcodes van het verzoek", C, codelist="retourcode"),
    Field("verzoek_antwoord", "Antwoord op het verzoek", C, codelist="verzoek_antwoord", width=1),
    Field("woonplaats_gemeente", "Gemeente volgens het woonplaatsbeginsel", C, width=4),
    Field("woonplaats_retourcodes", "Retourcodes van het woonplaatsbeginsel", C, codelist="retourcode"),
)
TABLES = (
    Said("verzoeken", "Verzoeken",
        "wet* gemeente* aanbieder* client* referentie_aanbieder* soort* onderdeel* toewijzing_nummer "
        "product_categorie product_code volume eenheid frequentie budget gewenste_ingangsdatum einddatum "
        "reden_verzoek type_verwijzer dagtekening* antwoord reden_afwijzing antwoord_op "
        "beschikking_nummer~ beschikking_ingangsdatum~ zorgverlener_code~ verwijzer_naam~ raamcontract~ commentaar~ "
        "retourcodes~ verzoek_retourcodes~",
        key="wet aanbieder referentie_aanbieder onderdeel toewijzing_nummer product_categorie product_code",
        whole="wet gemeente aanbieder client soort referentie_aanbieder dagtekening",
        own=(Field("soort", "Soort", C, codelist="soort_verzoek"),),
    ),
    Said("verzoekantwoorden", "Antwoorden op verzoeken",
        "wet* gemeente* aanbieder* referentie_aanbieder* verzoek_antwoord* reden_afwijzing woonplaats_gemeente~ "
        "dagtekening* identificatie~ retourcodes~ woonplaats_retourcodes~",
        key="wet aanbieder referentie_aanbieder dagtekening"),
)  # fmt: skip
ADDED = (
    Told("verzoeken", {
        "verzoek_bekend": ("Verzoek met deze referentie bekend", B),
        "referentie_eerder_gebruikt": ("Referentie aanbieder eerder bij een ander verzoek gebruikt", B),
    }),
    # What is said here is worked out from the allocations too; without them it cannot be.
    Told("toewijzingen", {
        "toewijzing_actueel": ("Lopende of komende toewijzing van deze client bij deze aanbieder", B),
        "toewijzingen_ontbreken": ("Lopende en komende toewijzingen die in het verzoek ontbreken", G),
        "ontbrekende_toewijzing": ("Toewijzingnummer dat in het verzoek ontbreekt", G),
        "open_verzoek": ("Referentie van een eerder verzoek dat nog open stond", T),
        "werkdagen_tot_antwoord": ("Werkdagen tot het antwoord, of tot vandaag", G),
        "verzoek_in_onderzoek": ("Verzoek in onderzoek genomen", B),
        "dagen_tot_besluit": ("Dagen tot het besluit, of tot vandaag", G),
    }),
    Told("ontvangst", {
        "uit_bericht": ("Uit een bericht (xml)", B),
    }),
)  # fmt: skip
# The columns by which a line finds its row; where one of them is wrong, so is what was found.
LINKS: dict[str, str] = {
    "verzoeken": "wet aanbieder referentie_aanbieder",
}
