# SPDX-License-Identifier: EUPL-1.2
"""What a column is: its name, label, kind, unit, code list, width and whether it is personal."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

STANDARD = "iStandaarden iWmo/iJw 3.2"
STATEMENT = "landelijk format productieverantwoording; veldkeuze eigen ontwerp"
REFERENCE = "eigen ontwerp (naslag)"


class Kind(StrEnum):
    """What a value is; decides how it is read, kept and shown."""

    TEXT = "tekst"
    CODE = "code"
    CENT = "cent"
    DATE = "datum"
    WHOLE = "geheel"
    MONTH = "maand"
    TRUTH = "waarheid"

    @property
    def dtype(self) -> type[pl.DataType]:
        """The Polars type that holds it: money and counts as integers, codes as text."""
        return {
            Kind.CENT: pl.Int64, Kind.WHOLE: pl.Int64, Kind.DATE: pl.Date, Kind.TRUTH: pl.Boolean,
        }.get(self, pl.String)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `width` is the fixed length of a code, `origin` the reference a joined column comes from.

    What only messages (xml) hold stands in no form and no workbook that people fill in.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    codelist: str = ""
    width: int | None = None
    required: bool = False
    personal: bool = False
    source: str = STANDARD
    origin: str = ""
    message_only: bool = False
