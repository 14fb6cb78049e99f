# SPDX-License-Identifier: EUPL-1.2
"""The manifest by which the Microsoft 365 admin center rolls out the add-in, per environment."""

import re
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from addin.server.environment import NAMESPACE, manifest_id
from processors.errors import UnusableInputError
from processors.settings import Settings

TEMPLATES = Path(__file__).parent / "templates"
# Excel keeps what it knows of an add-in for a day, unless its version is new: raised with each change of the functions,
# their arguments or the ribbon.
BUILD = 3
PROVIDER = "MGR sociaal domein Limburg-Noord"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{2,5})?", re.IGNORECASE)


def manifest(settings: Settings, environment: str) -> str:
    """The manifest as XML.

    Args:
        settings: the settings in force: the host of the server, and the application that users log in to.
        environment: of `environment.ENVIRONMENTS`; others than prod have their own name and namespace beside prod.

    Raises:
        UnusableInputError: the host is not set, or is no host.

    """
    if not _HOST.fullmatch(settings.addin_adres):
        raise UnusableInputError(
            f"'{settings.addin_adres}' is geen adres van een server. Zet de instelling 'addin_adres' op het adres "
            "zonder https://, zoals excel.regio.nl."
        )
    engine = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    other = "" if environment == "prod" else environment
    return engine.get_template("verzamelpunt-manifest.xml").render(
        id=manifest_id(environment),
        version=f"{version('verzamelpunt')}.0.{BUILD}",
        provider=PROVIDER,
        name=f"Verzamelpunt [{other}]" if other else "Verzamelpunt",
        namespace=f"{NAMESPACE}_{other.upper()}" if other else NAMESPACE,
        base=f"https://{settings.addin_adres}",
        host=settings.addin_adres,
        client=settings.addin_client,
    )
