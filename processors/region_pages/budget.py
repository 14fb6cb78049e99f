# SPDX-License-Identifier: EUPL-1.2
"""Begroting en prognose: per municipality and law what was agreed, what was realised and what is expected."""

from collections.abc import Mapping

import polars as pl

from processors import codelists
from processors.region_pages.figures import at, light_of_use, wide
from processors.region_pages.words import named, spoken_month
from processors.star import Tables
from workbooks.charts import Chart, Shape
from workbooks.region_book import Listing, Stack
from workbooks.tables import Column

NAME = "Begroting en prognose"
_MONTHS_OF_YEAR = 12
_CLOSE = 1e-6  # of a month: what a number of months may differ from a whole one
# What is shown as it was measured: KPI and header.
_MEASURED: Mapping[str, str] = {
    "K08": "Benutting", "K09": "Prognose lineair", "K09-seizoen": "Prognose seizoen", "K32": "Nog te ontvangen",
    "K32-laag": "Nog te ontvangen laag", "K32-hoog": "Nog te ontvangen hoog",
}  # fmt: skip


def budget_page(
    tables: Tables, month: str, members: Mapping[str, str], tested: pl.DataFrame | None = None
) -> Stack | None:
    """The page; None where nothing is known of a budget or of a forecast.

    Args:
        tables: the star tables, with only the rows that may be in the workbook.
        month: yyyy-mm.
        members: municipality code to name.
        tested: how far the forecasts were off before (`forecasting.backtest.TESTED`), where that is shown.

    """
    rows = _rows(tables, month[:4], members)
    if rows.is_empty():
        return None
    return Stack(
        NAME, f"{NAME} {month[:4]}, stand bij {spoken_month(month)}",
        "Wat is begroot, in afgesloten maanden is gerealiseerd en wordt verwacht. Een prognose is een schatting.",
        [
            Listing(
                "begroting", "Per gemeente en wet",
                "Benutting, lineaire prognose en verschil zijn formules: elke som is in de cel na te gaan.",
                rows, _COLUMNS,
            ),
            _totals(rows), *_charts(rows, members), *([] if tested is None else [_tested(tested)]),
        ],
    )  # fmt: skip


def _rows(tables: Tables, year: str, members: Mapping[str, str]) -> pl.DataFrame:
    """One row per municipality and law, amounts in euros, each cell with its word where it is missing."""
    figures = at(tables["meting"], None, ("gemeente", "wet")).filter(pl.col("maand") == year)
    by = ["gemeente", "wet"]
    keys = figures.filter(pl.col("kpi").is_in(["K08", "K09"])).select(by).unique().sort(by)
    amounts = figures.filter(pl.col("kpi") == "K08", pl.col("onderdrukt") == "nee").select(
        *by, begroting=pl.col("noemer") / 100, realisatie=pl.col("teller") / 100
    )
    told = wide(figures, keys, dict.fromkeys(_MEASURED, year)).join(amounts, on=by, how="left", maintain_order="left")
    known = told.with_columns(
        naam=pl.col("gemeente").replace_strict(dict(members), default=None, return_dtype=pl.String),
        maanden=_closed_months(), verschil=pl.col("K09") - pl.col("begroting"),
    )  # fmt: skip
    stand, light = light_of_use(pl.col("K08"), tables["parameter"])
    return known.with_columns(
        _stated("K08", "{Realisatie}/{Begroting}*100", "realisatie", "begroting"),
        _stated("K09", f"{{Realisatie}}/{{Afgesloten maanden}}*{_MONTHS_OF_YEAR}", "realisatie", "maanden"),
        _stated("verschil", "{Prognose lineair}-{Begroting}", "K09", "begroting"),
        _word("begroting", "K08"), _word("realisatie", "K08"), _word("verschil", "K09"), _word("maanden", "K09"),
        oordeel=light, stand=stand,
    )  # fmt: skip


def _closed_months() -> pl.Expr:
    """The number of closed months m behind a linear forecast, realised / m * 12; missing where it is not whole."""
    months = pl.col("realisatie") * _MONTHS_OF_YEAR / pl.col("K09")
    whole = months.round().is_between(1, _MONTHS_OF_YEAR) & ((months - months.round()).abs() < _CLOSE)
    return pl.when(whole).then(months.round()).cast(pl.Int64)


def _stated(column: str, formula: str, *needs: str) -> pl.Expr:
    """The formula of a cell where its value and all it needs are known."""
    named = formula.replace("{", "begroting[[#This Row],[").replace("}", "]]")
    known = pl.all_horizontal(pl.col(column, *needs).is_not_null())
    return pl.when(known).then(pl.lit(f"={named}")).alias(f"{column} formule")


