# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as a workbook for people: rules, KPIs, examples, parameters, and what is not built yet."""

from datetime import datetime
from pathlib import Path

import polars as pl

from processors import catalogue, rulebook_words
from processors.kpi_page import kpi_rows
from processors.parameter_rows import Parameters
from processors.parameters import described, names
from processors.rulebook import Rule, Rulebook
from processors.rulebook_page import LEVELS, NO_RULES, own_row, rulebook_rows, tables_of, variants
from processors.rules import RULES
from workbooks.region_book import Headline, Page, RegionBook, write_region_book
from workbooks.tables import Column

COLUMNS = (
    Column("regel", "Regel", "code"), Column("ernst", "Ernst", mark="stijl", symbol=True, width=16),
    Column("melding", "Wat de afzender leest (voorbeeld)", width=60), Column("actie", "Wat u kunt doen", width=56),
    Column("gevolg", "Gevolg"), Column("entiteit", "Gaat over", width=46), Column("niveau", "Kijkt naar"),
    Column("betekenis", "Regel in het kort", width=48), Column("retourcode", "Retourcode", "code"),
    Column("bron", "Bron", width=40), Column("sinds", "Geldt sinds"), Column("afspraak", "Alleen bij afspraak"),
    Column("parameters", "Parameters en herkomst", width=48),
)  # fmt: skip
EXAMPLES = (
    Column("regel", "Regel", "code"), Column("oordeel", "Oordeel", mark="stijl", symbol=True, width=18),
    Column("gegevens", "Wat er staat", width=60), Column("melding", "Wat de afzender leest", width=60),
    Column("kolom", "Kolom"), Column("entiteit", "Gaat over"),
)  # fmt: skip
PARAMETERS = (
    Column("parameter", "Parameter", "code"), Column("waarde", "Waarde", "code"), Column("eenheid", "Eenheid"),
    Column("geldt_voor", "Geldt voor", width=30), Column("herkomst", "Herkomst", width=40),
    Column("regels", "Gebruikt in regel"),
    Column("toelichting", "Toelichting", width=60),
)  # fmt: skip
MEASURED = (
    Column("kpi", "KPI", "code"), Column("naam", "Naam", width=34), Column("zegt", "Wat het zegt", width=60),
    Column("eenheid", "Eenheid"), Column("per", "Te zien per", width=34), Column("formule", "Formule", width=60),
    Column("bron", "Bron", width=40), Column("randgevallen", "Randgevallen", width=60),
)  # fmt: skip
OWN_RULES = (
    Column("regel", "Regel", "code"), Column("ernst", "Ernst", width=16), Column("gevolg", "Gevolg"),
    Column("entiteit", "Gaat over", width=24), Column("melding", "Wat de afzender leest", width=60),
    Column("actie", "Wat u kunt doen", width=56), Column("reden", "De regel", width=60),
    Column("bron", "Bron", width=40), Column("sinds", "Geldt sinds"),
    Column("parameters", "Parameters en herkomst", width=48),
)  # fmt: skip
ELSEWHERE = (
    Column("regel", "Regel", "code"), Column("niveau", "Kijkt naar"), Column("melding", "Melding", width=60),
    Column("reden", "Waar de regel geldt", width=60), Column("bron", "Bron", width=40),
)  # fmt: skip
WAITING = (
    Column("regel", "Regel", "code"), Column("entiteit", "Gaat over"), Column("niveau", "Kijkt naar"),
    Column("melding", "Melding", width=60), Column("reden", "Waarom nog niet", width=60),
    Column("bron", "Bron", width=40),
)  # fmt: skip


