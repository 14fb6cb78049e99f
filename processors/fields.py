# SPDX-License-Identifier: EUPL-1.2
"""The columns: name, label, kind, unit, code list, width and whether it is personal, each said once.

Names are the element names of the iStandaarden (iWmo/iJw 3.2) in snake_case; `lines` puts them in tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

STANDARD = "iStandaarden iWmo/iJw 3.2"
STATEMENT = "landelijk format productieverantwoording; veldkeuze eigen ontwerp"
REFERENCE = "eigen ontwerp (naslag)"


class Kind(StrEnum):
    """What a value is; decides how it is read, kept and shown."""

    TEXT = "tekst"
    CODE = "code"
    CENT = "cent"
    DATE = "datum"
    WHOLE = "geheel"
    MONTH = "maand"
    TRUTH = "waarheid"

    @property
    def dtype(self) -> type[pl.DataType]:
        """The Polars type that holds it: money and counts as integers, codes as text."""
        return {
            Kind.CENT: pl.Int64, Kind.WHOLE: pl.Int64, Kind.DATE: pl.Date, Kind.TRUTH: pl.Boolean,
        }.get(self, pl.String)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `width` is the fixed length of a code, `origin` the reference a joined column comes from.

    What only messages (xml) hold stands in no form and no workbook that people fill in.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    codelist: str = ""
    width: int | None = None
    required: bool = False
    personal: bool = False
    source: str = STANDARD
    origin: str = ""
    message_only: bool = False


T, C, E, D, G, M, B = Kind.TEXT, Kind.CODE, Kind.CENT, Kind.DATE, Kind.WHOLE, Kind.MONTH, Kind.TRUTH

FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
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
        Field("technisch_afgekeurd", "Technisch afgekeurd", C, codelist="ja_nee"),
        Field("onderdeel", "Onderdeel", C, codelist="onderdeel_verzoek"),
        Field("gewenste_ingangsdatum", "Gewenste ingangsdatum", D),
        Field("reden_verzoek", "Reden verzoek", C, codelist="reden_verzoek", width=1),
        Field("antwoord", "Antwoord", C, codelist="antwoord_verzoek"),
        Field("reden_afwijzing", "Reden afwijzing", C, codelist="reden_afwijzing_verzoek", width=1),
        Field("antwoord_op", "Antwoord op", D, source=REFERENCE),
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
        Field("emailadres", "E-mailadres", personal=True),
        Field("jaar", "Jaar", G, "jaar", source=STATEMENT),
        Field("maand", "Maand", M, source=REFERENCE),
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
        Field("van", "Van", D, source=REFERENCE),
        Field("tot", "Tot en met", D, source=REFERENCE),
        Field("leeftijdsgroep", "Leeftijdsgroep", C, source=REFERENCE),
        Field("uiterste_datum", "Uiterste datum", D, source=REFERENCE),
        Field("parameter", "Parameter", C, source=REFERENCE),
        Field("waarde", "Waarde", source=REFERENCE),
        Field("herkomst", "Herkomst", source=REFERENCE),
    )
}
