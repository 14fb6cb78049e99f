# SPDX-License-Identifier: EUPL-1.2
"""The different quantities behind measurements, and which KPIs must hide the same cells.

The numerator of one KPI is often the numerator of another. What holds the same figures is one quantity; KPIs that share
one are a family, and hide together: else one shows what the other hides.
"""

from itertools import combinations

import numpy as np
import polars as pl

from processors.disclosure.relations import DIMENSIONS, EXACT
from processors.kpis import KPIS

# The figures of a measurement that may add up; the first name wins where two are the same.
COLUMNS = ("clienten", "regels", "teller", "noemer")
# Of these an attacker may not learn the number of people; of the others not the amount.
COUNTS = ("clienten", "regels")
# The ceiling of a contract is known: of who delivers under one contract alone, its use is turnover in another unit,
# though not of all suppliers together.
_ALIKE = (("K08-contract", "K04"), ("K08-contract", "K07"))


def quantities(figures: pl.DataFrame) -> pl.DataFrame:
    """One row per KPI and column: `kpi`, `kolom`, `grootheid` (the first that is the same) and `familie` of the KPI.

    Args:
        figures: measurements before anything is hidden (`measurements.MEASUREMENTS`).

    """
    typical = {kpi.code for kpi in KPIS if not kpi.stated.adds}
    codes = figures["kpi"].unique(maintain_order=True)
    # A median is no sum: nothing follows from it for another one.
    each = [(kpi, column) for column in COLUMNS for kpi in codes if column != "teller" or kpi not in typical]
    wide = _coarse(figures)
    told = {one: wide[f"{one[0]} {one[1]}"].to_numpy() for one in each}
    same = {one: one for one in each}
    for first, later in combinations(each, 2):
        if same[later] == later and same[first] == first and _equal(told[first], told[later]):
            same[later] = first
    alike = [pair for pair in _ALIKE if set(pair) <= set(codes)]
    families = _families(set(codes), [*((one[0], first[0]) for one, first in same.items()), *alike])
    return pl.DataFrame(
        [(kpi, column, " ".join(same[kpi, column]), families[kpi]) for kpi, column in each],
        schema=dict.fromkeys(("kpi", "kolom", "grootheid", "familie"), pl.String), orient="row",
    )  # fmt: skip


def _coarse(figures: pl.DataFrame) -> pl.DataFrame:
    """A row per place, law and period, a column per KPI and figure: what is compared."""
    whole = pl.all_horizontal(pl.col(name).is_null() for name in ("aanbieder", "product", "contract_nummer"))
    long = figures.filter(whole)
    chosen = long if long["kpi"].n_unique() == figures["kpi"].n_unique() else figures
    keys = pl.concat_str(pl.col(DIMENSIONS).fill_null(""), separator="|").alias("key")
    names = figures["kpi"].unique(maintain_order=True)
    wide = chosen.select(keys).unique().sort("key")
    for kpi in names:
        own = chosen.filter(pl.col("kpi") == kpi).select(
            keys, *(pl.col(column).cast(pl.Float64).alias(f"{kpi} {column}") for column in COLUMNS)
        )
        wide = wide.join(own.unique("key"), on="key", how="left", maintain_order="left")
    return wide


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two figures are the same wherever both are known, and not only nothing."""
    both = ~(np.isnan(one) | np.isnan(other))
    left, right = one[both], other[both]
    return bool(left.any() and np.allclose(left, right, rtol=EXACT, atol=0))


def _families(kpis: set[str], shared: list[tuple[str, str]]) -> dict[str, str]:
    """The first code of the KPIs that hang together, for each."""
    family = {kpi: kpi for kpi in kpis}
    for one, other in shared:
        joined = {family[one], family[other]}
        first = min(joined)
        family = {kpi: first if name in joined else name for kpi, name in family.items()}
    return family
