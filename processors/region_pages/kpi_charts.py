# SPDX-License-Identifier: EUPL-1.2
"""The charts of Samenvatting and of the KPI's, each fed by cells beside it; without figures there is no chart."""

from collections.abc import Collection, Mapping

import polars as pl

from processors import codelists
from processors.region_pages.figures import at
from processors.region_pages.words import before, named, period_of
from processors.star import Tables
from workbooks.charts import Chart, Shape

PERIODS_SHOWN = 13  # a year and the same month of the year before
SUPPLIERS_SHOWN = 10
REDEMPTION = ("K01", "K02", "K03")


def summary_charts(tables: Tables, month: str, members: Mapping[str, str], place: str | None) -> list[Chart]:
    """What was declared through the months, and how far each municipality is with its budget."""
    declared, laws = tables["feit_declaratie"], codelists.labels("wet")
    if declared.is_empty():
        return []
    months = _last(declared["declaratie_maand"].drop_nulls().unique().to_list(), month)
    by_month = _sums(declared, "declaratie_maand")
    present = [law for law in laws if law in declared["wet"].unique()]
    charts = [
        Chart(
            "Gedeclareerd bedrag per maand", "Geaccepteerd bedrag per declaratiemaand en wet, credit afgetrokken.",
            "Declaratiemaand", months,
            {laws[law]: [by_month.get((when, law)) for when in months] for law in present}, "euro",
        )
    ]  # fmt: skip
    if place is not None:
        return charts
    use = _per_member(tables["meting"], "K08", month[:4], members)
    by_place = _sums(declared, "gemeente")
    amounts = Chart(
        "Gedeclareerd bedrag per gemeente", "Geaccepteerd bedrag per gemeente en wet, alle maanden samen.",
        "Gemeente", list(members.values()),
        {laws[law]: [by_place.get((code, law)) for code in members] for law in present}, "euro", Shape.BARS,
    )  # fmt: skip
    return [*charts, use or amounts]


def kpi_charts(tables: Tables, month: str, members: Mapping[str, str], place: str | None) -> list[Chart]:
    """Redemption in its three variants, the largest suppliers, and per municipality use of budget and costs."""
    figures = tables["meting"]
    charts = [_redemption(figures, month, place), _suppliers(tables, month[:4], place)]
    if place is None:
        charts += [_per_member(figures, code, month[:4], members) for code in ("K08", "K14")]
    return [chart for chart in charts if chart]


def _suppliers(tables: Tables, year: str, place: str | None) -> Chart | None:
    """The suppliers with the largest turnover of the year, laws together."""
    names = dict(tables["dim_aanbieder"].select("aanbieder", "naam").iter_rows())
    largest = (
        at(tables["meting"], place, ("wet", "aanbieder"))
        .filter(pl.col("kpi") == "K04", pl.col("maand") == year, pl.col("onderdrukt") == "nee")
        .group_by("aanbieder").agg(pl.col("waarde").sum())
        .sort("waarde", "aanbieder", descending=[True, False]).head(SUPPLIERS_SHOWN)
    )  # fmt: skip
    called = [names.get(code) or code for code in largest["aanbieder"]]
    return _filled(Chart(
        f"Grootste aanbieders in {year}", f"De {len(called)} aanbieders met de meeste omzet, wetten samen.",
        "Aanbieder", called, {named("K04").label: largest["waarde"].to_list()}, "euro", Shape.BARS,
    ))  # fmt: skip


def _redemption(figures: pl.DataFrame, month: str, place: str | None) -> Chart | None:
    """By quarter: one of the variants is not published by month."""
    known = _values(at(figures, place))
    quarters = _last({when for code, when in known if code in REDEMPTION}, period_of(month, "kwartaal"))
    series = {named(code).label: [known.get((code, when)) for when in quarters] for code in REDEMPTION}
    told = (
        "Wat van de toewijzingen is gedeclareerd: in volume, in euro's en in toewijzingen. "
        "Het laatste kwartaal kan nog veranderen."
    )
    return _filled(Chart("Verzilveringsgraad per kwartaal", told, "Kwartaal", quarters, series, "procent", Shape.LINE))


def _per_member(figures: pl.DataFrame, code: str, year: str, members: Mapping[str, str]) -> Chart | None:
    name = named(code)
    known = at(figures, None, ("gemeente",)).filter(
        pl.col("kpi") == code, pl.col("maand") == year, pl.col("onderdrukt") == "nee"
    )
    values = dict(known.select("gemeente", "waarde").iter_rows())
    told = f"{name.label} per gemeente in {year}; een lege staaf is onderdrukt of niet bekend."
    return _filled(Chart(
        f"{name.label} per gemeente", told, "Gemeente", list(members.values()),
        {name.label: [values.get(place) for place in members]}, name.kind, Shape.BARS,
    ))  # fmt: skip


def _filled(chart: Chart) -> Chart | None:
    return chart if any(value is not None for values in chart.series.values() for value in values) else None


def _values(figures: pl.DataFrame) -> dict[tuple[str, str], float]:
    known = figures.filter(pl.col("onderdrukt") == "nee", pl.col("waarde").is_not_null())
    return {(code, when): value for code, when, value in known.select("kpi", "maand", "waarde").iter_rows()}


def _last(known: Collection[str], newest: str) -> list[str]:
    """The periods up to the newest, none left out between, from the first of which something is known."""
    periods = [newest]
    while len(periods) < PERIODS_SHOWN:
        periods.append(before(periods[-1]))
    first = min((period for period in periods if period in known), default=newest)
    return [period for period in reversed(periods) if period >= first]


def _sums(declared: pl.DataFrame, by: str) -> dict[tuple[str, str], int]:
    grouped = declared.group_by(by, "wet").agg(pl.col("ingediend_bedrag").sum())
    return {(group, law): amount for group, law, amount in grouped.iter_rows()}