def write_rulebook(target: Path, own: Rulebook = NO_RULES, agreed: Parameters = rulebook_words.PACKAGED) -> None:
    """Write every rule of the catalogue: the built ones with all examples, the others with the reason.

    Args:
        target: the workbook.
        own: the rules of the region itself.
        agreed: the parameters in force.

    """
    rows = pl.DataFrame(rulebook_rows())
    functions = [each for code in catalogue.entries() for each in variants(code)]
    elsewhere = rows.filter("gebouwd", pl.col("voorbeeld") == "")
    waiting = rows.filter(~pl.col("gebouwd"))
    read = "Een parameter is een eigen afspraak of een getal uit een bron; de herkomst zegt welke."
    pages = [
        Page(
            "Regels", "Regels", "Wat er wordt gecontroleerd en wat u kunt doen.", _told(functions, agreed), COLUMNS,
            "regels",
        ),
        Page("Eigen regels", "Eigen regels van de regio", "Deze regels gelden naast die van Verzamelpunt.",
             pl.DataFrame([own_row(rule, agreed) for rule in own]), OWN_RULES, "eigen_regels"),
        Page(
            "Voorbeelden", "Voorbeelden", "Elke regel bewijst zich met deze voorbeelden; persoonsgegevens zijn "
            "afgeschermd, zoals in elke melding.", _examples(functions), EXAMPLES, "voorbeelden",
        ),
        Page(
            "KPI's", "KPI's", "Wat er wordt gemeten, waaruit en volgens wie.", pl.DataFrame(kpi_rows()), MEASURED,
            "kpis",
        ),
        Page("Parameters", "Parameters", read, _parameters(agreed), PARAMETERS, "parameters"),
        Page(
            "Bij het lezen", "Regels die bij het ontvangen en lezen gelden", "Deze regels gelden voordat er een regel "
            "wordt beoordeeld, of zijn een deel van een andere regel.", elsewhere, ELSEWHERE, "regels_elders",
        ),
        Page("Nog niet gebouwd", "Nog niet gebouwd", "En waarom.", waiting, WAITING, "regels_later"),
    ]  # fmt: skip
    book = RegionBook(
        title="Regelboek",
        period="Alle regels van de catalogus, met melding, actie, bron, parameters en voorbeelden.",
        made_on=datetime.now().astimezone().replace(tzinfo=None, microsecond=0),
        headlines=[
            Headline("Regels in de catalogus", len(rows), "geheel", "Landelijke regels en eigen afspraken."),
            Headline("Gebouwd", len(rows) - len(waiting), "geheel", "Worden bij elke aanlevering gecontroleerd."),
            Headline("Nog niet gebouwd", len(waiting), "geheel", "Met de reden op het blad Nog niet gebouwd."),
        ],
        pages=[page for page in pages if not page.rows.is_empty()],
    )
    write_region_book(target, book)


def _told(functions: list[list[Rule]], agreed: Parameters) -> pl.DataFrame:
    """One row per rule function: a code has more when it says more than one thing."""
    return pl.DataFrame(
        [
            {
                "regel": first.code,
                "ernst": str(first.severity),
                "stijl": str(first.severity),
                "melding": rulebook_words.example_sentence(first),
                "actie": first.action,
                "gevolg": str(first.consequence),
                "entiteit": tables_of(rules),
                "niveau": LEVELS[first.level],
                "betekenis": catalogue.entries()[first.code].message,
                "retourcode": first.return_code,
                "bron": first.source,
                "sinds": rulebook_words.since(first),
                "afspraak": first.agreement,
                "parameters": rulebook_words.parameters(first, agreed),
            }
            for rules in functions
            for first in rules[:1]
        ]
    )


def _examples(functions: list[list[Rule]]) -> pl.DataFrame:
    """One row per example of each function, on the first column that it judges."""
    return pl.DataFrame(
        [
            {
                "regel": first.code,
                "oordeel": shown.verdict,
                "stijl": shown.verdict,
                "gegevens": shown.cells,
                "melding": shown.sentence or "(geen melding)",
                "kolom": first.at,
                "entiteit": first.table,
            }
            for first, *_ in functions
            for shown in rulebook_words.examples(first)
        ]
    )


def _parameters(agreed: Parameters) -> pl.DataFrame:
    """Every parameter in force with the lines it holds for and the rules that read it."""
    rows = agreed.shown()
    used = {row["parameter"]: [rule.code for rule in RULES if row["parameter"] in rule.needs] for row in rows}
    return pl.DataFrame(
        [
            {
                **row,
                "regels": ", ".join(dict.fromkeys(used[row["parameter"]])) or "(geen regel)",
                "toelichting": described(row["parameter"])["toelichting"] if row["parameter"] in names() else "",
            }
            for row in rows
        ]
    )
