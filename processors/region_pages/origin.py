# SPDX-License-Identifier: EUPL-1.2
"""Herkomst: of each figure from which files and rows it comes, with links there and back (decision 0024).

The regional workbook is for every municipality. Which files hold rows of a figure, and how many, would tell of few
people what was suppressed, so it says only from which kinds of rows a figure comes: the same whatever was delivered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from processors.kpis import KPIS
from processors.lines import TABLES
from processors.measured.sources import OF_DELIVERIES, SOURCES
from processors.provenance import rules_version
from processors.region_pages.figures import at
from processors.region_pages.words import named, spoken_period
from workbooks.region_book import Listing, Page
from workbooks.tables import Column, Link

NAME = "Herkomst"
TABLE = "herkomst"
DELIVERED = "Leveringen"
REFERENCE = "Naslag van de regio"
_OTHERS = "Bestanden over meer dan deze gemeente"
_NO_FILE = "Geen bestand: uit de naslag, of er lag niets onder"
_FIGURE = (
    Column("kpi", "Code", "code"),
    Column("terug", "Naar cijfer", mark="stil", width=14, link=Link("kerncijfers", "cijfer", "terug_tip")),
    Column("naam", "Kerncijfer", width=36), Column("voor", "Voor wie", width=18),
    Column("periode", "Periode", width=18),
)  # fmt: skip
_CHECKED = (Column("regelversie", "Regelversie", "code"), Column("opdracht", "Opdracht voor de rijen", width=62))
_TO_SOURCE = Link("bronnen", "bron", "bron_tip")
_FILE = (
    Column("soort", "Soort rijen", width=24), Column("bestand", "Bestand", width=44),
    Column("naar_bron", "Naar bestand", mark="stil", width=15, link=_TO_SOURCE),
    Column("aanlevering", "Kenmerk", "code"), Column("blad", "Blad", width=20),
    Column("rijen", "Aantal rijen", "geheel"), Column("welke", "Rijen", width=22),
    Column("sha256", "SHA-256", "code", width=20),
)  # fmt: skip
_KINDS = (
    Column("soort", "Soort rijen", width=44),
    Column("naar_bron", "Naar bestanden", mark="stil", width=16, link=_TO_SOURCE),
)  # fmt: skip


def region_origin(figures: pl.DataFrame, asked: Mapping[str, str], headlines: Listing) -> Page | None:
    """The page of the regional workbook: per open figure from which kinds of rows it comes; None without figures.

    Args:
        figures: measurements that may be shared.
        asked: the KPIs with the period each is shown of.
        headlines: Samenvatting.

    """
    rows = _open(figures, None, asked)
    if rows.is_empty():
        return None
    kinds = pl.col("kpi").replace_strict({code: _kinds(code) for code in asked}, return_dtype=pl.String)
    shown = _described(rows.with_columns(soort=kinds), headlines).with_columns(
        voor=pl.lit("Regio"), naar_bron=pl.lit("→ bestanden"), bron=pl.lit(0),
        bron_tip=pl.lit("Ga naar de bronbestanden met hun SHA-256"), opdracht=_command(),
    )  # fmt: skip
    return Page(
        NAME, NAME,
        "Uit welke soorten rijen elk cijfer komt; de bestanden met hun SHA-256 staan op Verantwoording. Hoeveel rijen "
        "uit welk bestand komen staat hier niet, want dat zegt iets over weinig cliënten. Wie bij de rijen mag, vindt "
        "ze met de opdracht.",
        shown, (*_FIGURE, *_KINDS, *_CHECKED), TABLE, "naslag", 1, wide=True,
    )  # fmt: skip


def place_origin(  # noqa: PLR0913 - each says something else of the figures
    figures: pl.DataFrame,
    asked: Mapping[str, str],
    headlines: Listing,
    *,
    origins: pl.DataFrame,
    versions: pl.DataFrame,
    place: tuple[str, str],
) -> Page | None:
    """The page of one municipality: per figure its files and how many rows of each; None without figures.

    Args:
        figures: its measurements.
        asked: the KPIs with the period each is shown of.
        headlines: Samenvatting.
        origins: the files behind its figures (`origins.ORIGINS`).
        versions: the files that are about it alone; of others neither name nor hash is told.
        place: its code and its name.

    """
    code, name = place
    rows = _open(figures, code, asked)
    if rows.is_empty():
        return None
    files = _named_files(origins.filter(pl.col("gemeente") == code), versions).drop("gemeente")
    found = rows.join(files, on=["kpi", "maand"], how="left", maintain_order="left_right")
    label = {name: TABLES[name].label for name in found["tabel"].drop_nulls().unique() if name in TABLES}
    own = pl.col("bron").is_not_null()
    shown = _described(found, headlines).with_columns(
        voor=pl.lit(name),
        soort=pl.col("tabel").replace_strict({**label, "levering": DELIVERED}, default=None, return_dtype=pl.String),
        bestand=pl.coalesce("bestand", pl.when(pl.col("tabel").is_null()).then(pl.lit(_NO_FILE)), pl.lit(_OTHERS)),
        naar_bron=pl.when(own).then(pl.lit("→ bestand")),
        bron_tip=pl.format("Ga naar {} met zijn SHA-256", "bestand"),
        welke=_which(), opdracht=_command(f" --gemeente {code}"),
    )  # fmt: skip
    return Page(
        NAME, NAME,
        "Uit welke bestanden en rijen elk cijfer komt, met alleen eigen rijen. Van bestanden over meer dan deze "
        "gemeente staat er samen hoeveel eigen rijen erin zijn. De opdracht geeft alle rijnummers.",
        shown, (*_FIGURE, *_FILE, *_CHECKED), TABLE, "naslag", 1, wide=True,
    )  # fmt: skip


def linked(headlines: Listing, origin: Page | None) -> Listing:
    """Samenvatting with a column that leads to where each figure comes from; unchanged where nothing is told of it."""
    if origin is None:
        return headlines
    first = origin.rows.with_row_index("herkomst_rij").unique("kpi", keep="first", maintain_order=True)
    rows = headlines.rows.join(
        first.select("herkomst_rij", code="kpi"), on="code", how="left", maintain_order="left"
    ).with_columns(
        herkomst=pl.when(pl.col("herkomst_rij").is_not_null()).then(pl.lit("→ bron")),
        herkomst_tip=pl.format("Waar {} vandaan komt", "kerncijfer"), herkomst_stand=pl.lit("stil"),
    )  # fmt: skip
    link = Link(TABLE, "herkomst_rij", "herkomst_tip")
    column = Column("herkomst", "Herkomst", mark="herkomst_stand", width=13, link=link)
    *columns, words = headlines.columns
    return replace(headlines, rows=rows, columns=(*columns, column, words))


def _open(figures: pl.DataFrame, place: str | None, asked: Mapping[str, str]) -> pl.DataFrame:
    """`kpi` and `maand` of the figures that are shown, in the order asked; what is suppressed is none of them."""
    wanted = pl.DataFrame(
        {"kpi": list(asked), "maand": list(asked.values())}, schema=dict.fromkeys(("kpi", "maand"), pl.String)
    )
    known = at(figures, place).filter(pl.col("waarde").is_not_null(), pl.col("onderdrukt") == "nee")
    return wanted.join(known, on=["kpi", "maand"], how="semi", maintain_order="left")


def _named_files(origins: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """The files with their names where they are about the municipality alone; others together per kind of row."""
    known = versions.with_row_index("bron").select("aanlevering", "bestand", "sha256", pl.col("bron").cast(pl.Int64))
    files = origins.join(known, on="aanlevering", how="left", maintain_order="left")
    others = files.filter(pl.col("bron").is_null(), pl.col("rijen").is_not_null())
    together = others.group_by("kpi", "maand", "tabel", "gemeente", maintain_order=True).agg(pl.col("rijen").sum())
    own = files.drop_nulls("bron")
    return pl.concat([own, together], how="diagonal").sort("kpi", "tabel", "bron", nulls_last=True)


def _described(rows: pl.DataFrame, headlines: Listing) -> pl.DataFrame:
    """The rows with what is told of every figure, and the row of Samenvatting that it stands in."""
    place = {code: row for row, code in enumerate(headlines.rows["code"]) if code}
    labels = {code: named(code).label for code in rows["kpi"].unique()}
    periods = {period: spoken_period(period) for period in rows["maand"].unique()}
    known = rows.with_columns(
        cijfer=pl.col("kpi").replace_strict(place, default=None, return_dtype=pl.Int64),
        naam=pl.col("kpi").replace_strict(labels, return_dtype=pl.String),
        periode=pl.col("maand").replace_strict(periods, return_dtype=pl.String),
        regelversie=pl.lit(rules_version()), stil=pl.lit("stil"),
    )  # fmt: skip
    return known.with_columns(
        terug=pl.when(pl.col("cijfer").is_not_null()).then(pl.lit("← cijfer")),
        terug_tip=pl.format("Terug naar {} op Samenvatting", "naam"),
    )


def _kinds(code: str) -> str:
    """The kinds of rows that a KPI is measured from, in words."""
    table = next(kpi.table for kpi in KPIS if kpi.code == code)
    if table in OF_DELIVERIES:
        return DELIVERED
    kinds: Sequence[str] = list(dict.fromkeys(TABLES[source.table].label for source in SOURCES.get(table, ())))
    return ", ".join(kinds) or REFERENCE


def _command(about: str = "") -> pl.Expr:
    return pl.format(f"verzamelpunt herkomst {{}}{about} --maand {{}}", "kpi", "maand")


def _which() -> pl.Expr:
    """The first and the last row in words; whether all between them count as well."""
    rows, first, last = pl.col("rijen"), pl.col("eerste"), pl.col("laatste")
    return (
        pl.when(first == last).then(pl.format("rij {}", first))
        .when(last - first + 1 == rows).then(pl.format("rij {} t/m {}", first, last))
        .otherwise(pl.format("tussen rij {} en {}", first, last))
    )  # fmt: skip
