# SPDX-License-Identifier: EUPL-1.2
"""Settings of the refresh of Power BI."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class PowerbiSettings(BaseSettings):
    """Which model is refreshed, and by whom."""

    powerbi_tenant: str = Field("", description="Power BI verversen: de Microsoft-tenant; leeg is niet verversen.")
    powerbi_client: str = Field("", description="Power BI verversen: nummer van de toepassing in Microsoft Entra.")
    powerbi_werkruimte: str = Field("", description="Power BI verversen: nummer van de werkruimte.")
    powerbi_model: str = Field("", description="Power BI verversen: nummer van het semantisch model.")
    powerbi_geheim: SecretStr | None = Field(
        None, description="Power BI verversen: geheim van de toepassing; alleen in de omgeving."
    )
