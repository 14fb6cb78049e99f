# SPDX-License-Identifier: EUPL-1.2
"""Forms for what a region agrees itself: its parameters, with our defaults, and its own rules.

A filled form is saved in the reference folder under the name of its table.
"""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from processors import codelists
from processors.fields import Kind
from processors.lines import TABLES
from processors.own_rules import TABLE as OWN_RULES
from processors.own_rules.columns import judged_tables
from processors.own_rules.making import CONSEQUENCES, KINDS
from processors.parameter_rows import TABLE as PARAMETERS
from processors.parameters import allowed, described, differs_per_line, names
from processors.rulebook import Severity
from workbooks.form import Form, FormSheet
from workbooks.form_checks import FormColumn

VERSION = "2026-1"
FORMS: Mapping[str, str] = {PARAMETERS: "Parameters", OWN_RULES: "Eigen regels"}
_ROOM = 200
_EXPLAINED: Mapping[str, tuple[str, str]] = {
    "parameter": ("Wat wordt afgesproken; kies een naam, of ernst: of gevolg: met de code van een eigen regel.", ""),
    "waarde": ("Een heel getal in de eenheid van de parameter, maand en dag, of een ernst of gevolg.", "5"),
    "eenheid": ("De eenheid van de parameter; alleen ter controle.", "eurocent"),
    "herkomst": ("Waar de afspraak staat.", "Besluit 12-03-2026"),
    "contract_nummer": ("Alleen voor regels van dit contract; leeg is alle.", "C-2026-001"),
    "raamovereenkomst": ("Alleen voor regels van deze raamovereenkomst; leeg is alle.", "Wmo"),
    "jaar": ("Alleen voor regels van dit jaar; leeg is alle.", "2026"),
    "wet": ("Alleen voor regels van deze wet; leeg is alle.", "wmo"),
    "toelichting": ("Voor de lezer; Verzamelpunt doet er niets mee.", ""),
    "regel": ("De code van de regel: EIGEN- met hoofdletters of cijfers.", "EIGEN-01"),
    "tabel": ("De tabel waarvan elke regel wordt bekeken.", "declaratieregels"),
    "kolom": ("De kolom waarbij de bevinding staat; de namen staan in de woordenlijst.", "geleverd_volume"),
    "soort": ("Hoe de regel kijkt.", "vergelijking"),
    "voorwaarde": ("Bij een vergelijking: wat waar moet zijn.", "geleverd_volume <= 31"),
    "waarden": ("Bij een codelijst de codes of lijst:naam; bij uniek de andere kolommen.", "01, 04"),
    "als": (
        "Alleen regels waarvoor dit waar is worden bekeken; bij 'verplicht als' hoort dit erbij.",
        "eenheid = '14'",
    ),
    "ernst": ("Hoe erg het is.", "waarschuwing"),
    "gevolg": ("Wat het met de regel doet; leeg is geen.", "geen"),
    "melding": ("De zin voor de afzender; een kolom tussen accolades toont haar waarde.", "Er zijn {geleverd_volume}."),
    "actie": ("Wat de afzender kan doen.", "Controleer het aantal."),
    "bron": ("Het besluit waarin de regel staat.", "Regionaal Overleg Data 12-03-2026"),
    "geldig_van": ("De eerste dag waarop een aanlevering zo wordt bekeken; leeg is altijd.", "01-01-2026"),
    "geldig_tot": ("De laatste dag; leeg is zonder einde.", "31-12-2026"),
}
_KINDS = {Kind.DATE: "datum", Kind.WHOLE: "geheel", Kind.CODE: "code"}


def agreement_form(table: str, *, made_on: datetime, contact: str = "") -> Form:
    """Describe the form of a table of agreements.

    Args:
        table: a name in `FORMS`; KeyError for another.
        made_on: date of the workbook.
        contact: where questions go.

    """
    title = FORMS[table]
    columns = [
        FormColumn(
            field.name, field.label, _EXPLAINED[field.name][0], kind=_KINDS.get(field.kind, "tekst"),
            required=field.required, codes=_choices(table).get(field.name, ()), example=_EXPLAINED[field.name][1],
        )
        for field in TABLES[table].fields
    ]  # fmt: skip
    rows = _defaults() if table == PARAMETERS else None
    return Form(
        title=f"{title}: formulier",
        version=f"{table} {VERSION}",
        made_on=made_on,
        sheets=[FormSheet(title, f"{table}_invoer", columns, rows)],
        steps=[
            f"Vul de rijen in op blad {title}; laat de koppen staan.",
            f"Sla het bestand op als {table}.xlsx in de map naslag van de werkmap.",
            "Kijk met 'verzamelpunt regelboek' wat nu geldt; wat niet klopt, wordt daar bij de cel gezegd.",
        ],
        contact=contact,
        prepared_rows=_ROOM,
    )


def _choices(table: str) -> Mapping[str, list[tuple[str, str]]]:
    """The drop-downs: only where nothing else may stand there."""
    laws = sorted(codelists.labels("wet").items())
    if table == PARAMETERS:
        return {"wet": laws}
    return {
        "tabel": [(name, TABLES[name].label) for name in judged_tables()],
        "soort": [(kind, "") for kind in KINDS],
        "ernst": [(str(each), "") for each in Severity],
        "gevolg": [(str(each), "") for each in CONSEQUENCES],
    }


def _defaults() -> pl.DataFrame:
    """Every parameter as we give it, with what it may be."""
    return pl.DataFrame(
        [
            {
                **{column: described(name)[column] for column in ("parameter", "waarde", "eenheid", "herkomst")},
                "toelichting": _range(name),
            }
            for name in names()
        ]
    )


def _range(name: str) -> str:
    """What people may agree, and for which lines."""
    between = allowed(name)
    values = f"{between[0]} tot en met {between[-1]}" if between else "maand en dag"
    extent = "per contract, raamovereenkomst, jaar of wet" if differs_per_line(name) else "voor de hele regio"
    return "; ".join(filter(None, [f"Mag zijn: {values}, {extent}", described(name)["toelichting"]]))
