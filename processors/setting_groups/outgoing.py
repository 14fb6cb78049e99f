# SPDX-License-Identifier: EUPL-1.2
"""Settings of what the region asks and reminds of by itself."""

from pydantic import Field
from pydantic_settings import BaseSettings

from processors.setting_groups.service import CLOCK


class OutgoingSettings(BaseSettings):
    """When a delivery is asked for, when a reminder follows, and who hears of it when nothing helps."""

    uitgaand_pauze: bool = Field(
        default=False,
        description="Pauze: true houdt elke uitvraag, rappel en escalatie tegen; antwoorden op berichten gaan door.",
    )
    uitvraag_automatisch: bool = Field(
        default=False,
        description="Dienst: verstuur uitvraag en rappel vanzelf op werkdagen, volgens de tabel kalender in de naslag.",
    )
    uitvraag_dagen_vooraf: int = Field(
        14, ge=1, le=90, description="Dienst: zoveel dagen voor de uiterste datum gaat de uitvraag uit."
    )
    dienst_uitvraag: str = Field(
        "08:00", pattern=CLOCK, description="Dienst: dan gaan op werkdagen uitvraag en rappel uit, zoals 08:00."
    )
    rappel_dagen: int = Field(
        5, ge=1, le=90, description="Rappel: minstens zoveel dagen tussen twee rappels, en tussen rappel en escalatie."
    )
    rappel_aantal: int = Field(2, ge=1, le=9, description="Rappel: na zoveel rappels volgt een escalatie.")
    beheer_adres: str = Field(
        "",
        description="Beheer: adres voor het dagelijkse bericht en voor escalaties zonder accounthouder; leeg is geen.",
    )
