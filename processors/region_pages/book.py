# SPDX-License-Identifier: EUPL-1.2
"""The whole workbook: its title, its pages in order, and the star tables behind them."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from processors.region_pages.budget import budget_page
from processors.region_pages.closing import account_page, definitions_page
from processors.region_pages.deliveries import delivery_page, missing_members, signals_page
from processors.region_pages.headlines import asked_of, summary
from processors.region_pages.kpi_charts import summary_charts
from processors.region_pages.kpi_pages import asked_of_members, kpi_pages
from processors.region_pages.origin import linked, place_origin, region_origin
from processors.region_pages.quality import quality_page, return_codes_page, senders_page
from processors.region_pages.revisions import revisions_page
from processors.region_pages.shares import shares_page
from processors.region_pages.words import spoken_month
from processors.star import Tables
from workbooks.region_book import Listing, Page, RegionBook


def region_book(  # noqa: PLR0913 - each is a part of the workbook
    tables: Tables,
    month: str,
    *,
    members: Mapping[str, str],
    name: str | None,
    signals: pl.DataFrame,
    beside: Tables | None = None,
) -> RegionBook:
    """Describe the workbook of the region, or of the one municipality named.

    Args:
        tables: the star tables, with only the rows that may be in it; `meting` with what is suppressed in it.
        month: yyyy-mm.
        members: municipality code to name.
        name: of the one municipality; None for the region.
        signals: what calls for attention (`signals.SIGNALS`), with only the rows that may be in it.
        beside: what is shown and is no star table (`beside.beside`); `herzien` (`revisions.REVISED`); `bijdrage`
            (`contribution.contributions`) with its `modulebudgetten`; `herkomst` (`origins.ORIGINS`); `terugtoets`
            (`backtest.TESTED`). What is absent is not shown.

    """
    title = f"Gemeentewerkboek {name}, {spoken_month(month)}" if name else f"Regiowerkboek {spoken_month(month)}"
    place = next(iter(members)) if name else None
    more = beside or {}
    codes = return_codes_page(more["retourcodes"], month) if "retourcodes" in more else None
    optional = [
        revisions_page(more["herzien"], members, place) if "herzien" in more else None,
        budget_page(tables, month, members, more.get("terugtoets")),
        shares_page(more["bijdrage"], more["modulebudgetten"], members) if "bijdrage" in more else None,
    ]
    headlines = summary(tables, month, members, place, level="gemeente" if place else "")
    origin = _origin(tables, month, headlines, more, (place, name) if place and name else None)
    return RegionBook(
        title=title,
        period=_coverage(tables, month, members),
        made_on=datetime(int(month[:4]), int(month[5:]), 1),  # noqa: DTZ001 - a document date without a clock
        summary=linked(headlines, origin),
        charts=summary_charts(tables, month, members, place),
        pages=[
            delivery_page(tables["feit_levering"], month, members),
            *([] if signals.is_empty() else [signals_page(signals, month, members, tables)]),
            quality_page(tables["bevinding"], more.get("foutdichtheid")),
            senders_page(tables, members),
            *([codes] if codes else []),
            *kpi_pages(tables, month, members, place),
            *(page for page in optional if page),
            definitions_page(),
            *([origin] if origin else []),
            account_page(tables),
        ],
        tables={sheet: frame for sheet, frame in tables.items() if not (name and frame.is_empty())},
    )


def _origin(tables: Tables, month: str, headlines: Listing, more: Tables, place: tuple[str, str] | None) -> Page | None:
    """Where the figures come from: of one municipality to the row, of the region as far as everyone may know."""
    if place is None:
        return region_origin(tables["meting"], asked_of(month), headlines)
    if "herkomst" not in more:
        return None
    told = asked_of_members(month)
    asked = {code: told[code] for code in (*asked_of(month), *told) if code in told}
    sent = tables["versie"]
    return place_origin(tables["meting"], asked, headlines, origins=more["herkomst"], versions=sent, place=place)


def _coverage(tables: Tables, month: str, members: Mapping[str, str]) -> str:
    """The month, who delivered over it, and whether its figures can still change."""
    lacking = missing_members(tables["feit_levering"], month, members)
    delivered = f"{len(members) - len(lacking)} van {len(members)} gemeenten leverden"
    whose = "eigen gegevens" if len(members) == 1 else delivered
    said = set(tables["meting"].filter(pl.col("maand") == month)["status"].unique())
    standing = "definitieve" if said == {"definitief"} else "voorlopige"
    return f"Stand over {spoken_month(month)}; {whose}; {standing} cijfers."
