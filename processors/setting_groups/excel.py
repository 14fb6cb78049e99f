# SPDX-License-Identifier: EUPL-1.2
"""Settings of the Excel add-in and its server."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class ExcelSettings(BaseSettings):
    """How Excel reaches the functions, and who may."""

    addin_licentie: SecretStr | None = Field(
        None, description="Excel: licentie van xlwings Server, noncommercial of een sleutel; alleen in de omgeving."
    )
    addin_adres: str = Field("", description="Excel: adres van de server zonder https://, zoals excel.regio.nl.")
    addin_tenant: str = Field("", description="Excel: de Microsoft-tenant om in te loggen; leeg is alleen deze pc.")
    addin_client: str = Field("", description="Excel: nummer van de toepassing in Microsoft Entra.")
    addin_rol: str = Field("", description="Excel: rol die een gebruiker nodig heeft; leeg is iedereen van de tenant.")
    addin_sleutels: Path | None = Field(
        None,
        description="Excel: bestand met de sleutels (JWKS) van Microsoft, als de server niet naar buiten mag.",
    )
    addin_max_mb: int = Field(50, ge=1, le=1000, description="Excel: grootste aanroep, in MB (1.000.000 bytes).")
