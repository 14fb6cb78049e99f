# SPDX-License-Identifier: EUPL-1.2
"""Where a published figure comes from, for cells; of a hidden figure the files, not which rows."""

from pathlib import Path

import polars as pl

from processors.errors import UnusableInputError
from processors.origin import Origin, origin
from processors.provenance import spans
from processors.ranges.regional import HIDDEN, Asked, period_of, regional
from processors.ranges.values import known_values
from processors.settings import Settings

COLUMNS = ("bestand", "blad", "rijen", "aanlevering", "sha256", "regelversie")
_REFERENCE = "(naslag)"


def sources(code: str, municipality: object, period: object, settings: Settings) -> pl.DataFrame:
    """The files and rows on which a published figure rests.

    Args:
        code: of a KPI.
        municipality: code or name; empty is the whole region.
        period: a month (2026-09), quarter (2026-K3) or year (2026).
        settings: which work folder.

    Returns:
        `COLUMNS`, a row per file and sheet; the rows as `2-14, 20`, `onderdrukt` where the figure is hidden.

    Raises:
        UnusableInputError: there is no such published figure, or a cell says nothing that exists.

    """
    moment = period_of(period)
    if moment is None:
        raise UnusableInputError("Noem de periode van het cijfer: een maand (2026-09), kwartaal (2026-K3) of jaar.")
    folder: Path = settings.workplace.output / "powerbi"
    status = regional(Asked([code], [municipality], [moment]), folder)["status"].item()
    if status is None:
        raise UnusableInputError("Over deze keuze is geen cijfer gepubliceerd. Kijk met KPI.REGIO welke er wel zijn.")
    place = known_values([municipality], "gemeente").item()
    return listed(origin(settings, code, {"maand": moment, "gemeente": place}), hidden=status == HIDDEN)


def listed(found: Origin, *, hidden: bool) -> pl.DataFrame:
    """The files of an origin with the rows in words (columns: `COLUMNS`)."""
    rows = [HIDDEN if hidden and len(each) else spans(each) for each in found.files["rijen"]]
    named = found.files.with_columns(
        pl.Series("rijen", rows, dtype=pl.String), regelversie=pl.lit(found.version, pl.String)
    )
    if named.is_empty():
        nothing = dict.fromkeys(COLUMNS) | {"bestand": _REFERENCE, "regelversie": found.version}
        return pl.DataFrame([nothing], schema=dict.fromkeys(COLUMNS, pl.String))
    return named.select(COLUMNS)
