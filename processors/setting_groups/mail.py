# SPDX-License-Identifier: EUPL-1.2
"""Settings of the mailbox and of who may send."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class MailSettings(BaseSettings):
    """Where messages come in, and what is asked of them."""

    postvak: str = Field("", description="Adres van het postvak; leeg is de map inbox in de werkmap.")
    mail_afzender: str = Field(
        "", description="Adres waarvandaan antwoorden gaan, als het postvak dat zelf niet zegt (maildir)."
    )
    mail_wachtwoord: SecretStr | None = Field(
        None,
        description="IMAP en SMTP: wachtwoord van het postvak; alleen in de omgeving. Leeg is inloggen met een token.",
    )
    mail_uitgaand: str = Field(
        "", description="IMAP: server voor antwoorden, zoals smtp.regio.nl:587; leeg is geen antwoorden versturen."
    )
    mail_bij_twijfel: Literal["wachten", "opnieuw"] = Field(
        "wachten",
        description="IMAP: als niet vaststaat dat een antwoord weg is: wachten op een mens, of opnieuw sturen.",
    )
    mail_tenant: str = Field("", description="Microsoft 365: de tenant van het postvak.")
    mail_client: str = Field("", description="Microsoft 365: nummer van de toepassing in Microsoft Entra.")
    mail_certificaat: Path | None = Field(
        None, description="Microsoft 365: bestand (PEM of .pfx) met sleutel en certificaat van de toepassing."
    )
    mail_certificaat_wachtwoord: SecretStr | None = Field(
        None, description="Microsoft 365: wachtwoord van dat bestand, als het er een heeft; alleen in de omgeving."
    )
    mail_geheim: SecretStr | None = Field(
        None, description="Microsoft 365: geheim van de toepassing, als er geen certificaat is; alleen in de omgeving."
    )
    mail_identiteit: str = Field(
        "",
        description="Microsoft 365, op een machine in Azure: 'systeem', of het nummer van een beheerde identiteit. Dan "
        "zijn tenant, toepassing en certificaat niet nodig.",
    )
    mail_autoriteit: str = Field(
        "https://login.microsoftonline.com",
        description="Adres van de aanmelddienst; alleen anders bij een eigen dienst.",
    )
    mail_ca: Path | None = Field(
        None, description="Certificaat (PEM) waarmee een eigen mailserver of aanmelddienst wordt vertrouwd."
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
    antwoorden: Literal["een", "drie"] = Field(
        "een",
        description="Berichten aan een afzender: een (de uitkomst), of drie (ontvangen, gecontroleerd en verwerkt).",
    )
    contact: str = Field(
        "het verzamelpunt van uw regio", description="Bij wie een afzender terechtkan; staat onder elk antwoord."
    )
