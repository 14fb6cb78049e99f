# SPDX-License-Identifier: EUPL-1.2
"""What the owner of an installation sets: `verzamelpunt.toml`, overridden by `VERZAMELPUNT_…` in the environment.

Secrets come from the environment, or from the key store of the system where a setting says so.
"""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from processors.errors import UnusableInputError
from processors.key_store import secrets
from processors.setting_groups.archive import ArchiveSettings
from processors.setting_groups.core import KEY_LENGTH, CoreSettings
from processors.setting_groups.excel import ExcelSettings
from processors.setting_groups.mail import MailSettings
from processors.setting_groups.outgoing import OutgoingSettings
from processors.setting_groups.powerbi import PowerbiSettings
from processors.setting_groups.retention import RetentionSettings
from processors.setting_groups.service import ServiceSettings
from processors.workplace import Workplace

FILE = "verzamelpunt.toml"
PREFIX = "VERZAMELPUNT_"


def _holds(annotation: object, kind: type) -> bool:
    """Whether a field is of this kind, or may be."""
    return kind in (annotation, *get_args(annotation))


class Settings(
    PowerbiSettings,
    ExcelSettings,
    RetentionSettings,
    ArchiveSettings,
    ServiceSettings,
    OutgoingSettings,
    MailSettings,
    CoreSettings,
):
    """The settings in force; the names are the keys in the file, and in capitals those in the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is that of pydantic-settings
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - idem
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - idem
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win from the file, whose values arrive as arguments."""
        return env_settings, init_settings

    @property
    def workplace(self) -> Workplace:
        """The work folder."""
        return Workplace(self.map)

    @property
    def mailbox(self) -> str:
        """The address of the mailbox: the one that was set, or the inbox of the work folder."""
        return self.postvak or f"folder://{self.workplace.inbox}"

    def pseudonym_key(self) -> bytes:
        """The secret for pseudonyms, from the environment or else the key file.

        Raises:
            UnusableInputError: no key is set, or its file cannot be used.

        """
        if self.sleutel:
            return self.sleutel.get_secret_value().encode()
        if not self.sleutelbestand:
            raise UnusableInputError(
                f"Er is geen sleutel voor pseudoniemen. Zet {PREFIX}SLEUTEL in de omgeving, "
                f"of noem een 'sleutelbestand' buiten de werkmap of een 'sleutelhanger' in {FILE}."
            )
        if self.sleutelbestand.resolve().is_relative_to(self.map.resolve()):
            raise UnusableInputError(
                f"Het sleutelbestand '{self.sleutelbestand}' staat in de werkmap, bij de gegevens die het beschermt. "
                "Verplaats het naar een map waar alleen de verwerking bij kan, en pas 'sleutelbestand' aan."
            )
        try:
            key = self.sleutelbestand.read_bytes().strip()
        except OSError:
            raise UnusableInputError(
                f"Het sleutelbestand '{self.sleutelbestand}' is niet te lezen. Controleer de plaats en de rechten."
            ) from None
        if len(key) < KEY_LENGTH:
            raise UnusableInputError(
                f"De sleutel in '{self.sleutelbestand}' is te kort. Gebruik minstens {KEY_LENGTH} willekeurige tekens."
            )
        return key


PATHS = tuple(key for key, about in Settings.model_fields.items() if _holds(about.annotation, Path))
SECRETS = tuple(key for key, about in Settings.model_fields.items() if _holds(about.annotation, SecretStr))


class Effective(NamedTuple):
    """One setting as it works now; `source` is standaard, bestand, sleutelhanger or omgeving."""

    key: str
    value: str
    source: str
    description: str


