# SPDX-License-Identifier: EUPL-1.2
"""Definities and Verantwoording: what each KPI is, and from what, with which agreements, the workbook was made."""

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

import polars as pl

from processors import kpi_catalogue
from processors.kpis import KPIS
from processors.lines import TABLES
from processors.reference import reference_rows
from processors.region_pages.words import named
from processors.rules import RULES
from processors.star import Tables
from workbooks import dutch
from workbooks.region_book import Listing, Page, Stack
from workbooks.tables import Column

# The one fact of a workbook that is another each time it is made.
MADE_ON = "Gemaakt op (UTC)"


@cache
def cautions() -> dict[str, str]:
    """What to mind about each KPI of the catalogue, in Dutch (`reference/kpi_let_op.csv`)."""
    return {row["id"]: row["let_op"] for row in reference_rows("kpi_let_op.csv")}


def definitions_page() -> Page:
    """Every KPI: its code, name, definition, unit, formula, what to mind, and who thought it up."""
    entries = kpi_catalogue.entries()
    rows = [
        (
            kpi.code,
            kpi.label,
            kpi.says,
            named(kpi.code).unit,
            entries[kpi.number].formula,
            cautions()[kpi.number],
            kpi.source,
        )
        for kpi in KPIS
    ]
    names = ("code", "naam", "definitie", "eenheid", "formule", "let_op", "bron")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").sort("code")
    columns = (
        Column("code", "Code", "code"), Column("naam", "Naam", width=36), Column("definitie", "Definitie", width=80),
        Column("eenheid", "Eenheid"), Column("formule", "Formule", width=50), Column("let_op", "Let op", width=50),
        Column("bron", "Bron", width=46),
    )  # fmt: skip
    return Page(
        "Definities", "Definities van de KPI's",
        "Wat elke KPI telt en wat er buiten valt.",
        frame, columns, "definities", "naslag",
    )  # fmt: skip


def account_page(tables: Tables) -> Stack:
    """When and from what the workbook was made, what was suppressed, and the files with their hashes."""
    now = datetime.now(UTC)
    figures = tables["meting"]
    hidden = figures.filter(pl.col("onderdrukt") == "ja")
    facts = [
        (MADE_ON, f"{now:%d-%m-%Y %H:%M}"),
        ("Gemaakt met", f"Verzamelpunt {version('verzamelpunt')}"),
        ("Aantal bronbestanden", dutch.number(len(tables["versie"]))),
        ("Aantal regels in het regelboek", dutch.number(len({rule.code for rule in RULES}))),
        ("Aantal KPI's, varianten meegeteld", dutch.number(len(KPIS))),
        ("Tabellen in de woordenlijst", dutch.number(len(TABLES))),
        ("Bronnen", "Elk bronbestand met zijn SHA-256 staat hieronder en in de tabel versie."),
        ("Afspraken en drempels", "Elke parameter met zijn waarde en herkomst staat in de tabel parameter."),
        ("Bedragen", "Op de bladen voor lezers in euro; in de tabellen voor Power BI in eurocent, credit negatief."),
        ("Cijfers", f"{dutch.number(len(figures))} metingen, waarvan {dutch.number(len(hidden))} onderdrukt."),
        (
            "Onderdrukt",
            "Zo'n cijfer is te herleiden tot weinig cliënten; het staat ook nergens anders in deze werkmap.",
        ),
        ("Status", "Voorlopig: nog niet alle maanden zijn compleet en oud genoeg. Definitief: wel."),
    ]
    rows = pl.DataFrame(facts, schema={"onderwerp": pl.String, "feit": pl.String}, orient="row")
    columns = (Column("onderwerp", "Onderwerp"), Column("feit", "Feit", width=80))
    words = "Waaruit dit werkboek is gemaakt."
    told = Listing("verantwoording", "Dit werkboek", words, rows, columns)
    return Stack(
        "Verantwoording", "Verantwoording", words, [told, *_suppressed(hidden), _parameters(tables), _sources(tables)],
        "naslag",
    )  # fmt: skip


def _suppressed(hidden: pl.DataFrame) -> list[Listing]:
    """How many figures of each KPI are suppressed, by what they are about; nothing where none is."""
    if hidden.is_empty():
        return []
    about = {"aanbieder": "aanbieder", "product": "product", "contract_nummer": "contract", "gemeente": "gemeente"}
    level = [pl.when(pl.col(name).is_not_null()).then(pl.lit(word)) for name, word in about.items()]
    told = hidden.with_columns(niveau=pl.coalesce(*level, pl.lit("regio")))
    counts = [(pl.col("niveau") == word).sum().cast(pl.Int64).alias(word) for word in (*about.values(), "regio")]
    called = {code: named(code).label for code in hidden["kpi"].unique()}
    rows = told.group_by("kpi").agg(counts).sort("kpi").with_columns(
        naam=pl.col("kpi").replace_strict(called, default=None, return_dtype=pl.String)
    )  # fmt: skip
    columns = (
        Column("naam", "KPI"), Column("kpi", "Code", "code"), Column("regio", "Regio en subregio", "geheel"),
        *(Column(word, f"Per {word}", "geheel") for word in ("gemeente", "aanbieder", "product", "contract")),
    )  # fmt: skip
    words = "Zoveel cijfers zijn weggelaten omdat ze iets over enkele personen of één aanbieder zouden zeggen."
    return [Listing("onderdrukt", "Wat is onderdrukt", words, rows, columns)]


def _parameters(tables: Tables) -> Listing:
    columns = (
        Column("parameter", "Parameter", "code"), Column("waarde", "Waarde", "code"), Column("eenheid", "Eenheid"),
        Column("herkomst", "Herkomst"), Column("geldt_voor", "Geldt voor"),
    )  # fmt: skip
    words = "Drempels en termijnen die in dit werkboek gelden."
    return Listing("afspraken", "Afspraken en drempels", words, tables["parameter"], columns)


def _sources(tables: Tables) -> Listing:
    columns = (
        Column("aanlevering", "Kenmerk", "code"), Column("bestand", "Bestand"), Column("versie", "Versie", "nummer"),
        Column("sha256", "SHA-256", "code"),
    )  # fmt: skip
    words = "De bestanden waaruit dit werkboek is gemaakt, in de versie die geldt."
    return Listing("bronnen", "Bronnen", words, tables["versie"], columns)
