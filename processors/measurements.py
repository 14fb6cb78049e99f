# SPDX-License-Identifier: EUPL-1.2
"""The measurements that are published (`meting`, contracts.md 6): every KPI at every grain it is published by.

In `maand` stands the month, quarter or year: 2026-09, 2026-K3 or 2026; in `product` a code or a category of two
characters. An empty dimension means all of them together. Amounts are eurocents.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import polars as pl

from processors import codelists
from processors.kpibook import Kpi, KpiBook
from processors.kpis import KPIS
from processors.measured import Material, measured
from processors.measuring import PERIODS, measure

MEASUREMENTS: Mapping[str, type[pl.DataType]] = {
    "kpi": pl.String, "gemeente": pl.String, "aanbieder": pl.String, "product": pl.String, "wet": pl.String,
    "maand": pl.String, "waarde": pl.Float64, "teller": pl.Float64, "noemer": pl.Float64, "regels": pl.Int64,
    "clienten": pl.Int64, "onderdrukt": pl.String, "status": pl.String, "dekking": pl.String, "versie": pl.Int64,
    "subregio": pl.String, "contract_nummer": pl.String,
}  # fmt: skip
# Who or what a figure is about; with each of these the law may be named, and there is always a period.
ABOUT: tuple[tuple[str, ...], ...] = (
    (), ("subregio",), ("gemeente",), ("aanbieder",), ("categorie",), ("product",), ("contract_nummer",),
    ("gemeente", "categorie"), ("gemeente", "aanbieder"),
)  # fmt: skip
# Crossings are many: they are published per year only.
_YEARLY = {("gemeente", "categorie"), ("gemeente", "aanbieder"), ("product",), ("contract_nummer",)}
_LEVEL = {"categorie": "product", "product": "product", "subregio": "gemeente"}
_SLOT = ("subregio", "gemeente")
YEAR = 4  # characters of a year


def for_all() -> pl.Expr:
    """Whether a measurement is of a grain that every municipality sees.

    Places at every period; suppliers, products and contracts over the whole region, per law and year. Crossings of
    these are about few people; they are for the municipality or the supplier itself, and for the MGR.
    """
    fine = pl.any_horizontal(pl.col(name).is_not_null() for name in ("aanbieder", "product", "contract_nummer"))
    whole = pl.col("gemeente").is_null() & pl.col("subregio").is_null() & pl.col("wet").is_not_null()
    return ~fine | (whole & (pl.col("maand").str.len_chars() == YEAR))


def measurements(
    material: Material, kpis: KpiBook = KPIS, *, seen: Callable[[str, pl.DataFrame], None] | None = None
) -> pl.DataFrame:
    """Every KPI at every grain it is published by (columns: `MEASUREMENTS`); nothing is suppressed yet, version 1.

    `status` is definitief where every month of the period is closed and at least `maandvertraging_gemeenten` months
    have passed since; `dekking` says how many of the municipalities that are expected delivered every month of it.
    `seen` is shown the rows of each measured table (`measured.measured`).
    """
    asked = list(_asked(kpis))
    parts: list[list[pl.DataFrame]] = [[] for _ in asked]
    # One measured table at a time: together they would be the most of what is in memory.
    for table in dict.fromkeys(kpi.table for kpi in kpis):
        lines = measured(material, [table], seen=seen)
        for found, (own, per) in zip(parts, asked, strict=True):
            found.append(measure(KpiBook([kpi for kpi in own if kpi.table == table]), lines, per))
    order = {kpi.code: number for number, kpi in enumerate(kpis)}
    ranked = pl.col("kpi").replace_strict(order, return_dtype=pl.Int64)
    return standing(pl.concat(pl.concat(found).sort(ranked, maintain_order=True) for found in parts), material)


def figures_at(material: Material, kpis: KpiBook, per: Sequence[str]) -> pl.DataFrame:
    """These KPIs at one grain, as measurements (`measuring.measure` says what `per` may be)."""
    lines = measured(material, dict.fromkeys(kpi.table for kpi in kpis))
    return standing(measure(kpis, lines, per), material)


def of_month(month: str) -> pl.Expr:
    """Whether a measurement is of this month, or of the quarter or year in which it falls."""
    quarter = f"{month[:4]}-K{(int(month[5:]) + 2) // 3}"
    return pl.col("maand").is_in([month, quarter, month[:4]])


def standing(figures: pl.DataFrame, material: Material) -> pl.DataFrame:
    """Figures (`measuring.FIGURES`) as measurements: with status and coverage."""
    period = pl.coalesce(*PERIODS)
    known = figures.with_columns(maand=period, product=pl.coalesce("product", "categorie"))
    slots = known.select("maand", *_SLOT).unique()
    stood = slots.join(_stood(slots, material), on=["maand", *_SLOT], how="left", nulls_equal=True)
    return (
        known.join(stood, on=["maand", *_SLOT], how="left", nulls_equal=True, maintain_order="left")
        .with_columns(onderdrukt=pl.lit("nee"), versie=pl.lit(1, pl.Int64))
        .select(*MEASUREMENTS)
    )


def _asked(kpis: KpiBook) -> Iterator[tuple[list[Kpi], Sequence[str]]]:
    """Each grain with the KPIs that are published by it."""
    for about, law, period in product(ABOUT, ((), ("wet",)), PERIODS):
        if about in _YEARLY and (period != "jaar" or not law):
            continue
        own = [kpi for kpi in kpis if _published(kpi, about, period)]
        if own:
            yield own, (*about, *law, period)


def _published(kpi: Kpi, about: Sequence[str], period: str) -> bool:
    """Whether the level of a KPI holds a grain; a KPI without a period has all of them, one of months has years too."""
    finest = [each for each in PERIODS if each in kpi.level] or PERIODS
    fits = all(_LEVEL.get(name, name) in {*kpi.level, "subregio"} for name in about)
    return fits and PERIODS.index(period) >= PERIODS.index(finest[0])


def _stood(slots: pl.DataFrame, material: Material) -> pl.DataFrame:
    """Status and coverage of each period and place (`maand`, `subregio`, `gemeente`) that figures are about."""
    places = codelists.table("gemeenten_mgr").select(gemeente="gemeentecode", subregio="subregio")
    there = material.delivered.with_columns(er=pl.lit(value=True))
    known = {month for period in slots["maand"].unique() for month in _months_of(period) if month <= material.month}
    expected = material.expected(sorted(known)).join(there, on=["gemeente", "maand"], how="left").with_columns(
        pl.col("er").fill_null(value=False)
    )  # fmt: skip
    final = _months_before(material.month, material.parameter("maandvertraging_gemeenten"))
    rows = []
    for period, subregion, municipality in slots.iter_rows():
        months = [month for month in _months_of(period) if month <= material.month]
        who = places.filter(
            (pl.col("gemeente") == municipality) if municipality else pl.lit(value=True),
            (pl.col("subregio") == subregion) if subregion else pl.lit(value=True),
        )["gemeente"]
        awaited = expected.filter(pl.col("maand").is_in(months), pl.col("gemeente").is_in(who.implode()))
        count = awaited["gemeente"].n_unique()
        complete = count - awaited.filter(~pl.col("er"))["gemeente"].n_unique()
        whole = bool(months) and complete == count and len(months) == len(_months_of(period))
        settled = whole and max(months) <= final
        rows.append((period, subregion, municipality, "definitief" if settled else "voorlopig", f"{complete}/{count}"))
    names = ("maand", *_SLOT, "status", "dekking")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _months_of(period: str | None) -> list[str]:
    """The months of a month, quarter or year; none of no period."""
    if period is None:
        return []
    year, _, part = period.partition("-")
    if part.startswith("K"):
        first = 3 * int(part[1:]) - 2
        return [f"{year}-{month:02d}" for month in range(first, first + 3)]
    return [period] if part else [f"{year}-{month:02d}" for month in range(1, 13)]


def _months_before(month: str, count: int) -> str:
    """The month so many months earlier."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{number // 12}-{number % 12 + 1:02d}"
