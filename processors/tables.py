# SPDX-License-Identifier: EUPL-1.2
"""The tables of the contract: their columns in order, which are required, and the business key of a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from processors.fields import FIELDS, REFERENCE, Field, Kind

C = Kind.CODE
# Earlier declaration lines, as a reference: they have the columns of declaratieregels.
EARLIER = "eerdere_declaratieregels"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order and the business key of a row; one that is not kept is judged and forgotten."""

    name: str
    label: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    reference: bool = False
    kept: bool = True

    def __getitem__(self, name: str) -> Field:
        """The field with this name; KeyError when the table has no such column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Column name to Polars type."""
        return {field.name: field.kind.dtype for field in self.fields}


def _table(  # noqa: PLR0913 - what a table is
    name: str, label: str, columns: str, *, key: str, reference: bool = False, kept: bool = True, **own: Field
) -> Table:
    """Make a table from a line of column names: `*` marks a required one, `~` one that only messages have.

    `own` replaces a common field.
    """
    fields = []
    for word in columns.split():
        field = own.get(word.rstrip("*~")) or FIELDS[word.rstrip("*~")]
        fields.append(replace(field, required=word.endswith("*"), message_only=word.endswith("~")))
    return Table(name, label, tuple(fields), tuple(key.split()), reference, kept)


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "declaratieregels", "Declaratieregels",
            "wet* gemeente* aanbieder* declaratie_nummer* declaratie_maand* declaratie_dagtekening* "
            "referentie_nummer* vorig_referentie_nummer client* toewijzing_nummer* product_categorie* product_code* "
            "product_periode_begin* product_periode_eind* geleverd_volume* eenheid* product_tarief ingediend_bedrag* "
            "debet_credit* status toegekend_bedrag retourcodes "
            "declaratie_periode_begin~ declaratie_periode_eind~ totaal_ingediend_bedrag~ totaal_debet_credit~",
            key="wet aanbieder referentie_nummer",
        ),
        _table(
            "toewijzingen", "Toewijzingen",
            "wet* gemeente* aanbieder* client* geboorte_jaar toewijzing_nummer* toewijzing_datum* ingangsdatum* "
            "einddatum reden_wijziging product_categorie product_code volume eenheid frequentie budget "
            "referentie_aanbieder type_verwijzer toewijzing_tijd~ commentaar~",
            key="wet gemeente toewijzing_nummer toewijzing_datum",
        ),
        _table(
            "regieberichten", "Regieberichten (start en stop)",
            "wet* gemeente* aanbieder* client* toewijzing_nummer* soort* begindatum* einddatum reden_beeindiging "
            "status_aanlevering* dagtekening* ontvangen_op "
            "product_categorie~ product_code~ toewijzing_ingangsdatum~",
            key="wet gemeente toewijzing_nummer soort begindatum einddatum status_aanlevering",
            soort=Field("soort", "Soort", C, codelist="soort_regiebericht"),
        ),
        _table(
            "berichten", "Berichten",
            "wet* gemeente* aanbieder* bericht* identificatie* dagtekening* ontvangen_op retour_op retourcodes "
            "technisch_afgekeurd",
            key="wet gemeente aanbieder bericht identificatie",
        ),
        _table(
            "verzoeken", "Verzoeken",
            "wet* gemeente* aanbieder* client* referentie_aanbieder* soort* onderdeel* toewijzing_nummer "
            "product_categorie product_code volume eenheid frequentie budget gewenste_ingangsdatum einddatum "
            "reden_verzoek type_verwijzer dagtekening* antwoord reden_afwijzing antwoord_op",
            key="wet aanbieder referentie_aanbieder onderdeel toewijzing_nummer product_categorie product_code",
            soort=Field("soort", "Soort", C, codelist="soort_verzoek"),
        ),
        _table(
            "clienten", "Clienten (uit berichten)",
            "wet* gemeente* aanbieder* client* bericht~ dagtekening~ geboortedatum~ datum_gebruik~ geslacht~ "
            "achternaam~ voorvoegsel~ partner_achternaam~ partner_voorvoegsel~ voornamen~ voorletters~ naam_gebruik~ "
            "communicatie_vorm~ communicatie_taal~ commentaar~",
            key="wet gemeente aanbieder client", kept=False,
        ),
        _table(
            "relaties", "Relaties van clienten (uit berichten)",
            "wet* gemeente* aanbieder* client* relatie_nummer~ volgorde~ soort~ geboortedatum~ datum_gebruik~ "
            "geslacht~ achternaam~ voorvoegsel~ partner_achternaam~ partner_voorvoegsel~ voornamen~ voorletters~ "
            "naam_gebruik~",
            key="wet gemeente aanbieder client relatie_nummer", kept=False,
            soort=Field("soort", "Soort relatie", C, width=2),
        ),
        _table(
            "contacten", "Adressen van clienten en relaties (uit berichten)",
            "wet* gemeente* aanbieder* client* relatie_nummer~ soort~ huisnummer~ huisletter~ huisnummer_toevoeging~ "
            "aanduiding_woonadres~ postcode~ straatnaam~ plaatsnaam~ land_code~ organisatie~ telefoonnummer~ "
            "landnummer~ emailadres~ begindatum~ einddatum~",
            key="wet gemeente aanbieder client relatie_nummer soort", kept=False,
            soort=Field("soort", "Soort adres", C, codelist="soort_adres", width=2),
        ),
        _table(
            "verantwoordingsregels", "Verantwoordingsregels",
            "jaar* wet* raamovereenkomst* aanbieder* gemeente* product_code* omschrijving eenheid* tarief aantal* "
            "bedrag_toegekend* bedrag_in_behandeling bedrag_nog_te_declareren bedrag_totaal* unieke_clienten "
            "toelichting",
            key="jaar wet raamovereenkomst aanbieder gemeente product_code tarief",
        ),
        _table(
            "contracten", "Contracten",
            "contract_nummer* aanbieder* naam raamovereenkomst module* wet* uitvoeringsvariant* begindatum* einddatum "
            "bestedingsruimte profiel",
            key="contract_nummer", reference=True,
        ),
        _table(
            "tarieven", "Tarieven",
            "contract_nummer* aanbieder* gemeente* wet* product_categorie* product_code* eenheid* tarief* per_uur "
            "geldig_van* geldig_tot",
            key="contract_nummer gemeente wet product_code geldig_van", reference=True,
        ),
        _table(
            "producten", "Producten",
            "wet* product_categorie* product_code* omschrijving eenheden frequenties vast_pakket wachttijd_norm",
            key="wet product_code", reference=True,
        ),
        _table(
            "ongeldige_combinaties", "Ongeldige combinaties",
            "wet* product_code* andere_product_code* toelichting",
            key="wet product_code andere_product_code", reference=True,
        ),
        _table(
            "profielen", "Regelprofielen", "profiel* afspraak* waarde toelichting",
            key="profiel afspraak", reference=True,
        ),
        _table(
            "aanbieders", "Aanbieders", "aanbieder* kvk naam* subregio opvolger tot", key="aanbieder", reference=True
        ),
        _table(
            "budgetten", "Budgetten", "gemeente* wet* jaar* product_categorie bedrag*",
            key="gemeente wet jaar product_categorie", reference=True,
        ),
        _table("grootboek", "Grootboek", "gemeente* wet* maand* bedrag*", key="gemeente wet maand", reference=True),
        _table("lidmaatschap", "Lidmaatschap", "gemeente* module* van* tot", key="gemeente module van", reference=True),
        _table(
            "inwoners", "Inwoners", "gemeente* jaar* leeftijdsgroep* aantal*",
            key="gemeente jaar leeftijdsgroep", reference=True,
        ),
        _table(
            "kalender", "Kalender", "soort* maand* uiterste_datum*", key="soort maand", reference=True,
            soort=Field("soort", "Soort", C, codelist="soort_levering", source=REFERENCE),
        ),
        _table(
            "parameters", "Parameters", "parameter* waarde* eenheid herkomst", key="parameter", reference=True,
            eenheid=Field("eenheid", "Eenheid", source=REFERENCE),
        ),
    )
}  # fmt: skip