def _word(column: str, source: str) -> pl.Expr:
    """What stands in place of a value that is missing."""
    return pl.when(pl.col(column).is_null()).then(pl.col(f"{source} woord").fill_null("geen")).alias(f"{column} woord")


def _amount(column: str, header: str, *, formula: bool = False) -> Column:
    return Column(
        column, header, "euro", width=19, word=f"{column} woord", formula=f"{column} formule" if formula else ""
    )  # fmt: skip


_COLUMNS = (
    Column("gemeente", "Gemeentecode", "code"), Column("naam", "Gemeente", width=24), Column("wet", "Wet", "code"),
    _amount("begroting", "Begroting"), _amount("realisatie", "Realisatie"),
    Column("K08", _MEASURED["K08"], "procent", word="K08 woord", formula="K08 formule", width=13),
    Column("oordeel", "Oordeel", mark="stand", symbol=True, width=18),
    Column("maanden", "Afgesloten maanden", "geheel", word="maanden woord"),
    _amount("K09", _MEASURED["K09"], formula=True), _amount("verschil", "Verschil met begroting", formula=True),
    *(_amount(code, header) for code, header in _MEASURED.items() if code not in {"K08", "K09"}),
    Column("toelichting", "Toelichting", width=60),
)  # fmt: skip


def _totals(rows: pl.DataFrame) -> Listing:
    """Per law the sums of what the table shows, as formulas."""
    summed = {"begroting": "Begroting", "realisatie": "Realisatie", "K09": "Prognose lineair"}
    known = [pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column) for column in summed]
    totals = rows.group_by("wet", maintain_order=True).agg(known).sort("wet")
    stated = [
        pl.when(pl.col(column).is_not_null())
        .then(pl.format('=SUMIFS(begroting[{}],begroting[Wet],"{}")', pl.lit(header), "wet"))
        .alias(f"{column} formule")
        for column, header in summed.items()
    ]
    columns = (
        Column("wet", "Wet", "code"), Column("naam", "Naam"), *(
            Column(column, f"{header} samen", "euro", formula=f"{column} formule", word="geen", width=19)
            for column, header in summed.items()
        ),
    )  # fmt: skip
    names = pl.col("wet").replace_strict(codelists.labels("wet"), default=None, return_dtype=pl.String)
    words = "De som van wat hierboven staat; wat onderdrukt of niet bekend is telt niet mee."
    return Listing(
        "begroting_totaal", "Per wet", words, totals.with_columns(*stated, naam=names, geen=pl.lit("geen")), columns
    )


def _tested(tested: pl.DataFrame) -> Listing:
    """How far each forecast was off, made again as it would have been made then."""
    words = (
        "Elke prognose is opnieuw gemaakt met wat toen bekend was, en vergeleken met wat nu bekend is. Afwijking: "
        "hoever zij er gemiddeld naast zat; vertekening: onder nul verwachtte zij gemiddeld te weinig."
    )
    labels = {code: named(code).label for code in tested["kpi"].unique()}
    nothing = pl.when(pl.col("aantal") == 0).then(pl.lit("niets te vergelijken"))
    rows = tested.with_columns(
        prognose=pl.col("kpi").replace_strict(labels, return_dtype=pl.String), afwijking_woord=nothing,
        vertekening_woord=nothing, van_woord=nothing, tot_woord=nothing,
    )  # fmt: skip
    return Listing("terugtoets", "Hoe goed de prognoses waren", words, rows, _TESTED_COLUMNS)


_TESTED_COLUMNS = (
    Column("prognose", "Prognose", width=28), Column("wat", "Wat is voorspeld", width=26),
    Column("aantal", "Vergelijkingen", "geheel"),
    Column("afwijking", "Afwijking", "procent", word="afwijking_woord", width=20),
    Column("vertekening", "Vertekening", "procent", word="vertekening_woord", width=20),
    Column("vanaf", "Stand van", word="van_woord", width=20),
    Column("tot", "Stand tot en met", word="tot_woord", width=20),
)  # fmt: skip


def _charts(rows: pl.DataFrame, members: Mapping[str, str]) -> list[Chart]:
    """Budget, realised and forecast per municipality, laws together; a municipality with a gap has none."""
    series = {"begroting": "Begroting", "realisatie": "Realisatie", "K09": "Prognose lineair"}
    summed = rows.group_by("gemeente").agg(
        pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum() * 100).alias(column) for column in series
    )
    found = {row["gemeente"]: row for row in summed.iter_rows(named=True)}
    values = {header: [found.get(code, {}).get(column) for code in members] for column, header in series.items()}
    if not any(value is not None for each in values.values() for value in each):
        return []
    told = "Begroting, realisatie en lineaire prognose van alle wetten samen, per gemeente."
    return [Chart("Begroting en prognose", told, "Gemeente", list(members.values()), values, "euro", Shape.BARS)]
