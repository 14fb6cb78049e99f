# SPDX-License-Identifier: EUPL-1.2
"""What the register of suppliers (aanbieders) says."""

import polars as pl

from processors.enrichment.matching import is_known


def told(asked: pl.DataFrame, aanbieders: pl.DataFrame) -> pl.DataFrame:
    """Whether the supplier stands in the register; missing where the line names none."""
    return pl.DataFrame({"aanbieder_bekend": is_known(asked, aanbieders, ["aanbieder"])})
