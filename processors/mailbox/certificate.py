# SPDX-License-Identifier: EUPL-1.2
"""The certificate with which an application logs in to Microsoft 365: as PEM or as PKCS#12 (.pfx, .p12)."""

from collections.abc import Callable
from datetime import UTC, date
from importlib import import_module
from typing import Any

from processors.errors import UnusableInputError
from processors.setting_groups.mail import MailSettings

PKCS12 = frozenset({".pfx", ".p12"})


def certificate_days(access: MailSettings, today: date) -> int | None:
    """How many days the certificate of the application still lasts; below zero when it has ended, None without one.

    Raises:
        UnusableInputError: the file of the certificate cannot be used.

    """
    if not access.mail_certificaat:
        return None
    ends: date = _read(access, _certificate).not_valid_after_utc.astimezone(UTC).date()
    return (ends - today).days


def credential(access: MailSettings) -> dict[str, str]:
    """The key and certificate of the settings as msal asks them.

    The thumbprint is left to msal: what we name ourselves goes out as one of SHA-1, which Entra looks for in vain.

    Raises:
        UnusableInputError: the file cannot be used.

    """
    certificate, key = _read(access, _certificate), _read(access, _key)
    rsa = library("cryptography.hazmat.primitives.asymmetric.rsa")
    if not isinstance(key, rsa.RSAPrivateKey) or key.public_key() != certificate.public_key():
        raise UnusableInputError(
            f"De sleutel in '{access.mail_certificaat}' hoort niet bij het certificaat, of is geen RSA-sleutel. Zet "
            "er de RSA-sleutel in waarmee het certificaat is gemaakt."
        )
    forms = library("cryptography.hazmat.primitives.serialization")
    bare = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    return {"private_key": bare.decode(), "public_certificate": certificate.public_bytes(forms.Encoding.PEM).decode()}


def library(name: str) -> Any:  # noqa: ANN401 - a module that may not be installed
    """A module of the extra [mail].

    Raises:
        UnusableInputError: it is not installed.

    """
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise UnusableInputError(
            "Voor een postvak van Microsoft 365 ontbreekt een onderdeel. Installeer Verzamelpunt met de extra [mail]."
        ) from None


def _read(access: MailSettings, what: Callable[[bytes, bytes | None, bool], Any]) -> Any:  # noqa: ANN401 - of an optional module
    """The certificate or its key."""
    assert access.mail_certificaat is not None  # noqa: S101 - asked before
    said = access.mail_certificaat_wachtwoord
    packed = access.mail_certificaat.suffix.lower() in PKCS12
    try:
        found = what(access.mail_certificaat.read_bytes(), said.get_secret_value().encode() if said else None, packed)
    except (OSError, ValueError, TypeError):  # the last for a key with a password, or a password without need
        raise _unusable(access) from None
    if found is None:
        raise _unusable(access)
    return found


def _certificate(data: bytes, password: bytes | None, packed: bool) -> Any:  # noqa: ANN401, FBT001 - idem
    if packed:
        return _unpacked(data, password)[1]
    return library("cryptography.x509").load_pem_x509_certificate(data)


def _key(data: bytes, password: bytes | None, packed: bool) -> Any:  # noqa: ANN401, FBT001 - idem
    if packed:
        return _unpacked(data, password)[0]
    return library("cryptography.hazmat.primitives.serialization").load_pem_private_key(data, password)


def _unpacked(data: bytes, password: bytes | None) -> Any:  # noqa: ANN401 - idem
    return library("cryptography.hazmat.primitives.serialization.pkcs12").load_key_and_certificates(data, password)


def _unusable(access: MailSettings) -> UnusableInputError:
    return UnusableInputError(
        f"Het certificaat '{access.mail_certificaat}' is niet te lezen. Zet de sleutel en het certificaat onder elkaar "
        "in dat bestand (PEM), of gebruik een .pfx; het wachtwoord, als er een is, hoort in "
        "VERZAMELPUNT_MAIL_CERTIFICAAT_WACHTWOORD. Laat alleen de verwerking het bestand lezen."
    )
