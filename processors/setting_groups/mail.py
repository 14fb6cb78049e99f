# SPDX-License-Identifier: EUPL-1.2
"""Settings of the mailbox and of who may send."""

from pydantic import Field
from pydantic_settings import BaseSettings


class MailSettings(BaseSettings):
    """Where messages come in, and what is asked of them."""

    postvak: str = Field("", description="Adres van het postvak; leeg is de map inbox in de werkmap.")
    mail_afzender: str = Field(
        "", description="Adres waarvandaan antwoorden gaan, als het postvak dat zelf niet zegt (maildir)."
    )
    mail_bewijs: bool = Field(
        default=False,
        description="Neem een bericht alleen aan als de eigen mailserver de afzender heeft bewezen (dmarc=pass).",
    )
    mail_server: str = Field(
        "", description="Naam waarmee de eigen mailserver dat bewijs ondertekent; leeg bij Microsoft 365."
    )
    max_bestand_mb: int = Field(50, ge=1, le=2000, description="Grootste bericht of bestand, in MB (1.000.000 bytes).")
    max_berichten_per_dag: int = Field(
        50, ge=1, description="Berichten per afzender per dag; wat meer komt, wacht op een mens."
    )
    wachttijd_seconden: float = Field(
        10, ge=0, description="Zo lang moet een bestand in de inbox onveranderd liggen voor het wordt opgepakt."
    )
    contact: str = Field(
        "het verzamelpunt van uw regio", description="Bij wie een afzender terechtkan; staat onder elk antwoord."
    )
