# SPDX-License-Identifier: EUPL-1.2
"""The settings of the server, from those of the installation: which environment, which host, who may call."""

import json
import os
import uuid
from collections.abc import Mapping
from pathlib import Path

from processors.errors import UnusableInputError
from processors.settings import Settings

PROJECT = Path(__file__).parent
ENVIRONMENTS = ("dev", "qa", "uat", "staging", "prod")
NAMESPACE = "PV"
# Where `auth.entraid.jwks` finds the keys of Microsoft Entra, if not on the internet.
KEYS = "VERZAMELPUNT_ADDIN_SLEUTELS"
# The add-in keeps its number, so that a new version takes the place of the old one.
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://verzamelpunt/addin")
# Office runs the pane in a frame of Excel on the web; everything it loads comes from this server.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors https://*.officeapps.live.com "
    "https://*.office.com https://*.sharepoint.com https://*.cloud.microsoft"
)
# What does not depend on the installation.
FIXED: Mapping[str, str] = {
    "XLWINGS_PROJECT_DIR": str(PROJECT), "XLWINGS_PROJECT_NAME": "Verzamelpunt",
    "XLWINGS_FUNCTIONS_NAMESPACE": NAMESPACE,
    "XLWINGS_ENABLE_SOCKETIO": "false", "XLWINGS_ENABLE_HTMX": "false", "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    "XLWINGS_ENABLE_BOOTSTRAP": "false", "XLWINGS_ENABLE_EXAMPLES": "false", "XLWINGS_ENABLE_HOTRELOAD": "false",
    "XLWINGS_OBJECT_CACHE_PARTITION_BY_USER": "true", "XLWINGS_LOG_LEVEL": "CRITICAL", "DOTENV_PATH": os.devnull,
    "XLWINGS_CUSTOM_HEADERS": json.dumps({"Content-Security-Policy": POLICY}),
}  # fmt: skip


def manifest_id(environment: str) -> uuid.UUID:
    """The number of the add-in in an environment; the same wherever it is installed."""
    made = uuid.uuid5(_OURS, environment)
    # xlwings Server takes random numbers only; the digits that say so are put in.
    return uuid.UUID(int=made.int, version=4)


def environment(settings: Settings, name: str = "prod") -> dict[str, str]:
    """The variables that xlwings Server reads when it is imported.

    Args:
        settings: the settings in force.
        name: of `ENVIRONMENTS`.

    Raises:
        UnusableInputError: no licence was chosen, or the login is set by half.

    """
    if not settings.addin_licentie:
        raise UnusableInputError(
            "De invoegtoepassing draait op xlwings Server, die een licentie vraagt. Zet VERZAMELPUNT_ADDIN_LICENTIE op "
            "noncommercial als u een overheid bent of niet-commercieel werkt, anders op uw sleutel (docs/licences.md)."
        )
    login = {"addin_tenant": settings.addin_tenant, "addin_client": settings.addin_client}
    if missing := [key for key, value in login.items() if not value]:
        if len(missing) < len(login):
            raise UnusableInputError(f"Voor inloggen met Microsoft ontbreekt de instelling '{missing[0]}'.")
        entra = {"XLWINGS_AUTH_PROVIDERS": "[]"}
    else:
        entra = {
            "XLWINGS_AUTH_PROVIDERS": '["entraid"]',
            "XLWINGS_AUTH_ENTRAID_TENANT_ID": settings.addin_tenant,
            "XLWINGS_AUTH_ENTRAID_CLIENT_ID": settings.addin_client,
            "XLWINGS_AUTH_REQUIRED_ROLES": json.dumps([settings.addin_rol] if settings.addin_rol else []),
            **({KEYS: str(settings.addin_sleutels)} if settings.addin_sleutels else {}),
        }
    ids = {f"XLWINGS_MANIFEST_ID_{each.upper()}": str(manifest_id(each)) for each in ENVIRONMENTS}
    own = {
        "XLWINGS_LICENSE_KEY": settings.addin_licentie.get_secret_value(),
        "XLWINGS_ENVIRONMENT": name,
        "XLWINGS_HOSTNAME": settings.addin_adres,
    }
    return {**FIXED, **ids, **entra, **own}
