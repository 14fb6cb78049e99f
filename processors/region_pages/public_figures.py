# SPDX-License-Identifier: EUPL-1.2
"""The figures that are for everybody, one per row, with names beside codes."""

import polars as pl

from processors import codelists
from processors.region_pages.figures import shown
from processors.region_pages.words import LAWS, named
from workbooks.region_book import Page
from workbooks.tables import Column

# What everybody may know, in the order in which it is told: money, people, access.
PUBLIC = ("K07", "K12", "K13", "K14", "K02", "K24", "K25", "K26", "K28", "K30")
_NAMED = {
    "kpi": "kpi", "naam": "naam", "eenheid": "eenheid", "maand": "periode", "wet": "wet", "gemeente": "gemeente",
    "gemeentenaam": "gemeentenaam", "subregio": "subregio", "product": "categorie", "categorienaam": "categorienaam",
    "getoond": "waarde", "woord": "waarom_leeg", "status": "status", "dekking": "dekking",
}  # fmt: skip
READ = "Onderdrukt: zou iets zeggen over enkele personen of een enkele aanbieder. Geen: zie Toelichting."


def public_rows(figures: pl.DataFrame) -> pl.DataFrame:
    """Every figure as a row for a csv: amounts in euros, at most two decimals behind a comma; empty with the reason."""
    value = pl.col("waarde").round(2).cast(pl.String).str.replace(".", ",", literal=True).str.strip_suffix(",0")
    return _long(figures).select(pl.exclude("soort")).with_columns(value)


def figures_page(figures: pl.DataFrame) -> Page:
    """All of them on a page, as in the csv."""
    rows = _long(figures).with_columns(
        soort=pl.when(pl.col("waarde").is_null()).then(pl.lit("stil")).otherwise("soort"),
    )  # fmt: skip
    columns = (
        Column("kpi", "KPI", "code"), Column("naam", "Naam", width=34), Column("periode", "Periode", "code"),
        Column("wet", "Wet", "code"), Column("subregio", "Subregio", width=22),
        Column("gemeente", "Gemeentecode", "code"), Column("gemeentenaam", "Gemeente", width=22),
        Column("categorie", "Categorie", "code"), Column("categorienaam", "Omschrijving", width=40),
        Column("waarde", "Waarde", "getal", "soort", word="waarom_leeg", width=18), Column("eenheid", "Eenheid"),
        Column("status", "Status"), Column("dekking", "Gemeenten die leverden"),
    )  # fmt: skip
    return Page("Cijfers", "Alle cijfers", f"Elk cijfer op een eigen regel. {READ}", rows, columns, "cijfers", "naslag")


def called() -> pl.DataFrame:
    """Per KPI, in their order: `kpi`, `naam`, `eenheid`, `soort` (a kind in `workbooks.styles`), `definitie`."""
    rows = []
    for code in PUBLIC:
        name = named(code)
        rows.append((code, name.label, name.unit, name.kind, name.kpi.says if name.kpi else ""))
    columns = ("kpi", "naam", "eenheid", "soort", "definitie")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def municipalities() -> dict[str, str]:
    """Code to name, by code."""
    places = codelists.table("gemeenten_mgr").sort("gemeentecode")
    return dict(places.select("gemeentecode", "naam").iter_rows())


def categories() -> pl.DataFrame:
    """Each category of each law with its name: `wet`, `product`, `categorienaam`."""
    rows = [(law, code, label) for law in LAWS for code, label in codelists.labels("productcategorie", law).items()]
    names = ("wet", "product", "categorienaam")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _long(figures: pl.DataFrame) -> pl.DataFrame:
    """One row per figure with its `soort`, sorted by KPI, period and what it is about."""
    told = (
        called().with_row_index("nr")
        .join(shown(figures), on="kpi")
        .join(categories(), on=["wet", "product"], how="left")
        .with_columns(
            dekking=pl.col("dekking").str.replace("/", " van ", literal=True),
            gemeentenaam=pl.col("gemeente").replace_strict(municipalities(), default=None, return_dtype=pl.String)
        )
        .sort("nr", "maand", "subregio", "gemeente", "wet", "product")
    )  # fmt: skip
    return told.select("soort", *(pl.col(source).alias(name) for source, name in _NAMED.items()))
