# SPDX-License-Identifier: EUPL-1.2
"""The register of publications: what was shown to whom, so that a later one is attacked together with the earlier ones.

It holds figures that were hidden, with the mark that they were: it is as secret as the store in which it stands.
"""

from datetime import date
from pathlib import Path

import polars as pl

from processors.disclosure.audience import Audience
from processors.durable import landing
from processors.measurements import MEASUREMENTS
from processors.revisions import KEY

_SAID = [*KEY, "waarde", "teller", "noemer", "regels", "clienten", "onderdrukt"]


def earlier(folder: Path, audience: Audience) -> list[pl.DataFrame]:
    """What was published to this audience before (`MEASUREMENTS`, nothing empty), the oldest first."""
    return [pl.read_parquet(path).select(*MEASUREMENTS) for path in _files(folder, audience)]


def register(folder: Path, audience: Audience, kept: pl.DataFrame, *, today: date) -> Path | None:
    """Keep a publication as the next file; None where it says the same as the one before.

    Args:
        folder: of the register.
        audience: to whom it was shown.
        kept: the measurements as they are, with `onderdrukt` as decided (`Protected.kept`).
        today: the day of publication.

    """
    files = _files(folder, audience)
    if files and _same(pl.read_parquet(files[-1]), kept):
        return None
    target = folder / audience / f"{len(files) + 1:06d}.parquet"
    with landing(target) as half:
        kept.with_columns(gepubliceerd_op=pl.lit(today)).write_parquet(half)
    return target


def _files(folder: Path, audience: Audience) -> list[Path]:
    return sorted((folder / audience).glob("*.parquet"))


def _same(before: pl.DataFrame, now: pl.DataFrame) -> bool:
    return before.select(_SAID).sort(KEY).equals(now.select(_SAID).sort(KEY))
