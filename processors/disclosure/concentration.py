# SPDX-License-Identifier: EUPL-1.2
"""How much of a figure is of one supplier: how many stand behind it, and what the largest and the others have."""

from collections.abc import Sequence

import polars as pl

from processors.disclosure.small_cells import CONCENTRATION
from processors.kpibook import KpiBook
from processors.measured import Material, measured
from processors.measuring import PERIODS, measure
from processors.revisions import KEY


def concentration(figures: pl.DataFrame, material: Material, kpis: KpiBook) -> pl.DataFrame:
    """The suppliers behind each measurement (`revisions.KEY` and the columns of `CONCENTRATION`).

    A share is of the numerators without their sign, so that a credit does not hide a supplier; it is missing for what
    is no amount of money. A measurement of no supplier at all has no row.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`); those of a supplier or a contract are left out.
        material: what they were measured from.
        kpis: the KPIs they are of.

    """
    lines = measured(material, dict.fromkeys(kpi.table for kpi in kpis))
    money = [kpi.code for kpi in kpis if kpi.unit.startswith("eurocent")]
    grains = _grains(figures)
    found = [_of(measure(kpis, lines, [*per, "aanbieder"]), money) for per in grains]
    asked = figures.select(KEY).filter(pl.col("aanbieder").is_null() & pl.col("contract_nummer").is_null())
    empty = pl.DataFrame(schema={**dict.fromkeys(KEY, pl.String), **CONCENTRATION})
    return pl.concat([empty, *found]).join(asked, on=list(KEY), how="semi", nulls_equal=True)


def _grains(figures: pl.DataFrame) -> list[Sequence[str]]:
    """By what figures are grouped, each once (names of `measuring.GROUPS`)."""
    kinds = figures.select(
        gemeente=pl.when(pl.col("gemeente").is_not_null()).then(pl.lit("gemeente")),
        subregio=pl.when(pl.col("subregio").is_not_null()).then(pl.lit("subregio")),
        product=pl.when(pl.col("product").str.len_chars() > 2).then(pl.lit("product"))  # noqa: PLR2004 - a category
        .when(pl.col("product").is_not_null()).then(pl.lit("categorie")),
        wet=pl.when(pl.col("wet").is_not_null()).then(pl.lit("wet")),
        maand=pl.when(pl.col("maand").str.contains("K")).then(pl.lit("kwartaal"))
        .when(pl.col("maand").str.len_chars() == 4).then(pl.lit("jaar"))  # noqa: PLR2004 - a year
        .when(pl.col("maand").is_not_null()).then(pl.lit("maand")),
    ).unique(maintain_order=True)  # fmt: skip
    return [[name for name in grain if name] for grain in kinds.iter_rows()]


def _of(figures: pl.DataFrame, money: Sequence[str]) -> pl.DataFrame:
    """Per group the number of suppliers with lines, and of amounts the largest share and what is left of it."""
    known = figures.filter(pl.col("regels") > 0).with_columns(
        maand=pl.coalesce(*PERIODS), product=pl.coalesce("product", "categorie"), aanbieder=pl.lit(None, pl.String),
        deel=pl.col("teller").abs().fill_null(0),
    )  # fmt: skip
    largest = pl.col("deel").max()
    two = pl.col("deel").top_k(2).sum()
    amount = pl.col("kpi").is_in(money)
    return (
        known.group_by(list(KEY))
        .agg(aanbieders=pl.len().cast(pl.Int64), totaal=pl.col("deel").sum(), grootste=largest, twee=two)
        .select(
            *KEY, "aanbieders",
            grootste_procent=pl.when(amount & (pl.col("totaal") > 0)).then(100 * pl.col("grootste") / pl.col("totaal")),
            rest_procent=pl.when(amount & (pl.col("grootste") > 0)).then(
                100 * (pl.col("totaal") - pl.col("twee")) / pl.col("grootste")
            ),
        )
    )  # fmt: skip
