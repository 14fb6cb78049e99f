# SPDX-License-Identifier: EUPL-1.2
"""How others do, for one supplier: never the figure of one of them.

The median of three suppliers is the figure of one of them, and their three quartiles give away all. So the middle and
each quarter are the mean of at least three neighbouring figures, and no figure is in two of them.
"""

from collections.abc import Mapping

import polars as pl

from processors.disclosure.audience import Audience, limits
from processors.disclosure.last_gate import of_others
from processors.disclosure.protection import UnsafePublicationError
from processors.revisions import KEY

# A figure that is told is the mean of at least so many.
_WINDOW = 3
_GROUP = [name for name in KEY if name != "aanbieder"]
BENCHMARK: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(_GROUP, pl.String), "eigen": pl.Float64, "midden": pl.Float64, "laag": pl.Float64,
    "hoog": pl.Float64, "aanbieders_in_groep": pl.Int64,
}  # fmt: skip


def benchmark(figures: pl.DataFrame, supplier: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What others do beside each figure of a supplier (columns: `BENCHMARK`), in the unit of the figure.

    `midden` is the mean of the three or four in the middle; `laag` and `hoog` are the mean of the three around the
    lower and upper quarter, where there are enough others that no figure stands in two of them. A group of fewer
    others than `min_aanbieders_benchmark` has no row; a figure of fewer clients than `min_cel_publicatie` is not used.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`), nothing hidden; those of no supplier are left out.
        supplier: whose workbook it is for.
        reference: reference tables, with the thresholds agreed.

    Raises:
        UnsafePublicationError: it holds what MGR-403 does not let out; nothing of it may be written.

    """
    asked = limits(Audience.PUBLIC, reference)
    of_one = figures.filter(
        pl.col("aanbieder").is_not_null() & pl.col("gemeente").is_null() & pl.col("waarde").is_not_null()
    )
    own = of_one.filter(pl.col("aanbieder") == supplier).select(*_GROUP, eigen="waarde")
    counted = (pl.col("clienten") >= asked.smallest) | (pl.col("clienten") == 0)
    others = of_one.filter((pl.col("aanbieder") != supplier) & counted).select(*_GROUP, "waarde")
    place = pl.col("waarde").rank("ordinal").over(_GROUP) - 1
    ranked = others.with_columns(plaats=place.cast(pl.Int64), aantal=pl.len().over(_GROUP).cast(pl.Int64)).filter(
        pl.col("aantal") >= max(asked.suppliers, _WINDOW)
    )
    count, at = pl.col("aantal"), pl.col("plaats")
    middle = (2 * at - (count - 1)).abs() <= _WINDOW
    half = _WINDOW // 2
    quarter = (count - 1) // 4
    apart = quarter + half < (count - 1 - _WINDOW) / 2
    low = apart & ((at - pl.max_horizontal(quarter, pl.lit(half))).abs() <= half)
    high = apart & ((count - 1 - at - pl.max_horizontal(quarter, pl.lit(half))).abs() <= half)
    told = ranked.group_by(_GROUP).agg(
        midden=_mean_of(middle), laag=_mean_of(low), hoog=_mean_of(high), aanbieders_in_groep=count.first()
    )
    return released(own.join(told, on=_GROUP, nulls_equal=True, maintain_order="left"), supplier, reference)


def released(told: pl.DataFrame, supplier: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A comparison that passed the last gate (columns: `BENCHMARK`).

    Raises:
        UnsafePublicationError: a row is of another supplier, or of too few of them together.

    """
    if found := of_others(told, "vergelijking", supplier, reference)["melding"].unique().sort().to_list():
        raise UnsafePublicationError(
            f"Het werkboek van aanbieder {supplier} is niet gemaakt (MGR-403). {' '.join(found)} Kijk na wat er voor "
            "min_aanbieders_benchmark is afgesproken, en meld dit aan wie Verzamelpunt beheert."
        )
    return told.select(*BENCHMARK)


def _mean_of(inside: pl.Expr) -> pl.Expr:
    """The mean of these figures; missing where there are none."""
    return pl.col("waarde").filter(inside).mean()
