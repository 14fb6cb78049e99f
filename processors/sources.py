# SPDX-License-Identifier: EUPL-1.2
"""Which side counts where supplier and municipality both delivered the same month (docs/decisions/0014).

The municipality says what it granted and reconciles with its ledger, so where it delivered lines or totals of a law and
month those count, and the lines of suppliers for that municipality, law and month are set aside.
"""

from collections.abc import Collection, Mapping

import polars as pl

from processors.delivered import LINES, TOTALS
from processors.store import SUBMISSION

SLOT = ("wet", "gemeente", "declaratie_maand")


def one_source(stored: Mapping[str, pl.DataFrame], municipal: Collection[str]) -> dict[str, pl.DataFrame]:
    """The same tables, with each municipality, law and month of declaration from one side.

    Args:
        stored: accepted tables with `aanlevering`, among them the declaration lines and totals.
        municipal: ids of the deliveries of municipalities.

    """
    lines, totals = stored[LINES], stored[TOTALS]
    own = pl.col(SUBMISSION).is_in(list(municipal))
    slots = pl.concat([lines.filter(own).select(SLOT), totals.select(SLOT)]).unique()
    of_suppliers = lines.filter(~own).join(slots, on=list(SLOT), how="anti", maintain_order="left")
    return {**stored, LINES: pl.concat([of_suppliers, lines.filter(own)])}
