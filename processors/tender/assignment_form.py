# SPDX-License-Identifier: EUPL-1.2
"""The empty intake workbook of a tender (opdrachtformulier), with the usual steps and proofs filled in."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from processors import codelists
from processors.fields import Field, Kind
from processors.lines import TABLES
from processors.tender.assignment import KIND
from processors.tender.assignment import TABLES as ASKED
from workbooks.form import CoverField, Form, FormSheet
from workbooks.form_checks import FormColumn

VERSION = "2026-1"
_ROOM = 200
_KINDS = {Kind.DATE: "datum", Kind.WHOLE: "geheel", Kind.CODE: "code", Kind.CENT: "euro"}
_EXPLAINED: Mapping[str, tuple[str, str]] = {
    "perceel": ("Het nummer van het perceel, overal hetzelfde geschreven.", "1"),
    "perceel_naam": ("Hoe het perceel heet.", "Ambulante begeleiding"),
    "aantal_contracten": ("Hoeveel inschrijvers een contract krijgen.", "3"),
    "geraamde_waarde": ("De geraamde waarde over de hele looptijd, zonder btw.", "1250000,00"),
    "gemeente": ("Een gemeente die in dit perceel meedoet; een rij per gemeente.", "0983"),
    "wet": ("De wet waaronder het product valt.", "wmo"),
    "product_categorie": ("De categorie van het product.", "02"),
    "product_code": ("De productcode.", "02A01"),
    "omschrijving": ("Hoe het product heet.", "Begeleiding individueel"),
    "eenheid": ("Waarin de prijs geldt.", "04"),
    "uitvoeringsvariant": ("Hoe wordt bekostigd.", "inspanningsgericht"),
    "referentie_tarief": ("Het tarief van nu, ter vergelijking.", "62,50"),
    "minimum_tarief": ("Lager mag niet; leeg is geen ondergrens.", "50,00"),
    "maximum_tarief": ("Hoger mag niet; leeg is geen bovengrens.", "75,00"),
    "nul_toegestaan": ("Mag de prijs nul zijn?", "nee"),
    "jaarvolume": ("Hoeveel eenheden per jaar; leeg is uit de eigen cijfers.", "12000"),
    "volume_tonen": ("Nee waar het volume over zo weinig clienten gaat dat een inschrijver het niet mag zien.", "ja"),
    "criterium": ("Korte naam van het criterium.", "G1 Overgang"),
    "criterium_soort": ("Prijs of kwaliteit.", "kwaliteit"),
    "punten": ("Hoeveel van de 100 punten van het perceel.", "35"),
    "schaal": ("Bij kwaliteit: de hoogste score.", "10"),
    "minimum_score": ("Bij kwaliteit: wie lager scoort, valt af; leeg is geen ondergrens.", "4"),
    "prijsformule": ("Bij prijs: hoe de punten worden berekend.", "relatief"),
    "bodem": ("Bij absoluut en gebogen: de prijs waarbij alle punten worden gegeven.", "900000,00"),
    "plafond": ("Bij absoluut en gebogen: de prijs waarbij geen punten meer worden gegeven.", "1500000,00"),
    "macht": ("Bij gebogen: 2 of 3; hoger is langer vlak.", "2"),
    "eis": ("Uw nummer van de eis.", "E1"),
    "eis_tekst": ("De eis zelf.", "De inschrijver heeft een klachtenregeling."),
    "fase": ("Wanneer de inschrijver het moet bewijzen.", "gunning"),
    "bewijs": ("Waarmee.", "Afschrift van de regeling"),
    "bewijsmiddel": ("Het document.", "Gedragsverklaring aanbesteden"),
    "geldig_maanden": ("Hoe oud het hooguit mag zijn op de peildatum; leeg is onbeperkt.", "24"),
    "stap_nummer": ("De volgorde.", "1"),
    "stap": ("Wat er gebeurt.", "Publicatie"),
    "termijn_dagen": ("Hoeveel dagen na de vorige stap, op zijn vroegst.", "20"),
    "soort_dagen": ("Werkdagen of kalenderdagen.", "kalenderdagen"),
    "vaste_datum": ("Een datum die vaststaat; leeg volgt uit de termijn.", "01-09-2027"),
}
# Terms are our own choices [D]; only the standstill of 20 days comes from the handbook (14).
_STEPS = (
    (1, "Publicatie", None, "kalenderdagen"), (2, "Sluiting vragen", 14, "kalenderdagen"),
    (3, "Nota van inlichtingen", 10, "werkdagen"), (4, "Sluiting inschrijving", 14, "kalenderdagen"),
    (5, "Opening", 0, "werkdagen"), (6, "Gunningsbeslissing", 30, "werkdagen"),
    (7, "Einde opschortende termijn", 20, "kalenderdagen"), (8, "Ondertekening", 5, "werkdagen"),
    (9, "Ingang overeenkomst", 30, "kalenderdagen"),
)  # fmt: skip
_PROOFS = (
    ("Gedragsverklaring aanbesteden (GVA)", 24), ("Verklaring betalingsgedrag van de Belastingdienst", 6),
    ("Uittreksel van de Kamer van Koophandel", 6), ("Uniform Europees aanbestedingsdocument (UEA)", None),
)  # fmt: skip


def assignment_form(*, made_on: datetime, contact: str = "") -> Form:
    """Describe the intake workbook.

    Args:
        made_on: date of the workbook.
        contact: where questions go.

    """
    return Form(
        title="Opdrachtformulier aanbesteding",
        version=f"{KIND} {VERSION}",
        made_on=made_on,
        sheets=[FormSheet(TABLES[name].label, f"{name}_invoer", _columns(name), _rows(name)) for name in ASKED],
        cover=[
            CoverField("Titel", None, "Hoe de aanbesteding heet."),
            CoverField("Kenmerk", None, "Waaraan u de aanbesteding herkent; staat op elk stuk."),
            CoverField("Aanbestedende dienst", None, "Namens wie wordt ingekocht."),
            CoverField(
                "Procedure", None, "De procedure uit de contractstandaarden.",
                tuple(codelists.labels("procedure").items()),
            ),
        ],
        steps=[
            "Vul het Voorblad in.",
            "Vul de percelen in, en per perceel de gemeenten, producten en gunningscriteria (samen 100 punten).",
            "Vul de eisen en bewijsmiddelen in, en pas de stappen aan: termijnen zijn een voorstel.",
            "Maak de stukken met 'verzamelpunt aanbesteding nieuw'; wat niet klopt, wordt bij de cel gezegd.",
        ],
        contact=contact,
        prepared_rows=_ROOM,
    )  # fmt: skip


def _columns(table: str) -> list[FormColumn]:
    return [_column(field) for field in TABLES[table].fields]


def _column(field: Field) -> FormColumn:
    explained, example = _EXPLAINED[field.name]
    codes = (
        () if field.codelist in {"", "productcategorie"} else tuple(sorted(codelists.labels(field.codelist).items()))
    )
    return FormColumn(
        name=field.name,
        label=f"{field.label} (euro)" if field.kind is Kind.CENT else field.label,
        explanation=explained,
        kind=_KINDS.get(field.kind, "tekst"),
        required=field.required,
        codes=codes,
        width=field.width,
        example=example,
    )


def _rows(table: str) -> pl.DataFrame | None:
    if table == "procedurestappen":
        return pl.DataFrame(_STEPS, schema=["stap_nummer", "stap", "termijn_dagen", "soort_dagen"], orient="row")
    if table == "gevraagde_bewijsmiddelen":
        return pl.DataFrame(_PROOFS, schema=["bewijsmiddel", "geldig_maanden"], orient="row")
    return None
