# SPDX-License-Identifier: EUPL-1.2
"""What breaks a rule that the region decided itself."""

from random import Random

import polars as pl

from processors.demo.faults.registry import WAARSCHUWING, Row, cell_fault


@cell_fault("EIGEN-01", "toewijzingen", "type_verwijzer", where=pl.col("wet") == "wmo", severity=WAARSCHUWING)
def referral_for_wmo(_row: Row, _column: str, _random: Random) -> str:
    """A general practitioner referred to support that the municipality decides on."""
    return "02"
