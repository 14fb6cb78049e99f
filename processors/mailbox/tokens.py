# SPDX-License-Identifier: EUPL-1.2
"""Logging in to Microsoft 365 as an application: a token for the mailbox, and how long its certificate lasts."""

from collections.abc import Mapping
from datetime import UTC, date
from importlib import import_module
from typing import Any

from processors.errors import UnusableInputError
from processors.setting_groups.mail import MailSettings


def access_token(access: MailSettings, scope: str) -> str:
    """An access token for the application of the settings; asked anew each time, and kept nowhere.

    Args:
        access: tenant, application and its certificate or secret.
        scope: what the token is for, such as `https://graph.microsoft.com/.default`.

    Raises:
        UnusableInputError: Entra is not there or refuses; the reason is a code of Entra, never a secret.

    """
    msal = _library("msal")
    try:
        # Its constructor asks the authority, so a network that fails is met here too.
        application = msal.ConfidentialClientApplication(
            access.mail_client,
            authority=f"{access.mail_autoriteit.rstrip('/')}/{access.mail_tenant}",
            client_credential=_credential(access),
            http_client=_session(access),
            instance_discovery=access.mail_autoriteit == MailSettings.model_fields["mail_autoriteit"].default,
        )
        given: Mapping[str, Any] = application.acquire_token_for_client([scope])
    except (OSError, ValueError):
        raise UnusableInputError(
            "De aanmelddienst van Microsoft is niet bereikbaar of kent de tenant niet. Controleer de verbinding, "
            "mail_tenant en mail_certificaat."
        ) from None
    if "access_token" not in given:
        raise UnusableInputError(
            "De aanmelddienst van Microsoft geeft geen toegang tot het postvak "
            f"({given.get('error', 'zonder reden')}). Controleer mail_tenant, mail_client en het certificaat of "
            "geheim, en of dat niet is verlopen."
        )
    return str(given["access_token"])


def certificate_days(access: MailSettings, today: date) -> int | None:
    """How many days the certificate of the application still lasts; below zero when it has ended, None without one.

    Raises:
        UnusableInputError: the file of the certificate cannot be used.

    """
    if not access.mail_certificaat:
        return None
    x509 = _library("cryptography.x509")
    try:
        certificate = x509.load_pem_x509_certificate(_pem(access))
    except ValueError:
        raise _no_certificate(access) from None
    ends: date = certificate.not_valid_after_utc.astimezone(UTC).date()
    return (ends - today).days


def _credential(access: MailSettings) -> object:
    """The certificate with its key where there is one, else the secret.

    The thumbprint is left to msal: what we name ourselves goes out as one of SHA-1, which Entra looks for in vain.
    """
    if not access.mail_certificaat:
        return access.mail_geheim.get_secret_value() if access.mail_geheim else ""
    x509, serialization = _library("cryptography.x509"), _library("cryptography.hazmat.primitives.serialization")
    rsa = _library("cryptography.hazmat.primitives.asymmetric.rsa")
    pem = _pem(access)
    try:
        certificate, key = x509.load_pem_x509_certificate(pem), serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError):  # the latter for a key behind a password
        raise _no_certificate(access) from None
    if not isinstance(key, rsa.RSAPrivateKey) or key.public_key() != certificate.public_key():
        raise UnusableInputError(
            f"De sleutel in '{access.mail_certificaat}' hoort niet bij het certificaat, of is geen RSA-sleutel. Zet "
            "er de RSA-sleutel in waarmee het certificaat is gemaakt."
        )
    return {"private_key": pem.decode(), "public_certificate": pem.decode()}


def _pem(access: MailSettings) -> bytes:
    assert access.mail_certificaat is not None  # noqa: S101 - asked before
    try:
        return access.mail_certificaat.read_bytes()
    except OSError:
        raise _no_certificate(access) from None


def _no_certificate(access: MailSettings) -> UnusableInputError:
    return UnusableInputError(
        f"Het certificaat '{access.mail_certificaat}' is niet te lezen. Zet de sleutel en het certificaat als PEM "
        "onder elkaar in dat bestand, met geen wachtwoord op de sleutel en alleen leesbaar voor de verwerking."
    )


def _session(access: MailSettings) -> object:
    """Requests that trust what the settings say, whatever `REQUESTS_CA_BUNDLE` in the environment says."""
    session = _library("requests").Session()
    session.trust_env = False
    session.verify = str(access.mail_ca) if access.mail_ca else True
    return session


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be installed
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise UnusableInputError(
            "Voor een postvak van Microsoft 365 ontbreekt een onderdeel. Installeer Verzamelpunt met de extra [mail]."
        ) from None
