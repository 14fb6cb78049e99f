# SPDX-License-Identifier: EUPL-1.2
"""What the workbook of one supplier tells: its own figures, and beside them those of others without saying whose."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from processors.disclosure.benchmark import benchmark
from processors.region_pages.asked import ASKED
from processors.region_pages.closing import account_page, definitions_page
from processors.region_pages.deliveries import delivery_page
from processors.region_pages.figures import at, wide
from processors.region_pages.headlines import summary
from processors.region_pages.kpi_charts import summary_charts
from processors.region_pages.quality import quality_page
from processors.region_pages.words import named, spoken_month
from processors.star import OF_OTHERS, Tables, for_supplier
from workbooks.region_book import Page, RegionBook
from workbooks.tables import Column


def supplier_book(
    tables: Tables, month: str, *, code: str, members: Mapping[str, str], compared: Page | None
) -> RegionBook:
    """Describe the workbook of a supplier.

    Args:
        tables: the star tables of the region.
        month: yyyy-mm.
        code: of the supplier (AGB).
        members: municipality code to name.
        compared: the page on which it stands beside others; None where there are too few others.

    """
    own = for_supplier(tables, code)
    # In this workbook all figures are of this supplier, so its code tells nothing: they read as those of the whole.
    own["meting"] = own["meting"].with_columns(aanbieder=pl.lit(None, pl.String))
    name = next(iter(own["dim_aanbieder"]["naam"].drop_nulls()), code)
    here = own["feit_declaratie"]["gemeente"].unique()
    places = {place: called for place, called in members.items() if place in here}
    return RegionBook(
        title=f"Aanbiederwerkboek {name}, {spoken_month(month)}",
        period=f"Stand over {spoken_month(month)}; alleen eigen gegevens; voorlopige cijfers.",
        made_on=datetime(int(month[:4]), int(month[5:]), 1),  # noqa: DTZ001 - a document date without a clock
        summary=summary(own, month, places, None, level="aanbieder"),
        charts=summary_charts(own, month, places, None),
        pages=[
            *([compared] if compared else []),
            _per_municipality(own["meting"], month, places),
            delivery_page(own["feit_levering"], month, places),
            quality_page(own["bevinding"]),
            definitions_page(),
            account_page(own),
        ],
        tables={sheet: frame for sheet, frame in own.items() if not frame.is_empty()},
    )


def _per_municipality(figures: pl.DataFrame, month: str, places: Mapping[str, str]) -> Page:
    """The figures of the year per municipality and law."""
    here = at(figures, None, ("wet", "gemeente")).filter(pl.col("maand") == month[:4])
    codes = [asked.code for asked in ASKED if asked.code in here["kpi"].unique()]
    keys = here.select("wet", "gemeente").unique().sort("wet", "gemeente")
    rows = wide(here, keys, dict.fromkeys(codes, month[:4])).with_columns(
        naam=pl.col("gemeente").replace_strict(dict(places), default=None, return_dtype=pl.String)
    )
    columns = (
        Column("wet", "Wet", "code"), Column("gemeente", "Gemeentecode", "code"), Column("naam", "Gemeente"),
        *(Column(each, f"{named(each).label} ({each})", named(each).kind, word=f"{each} woord") for each in codes),
        Column("toelichting", "Toelichting", width=60),
    )  # fmt: skip
    return Page(
        "KPI's per gemeente", "KPI's per gemeente", f"Over {month[:4]} tot en met {spoken_month(month)}.", rows,
        columns, "kpi_gemeente", "werk",
    )  # fmt: skip


def compared_page(figures: pl.DataFrame, code: str, month: str, reference: Mapping[str, pl.DataFrame]) -> Page | None:
    """How a supplier stands beside others, over the year and per law; None where there are too few others.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`), nothing hidden.
        code: of the supplier.
        month: yyyy-mm.
        reference: reference tables, with the thresholds agreed.

    """
    of_all = ~pl.col("kpi").str.slice(0, 3).is_in(OF_OTHERS)
    year = figures.filter(of_all, pl.col("maand") == month[:4], pl.col("wet").is_not_null())
    told = benchmark(year, code, reference)
    if told.is_empty():
        return None
    kinds = {kpi: named(kpi).kind for kpi in told["kpi"].unique().sort()}
    euro = [kpi for kpi, kind in kinds.items() if kind == "euro"]
    amounts = ("eigen", "laag", "midden", "hoog")
    rows = told.with_columns(
        # A mean comes out another way in its last digit when its parts are added in another order.
        *(
            pl.when(pl.col("kpi").is_in(euro)).then(pl.col(name) / 100).otherwise(name).round(6).alias(name)
            for name in amounts
        ),
        naam=pl.col("kpi").replace_strict({kpi: named(kpi).label for kpi in kinds}, return_dtype=pl.String),
        soort=pl.col("kpi").replace_strict(kinds, return_dtype=pl.String),
        eenheid=pl.col("kpi").replace_strict({kpi: named(kpi).unit for kpi in kinds}, return_dtype=pl.String),
    )  # fmt: skip
    columns = (
        Column("kpi", "Code", "code"), Column("naam", "KPI"), Column("wet", "Wet", "code"),
        Column("eigen", "Uw organisatie", "getal", "soort"), Column("laag", "Andere, laag", "getal", "soort"),
        Column("midden", "Andere, midden", "getal", "soort"), Column("hoog", "Andere, hoog", "getal", "soort"),
        Column("eenheid", "Eenheid"), Column("aanbieders_in_groep", "Andere aanbieders", "geheel"),
    )  # fmt: skip
    return Page(
        "Vergelijking", f"Uw organisatie naast andere in {month[:4]}",
        "Laag, midden en hoog zijn elk het gemiddelde van ten minste drie andere aanbieders; nooit het cijfer van een.",
        rows, columns, "vergelijking", "werk",
    )  # fmt: skip
