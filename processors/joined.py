# SPDX-License-Identifier: EUPL-1.2
"""The columns that enrichment joins to a line, and by which columns a line finds its row in each reference."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from processors.fields import Field, Kind
from processors.tables import TABLES

T, C, E, D = Kind.TEXT, Kind.CODE, Kind.CENT, Kind.DATE
G, B, M = Kind.WHOLE, Kind.TRUTH, Kind.MONTH


def _joined(origin: str, prefix: str, owner: str, table: str, *names: str) -> Iterable[Field]:
    """Columns that enrichment adds from a table: the same fields under the prefix of their origin."""
    for name in names:
        field = TABLES[table][name]
        label = f"{field.label} {owner}"
        yield replace(field, name=f"{prefix}_{name}", label=label, origin=origin, required=False)


def _told(origin: str, **labels: tuple[str, Kind]) -> Iterable[Field]:
    """Columns that enrichment computes: a truth or an amount about a line."""
    for name, (label, kind) in labels.items():
        unit = "eurocent" if kind is E else ""
        yield Field(name, label, kind, unit, source=f"berekend uit {origin}", origin=origin)


JOINED: Mapping[str, Field] = {
    field.name: field
    for group in (
        _joined(
            "toewijzingen", "toegewezen", "van de toewijzing", "toewijzingen", "client", "aanbieder", "ingangsdatum",
            "einddatum", "reden_wijziging", "product_categorie", "product_code", "volume", "eenheid",
            "frequentie", "budget", "toewijzing_datum",
        ),
        _told(
            "toewijzingen",
            toewijzing_bekend=("Toewijzing bekend", B),
            maximum_periode=("Maximum in de productperiode", G),
            toegewezen_opvolger=("Opvolger (AGB) van de aanbieder van de toewijzing", C),
            maximum_toewijzing=("Maximum over de hele toewijzing", G),
            maximum_lokaal=("Maximum in de productperiode volgens de afspraak", G),
            maximum_afspraak=("Afspraak over het maximum", T),
            vorige_versie_bekend=("Vorige versie van de toewijzing bekend", B),
            versie_ingehaald=("Latere versie van de toewijzing bekend", B),
            dubbel_toegewezen=("Zelfde product in deze periode al toegewezen", B),
            referentie_eerder_toegewezen=("Referentie aanbieder eerder bij een toewijzing gebruikt", B),
        ),
        _joined(
            "toewijzingen", "vorige", "van de vorige versie", "toewijzingen", "client", "aanbieder",
            "toewijzing_datum", "ingangsdatum", "einddatum", "product_categorie", "product_code", "volume", "eenheid",
            "frequentie", "budget",
        ),
        _joined("tarieven", "contract", "van het contract", "tarieven", "tarief", "per_uur", "eenheid"),
        _told(
            "contracten",
            contract_bekend=("Contract bekend", B),
            contract_tot_einde=("Contract bekend op de einddatum", B),
            lid_van_module=("Gemeente is lid", B),
        ),
        _joined("contracten", "contract", "van het contract", "contracten", "module", "uitvoeringsvariant", "profiel"),
        _told("contracten", halve_maand_dag=("Dag van de halvemaandafspraak", G)),
        _told("aanbieders", aanbieder_bekend=("Aanbieder bekend", B)),
        _joined("aanbieders", "aanbieder", "van de aanbieder", "aanbieders", "opvolger", "tot"),
        _told("producten", product_bekend=("Product bekend", B)),
        _joined(
            "producten", "product", "van het product", "producten", "eenheden", "frequenties", "vast_pakket",
            "wachttijd_norm",
        ),
        _told("ongeldige_combinaties", strijdig_product=("Product dat niet tegelijk mag", C)),
        _told(
            "regieberichten",
            start_bekend=("Start bekend", B),
            gestart_op=("Eerste start op de toewijzing", D),
            levering_begin=("Begin van de levering", D),
            levering_eind=("Einde van de levering", D),
            dagen_gestopt=("Dagen tijdelijk gestopt in de productperiode", G),
            eerder_aangeleverd=("Eerder aangeleverd en niet verwijderd", B),
            lopende_start=("Begindatum van de lopende start", D),
            bekende_stopdatum=("Einddatum van de bekende stop", D),
            tijdelijk_gestopt=("Tijdelijke stop bekend", B),
            definitief_gestopt=("Definitieve stop bekend", B),
            laatste_tijdelijke_stop=("Laatste tijdelijke stop", D),
        ),
        _told("verzoeken", verzoek_bekend=("Verzoek met deze referentie bekend", B)),
        _joined(
            "eerdere_declaratieregels", "vorig", "van de eerdere regel", "declaratieregels", "gemeente", "client",
            "toewijzing_nummer", "product_categorie", "product_code", "product_periode_begin",
            "product_periode_eind", "geleverd_volume", "eenheid",
            "ingediend_bedrag",
        ),
        _told(
            "eerdere_declaratieregels",
            vorig_bekend=("Goedgekeurde debetregel bekend", B),
            vorig_gecrediteerd=("Debetregel al gecrediteerd", B),
            credit_geldt=("Creditregel neemt een goedgekeurde debetregel ongewijzigd terug", B),
            eerder_referentie=("Referentienummer eerder gebruikt", B),
            eerder_declaratie=("Declaratienummer eerder gebruikt", B),
            eerder_debet_open=("Periode eerder gedeclareerd en niet gecrediteerd", B),
            eerder_volume=("Eerder gedeclareerd volume op de toewijzing", G),
            eerder_geteld=("Eerder gedeclareerd volume, uren geteld in minuten", G),
            eerder_bedrag=("Eerder gedeclareerd bedrag op de toewijzing", E),
            goedgekeurde_regels=("Goedgekeurde debetregels op de toewijzing, niet gecrediteerd", G),
            declaraties_bekend_vanaf=("Declaraties van de aanbieder bekend vanaf", D),
            vorige_declaratie_maand=("Vorige declaratiemaand van de aanbieder", M),
        ),
        _told(
            "ontvangst",
            peildatum=("Peildatum (dag van ontvangst)", D),
            werkdagen_tot_melding=("Werkdagen tot de dagtekening", G),
        ),
    )
    for field in group
}  # fmt: skip

# The columns by which a line finds its row in a reference; where one of them is wrong, so is what was found.
LINKS: Mapping[str, frozenset[str]] = {
    origin: frozenset(names.split())
    for origin, names in {
        "toewijzingen": "wet gemeente toewijzing_nummer toewijzing_datum toewijzing_tijd",
        "tarieven": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
        "contracten": "wet gemeente aanbieder product_code product_periode_begin ingangsdatum",
        "aanbieders": "aanbieder",
        "producten": "wet product_categorie product_code",
        "regieberichten": "wet gemeente toewijzing_nummer",
        "eerdere_declaratieregels": "wet gemeente aanbieder toewijzing_nummer eenheid vorig_referentie_nummer",
        "ongeldige_combinaties": "wet client product_code ingangsdatum einddatum",
        "verzoeken": "wet aanbieder referentie_aanbieder",
        "ontvangst": "",
    }.items()
}
