# SPDX-License-Identifier: EUPL-1.2
"""The workbook for everybody: headline figures, by place and category, and how to read them."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from processors.disclosure.audience import Limits
from processors.region_pages.asked import ASKED
from processors.region_pages.figures import at, shown, wide
from processors.region_pages.public_closing import explanation_page
from processors.region_pages.public_figures import PUBLIC, READ, called, categories, figures_page, municipalities
from processors.region_pages.words import LAWS, named, period_of, spoken_month, spoken_period
from workbooks.charts import Chart
from workbooks.region_book import Listing, Page, RegionBook
from workbooks.tables import Column

_CHARTED = ("K12", "K07")


def public_book(figures: pl.DataFrame, month: str, agreed: Limits) -> RegionBook:
    """Describe the workbook.

    Args:
        figures: measurements that everybody may see (`disclosure.publication.for_public`).
        month: yyyy-mm.
        agreed: what disclosure control asked of them.

    """
    return RegionBook(
        title=f"Kerncijfers van de regio, tot en met {spoken_month(month)}",
        period=_standing(figures, month),
        made_on=datetime(int(month[:4]), int(month[5:]), 1),  # noqa: DTZ001 - a document date without a clock
        summary=_summary(figures, month),
        charts=[_per_quarter(figures, code, month) for code in _CHARTED],
        pages=[
            _per_municipality(figures, month[:4]), _per_category(figures, month[:4]), figures_page(figures),
            explanation_page(figures, agreed),
        ],
    )  # fmt: skip


def _standing(figures: pl.DataFrame, month: str) -> str:
    final = set(figures.filter(pl.col("maand") == month[:4])["status"]) == {"definitief"}
    return f"Stand over {spoken_month(month)}; {'definitieve' if final else 'voorlopige'} cijfers; voor iedereen."


def _summary(figures: pl.DataFrame, month: str) -> Listing:
    """The region as a whole: the year up to the month, and its last quarter."""
    year, quarter = month[:4], period_of(month, "kwartaal")
    rows = called().filter(pl.col("kpi").is_in(_present(figures)))
    for name, period in (("jaar", year), ("kwartaal", quarter)):
        own = shown(at(figures, None)).filter(pl.col("maand") == period)
        told = own.select("kpi", "status", "dekking", getoond="getoond", woord=pl.col("woord").fill_null(""))
        renamed = told.rename({each: f"{name} {each}" for each in told.columns[1:]})
        rows = rows.join(renamed, on="kpi", how="left", maintain_order="left")
    rows = rows.with_columns(
        pl.col("jaar woord", "kwartaal woord").fill_null("geen"),
        pl.col("jaar dekking").str.replace("/", " van ", literal=True),
        zegt=pl.col("kpi").replace_strict({asked.code: asked.says for asked in ASKED}, return_dtype=pl.String),
    )
    until = f"{year} tot en met {spoken_month(month).partition(' ')[0]}"
    columns = (
        Column("naam", "Kerncijfer", width=40),
        Column("jaar getoond", until, "getal", "soort", word="jaar woord", width=24),
        Column("kwartaal getoond", spoken_period(quarter), "getal", "soort", word="kwartaal woord", width=20),
        Column("eenheid", "Eenheid", width=18), Column("jaar status", "Status", width=13),
        Column("jaar dekking", "Gemeenten die leverden", width=24), Column("zegt", "Wat het zegt", width=66),
    )  # fmt: skip
    return Listing("kerncijfers", "Kerncijfers", f"Kerncijfers van de regio over {year}", rows, columns)


def _per_quarter(figures: pl.DataFrame, code: str, month: str) -> Chart:
    """A figure of the region through the quarters of the year."""
    own = at(figures, None).filter(pl.col("kpi") == code, pl.col("maand").str.contains("K")).sort("maand")
    name = named(code)
    told = f"{name.label} in de regio per kwartaal van {month[:4]}; een leeg vak is onderdrukt."
    quarters = [spoken_period(period) for period in own["maand"]]
    return Chart(
        f"{name.label} per kwartaal", told, "Kwartaal", quarters, {name.label: own["waarde"].to_list()}, name.kind
    )


def _per_municipality(figures: pl.DataFrame, year: str) -> Page:
    places = municipalities()
    keys = pl.DataFrame({"gemeente": list(places)}, schema={"gemeente": pl.String})
    codes = [code for code in _present(figures) if "gemeente" in named(code).level]
    rows = wide(at(figures, None, ("gemeente",)), keys, dict.fromkeys(codes, year)).with_columns(
        naam=pl.col("gemeente").replace_strict(places, return_dtype=pl.String)
    )
    first = (Column("gemeente", "Gemeentecode", "code", width=16), Column("naam", "Gemeente", width=26))
    return _table("Per gemeente", f"Kerncijfers per gemeente, {year}", first, codes, rows)


def _per_category(figures: pl.DataFrame, year: str) -> Page:
    own = at(figures, None, ("wet", "product")).filter(pl.col("maand") == year)
    keys = own.select("wet", "product").unique().sort("wet", "product")
    codes = [code for code in _present(figures) if "product" in named(code).level]
    rows = wide(own, keys, dict.fromkeys(codes, year)).join(
        categories(), on=["wet", "product"], how="left", maintain_order="left"
    )
    rows = rows.with_columns(pl.col("wet").replace_strict(LAWS, return_dtype=pl.String))
    first = (
        Column("wet", "Wet", width=16), Column("product", "Categorie", "code", width=14),
        Column("categorienaam", "Omschrijving", width=50),
    )  # fmt: skip
    return _table("Per categorie", f"Kerncijfers per wet en categorie, {year}", first, codes, rows)


def _table(name: str, heading: str, first: Sequence[Column], codes: Sequence[str], rows: pl.DataFrame) -> Page:
    """A page with a column per KPI; where a figure is missing stands in grey why."""
    quiet = [
        pl.when(pl.col(f"{code} woord").is_not_null()).then(pl.lit("stil")).alias(f"{code} stand") for code in codes
    ]
    figures = [
        Column(
            code, f"{named(code).label} ({named(code).unit})", named(code).kind, f"{code} stand", word=f"{code} woord",
            width=22,
        )
        for code in codes
    ]  # fmt: skip
    columns = (*first, *figures, Column("toelichting", "Toelichting", width=60))
    table = name.lower().replace(" ", "_")
    return Page(name, heading, READ, rows.with_columns(quiet), columns, table, "werk", len(first), wide=True)


def _present(figures: pl.DataFrame) -> list[str]:
    """The KPIs of which there are figures, in their order."""
    found = set(figures["kpi"])
    return [code for code in PUBLIC if code in found]
