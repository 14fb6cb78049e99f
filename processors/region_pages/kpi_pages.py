# SPDX-License-Identifier: EUPL-1.2
"""The KPI's: a table per municipality, per supplier and per product, with one column per KPI."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from processors import codelists
from processors.region_pages.asked import ASKED
from processors.region_pages.figures import at, wide
from processors.region_pages.kpi_charts import REDEMPTION, kpi_charts
from processors.region_pages.words import named, period_of, spoken_month
from processors.star import Tables
from workbooks.region_book import Page, Stack
from workbooks.tables import Column

# The three variants of redemption stand side by side, and turnover beside what it is a part of.
_OF_YEAR = (*REDEMPTION, "K08-contract", "K11", "K39")
CODES: tuple[str, ...] = tuple(dict.fromkeys(["K04", *REDEMPTION, *(asked.code for asked in ASKED), *_OF_YEAR]))
_SPANS: Mapping[str, str] = {asked.code: asked.span for asked in ASKED} | dict.fromkeys(_OF_YEAR, "jaar")
_READ = "Onderdrukt: te weinig cliënten om te tonen. Geen: zie de kolom Toelichting."
_AMOUNT = 16  # characters
CATEGORY = 2  # characters; a product has more


@dataclass(frozen=True)
class _Kind:
    """One of the pages: its table, what its rows are, and the level by which its KPIs are published."""

    name: str
    table: str
    level: str
    keys: Sequence[Column]

    @property
    def codes(self) -> list[str]:
        """The KPIs that are published by its level, in the order of the first page."""
        return [code for code in CODES if self.level in named(code).level]

    def of_year(self, year: str) -> dict[str, str]:
        """Its KPIs, each with the year it is shown of: what is accounted for afterwards is of the year before."""
        return {code: str(int(year) - (_SPANS.get(code) == "vorig jaar")) for code in self.codes}


_LAW = Column("wet", "Wet", "code")
MUNICIPALITY = _Kind(
    "KPI's", "kpi_gemeente", "gemeente",
    (Column("gemeente", "Gemeentecode", "code", width=16), Column("naam", "Gemeente", width=26)),
)  # fmt: skip
SUPPLIER = _Kind(
    "KPI's per aanbieder", "kpi_aanbieder", "aanbieder",
    (_LAW, Column("aanbieder", "AGB-code", "code"), Column("naam", "Aanbieder")),
)  # fmt: skip
PRODUCT = _Kind(
    "KPI's per product", "kpi_product", "product",
    (_LAW, Column("product", "Product of categorie", "code"), Column("naam", "Omschrijving")),
)  # fmt: skip


def kpi_pages(tables: Tables, month: str, members: Mapping[str, str], place: str | None) -> list[Page | Stack]:
    """The three pages and their charts; of one municipality only its own figures, with categories for products.

    Args:
        tables: the star tables, with only the rows that may be in the workbook.
        month: yyyy-mm.
        members: municipality code to name.
        place: the one municipality; None for the region.

    """
    charts = kpi_charts(tables, month, members, place)
    return [
        _of_members(tables, month, members), _of_suppliers(tables, month, place), _of_products(tables, month, place),
        *([Stack("Grafieken", "Grafieken", "KPI's in beeld, elk met de cijfers ernaast.", charts)] if charts else []),
    ]  # fmt: skip


def asked_of_members(month: str) -> dict[str, str]:
    """The KPIs of the page per municipality, each with the period it is shown of."""
    return {code: period_of(month, _SPANS.get(code, "maand")) for code in MUNICIPALITY.codes}


def _of_members(tables: Tables, month: str, members: Mapping[str, str]) -> Page:
    places = pl.DataFrame({"gemeente": list(members)}, schema={"gemeente": pl.String})
    spans = {code: _SPANS.get(code, "maand") for code in MUNICIPALITY.codes}
    rows = wide(at(tables["meting"], None, ("gemeente",)), places, asked_of_members(month)).with_columns(
        naam=pl.col("gemeente").replace_strict(dict(members), default=None, return_dtype=pl.String)
    )
    words = f"Stand bij {spoken_month(month)}; achter elke KPI staat waarover hij gaat. {_READ}"
    headers = {code: f"{named(code).label} ({code}, {span})" for code, span in spans.items()}
    return _page(MUNICIPALITY, words, rows, headers)


def _of_suppliers(tables: Tables, month: str, place: str | None) -> Page:
    year = month[:4]
    figures = at(tables["meting"], place, ("wet", "aanbieder"))
    names = tables["dim_aanbieder"].select("aanbieder", "naam").unique("aanbieder", keep="last", maintain_order=True)
    rows = wide(figures, _keys(figures, year, "aanbieder"), SUPPLIER.of_year(year))
    rows = rows.join(names, on="aanbieder", how="left", maintain_order="left")
    return _yearly(SUPPLIER, month, rows)


def _of_products(tables: Tables, month: str, place: str | None) -> Page:
    year, length = month[:4], pl.col("product").str.len_chars()
    figures = at(tables["meting"], place, ("wet", "product")).filter(length == CATEGORY if place else length > CATEGORY)
    rows = wide(figures, _keys(figures, year, "product"), PRODUCT.of_year(year))
    names = _product_names(tables["dim_product"])
    return _yearly(PRODUCT, month, rows.join(names, on=["wet", "product"], how="left", maintain_order="left"))


def _yearly(kind: _Kind, month: str, rows: pl.DataFrame) -> Page:
    words = f"Over {month[:4]} tot en met {spoken_month(month)}. {_READ}"
    return _page(kind, words, rows, {code: f"{named(code).label} ({code})" for code in kind.codes})


def _page(kind: _Kind, words: str, rows: pl.DataFrame, headers: Mapping[str, str]) -> Page:
    """A page with a column per KPI; where a figure is missing stands in grey why."""
    figures = [
        Column(code, header, named(code).kind, f"{code} stand", word=f"{code} woord", width=_width(header))
        for code, header in headers.items()
    ]
    quiet = [
        pl.when(pl.col(f"{code} woord").is_not_null()).then(pl.lit("stil")).alias(f"{code} stand") for code in headers
    ]
    return Page(
        kind.name, f"KPI's per {kind.level}", words, rows.with_columns(quiet),
        (*kind.keys, *figures, Column("toelichting", "Toelichting", width=60)), kind.table, "werk",
        len(kind.keys), wide=True,
    )  # fmt: skip


def _width(header: str) -> int:
    """Wide enough for the longest word of the header beside its filter button, and for an amount."""
    return max(_AMOUNT, max(map(len, header.split())) + 4)


def _keys(figures: pl.DataFrame, year: str, by: str) -> pl.DataFrame:
    """Who or what a table has a row for: whatever has a figure over the year."""
    return figures.filter(pl.col("maand") == year).select("wet", by).unique().sort("wet", by)


def _product_names(products: pl.DataFrame) -> pl.DataFrame:
    """Product codes with their description, and categories with theirs."""
    own = products.select("wet", product="product_code", naam="omschrijving").drop_nulls("product")
    categories = pl.DataFrame(
        [(law, code, label) for law in codelists.labels("wet")
         for code, label in codelists.labels("productcategorie", law).items()],
        schema=own.schema, orient="row",
    )  # fmt: skip
    return pl.concat([own, categories]).unique(["wet", "product"], keep="first", maintain_order=True)
