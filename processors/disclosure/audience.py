# SPDX-License-Identifier: EUPL-1.2
"""For whom something is published, and what that asks (docs/decisions/0020)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from processors.enrichment.thresholds import of_region


class Audience(StrEnum):
    """Who reads it."""

    REGION = "regio"  # every municipality, each of which knows its own cells
    PUBLIC = "openbaar"  # everybody: suppliers, councils, the press


@dataclass(frozen=True)
class Limits:
    """What is asked of what an audience sees.

    Args:
        audience: for whom.
        smallest: clients that a cell counts at least, or none.
        suppliers: that stand at least behind a cell that is public.
        width_clients: by how many clients, or lines, an attacker must be left in doubt.
        width_percent: by how many per cent of a small cell that is no number of clients.
        share: per cent of the amount that one supplier has at most.
        rest: per cent of the largest supplier that is left at least without the two largest.

    """

    audience: Audience
    smallest: int
    suppliers: int
    width_clients: int
    width_percent: int
    fine: int
    share: int
    rest: int

    @property
    def readers_know_their_own(self) -> bool:
        """Whether the readers are municipalities that know their own cells in full."""
        return self.audience is Audience.REGION


def limits(audience: Audience, reference: Mapping[str, pl.DataFrame]) -> Limits:
    """What is agreed for an audience (parameters.csv, or the reference table `parameters`)."""
    smallest = "min_cel" if audience is Audience.REGION else "min_cel_publicatie"
    names = (
        smallest, "min_aanbieders_benchmark", "aanvaller_breedte_clienten", "aanvaller_breedte_procent",
        "aandeel_kleine_cellen",
        "dominantie_procent", "dominantie_rest_procent",
    )  # fmt: skip
    return Limits(audience, *(of_region(reference, name) for name in names))
