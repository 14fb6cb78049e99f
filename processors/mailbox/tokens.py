# SPDX-License-Identifier: EUPL-1.2
"""Logging in to Microsoft 365: a token for the mailbox, as an application or as the identity of a machine in Azure."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from processors.errors import UnusableInputError
from processors.mailbox.certificate import credential, library
from processors.setting_groups.mail import MailSettings

OF_THE_MACHINE = "systeem"
PATIENCE = 30  # seconds; requests would wait for ever


def access_token(access: MailSettings, scope: str) -> str:
    """An access token for the application of the settings; asked anew each time, and kept nowhere.

    Args:
        access: tenant, application and its certificate or secret, or the identity of the machine.
        scope: what the token is for, such as `https://graph.microsoft.com/.default`.

    Raises:
        UnusableInputError: Entra is not there or refuses; the reason is a code of Entra, never a secret.

    """
    ask = _of_identity if access.mail_identiteit else _of_application
    msal = library("msal")
    try:
        given = ask(msal, access, scope)
    except (OSError, ValueError):
        raise UnusableInputError(
            "De identiteit van deze machine is niet op te vragen. Controleer of zij in Azure staat en een beheerde "
            "identiteit heeft, en 'mail_identiteit'."
            if access.mail_identiteit
            else "De aanmelddienst van Microsoft is niet bereikbaar of kent de tenant niet. Controleer de verbinding, "
            "mail_tenant en mail_certificaat."
        ) from None
    if "access_token" not in given:
        what = (
            "mail_identiteit, en de rechten van die identiteit"
            if access.mail_identiteit
            else "mail_tenant, mail_client en het certificaat of geheim, en of dat niet is verlopen"
        )
        raise UnusableInputError(
            "De aanmelddienst van Microsoft geeft geen toegang tot het postvak "
            f"({given.get('error', 'zonder reden')}). Controleer {what}."
        )
    return str(given["access_token"])


def _of_application(msal: Any, access: MailSettings, scope: str) -> Mapping[str, Any]:  # noqa: ANN401 - an optional module
    # Its constructor asks the authority, so a network that fails is met here too.
    application = msal.ConfidentialClientApplication(
        access.mail_client,
        authority=f"{access.mail_autoriteit.rstrip('/')}/{access.mail_tenant}",
        client_credential=_credential(access),
        http_client=_session(access),
        instance_discovery=access.mail_autoriteit == MailSettings.model_fields["mail_autoriteit"].default,
    )
    given: Mapping[str, Any] = application.acquire_token_for_client([scope])
    return given


def _of_identity(msal: Any, access: MailSettings, scope: str) -> Mapping[str, Any]:  # noqa: ANN401 - idem
    own = access.mail_identiteit == OF_THE_MACHINE
    identity = (
        msal.SystemAssignedManagedIdentity()
        if own
        else msal.UserAssignedManagedIdentity(client_id=access.mail_identiteit)
    )
    client = msal.ManagedIdentityClient(identity, http_client=_session(access))
    given: Mapping[str, Any] = client.acquire_token_for_client(resource=scope.removesuffix("/.default"))
    return given


def _credential(access: MailSettings) -> object:
    """The certificate with its key where there is one, else the secret."""
    if access.mail_certificaat:
        return credential(access)
    return access.mail_geheim.get_secret_value() if access.mail_geheim else ""


def _session(access: MailSettings) -> object:
    """Requests that trust what the settings say, whatever `REQUESTS_CA_BUNDLE` in the environment says."""
    session = library("requests").Session()
    session.trust_env = False
    session.verify = str(access.mail_ca) if access.mail_ca else True
    session.request = partial(session.request, timeout=PATIENCE)
    return session
