# SPDX-License-Identifier: EUPL-1.2
"""What tables and columns of the model say, in Dutch. A column of the vocabulary has its words there."""

from collections.abc import Mapping

from processors.fields import FIELDS
from processors.vocabulary.field import Kind

TABLES: Mapping[str, str] = {
    "dim_gemeente": "De gemeenten van de regio.",
    "dim_aanbieder": "De aanbieders uit de naslag en wie verder in de feiten voorkomt.",
    "dim_product": "De producten uit de regionale catalogus en wat verder in de feiten voorkomt.",
    "dim_periode": "De maanden van de jaren waar feiten over gaan.",
    "dim_datum": "Elke dag van de jaren waar feiten over gaan; de datumtabel van het model.",
    "dim_wet": "De wetten waar feiten over gaan.",
    "dim_contract": "De contracten met aanbieders.",
    "feit_declaratie": "Gedeclareerd volume en bedrag per wet, gemeente, aanbieder, product en maand.",
    "feit_toewijzing": "Toewijzingen in hun laatste versie, per maand van ingang.",
    "feit_bericht": "Start- en stopberichten per maand.",
    "feit_verantwoording": "Bedragen uit de jaarlijkse productieverantwoording.",
    "feit_levering": "Wie wat aanleverde, wanneer, en wat daarvan is geaccepteerd.",
    "meting": "De KPI's op elk niveau. Een leeg kenmerk betekent: alles samen. Tel deze rijen nooit op.",
    "bevinding": "Aantal bevindingen per aanlevering en regel.",
    "parameter": "De drempels en keuzes die gelden, met hun herkomst.",
    "versie": "De aanleveringen die meetellen, met hun bestand en vingerafdruk.",
    "toegang": "Wie welke gemeente ziet (toegang.csv), voor de rol die op de aanmeldnaam werkt.",
}
_COLUMNS: Mapping[str, str] = {
    "aanlevering": "Nummer van de aanlevering", "regel": "Code van de controleregel of van de melding",
    "ernst": "Ernst: fout, waarschuwing of signaal", "gevolg": "Wat er met de regel of het bestand gebeurde",
    "jeugdregio_afgeleid": "Jeugdregio waar de gemeente bij hoort (afgeleid)",
    "module1_voor_2026": "Nam voor 2026 deel aan module 1", "module2": "Neemt deel aan module 2",
    "kwartaal": "Kwartaal", "eerste_dag": "Eerste dag van de maand", "datum": "Dag",
    "soort": "Soort bericht of aanlevering", "berichten": "Aantal berichten",
    "te_laat": "Na de uiterste datum ontvangen: ja of nee", "geaccepteerd": "Aantal geaccepteerde regels",
    "geweigerd": "Aantal geweigerde regels", "bevindingen": "Aantal bevindingen", "ingangsmaand": "Maand van ingang",
    "toewijzingen": "Aantal toewijzingen", "geldt_voor": "Voor welke regels de parameter geldt",
    "bestand": "Naam van het bestand", "sha256": "Vingerafdruk van het bestand (SHA-256)",
    "kpi": "Code van de KPI", "product": "Productcode, of de productcategorie van twee tekens",
    "teller": "Teller van het cijfer, bedragen in eurocent", "noemer": "Noemer van het cijfer, bedragen in eurocent",
    "onderdrukt": "Onderdrukt vanwege kleine aantallen: ja of nee",
    "dekking": "Gemeenten die leverden, van de gemeenten die verwacht worden",
    "periodesoort": "Of het cijfer over een maand, een kwartaal of een jaar gaat",
    "product_sleutel": "Wet, productcategorie en productcode samen", "waarde": "Waarde; bedragen in eurocent",
    "leveringsmaand_begin": "Eerste dag van de maand van levering",
    "declaratie_maand_begin": "Eerste dag van de maand van declaratie",
    "ingangsmaand_begin": "Eerste dag van de maand van ingang", "maand_begin": "Eerste dag van de maand",
    "jaar_begin": "Eerste dag van het jaar", "gebruiker": "Aanmeldnaam", "versie": "Volgnummer van de versie",
    "clienten": "Aantal verschillende cliënten", "status": "Status",
}  # fmt: skip


def says(column: str) -> str:
    """What a column of the star schema holds, with its unit. KeyError where nobody said so."""
    if column in _COLUMNS:
        return _COLUMNS[column]
    field = FIELDS[column]
    return f"{field.label}, in eurocent" if field.kind is Kind.CENT else field.label
