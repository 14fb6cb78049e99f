# SPDX-License-Identifier: EUPL-1.2
"""Settings of the scheduled runner."""

from pydantic import Field
from pydantic_settings import BaseSettings

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class ServiceSettings(BaseSettings):
    """When the runner does what."""

    dienst_minuten: int = Field(
        15, ge=1, le=1440, description="Dienst: om de zoveel minuten wordt het postvak verwerkt."
    )
    dienst_van: str = Field("07:00", pattern=CLOCK, description="Dienst: vanaf dit tijdstip, zoals 07:00.")
    dienst_tot: str = Field(
        "19:00", pattern=CLOCK, description="Dienst: tot dit tijdstip; gelijk aan dienst_van is de hele dag."
    )
    dienst_publiceer: str = Field(
        "05:30", pattern=CLOCK, description="Dienst: dan wordt elke dag gepubliceerd wat niet meer klopt."
    )
    dienst_beheer: str = Field(
        "07:30", pattern=CLOCK, description="Dienst: dan komt elke dag het bericht voor wie het verzamelpunt beheert."
    )
