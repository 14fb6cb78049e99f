# SPDX-License-Identifier: EUPL-1.2
"""What each municipality of a lot is expected to use of a product, as far as tenderers may know it.

A cell of few clients is not shown, nor what gives it away: volumes are parts of the yearly volume of their lot on the
price sheet, and whoever delivers in a municipality alone knows that volume already. The cells are hidden and attacked
as those of any publication are (`processors/disclosure`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from processors.disclosure.audience import Limits
from processors.disclosure.complement import Company
from processors.disclosure.protection import unsafe_places
from processors.disclosure.relations import Holds
from processors.disclosure.sheet import Sheet
from processors.tender.history import History, people
from processors.tender.prefill import AT

HIDDEN, UNKNOWN, NO_TREND = "niet getoond", "geen cijfers", "trend niet getoond"
CELL = ("gemeente", *AT)
LOT = ("perceel", *AT)
_QUANTITY = pl.lit("volume").alias("grootheid")


@dataclass(frozen=True)
class Volumes:
    """The volumes of a tender as they may be shown.

    Args:
        cells: perceel, wet, product_code, eenheid, gemeente, volume (a year), trend (percent), and why there is no
            volume, or no trend (`reden`).
        lots: perceel, wet, product_code, eenheid of the lots of which the volume of all municipalities together would
            give one away.

    """

    cells: pl.DataFrame
    lots: pl.DataFrame


def volumes(products: pl.DataFrame, places: pl.DataFrame, seen: History) -> Volumes:
    """What may be shown of each product of a lot in each of its municipalities.

    Args:
        products: the table `perceelproducten`.
        places: the table `perceelgemeenten`.
        seen: what was realised; a municipality of which nothing is known in these months has no volume.

    """
    slots = products.select(*LOT, "volume_tonen").join(
        places.select("perceel", "gemeente").unique(maintain_order=True), on="perceel", maintain_order="left"
    )
    known = _known(slots, seen)
    laid = _laid(slots, known, seen)
    hidden = laid.places.filter(pl.Series(_hidden(laid, seen.limits), dtype=pl.Boolean))
    away = hidden.select(*CELL, weg=pl.lit(value=True)).drop_nulls("gemeente")
    found = slots.join(known, on=CELL, how="left", maintain_order="left").join(
        away, on=CELL, how="left", maintain_order="left"
    )
    gone = pl.col("weg").fill_null(value=False)
    kept = pl.col("trend_klein") & pl.col("trend").is_not_null()
    cells = found.select(
        *LOT, "gemeente",
        volume=pl.when(~gone).then("volume"), trend=pl.when(~gone & ~pl.col("trend_klein")).then("trend"),
        reden=pl.when(gone).then(pl.lit(HIDDEN))
        .when(pl.col("volume").is_null()).then(pl.lit(UNKNOWN))
        .when(kept).then(pl.lit(NO_TREND)),
    )  # fmt: skip
    return Volumes(cells, hidden.filter(pl.col("perceel").is_not_null()).select(LOT))


def _known(slots: pl.DataFrame, seen: History) -> pl.DataFrame:
    """Per cell of municipalities that delivered: volume, trend, clienten, of whom alone it is, and what is small."""
    there = pl.col("maand").is_in(list(seen.months))
    delivered = seen.rows.filter(there)
    counts = [_small(seen, months).rename({"klein": f"klein_{nr}"}) for nr, months in enumerate(seen.compared)]
    whose = delivered.group_by(CELL).agg(alleen=_alone())
    cells = slots.select(CELL).unique(maintain_order=True)
    found = cells.join(delivered.select("gemeente").unique(), on="gemeente", how="semi", maintain_order="left")
    for more in (seen.per_year(*CELL).drop("bedrag", "tarief"), whose, *counts):
        found = found.join(more, on=CELL, how="left", maintain_order="left")
    volume = pl.when(pl.col("clienten").is_null()).then(0).otherwise("volume")
    few = pl.col("clienten").fill_null(0) < seen.limits.smallest
    return found.with_columns(
        volume=volume,
        klein=few & (volume != 0).fill_null(value=False),
        trend_klein=pl.any_horizontal(pl.col("klein_0", "klein_1").fill_null(value=False)),
    ).drop("klein_0", "klein_1")


def _alone() -> pl.Expr:
    """The supplier that delivered everything, if there is one."""
    suppliers = pl.col("aanbieder").filter(pl.col("volume") != 0)
    return pl.when(suppliers.n_unique() == 1).then(suppliers.first())


def _small(seen: History, months: Sequence[str]) -> pl.DataFrame:
    """Per cell whether something was delivered in these months, to too few clients to show."""
    grouped = seen.rows.filter(pl.col("maand").is_in(list(months))).group_by(CELL)
    return grouped.agg(klein=(people() < seen.limits.smallest) & (pl.col("volume").sum() != 0))


def _laid(slots: pl.DataFrame, known: pl.DataFrame, seen: History) -> Sheet:
    """The cells in which something was delivered, and the lots of which they are parts; without a store none."""
    parts = known.filter(pl.col("volume") != 0).with_row_index("plek")
    inside = slots.join(parts, on=CELL, maintain_order="left")
    now = seen.rows.filter(pl.col("maand").is_in(list(seen.months)))
    of_lots = now.join(inside.select("perceel", *CELL), on=CELL).group_by(LOT).agg(clienten=people(), alleen=_alone())
    wholes = (
        inside.group_by(LOT, maintain_order=True)
        .agg(pl.col("volume").sum(), pl.col("volume_tonen").first())
        .join(of_lots, on=LOT, how="left", maintain_order="left")
        .with_row_index("plek", offset=len(parts))
        .with_columns(klein=(pl.col("clienten") < seen.limits.smallest) | pl.col("volume_tonen").eq_missing("nee"))
    )
    places = pl.concat([parts, wholes.drop("volume_tonen")], how="diagonal").with_columns(
        publicatie=pl.lit(0), bekend=pl.lit(value=False), van=pl.col("alleen")
    )
    values = places.select(
        _QUANTITY, "plek", cel="plek", waarde=pl.col("volume").cast(pl.Float64), telt=pl.lit(value=False)
    )
    relations = inside.join(wholes.select(*LOT, geheel="plek"), on=LOT, maintain_order="left").select(
        _QUANTITY, pl.col("geheel").alias("relatie"), "geheel", deel="plek", cel_geheel="geheel", cel_deel="plek",
        langs=pl.lit("gemeente"), geldt=pl.lit(Holds.SUM.value),
    )  # fmt: skip
    return Sheet(places, values, relations)


def _hidden(laid: Sheet, limits: Limits) -> np.ndarray:
    """Per place whether it is hidden: what is small, and what gives it away to anybody or to a supplier."""
    own = laid.places["klein"].to_numpy()
    if not own.any():
        return own
    # Who delivers in a municipality alone is for the attack what a municipality is that knows its own cells.
    of_suppliers = replace(laid, places=laid.places.with_columns(gemeente="alleen"))
    company = Company(laid, limits)
    hidden = company.kept(own)
    while True:
        unsafe = company.alone(hidden)
        suppliers = laid.places.filter(pl.Series(hidden))["alleen"].drop_nulls().unique().sort()
        for reader in (None, *suppliers):
            unsafe = unsafe | unsafe_places(of_suppliers, hidden, limits, reader)
        if not unsafe.any():
            return hidden
        more = company.more(hidden, unsafe)
        if np.array_equal(more, hidden):
            more = company.more(hidden, company.around(hidden, unsafe))
        if np.array_equal(more, hidden):
            stuck = laid.places.filter(pl.Series(unsafe)).select(AT).unique()
            with_them = laid.places.join(stuck, on=AT, how="semi")["plek"]
            away: np.ndarray = np.logical_or(hidden, laid.places["plek"].is_in(with_them.implode()).to_numpy())
            return away
        hidden = more
