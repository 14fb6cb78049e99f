# SPDX-License-Identifier: EUPL-1.2
"""Clients, their relations and addresses, as messages have them; judged and forgotten."""

from processors.vocabulary.field import STANDARD, Field, Kind
from processors.vocabulary.words import Added, Said

C, E, D, G = Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE

FIELDS = (
    Field("geboortedatum", "Geboortedatum", D, personal=True),
    Field("datum_gebruik", "Datumgebruik", C, codelist="datumgebruik", width=1),
    Field("geslacht", "Geslacht", C, codelist="geslacht", width=1, personal=True),
    Field("achternaam", "Achternaam", personal=True, source=f"{STANDARD}, Geslachtsnaam"),
    Field("voorvoegsel", "Voorvoegsel", personal=True),
    Field("partner_achternaam", "Achternaam partner", personal=True, source=f"{STANDARD}, Partnernaam"),
    Field("partner_voorvoegsel", "Voorvoegsel partner", personal=True),
    Field("voornamen", "Voornamen", personal=True),
    Field("voorletters", "Voorletters", personal=True),
    Field("naam_gebruik", "Naamgebruik", C, width=1),
    Field("communicatie_vorm", "Communicatievorm", C, width=1),
    Field("communicatie_taal", "Communicatietaal"),
    Field("juridische_status", "Juridische status", C, width=2, personal=True),
    Field("wettelijke_vertegenwoordiging", "Wettelijke vertegenwoordiging", C, width=2, personal=True),
    Field("gezagsdrager_bekend", "Gezagsdrager bekend", C, codelist="ja_nee_istandaarden", personal=True),
    Field("relatie_nummer", "Nummer relatie", C, personal=True),
    Field("volgorde", "Volgorde", G),
    Field("huisnummer", "Huisnummer", G, personal=True),
    Field("huisletter", "Huisletter", personal=True),
    Field("huisnummer_toevoeging", "Huisnummertoevoeging", personal=True),
    Field("aanduiding_woonadres", "Aanduiding woonadres", C, width=2),
    Field("postcode", "Postcode", C, personal=True),
    Field("straatnaam", "Straatnaam", personal=True),
    Field("plaatsnaam", "Plaatsnaam", personal=True),
    Field("land_code", "Landcode", C, width=2),
    Field("organisatie", "Organisatie", personal=True),
    Field("telefoonnummer", "Telefoonnummer", C, personal=True),
    Field("landnummer", "Landnummer", C, personal=True),
    Field("tweede_telefoonnummer", "Tweede telefoonnummer", C, personal=True),
    Field("tweede_landnummer", "Tweede landnummer", C, personal=True),
    Field("emailadres", "E-mailadres", personal=True),
)
TABLES = (
    Said("clienten", "Clienten (uit berichten)",
        "wet* gemeente* aanbieder* client* bericht~ dagtekening~ geboortedatum~ datum_gebruik~ geslacht~ "
        "achternaam~ voorvoegsel~ partner_achternaam~ partner_voorvoegsel~ voornamen~ voorletters~ naam_gebruik~ "
        "communicatie_vorm~ communicatie_taal~ juridische_status~ wettelijke_vertegenwoordiging~ "
        "gezagsdrager_bekend~ commentaar~ retourcodes~",
        key="wet gemeente aanbieder client", kept=False,
    ),
    Said("relaties", "Relaties van clienten (uit berichten)",
        "wet* gemeente* aanbieder* client* relatie_nummer~ volgorde~ soort~ geboortedatum~ datum_gebruik~ "
        "geslacht~ achternaam~ voorvoegsel~ partner_achternaam~ partner_voorvoegsel~ voornamen~ voorletters~ "
        "naam_gebruik~ retourcodes~",
        key="wet gemeente aanbieder client relatie_nummer", kept=False,
        own=(Field("soort", "Soort relatie", C, width=2),),
    ),
    Said("contacten", "Adressen van clienten en relaties (uit berichten)",
        "wet* gemeente* aanbieder* client* relatie_nummer~ soort~ huisnummer~ huisletter~ huisnummer_toevoeging~ "
        "aanduiding_woonadres~ postcode~ straatnaam~ plaatsnaam~ land_code~ organisatie~ telefoonnummer~ "
        "landnummer~ tweede_telefoonnummer~ tweede_landnummer~ emailadres~ begindatum~ einddatum~ retourcodes~",
        key="wet gemeente aanbieder client relatie_nummer soort", kept=False,
        own=(Field("soort", "Soort adres", C, codelist="soort_adres", width=2),),
    ),
)  # fmt: skip
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
