# SPDX-License-Identifier: EUPL-1.2
"""Ask the Power BI service to refresh the model, once, and say what came of it.

An answer that leaves it open whether the refresh began is never followed by a second request before the history of
refreshes was read. Source: Microsoft Learn, Power BI REST API, "Datasets - Refresh Dataset In Group" and "Get Refresh
History In Group".
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from processors.errors import UnusableInputError
from processors.settings import PREFIX, Settings

if TYPE_CHECKING:
    import httpx

SERVICE = "https://api.powerbi.com/v1.0/myorg"
SCOPE = "https://analysis.windows.net/powerbi/api/.default"
AUTHORITY = "https://login.microsoftonline.com"
_ACCEPTED, _WRONG, _TOO_MANY, _SERVER = 202, 400, 429, 500
_REFUSED = {401, 403, 404}
_PATIENCE_SECONDS = 60.0
# The service tells its time in whole seconds.
_RESOLUTION = timedelta(seconds=1)


class Outcome(StrEnum):
    """What a request came to."""

    STARTED = "gestart"
    BUSY = "bezig"
    POSTPONED = "uitgesteld"
    UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Refresh:
    """The outcome, and one Dutch sentence that says it and what to do now."""

    outcome: Outcome
    says: str


def refresh(
    settings: Settings,
    *,
    token: Callable[[Settings], str] | None = None,
    service: str = SERVICE,
    pause: Callable[[float], None] = time.sleep,
) -> Refresh | None:
    """Start a refresh of the model that the settings name; None where they name none.

    Args:
        settings: `powerbi_…`; nothing is asked where all of them are empty.
        token: gives the access token; that of the application without it.
        service: the address of the service.
        pause: waits so many seconds, where the service asks for it.

    Raises:
        UnusableInputError: the settings are incomplete, a library is missing, or the service refuses this application.

    """
    if not _wanted(settings):
        return None
    httpx = _library("httpx")
    access = (token or application_token)(settings)
    place = f"{service}/groups/{settings.powerbi_werkruimte}/datasets/{settings.powerbi_model}/refreshes"
    asked = datetime.now(UTC)
    with httpx.Client(headers={"Authorization": f"Bearer {access}"}, timeout=30) as client:
        try:
            answer = client.post(place, json={"notifyOption": "NoNotification"})
            if answer.status_code == _TOO_MANY and (wait := _seconds(answer)) <= _PATIENCE_SECONDS:
                pause(wait)
                answer = client.post(place, json={"notifyOption": "NoNotification"})
        except httpx.TransportError:
            return _from_history(client, place, asked, httpx)
        return _understood(answer) or _from_history(client, place, asked, httpx)


def application_token(settings: Settings) -> str:
    """An access token for the application, from Microsoft Entra.

    Raises:
        UnusableInputError: Entra is not there or refuses; the reason is a code of Entra, never the secret.

    """
    secret = settings.powerbi_geheim
    msal = _library("msal")
    try:
        application = msal.ConfidentialClientApplication(
            settings.powerbi_client,
            authority=f"{AUTHORITY}/{settings.powerbi_tenant}",
            client_credential=secret.get_secret_value() if secret else "",
        )
        given: Mapping[str, Any] = application.acquire_token_for_client([SCOPE])
    except (OSError, ValueError):
        raise UnusableInputError(
            "Microsoft Entra is niet bereikbaar of kent de tenant niet. Controleer de verbinding en powerbi_tenant."
        ) from None
    if "access_token" not in given:
        raise UnusableInputError(
            f"Microsoft Entra geeft geen toegang tot Power BI ({given.get('error', 'zonder reden')}). "
            "Controleer powerbi_tenant, powerbi_client en het geheim, en of het geheim niet is verlopen."
        )
    return str(given["access_token"])


def _wanted(settings: Settings) -> bool:
    """Whether a refresh is asked for: all settings are there, or none."""
    given = {
        "powerbi_tenant": settings.powerbi_tenant, "powerbi_client": settings.powerbi_client,
        "powerbi_werkruimte": settings.powerbi_werkruimte, "powerbi_model": settings.powerbi_model,
        "powerbi_geheim": settings.powerbi_geheim,
    }  # fmt: skip
    missing = [name for name, value in given.items() if not value]
    if missing and len(missing) < len(given):
        raise UnusableInputError(
            f"Power BI verversen kan nog niet: {', '.join(missing)} ontbreekt. Vul alle instellingen die met powerbi_ "
            f"beginnen in, het geheim als {PREFIX}POWERBI_GEHEIM in de omgeving, of laat ze alle leeg."
        )
    return not missing


def _library(name: str) -> Any:  # noqa: ANN401 - a module of the optional extra `mail`
    try:
        return import_module(name)
    except ImportError:
        raise UnusableInputError(
            f"Power BI verversen heeft het onderdeel '{name}' nodig. Installeer Verzamelpunt met de toevoeging 'mail'."
        ) from None


def _understood(answer: "httpx.Response") -> Refresh | None:
    """What an answer says, or None where it leaves open whether the refresh began."""
    if answer.status_code == _ACCEPTED:
        return Refresh(Outcome.STARTED, "Power BI is begonnen met verversen.")
    if answer.status_code == _WRONG and "already executing" in answer.text.lower():
        return Refresh(
            Outcome.BUSY,
            "Power BI ververst dit model al. Ververs opnieuw als dat klaar is: de nieuwste cijfers kunnen ontbreken.",
        )
    if answer.status_code == _TOO_MANY:
        return Refresh(
            Outcome.POSTPONED,
            f"Power BI neemt nu geen verzoeken aan. Probeer het over {_seconds(answer):.0f} seconden opnieuw; de "
            "bestanden staan klaar.",
        )
    if answer.status_code in _REFUSED:
        raise UnusableInputError(
            f"Power BI weigert het verzoek ({answer.status_code}). Controleer powerbi_werkruimte en powerbi_model, en "
            "of de toepassing lid is van de werkruimte en API's mag gebruiken."
        )
    if _WRONG <= answer.status_code < _SERVER:
        raise UnusableInputError(
            f"Power BI begrijpt het verzoek niet ({answer.status_code}). Controleer of het model in deze werkruimte "
            "staat en een gegevensgateway heeft; zie docs/powerbi.md."
        )
    return None


def _from_history(client: "httpx.Client", place: str, asked: datetime, httpx: Any) -> Refresh:  # noqa: ANN401 - idem
    """Whether a refresh began since we asked, by the clock of the service: an older one may have read older files."""
    unknown = Refresh(
        Outcome.UNKNOWN,
        "Power BI gaf geen duidelijk antwoord. Kijk in de werkruimte bij de vernieuwingsgeschiedenis van het model of "
        "het verversen is begonnen, voordat u het opnieuw vraagt.",
    )
    try:
        answer = client.get(place, params={"$top": 1})
        newest = answer.json()["value"][0] if answer.is_success else {}
        began = datetime.fromisoformat(str(newest["startTime"]))
        there = parsedate_to_datetime(answer.headers["Date"])
    except (httpx.TransportError, ValueError, LookupError):
        return unknown
    moment = began if began.tzinfo else began.replace(tzinfo=UTC)
    if moment < there - (datetime.now(UTC) - asked) - _RESOLUTION:
        return unknown
    return Refresh(Outcome.STARTED, "Power BI is begonnen met verversen, blijkt uit de vernieuwingsgeschiedenis.")


def _seconds(answer: "httpx.Response") -> float:
    """How long the service asks to wait; a minute and a bit where it does not say so in seconds."""
    try:
        return max(0.0, float(answer.headers["Retry-After"]))
    except (KeyError, ValueError):
        return _PATIENCE_SECONDS + 1