def load(path: Path | None = None) -> Settings:
    """Read the settings: from the file given, or from `verzamelpunt.toml` in the current folder when it is there.

    Paths in the file are relative to the folder of the file.

    Raises:
        UnusableInputError: with a sentence for each key that is wrong.

    """
    file = path or Path(FILE)
    values = _read(file) if path or file.exists() else {}
    known = list(Settings.model_fields)
    environment = {name[len(PREFIX) :].lower(): name for name in os.environ if name.upper().startswith(PREFIX)}
    faults = [_unknown(key, f"in '{file.name}'", known) for key in values if key not in known]
    faults += [
        _unknown(key, f"({name}) in de omgeving", known) for key, name in environment.items() if key not in known
    ]
    faults += [
        f"Instelling '{key}' is geheim en hoort niet in '{file.name}'. "
        f"Haal de regel daar weg en zet {PREFIX}{key.upper()} in de omgeving."
        for key in SECRETS
        if key in values
    ]
    kept = {key: value for key, value in values.items() if key in known and key not in SECRETS}
    for key in PATHS:
        if isinstance(kept.get(key), str):
            kept[key] = file.parent / kept[key]
    if service := os.environ.get(f"{PREFIX}SLEUTELHANGER", kept.get("sleutelhanger")):
        kept |= secrets(str(service), (key for key in SECRETS if key not in environment))
    try:
        settings = Settings(**kept)
    except ValidationError as error:
        faults += [_wrong(each, environment, file) for each in error.errors(include_url=False)]
    if faults:
        raise UnusableInputError("\n".join(faults))
    return settings


def effective(settings: Settings) -> list[Effective]:
    """Every setting with its value, where that comes from, and what it is for; a secret is only told to be set."""
    names = {name.upper() for name in os.environ}
    rows = []
    for key, about in Settings.model_fields.items():
        value = getattr(settings, key)
        source = "standaard"
        if key in settings.model_fields_set:
            source = "sleutelhanger" if key in SECRETS else "bestand"
        if f"{PREFIX}{key.upper()}" in names:
            source = "omgeving"
        shown = ("(gezet)" if value else "(niet gezet)") if key in SECRETS else "" if value is None else str(value)
        rows.append(Effective(key, shown, source, about.description or ""))
    return rows


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UnusableInputError(f"Het instellingenbestand '{file}' bestaat niet. Controleer de naam.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableInputError(
            f"Het instellingenbestand '{file}' is geen geldige TOML ({error}). "
            'Schrijf elke instelling als naam = waarde, tekst tussen aanhalingstekens: postvak = "folder://inbox".'
        ) from None


def _unknown(key: str, place: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f"Bedoelt u '{near[0]}'?" if near else "Bekende namen staan in 'verzamelpunt instellingen'."
    return f"Instelling '{key}' {place} bestaat niet. {hint}"


def _wrong(error: Mapping[str, Any], environment: Mapping[str, str], file: Path) -> str:
    """One Dutch sentence for a value that pydantic refuses; the value of a secret is never shown."""
    key = str(error["loc"][0])
    place = f"'{key}' in {'de sleutelhanger' if key in SECRETS else repr(file.name)}"
    if key in environment:
        place = f"{environment[key]} in de omgeving"
    limits = {name: str(value).replace(" or ", " of ") for name, value in error.get("ctx", {}).items()}
    expected = {
        "literal_error": "moet {expected} zijn",
        "greater_than_equal": "moet minstens {ge} zijn",
        "less_than_equal": "mag hoogstens {le} zijn",
        "too_short": "moet minstens {min_length} tekens hebben",
        "int_parsing": "moet een geheel getal zijn",
        "int_type": "moet een geheel getal zijn",
        "int_from_float": "moet een geheel getal zijn",
        "bool_parsing": "moet true of false zijn",
        "bool_type": "moet true of false zijn",
        "float_parsing": "moet een getal zijn",
        "float_type": "moet een getal zijn",
        "string_pattern_mismatch": 'moet een tijdstip zijn, zoals "07:00"',
    }.get(error["type"], "moet tekst tussen aanhalingstekens zijn")
    shown = "" if key in SECRETS else f", niet {error['input']!r}"
    return f"Instelling {place} {expected.format(**limits)}{shown}. Pas de waarde aan."
