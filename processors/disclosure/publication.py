# SPDX-License-Identifier: EUPL-1.2
"""What may be shared with an audience: asked once before anything is written, kept when everything stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from processors.disclosure.audience import Audience, limits
from processors.disclosure.last_gate import breaches
from processors.disclosure.protection import UnsafePublicationError, protected
from processors.disclosure.register import earlier, register


@dataclass(frozen=True)
class Publication:
    """Measurements that may be shared, and what the register must remember of them.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`) in which small cells and their company are empty.
        kept: the same measurements as they are, with `onderdrukt` as decided; never for a reader.
        audience: who may read it.
        folder: of the register.
        today: the day of publication.

    """

    figures: pl.DataFrame
    kept: pl.DataFrame
    audience: Audience
    folder: Path
    today: date

    def keep(self) -> Path | None:
        """Write it to the register, once all files stand; None where it says the same as the one before."""
        return register(self.folder, self.audience, self.kept, today=self.today)


def for_region(
    figures: pl.DataFrame, reference: Mapping[str, pl.DataFrame], folder: Path, *, today: date
) -> Publication:
    """What every municipality may read: the regional workbook, the page of a run, reports and the Power BI folder.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`), nothing hidden yet.
        reference: reference tables: the thresholds agreed, and whose a contract is.
        folder: of the register (`opslag/publicaties`).
        today: the day of publication.

    Raises:
        UnsafePublicationError: hidden figures could be worked out; nothing may be written.

    """
    return _publication(figures, reference, folder, Audience.REGION, None, today)


def for_public(
    figures: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
    folder: Path,
    concentration: pl.DataFrame,
    *,
    today: date,
) -> Publication:
    """What everybody may read: never a supplier or a contract.

    Args:
        figures: measurements, nothing hidden yet.
        reference: reference tables.
        folder: of the register.
        concentration: of the suppliers behind each measurement (`concentration.concentration`).
        today: the day of publication.

    Raises:
        UnsafePublicationError: hidden figures could be worked out; nothing may be written.

    """
    return _publication(figures, reference, folder, Audience.PUBLIC, concentration, today)


def _publication(  # noqa: PLR0913, PLR0917 - all that a publication rests on
    figures: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
    folder: Path,
    audience: Audience,
    concentration: pl.DataFrame | None,
    today: date,
) -> Publication:
    told = protected(
        figures, limits(audience, reference), earlier(folder, audience),
        concentration=concentration, contracts=reference.get("contracten"),
    )  # fmt: skip
    if count := len(found := breaches(told, audience, reference, today)):
        codes = ", ".join(found["regel"].unique().sort())
        raise UnsafePublicationError(
            f"De cijfers zijn niet gepubliceerd ({audience}): {count} cellen houden zich niet aan {codes}, en er is "
            f"niets geschreven. Bijvoorbeeld: {found['melding'][0]} Publiceer op een grover niveau; het regelboek zegt "
            "wat deze regels vragen."
        )
    return Publication(told.figures, told.kept, audience, folder, today)
