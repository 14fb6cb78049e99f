# SPDX-License-Identifier: EUPL-1.2
"""What the regional and municipal workbooks tell: headline figures, charts and pages, from the star tables."""

from collections.abc import Mapping
from datetime import UTC, datetime

import polars as pl

from processors import catalogue
from processors.deliveries import MISSING
from processors.lines import TABLES
from processors.rules import RULES
from processors.star import Tables
from workbooks.charts import Chart, Shape
from workbooks.region_book import Headline, Page, RegionBook
from workbooks.tables import Column

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
LAWS = {"wmo": "Wmo", "jw": "Jeugdwet", "pw": "Participatiewet"}
ACCEPTED = ("geaccepteerd", "deels")


def spoken_month(month: str) -> str:
    """2026-09 as september 2026."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def region_book(
    tables: Tables, month: str, *, members: Mapping[str, str], name: str | None, signals: pl.DataFrame
) -> RegionBook:
    """Describe the workbook of the region, or of the one municipality named.

    Args:
        tables: the star tables, with only the rows that may be in it.
        month: yyyy-mm.
        members: municipality code to name.
        name: of the one municipality; None for the region.
        signals: what calls for attention (`signals.SIGNALS`), with only the rows that may be in it.

    """
    title = f"Gemeentewerkboek {name}, {spoken_month(month)}" if name else f"Regiowerkboek {spoken_month(month)}"
    own = [sheet for sheet, frame in tables.items() if not (name and frame.is_empty())]
    return RegionBook(
        title=title,
        period=_coverage(tables, month, members),
        made_on=datetime(int(month[:4]), int(month[5:]), 1),  # noqa: DTZ001 - a document date without a clock
        headlines=_headlines(tables, month, members),
        charts=_charts(tables, members),
        pages=[
            _delivery_page(tables["feit_levering"], month, members),
            *([] if signals.is_empty() else [_signals_page(signals, month)]),
            _quality_page(tables["bevinding"]),
        ],
        tables={sheet: tables[sheet] for sheet in own},
        closing=[_account_page(tables["versie"])],
    )


def _of_month(tables: Tables, month: str) -> pl.DataFrame:
    return tables["feit_levering"].filter(pl.col("maand") == month)


def _coverage(tables: Tables, month: str, members: Mapping[str, str]) -> str:
    delivered = _delivered(tables, month, members)
    whose = f"{delivered} van {len(members)} gemeenten leverden" if len(members) > 1 else "eigen gegevens"
    return f"Stand over {spoken_month(month)}; {whose}; voorlopige cijfers."


def _delivered(tables: Tables, month: str, members: Mapping[str, str]) -> int:
    here = _of_month(tables, month).filter(
        pl.col("soort") == "gemeentelevering", pl.col("status").is_in(ACCEPTED), pl.col("gemeente").is_in(list(members))
    )
    return here["gemeente"].n_unique()


def _headlines(tables: Tables, month: str, members: Mapping[str, str]) -> list[Headline]:
    declared = tables["feit_declaratie"]
    this_month = declared.filter(pl.col("declaratie_maand") == month)
    delivered, expected = _delivered(tables, month, members), len(members)
    found = tables["bevinding"].filter(pl.col("maand") == month)
    wrong = int(found.filter(pl.col("ernst") == "fout")["aantal"].sum())
    late = _of_month(tables, month).filter(pl.col("te_laat") == "ja").height
    return [
        Headline(
            "Gedeclareerd, alle maanden", int(declared["ingediend_bedrag"].sum()), "euro",
            "Geaccepteerde declaratieregels in dit werkboek, credit afgetrokken.",
            sums=("feit_declaratie", "ingediend_bedrag"),
        ),
        Headline(
            f"Gedeclareerd in {spoken_month(month)}", int(this_month["ingediend_bedrag"].sum()), "euro",
            "Declaraties met deze declaratiemaand, ook over eerdere leveringsmaanden.",
        ),
        Headline(
            f"Declaratieregels in {spoken_month(month)}", int(this_month["regels"].sum()), "geheel",
            "Geaccepteerde regels.",
        ),
        Headline(
            "Gemeenten die leverden", delivered, "geheel", f"Verwacht: {expected}.",
            *(("goed", "volledig") if delivered == expected else ("waarschuwing", "niet volledig")),
        ),
        Headline(
            "Te late leveringen", late, "geheel", "Na de uiterste datum van de kalender, of nog niet ontvangen.",
            *(("goed", "geen") if not late else ("waarschuwing", "zie Levering")),
        ),
        Headline(
            "Fouten in aanleveringen", wrong, "geheel", "Bevindingen met ernst fout over deze maand; zie Kwaliteit.",
            *(("goed", "geen") if not wrong else ("signaal", "zie Kwaliteit")),
        ),
    ]  # fmt: skip


def _charts(tables: Tables, members: Mapping[str, str]) -> list[Chart]:
    declared = tables["feit_declaratie"]
    if declared.is_empty():
        return []
    laws = [law for law in LAWS if law in declared["wet"].unique()]
    months = declared["declaratie_maand"].unique().sort().to_list()
    by_month = _sums(declared, "declaratie_maand")
    charts = [
        Chart(
            "Gedeclareerd bedrag per maand", "Geaccepteerd bedrag per declaratiemaand en wet, credit afgetrokken.",
            "Declaratiemaand", months,
            {LAWS[law]: [by_month.get((month, law)) for month in months] for law in laws}, "euro",
        )
    ]  # fmt: skip
    if len(members) > 1:
        by_place = _sums(declared, "gemeente")
        charts.append(
            Chart(
                "Gedeclareerd bedrag per gemeente", "Geaccepteerd bedrag per gemeente en wet, alle maanden samen.",
                "Gemeente", list(members.values()),
                {LAWS[law]: [by_place.get((code, law)) for code in members] for law in laws}, "euro", Shape.BARS,
            )
        )  # fmt: skip
    return charts


def _sums(declared: pl.DataFrame, by: str) -> dict[tuple[str, str], int]:
    grouped = declared.group_by(by, "wet").agg(pl.col("ingediend_bedrag").sum())
    return {(group, law): amount for group, law, amount in grouped.iter_rows()}


def _delivery_page(frame: pl.DataFrame, month: str, members: Mapping[str, str]) -> Page:
    marks = {"geaccepteerd": "goed", "deels": "waarschuwing", "geweigerd": "fout", MISSING: "fout"}
    rows = frame.filter(pl.col("maand") == month).with_columns(
        gemeente_naam=pl.col("gemeente").replace_strict(dict(members), default=None, return_dtype=pl.String),
        oordeel=pl.col("status").replace_strict(marks, default="signaal", return_dtype=pl.String),
    )
    columns = (
        Column("soort", "Soort"), Column("gemeente", "Gemeentecode", "code"), Column("gemeente_naam", "Gemeente"),
        Column("aanbieder", "AGB-code", "code"), Column("naam", "Afzender"),
        Column("status", "Status", mark="oordeel", symbol=True), Column("ontvangen_op", "Ontvangen op", "datum"),
        Column("uiterste_datum", "Uiterste datum", "datum"), Column("te_laat", "Te laat"),
        Column("regels", "Regels", "geheel"), Column("geaccepteerd", "Geaccepteerd", "geheel"),
        Column("geweigerd", "Geweigerd", "geheel"), Column("bevindingen", "Bevindingen", "geheel"),
        Column("versie", "Versie", "nummer"), Column("aanlevering", "Kenmerk", "code"),
    )  # fmt: skip
    return Page(
        "Levering", f"Levering over {spoken_month(month)}", "Wie leverde wat en wanneer, en wie nog ontbreekt.", rows,
        columns, "levering",
    )  # fmt: skip


def _signals_page(signals: pl.DataFrame, month: str) -> Page:
    marks = {"fout": "fout", "waarschuwing": "waarschuwing"}
    marked = pl.col("ernst").replace_strict(marks, default="signaal", return_dtype=pl.String)
    rows = signals.with_columns(oordeel=marked)
    columns = (
        Column("onderwerp", "Onderwerp"), Column("ernst", "Ernst", mark="oordeel", symbol=True),
        Column("melding", "Wat er is"), Column("actie", "Wat u kunt doen"),
        Column("gemeente", "Gemeentecode", "code"), Column("aanbieder", "AGB-code", "code"),
        Column("contract_nummer", "Contract", "code"), Column("maand", "Maand", "code"),
        Column("regel", "Regel", "code"),
    )  # fmt: skip
    return Page(
        "Signalen", f"Signalen bij {spoken_month(month)}",
        "Wie nog niet leverde, en welke contracten, tarieven en bewijsstukken aandacht vragen.", rows, columns,
        "signalen",
    )  # fmt: skip


def _quality_page(found: pl.DataFrame) -> Page:
    sentences = {code: entry.message for code, entry in catalogue.entries().items()}
    rows = (
        found.group_by("regel", "ernst", "gevolg")
        .agg(pl.col("aantal").sum(), aanleveringen=pl.col("aanlevering").n_unique().cast(pl.Int64))
        .sort("aantal", "regel", descending=[True, False])
        .with_columns(melding=pl.col("regel").replace_strict(sentences, default=None, return_dtype=pl.String))
    )
    columns = (
        Column("regel", "Regel", "code"), Column("melding", "Waar het over gaat"), Column("ernst", "Ernst"),
        Column("gevolg", "Gevolg"), Column("aantal", "Aantal", "geheel"),
        Column("aanleveringen", "In aanleveringen", "geheel"),
    )  # fmt: skip
    return Page(
        "Kwaliteit", "Kwaliteit van de aanleveringen", "Bevindingen per regel, de meest voorkomende eerst.", rows,
        columns, "kwaliteit",
    )  # fmt: skip


def _account_page(versions: pl.DataFrame) -> Page:
    now = datetime.now(UTC)
    facts = [
        ("Gemaakt op (UTC)", f"{now:%d-%m-%Y %H:%M}"),
        ("Aantal bronbestanden", str(len(versions))),
        ("Aantal regels in het regelboek", str(len({rule.code for rule in RULES}))),
        ("Tabellen in de woordenlijst", str(len(TABLES))),
        ("Bronnen", "Elk bronbestand met zijn SHA-256 staat in de tabel versie."),
        ("Bedragen", "In eurocent, credit als negatief getal; op Samenvatting in euro."),
    ]
    rows = pl.DataFrame(facts, schema={"onderwerp": pl.String, "feit": pl.String}, orient="row")
    columns = (Column("onderwerp", "Onderwerp"), Column("feit", "Feit"))
    return Page(
        "Verantwoording",
        "Verantwoording",
        "Waaruit dit werkboek is gemaakt.",
        rows,
        columns,
        "verantwoording",
        "naslag",
    )
