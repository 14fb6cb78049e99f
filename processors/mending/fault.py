# SPDX-License-Identifier: EUPL-1.2
"""One thing that is amiss in a work folder, and what becomes of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Part(StrEnum):
    """Where in the work folder it is."""

    JOURNAAL = "journaal"
    ARCHIEF = "archief"
    OPSLAG = "opslag"
    TERUGKOPPELING = "terugkoppeling"
    HALF = "half bestand"


class What(StrEnum):
    """What is amiss."""

    GONE = "ontbreekt"
    DAMAGED = "beschadigd"
    UNNOTED = "inhoud niet vastgelegd"
    OPEN = "niet versleuteld"
    STRAY = "hoort nergens bij"
    HALF = "achtergebleven na een onderbreking"


class Result(StrEnum):
    """What becomes of it."""

    MENDABLE = "te herstellen"
    MENDED = "hersteld"
    LOST = "niet te herstellen"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is amiss: `kenmerk` is an id of the journal or empty, `plaats` a file in its part."""

    onderdeel: Part
    kenmerk: str
    plaats: str
    wat: What
    gevolg: Result = Result.MENDABLE
    uitleg: str = ""

    def mended(self, says: str = "") -> Self:
        """The same, now that it is mended."""
        return replace(self, gevolg=Result.MENDED, uitleg=says)

    def lost(self, says: str) -> Self:
        """The same, when nothing knows it any more; `says` is what to do now."""
        return replace(self, gevolg=Result.LOST, uitleg=says)
