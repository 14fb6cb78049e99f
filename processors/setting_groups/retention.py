# SPDX-License-Identifier: EUPL-1.2
"""Settings of how long things are kept; the terms are those of the owner, so none is set beforehand."""

from pydantic import Field
from pydantic_settings import BaseSettings

LONGEST = 600


class RetentionSettings(BaseSettings):
    """After how many months what is cleared away; 0 keeps it."""

    bewaar_archief_maanden: int = Field(
        0,
        ge=0,
        le=LONGEST,
        description="Opruimen: zoveel maanden na ontvangst gaan de originelen weg; 0 is nooit.",
    )
    bewaar_uitvoer_maanden: int = Field(
        0,
        ge=0,
        le=LONGEST,
        description="Opruimen: zoveel maanden blijven terugkoppelingen en antwoorden; 0 is altijd.",
    )
    bewaar_logboek_maanden: int = Field(
        0, ge=0, le=LONGEST, description="Opruimen: zoveel maanden blijven logboeken en verslagen; 0 is altijd."
    )  # fmt: skip

    @property
    def terms(self) -> bool:
        """Whether anything is ever cleared away."""
        return any((self.bewaar_archief_maanden, self.bewaar_uitvoer_maanden, self.bewaar_logboek_maanden))
