# SPDX-License-Identifier: EUPL-1.2
"""What the page of a run tells: what came in, who is late, findings per rule, and KPIs through the months."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice

import polars as pl

from processors import codelists
from processors.code_words import words
from processors.deliveries import MISSING
from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.region_pages.asked import ASKED
from processors.region_pages.words import spoken_month
from processors.star import Tables
from workbooks import dutch
from workbooks.page import Fact, Found, Late, Revised, RunPage, Trend

# So many rules, months and revisions stand on the page; the workbook holds all.
RULES_SHOWN, MONTHS_SHOWN, REVISIONS_SHOWN = 20, 13, 50
# The KPIs of the first page of the workbook.
_HEADLINES = frozenset(asked.code for asked in ASKED)
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def run_page(tables: Tables, month: str, revisions: pl.DataFrame, now: datetime) -> RunPage:
    """Describe the page.

    Args:
        tables: the star tables as they may be shared; `meting` with what is suppressed in it.
        month: yyyy-mm.
        revisions: figures that were published and changed (`revisions.REVISED`).
        now: the moment at which it is made.

    """
    delivered = tables["feit_levering"].filter(pl.col("maand") == month)
    places = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())
    return RunPage(
        title=f"Verzamelpunt: {spoken_month(month)}",
        period=_period(delivered, places),
        made=f"Gemaakt op {now:%d-%m-%Y om %H:%M}.",
        facts=_facts(delivered),
        late=list(_late(delivered, places)),
        findings=list(_findings(tables["bevinding"])),
        trends=[trend for kpi in KPIS if kpi.code in _HEADLINES and (trend := _trend(kpi, tables["meting"], month))],
        revisions=list(islice(_revised(revisions, places), REVISIONS_SHOWN)),
    )


def spoken(month: str) -> str:
    """2026-09 as sep 2026."""
    return f"{_MONTHS[int(month[5:]) - 1]} {month[:4]}"


def _period(delivered: pl.DataFrame, places: Mapping[str, str]) -> str:
    here = delivered.filter(
        pl.col("soort") == "gemeentelevering", pl.col("status").is_in(["geaccepteerd", "deels"])
    )["gemeente"].n_unique()  # fmt: skip
    return f"{here} van {len(places)} gemeenten leverden over deze maand."


def _facts(delivered: pl.DataFrame) -> list[Fact]:
    counts = dict(delivered.group_by("status").len().iter_rows())
    lines = delivered.filter(pl.col("status") != "vervangen").select("regels", "geaccepteerd", "geweigerd").sum()
    return [
        Fact("Aanleveringen geaccepteerd", dutch.number(counts.get("geaccepteerd", 0))),
        Fact("Deels geaccepteerd", dutch.number(counts.get("deels", 0))),
        Fact("Geweigerd", dutch.number(counts.get("geweigerd", 0))),
        Fact("Wacht op een mens", dutch.number(counts.get("wacht op een mens", 0))),
        Fact("Regels gelezen", dutch.number(lines["regels"][0])),
        Fact("Regels geaccepteerd", dutch.number(lines["geaccepteerd"][0])),
    ]


def _late(delivered: pl.DataFrame, places: Mapping[str, str]) -> Iterator[Late]:
    rows = delivered.filter((pl.col("status") == MISSING) | (pl.col("te_laat") == "ja"))
    for row in rows.sort("soort", "gemeente", "aanbieder", nulls_last=True).iter_rows(named=True):
        name = places.get(row["gemeente"] or "") or row["naam"] or row["aanbieder"] or ""
        late = "te laat" if row["te_laat"] == "ja" else "nog op tijd"
        state = f"ontbreekt, {late}" if row["status"] == MISSING else f"{row['status']}, {late}"
        yield Late(name, row["soort"] or "", state, _day(row["uiterste_datum"]), _day(row["ontvangen_op"]))


def _day(value: date | None) -> str:
    return f"{value:%d-%m-%Y}" if value else "geen"


def _findings(found: pl.DataFrame) -> Iterator[Found]:
    rows = (
        found.group_by("regel", "ernst")
        .agg(pl.col("aantal").sum(), aanleveringen=pl.col("aanlevering").n_unique())
        .sort("aantal", "regel", descending=[True, False])
    )
    for rule, severity, count, submissions in rows.head(RULES_SHOWN).iter_rows():
        says = words().get(rule, "Een eigen regel van de regio.")
        yield Found(rule, says, severity, dutch.number(count), dutch.number(submissions))


def _trend(kpi: Kpi, figures: pl.DataFrame, month: str) -> Trend | None:
    """The KPI of the whole region per law through the months; None where no month has a figure."""
    about = ("gemeente", "subregio", "aanbieder", "product", "contract_nummer")
    own = figures.filter(
        pl.col("kpi") == kpi.code, *(pl.col(name).is_null() for name in about), pl.col("wet").is_not_null(),
        pl.col("maand").str.contains(r"^\d{4}-\d{2}$"), pl.col("maand") <= month,
    )  # fmt: skip
    months = _through(own["maand"])[-MONTHS_SHOWN:]
    said = {(law, when): (value, hidden == "ja") for law, when, value, hidden in own.select(
        "wet", "maand", "waarde", "onderdrukt"
    ).iter_rows()}  # fmt: skip
    laws = codelists.labels("wet")
    present = [law for law in laws if any(said.get((law, when), (None, False))[0] is not None for when in months)]
    if not present:
        return None
    missing = (None, False)
    return Trend(
        f"{kpi.code} {kpi.label}", kpi.says, kpi.kind, [spoken(when) for when in months],
        {laws[law]: [said.get((law, when), missing)[0] for when in months] for law in present},
        {laws[law]: [said.get((law, when), missing)[1] for when in months] for law in present},
    )  # fmt: skip


def _through(months: pl.Series) -> list[str]:
    """Every month from the first to the last of these; one of which nothing came is among them."""
    days = months.str.to_date("%Y-%m")
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return []
    return pl.date_range(first, last, "1mo", eager=True).dt.strftime("%Y-%m").to_list()


def _revised(revisions: pl.DataFrame, places: Mapping[str, str]) -> Iterator[Revised]:
    labels = {kpi.code: kpi for kpi in KPIS}
    about = ("aanbieder", "product", "contract_nummer", "wet")
    rows = revisions.filter(pl.col("gemeente").is_not_null(), *(pl.col(name).is_null() for name in about))
    for row in rows.iter_rows(named=True):
        kpi = labels[row["kpi"]]
        now, before, difference = (
            "geen" if row[name] is None else dutch.figure(row[name], kpi.kind)
            for name in ("waarde_nieuw", "waarde_oud", "verschil")
        )
        yield Revised(
            f"{kpi.code} {kpi.label}", places.get(row["gemeente"], row["gemeente"]), spoken(row["maand"]), before, now,
            difference,
        )  # fmt: skip
