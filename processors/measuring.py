# SPDX-License-Identifier: EUPL-1.2
"""Measure KPIs: group the rows of a measured table once per grain, for all KPIs on it together.

A grain is a set of dimensions and at most one period. A row that does not say to which group it belongs is in none of
them; the coarser figure holds it. See docs/decisions/0019.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from processors.kpibook import Kpi, KpiBook, different

# The dimensions and periods by which can be grouped, and the column each reads.
GROUPS: Mapping[str, str] = {
    "wet": "wet", "gemeente": "gemeente", "subregio": "subregio", "aanbieder": "aanbieder",
    "contract_nummer": "contract_nummer", "categorie": "product_categorie", "product": "product_code",
    "maand": "maand", "kwartaal": "maand", "jaar": "maand",
}  # fmt: skip
PERIODS = ("maand", "kwartaal", "jaar")
FIGURES: Mapping[str, type[pl.DataType]] = {
    "kpi": pl.String, **dict.fromkeys(GROUPS, pl.String), "waarde": pl.Float64, "teller": pl.Float64,
    "noemer": pl.Float64, "regels": pl.Int64, "clienten": pl.Int64,
}  # fmt: skip
# The grouping of a row stands in a column of this name before that of the grouping.
KEY = "groep_"
Collect = Callable[[nw.LazyFrame[Any]], pl.DataFrame]


def here(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    """The rows of a Polars frame that was not worked out yet."""
    return frame.collect().to_polars()


def measure(
    kpis: KpiBook, lines: Mapping[str, IntoFrame], per: Sequence[str], *, collect: Collect = here
) -> pl.DataFrame:
    """One row per KPI and group (columns: `FIGURES`); a dimension that is not grouped by is missing.

    A KPI about the end of a period reads `laatste`: whether the row is of the last month in its period.

    Args:
        kpis: the KPIs, in the order in which they are reported.
        lines: measured tables by name (`measured.measured`): Polars frames, or those of another engine.
        per: names in `GROUPS`, with at most one period; of none of them the whole is one group.
        collect: brings what was grouped to this machine, where another engine holds the rows.

    Raises:
        ValueError: an unknown grouping, or two periods.

    """
    if unknown := set(per) - GROUPS.keys():
        raise ValueError(f"Cannot group by {sorted(unknown)}.")
    if len(set(per) & set(PERIODS)) > 1:
        raise ValueError(f"More than one period in {list(per)}.")
    order = {kpi.code: number for number, kpi in enumerate(kpis)}
    found = [pl.DataFrame(schema=dict(FIGURES))]
    for name in dict.fromkeys(kpi.table for kpi in kpis):
        own = [kpi for kpi in kpis if kpi.table == name]
        found += _of_table(own, keyed(nw.from_native(lines[name]).lazy(), per), per, collect)
    ranked = pl.col("kpi").replace_strict(order, return_dtype=pl.Int64)
    return pl.concat(found).sort(ranked, *per, nulls_last=True, maintain_order=True)


def keyed(rows: nw.LazyFrame[Any], per: Sequence[str]) -> nw.LazyFrame[Any]:
    """The rows with a key per grouping, and `laatste`: whether a row is of the last month in its period."""
    period = [f"{KEY}{name}" for name in per if name in PERIODS] or [KEY]
    known = rows.with_columns(nw.lit(1).alias(KEY), *(_key(name).alias(f"{KEY}{name}") for name in per))
    return known.with_columns(laatste=nw.col("maand") == nw.col("maand").max().over(*period))


def _key(name: str) -> nw.Expr:
    """2026-09 is of the quarter 2026-K3 and of the year 2026."""
    column = nw.col(GROUPS[name])
    if name == "kwartaal":
        quarter = (column.str.slice(5, 2).cast(nw.Int64) + 2) // 3
        return nw.concat_str(column.str.slice(0, 4), nw.lit("-K"), quarter.cast(nw.String))
    return column.str.slice(0, 4) if name == "jaar" else column


def _of_table(kpis: Sequence[Kpi], rows: nw.LazyFrame[Any], per: Sequence[str], collect: Collect) -> list[pl.DataFrame]:
    """One frame per KPI."""
    named = [f"{KEY}{name}" for name in per]
    apart = {kpi.code: [f"{KEY}{name}" for name in per if name not in kpi.across] for kpi in kpis}
    inside = [expression for kpi in kpis for expression in _inside(kpi, whole=apart[kpi.code] == named)]
    groups = collect(_grouped(rows, named, inside))
    found = []
    for kpi in kpis:
        own = groups
        if apart[kpi.code] != named:
            beside = collect(_grouped(rows, apart[kpi.code], [_denominator(kpi)]))
            how = {"on": apart[kpi.code], "how": "left"} if apart[kpi.code] else {"how": "cross"}
            own = groups.join(beside, **how, maintain_order="left")
        found.append(_shown(kpi, own, per))
    return found


def _inside(kpi: Kpi, *, whole: bool) -> list[nw.Expr]:
    """What is aggregated for a KPI within each group; with its denominator when that is the same group."""
    figure = kpi.stated
    rows = nw.len() if figure.over is None else nw.when(figure.over).then(1).otherwise(0).sum()
    return [
        figure.numerator.alias(f"{kpi.code} teller"), rows.alias(f"{kpi.code} regels"),
        different(nw.col("client"), over=figure.over).alias(f"{kpi.code} clienten"),
        *([_denominator(kpi)] if whole else []),
    ]  # fmt: skip


def _denominator(kpi: Kpi) -> nw.Expr:
    figure = kpi.stated
    return (nw.lit(None, nw.Float64) if figure.denominator is None else figure.denominator).alias(f"{kpi.code} noemer")


def _grouped(rows: nw.LazyFrame[Any], by: Collection[str], wanted: Sequence[nw.Expr]) -> nw.LazyFrame[Any]:
    """One row per group of which every key is known."""
    return rows.drop_nulls(list(by)).group_by(*by).agg(*wanted) if by else rows.select(*wanted)


def _shown(kpi: Kpi, groups: pl.DataFrame, per: Sequence[str]) -> pl.DataFrame:
    top, bottom = (pl.col(f"{kpi.code} {part}").cast(pl.Float64) for part in ("teller", "noemer"))
    value = top
    if kpi.stated.denominator is not None:
        value = pl.when(bottom != 0).then(top * kpi.stated.times / bottom)
    return groups.select(
        pl.lit(kpi.code).alias("kpi"),
        *((pl.col(f"{KEY}{name}") if name in per else pl.lit(None, pl.String)).alias(name) for name in GROUPS),
        waarde=value, teller=top, noemer=bottom,
        regels=pl.col(f"{kpi.code} regels").cast(pl.Int64), clienten=pl.col(f"{kpi.code} clienten").cast(pl.Int64),
    )  # fmt: skip
