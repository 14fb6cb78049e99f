# SPDX-License-Identifier: EUPL-1.2
"""Measurements made safe to share: small cells hidden, with company, and attacked before they are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from processors.disclosure.attack import attack
from processors.disclosure.audience import Audience, Limits
from processors.disclosure.complement import Company
from processors.disclosure.quantities import quantities
from processors.disclosure.relations import DIMENSIONS
from processors.disclosure.sheet import Sheet, sheet
from processors.disclosure.small_cells import small
from processors.errors import VerzamelpuntError

EMPTIED = ("waarde", "teller", "noemer", "regels", "clienten")
# So often company is added for cells of which too much can be learnt, before the publication is refused.
_ATTEMPTS = 12
_MONTH = 7  # characters of a month, and of a quarter
_SHORT = 1e-6


class UnsafePublicationError(VerzamelpuntError):
    """Hidden figures could be worked out from what would be published; nothing was written."""


@dataclass(frozen=True)
class Protected:
    """What may be shared, and what is remembered of it.

    Args:
        figures: measurements in which small cells and their company are empty.
        kept: the same measurements as they are, with `onderdrukt` as decided; for the register only.
        laid: per family of KPIs of which something is hidden and something is shown, what is published together, and
            which places are hidden.

    """

    figures: pl.DataFrame
    kept: pl.DataFrame
    laid: Sequence[tuple[Sheet, np.ndarray]] = ()


def protected(
    figures: pl.DataFrame,
    limits: Limits,
    earlier: Sequence[pl.DataFrame] = (),
    *,
    concentration: pl.DataFrame | None = None,
    contracts: pl.DataFrame | None = None,
) -> Protected:
    """Hide what is small, and give it company until no attacker learns too much; at last hide all of a KPI.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`), nothing hidden yet.
        limits: what the audience asks.
        earlier: what was published before to the same audience (`Protected.kept`).
        concentration: of the suppliers behind each measurement (`small_cells.CONCENTRATION`), for what is public.
        contracts: the reference table, which says whose a contract is.

    """
    if limits.audience is Audience.PUBLIC:
        figures = figures.filter(pl.col("aanbieder").is_null() & pl.col("contract_nummer").is_null())
    klein = small(figures, limits, concentration)
    known = quantities(figures)
    families = figures.select("kpi").join(known.select("kpi", "familie").unique(), on="kpi", maintain_order="left")
    hidden = pl.zeros(figures.height, dtype=pl.Boolean, eager=True)
    laid = []
    for family in families.filter(klein)["familie"].unique().sort():
        inside = families["familie"] == family
        codes = known.filter(pl.col("familie") == family)
        before = [frame.join(codes, on="kpi", how="semi") for frame in earlier]
        own = sheet(figures.filter(inside), klein.filter(inside), before, codes, contracts)
        places = _hidden(own, limits)
        if not _withheld(own, places):
            laid.append((own, places))
        hidden |= inside & _at(figures, own, places)
    kept = figures.with_columns(onderdrukt=pl.when(hidden).then(pl.lit("ja")).otherwise("onderdrukt"))
    shown = kept.with_columns(pl.when(~hidden).then(pl.col(name)).alias(name) for name in EMPTIED)
    return Protected(shown, kept, laid)


def _at(figures: pl.DataFrame, laid: Sheet, hidden: np.ndarray) -> pl.Series:
    """Per measurement whether its place is hidden."""
    now = laid.places.filter(pl.Series(hidden) & (pl.col("publicatie") == 0))
    away = now.select(*DIMENSIONS, weg=pl.lit(value=True))
    found = figures.select(DIMENSIONS).join(away, on=DIMENSIONS, how="left", nulls_equal=True, maintain_order="left")
    return found["weg"].fill_null(value=False)


def _hidden(laid: Sheet, limits: Limits) -> np.ndarray:
    """Per place whether it is hidden.

    Where so little happens that company does not help, the finest figures are hidden as a whole, then coarser ones, so
    that totals are shown as long as they can be; at last nothing of this publication is.
    """
    places = laid.places
    company = Company(laid, limits)
    # What follows from what was shown before stays hidden for its own sake only: it would be alone in its sum.
    own = (places["klein"] | places["verborgen"]).to_numpy()
    taken = (places["bleef_verborgen"] | too_fine(places, limits)).to_numpy()
    for coarse in _coarser(places):
        hidden = company.kept(own | ((taken | coarse.to_numpy()) & ~company.followed))
        hidden, unsafe = _with_company(laid, limits, company, hidden)
        if not unsafe.any():
            return hidden
    # Of what is hidden as a whole an attacker has no more than what was shown before.
    everything: np.ndarray = np.logical_or(hidden, (places["publicatie"] == 0).to_numpy())
    return everything


def _withheld(laid: Sheet, hidden: np.ndarray) -> bool:
    """Whether nothing of a family is shown now, so that there is no sum from which something could be worked out."""
    now = (laid.places["publicatie"] == 0).to_numpy()
    return bool(hidden[now].all())


def _with_company(laid: Sheet, limits: Limits, company: Company, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is hidden with company added, and the places of which too much can be learnt still."""
    unsafe = np.zeros(laid.places.height, dtype=bool)
    for _ in range(_ATTEMPTS):
        unsafe = unsafe_places(laid, hidden, limits) | company.alone(hidden)
        more = company.more(hidden, unsafe)
        if np.array_equal(more, hidden):
            more = company.more(hidden, company.around(hidden, unsafe))
        if np.array_equal(more, hidden):
            break
        hidden = more
    return hidden, unsafe


def _coarser(places: pl.DataFrame) -> Iterator[pl.Series]:
    """Per place whether it is among the finest published now: nothing, months, quarters too, then smaller places."""
    now = places["publicatie"] == 0
    yield pl.zeros(places.height, dtype=pl.Boolean, eager=True)
    months = (places["maand"].str.len_chars() == _MONTH).fill_null(value=False) & ~places["maand"].str.contains("K")
    yield now & months
    shorter = (places["maand"].str.len_chars() == _MONTH).fill_null(value=False)
    yield now & shorter
    fine = pl.any_horizontal(pl.col(name).is_not_null() for name in ("aanbieder", "product", "contract_nummer"))
    yield now & (shorter | places.select(fine).to_series())
    yield now & (shorter | places.select(fine | pl.col("gemeente").is_not_null()).to_series())


def too_fine(places: pl.DataFrame, limits: Limits) -> pl.Series:
    """Per place whether it is of a grain in which so many cells are small that none of them is shown.

    Company for each of them would take the totals along, which say more than the few cells that stay.
    """
    now = pl.col("publicatie") == 0
    period = pl.col("maand").str.len_chars() + pl.col("maand").str.contains("K").cast(pl.UInt32) * 10
    grain = [pl.col(name).is_not_null() for name in DIMENSIONS if name != "maand"]
    small = pl.col("klein").fill_null(value=False).cast(pl.Float64).mean().over("publicatie", *grain, period)
    return places.select((now & (small * 100 > limits.fine)).alias("te_fijn"))["te_fijn"]


def unsafe_places(laid: Sheet, hidden: np.ndarray, limits: Limits, reader: str | None = None) -> np.ndarray:
    """Per place whether it is a small cell of which an attacker learns more than is allowed.

    Args:
        laid: what is published together.
        hidden: per place whether it is hidden.
        limits: what the audience asks.
        reader: the municipality that attacks, with its own cells known; None for somebody who knows nothing.

    """
    wanted = laid.wanted(limits, but_of=reader)
    bounds = attack(laid.published(hidden, reader), wanted).join(wanted, on="cel")
    learnt = bounds.filter(pl.col("hoog") - pl.col("laag") < pl.col("breedte") * (1 - _SHORT))
    exposed = laid.values.join(learnt.select("cel"), on="cel", how="semi")["plek"].unique().to_numpy()
    unsafe = np.zeros(laid.places.height, dtype=bool)
    unsafe[exposed] = True
    judged = laid.places.select((pl.col("publicatie") == 0) & pl.col("klein")).to_series().to_numpy()
    unsafe &= judged
    return unsafe
