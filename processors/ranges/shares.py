# SPDX-License-Identifier: EUPL-1.2
"""The key by which municipalities share a budget, from cells: the same sum as K39, in whole euros."""

from collections.abc import Sequence

import polars as pl

from processors.contribution import contributions
from processors.errors import UnusableInputError
from processors.intake.headers import plain
from processors.ranges.values import known_values, values_of

Cells = Sequence[Sequence[object]]
_NEEDS = {"gemeente": "gemeente", "volume": "volume"}
_LARGEST = 2**62


def shares(cells: Cells, budget: object) -> pl.DataFrame:
    """What each municipality pays of a budget, by its volume.

    Args:
        cells: columns gemeente (code or name) and volume (a whole number, such as eurocents), with their headers; rows
            of one municipality are added up, below zero counts as nothing bought.
        budget: whole euros.

    Returns:
        `gemeente`, `volume` and `bijdrage` (whole euros, together the budget): a row per municipality in the order of
        the range. What rounding leaves is of the largest volume; of more of them the lowest code.

    Raises:
        UnusableInputError: a column, a cell or the budget cannot be used, or nobody bought anything.

    """
    euros = _whole_euros(budget)
    bought = _read(cells).group_by("gemeente", maintain_order=True).agg(pl.col("volume").sum())
    total = int(bought["volume"].clip(lower_bound=0).sum())
    if total <= 0:
        raise UnusableInputError("Geen gemeente heeft een volume boven nul, dus er is niets om naar te verdelen.")
    if euros * total >= _LARGEST:
        raise UnusableInputError("De volumes zijn te groot om mee te rekenen. Geef ze in euro's of in duizenden.")
    member = {"module": pl.lit("bereik"), "jaar": pl.lit(0, pl.Int64)}
    spent = pl.lit(None, pl.Int64)
    year = pl.DataFrame({"bedrag": [100 * euros]}).with_columns(**member, werkelijke_kosten=spent)
    parts = contributions(bought.with_columns(**member), year).select("gemeente", "bijdrage")
    return bought.join(parts, on="gemeente", how="left", maintain_order="left")


def _whole_euros(budget: object) -> int:
    """The budget as a number of euros."""
    (euros,) = values_of([budget], "volume")
    if euros is None or euros < 0:
        raise UnusableInputError("De begroting is geen bedrag in hele euro's. Geef een getal van nul of hoger.")
    return int(euros)


def _read(cells: Cells) -> pl.DataFrame:
    rows = [row for row in cells if any(cell not in {None, ""} for cell in row)]
    heads = {plain(str(head or "")): at for at, head in enumerate(rows[0] if rows else ())}
    if missing := [name for name in _NEEDS if name not in heads]:
        raise UnusableInputError(
            f"In het bereik 'volumes' ontbreekt de kolom {' en '.join(missing)}. Zet de koppen boven het bereik."
        )
    read = pl.DataFrame([known_values([row[heads[name]] for row in rows[1:]], name) for name in _NEEDS])
    if any(read.null_count().row(0)):
        raise UnusableInputError(
            "In het bereik 'volumes' is een gemeente of volume leeg. Vul de cel; zet 0 als er niets was."
        )
    return read
