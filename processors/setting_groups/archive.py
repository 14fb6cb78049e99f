# SPDX-License-Identifier: EUPL-1.2
"""Settings of the archive of what came in."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ArchiveSettings(BaseSettings):
    """How what came in is kept."""

    archief_versleutelen: bool = Field(
        default=False,
        description="Bewaar wat binnenkomt versleuteld; zonder de sleutel is het dan nooit meer te lezen.",
    )
