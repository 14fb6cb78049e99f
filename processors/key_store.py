# SPDX-License-Identifier: EUPL-1.2
"""Secrets in the key store of the operating system: Credential Manager, Keychain, Secret Service."""

from collections.abc import Iterable
from importlib import import_module

from processors.errors import UnusableInputError


def secrets(service: str, names: Iterable[str]) -> dict[str, str]:
    """The secrets that are kept under the name of a service, of those that are asked.

    Source: keyring, `get_password(service, name)`. Put one there with `keyring set SERVICE NAME`.

    Raises:
        UnusableInputError: there is no key store, it is locked, or keyring is not installed.

    """
    try:
        keyring = import_module("keyring")
    except ModuleNotFoundError:
        raise UnusableInputError(
            "Voor 'sleutelhanger' ontbreekt een onderdeel. Installeer Verzamelpunt met de extra [sleutelhanger]."
        ) from None
    try:
        found = {name: keyring.get_password(service, name) for name in names}
    except keyring.errors.KeyringError as error:
        raise UnusableInputError(
            f"De sleutelhanger van dit systeem geeft '{service}' niet ({type(error).__name__}): hij ontbreekt of is "
            "vergrendeld voor dit account. Ontgrendel hem, of zet de geheimen in de omgeving en haal 'sleutelhanger' "
            "weg."
        ) from None
    return {name: value for name, value in found.items() if value}
