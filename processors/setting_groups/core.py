# SPDX-License-Identifier: EUPL-1.2
"""Settings without which nothing works: where the work folder is, and the key."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

KEY_LENGTH = 32


class CoreSettings(BaseSettings):
    """The work folder and its key."""

    map: Path = Field(Path("werkmap"), description="Werkmap: inbox, archief, journaal, opslag, naslag en uitvoer.")
    sleutel: SecretStr | None = Field(
        None,
        min_length=KEY_LENGTH,
        description="Geheime sleutel voor pseudoniemen, minstens 32 tekens; in de omgeving of de sleutelhanger.",
    )
    sleutelbestand: Path | None = Field(None, description="Bestand met de sleutel, buiten de werkmap.")
    sleutel_id: int = Field(1, ge=1, le=9, description="Nummer van de sleutel (1-9); staat vooraan in elk pseudoniem.")
    sleutelhanger: str = Field(
        "",
        description="Naam waaronder geheimen in de sleutelhanger van het systeem staan; leeg: daar wordt niet gekeken.",
    )
