# SPDX-License-Identifier: EUPL-1.2
"""The texts of our mails, which people edit: each is looked at before anything is sent."""

import re
from collections.abc import Mapping
from importlib.resources import files
from string import Template

from processors.errors import UnusableInputError

SUBJECT = re.compile(r"^Onderwerp: (.+)$", re.MULTILINE)
HEAD = re.compile(r"\AAan: \$adres\nOnderwerp: [^\n]+\n\n\S")

ALWAYS = frozenset({"adres", "kenmerk", "ontvangen_op", "contact"})
EXPECTED = frozenset({"adres", "soort", "maand", "uiterste_datum", "contact"})
FIELDS: Mapping[str, frozenset[str]] = {
    "antwoord": ALWAYS | {"onderwerp", "aanleveringen", "vervolg"},
    "zonder_bijlage": ALWAYS | {"uitleg"},
    "ontvangen": ALWAYS | {"bestanden"},
    "verwerkt": ALWAYS | {"aanleveringen"},
    "uitvraag": EXPECTED | {"bestand"},
    "rappel": EXPECTED | {"nummer"},
    "escalatie": EXPECTED | {"code", "rappels"},
    "beheer": frozenset({
        "adres", "dag", "onderwerp", "wachtend", "mislukt", "maand", "te_laat", "gemist", "certificaat", "taken", "kop",
    }),
}  # fmt: skip
"""Of each text the names that it must hold, each at least once; it may hold no other."""


def template_text(name: str) -> str:
    """The text of a template as it stands in `templates/mail`."""
    return files("templates").joinpath("mail", f"{name}.txt").read_text("utf-8")


def check_templates() -> None:
    """Look at every text, so that no mail goes out with a gap in it.

    Raises:
        UnusableInputError: a text has an unknown name, misses one, or does not begin as it should.

    """
    for name, fields in FIELDS.items():
        _check(f"{name}.txt", template_text(name), fields)


def _check(file: str, text: str, fields: frozenset[str]) -> None:
    template = Template(text)
    here = f"Sjabloon 'templates/mail/{file}'"
    if not template.is_valid():
        raise UnusableInputError(f"{here} heeft een los dollarteken. Schrijf $$ voor een dollarteken in de tekst.")
    found = set(template.get_identifiers())
    if unknown := _shown(found - fields):
        raise UnusableInputError(f"{here} noemt {unknown}, en dat bestaat niet. Gebruik alleen {_shown(fields)}.")
    if missing := _shown(fields - found):
        raise UnusableInputError(f"{here} mist {missing}. Zet dat terug in de tekst.")
    if not HEAD.match(text):
        raise UnusableInputError(
            f"{here} begint niet goed. De eerste regel is 'Aan: $adres', de tweede begint met 'Onderwerp: ', de derde "
            "is leeg, en daaronder begint de brief."
        )


def _shown(names: set[str] | frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names))


def filled(name: str, **values: str) -> str:
    """A text with its values: whom, what about, an empty line, and the letter."""
    text = Template(template_text(name)).substitute(values)
    # Without an explanation its lines would stay empty.
    return re.sub(r"\n{3,}", "\n\n", text)


def subject_and_letter(text: str) -> tuple[str, str]:
    """What a filled text is about, and what is in the mail itself."""
    (subject,) = SUBJECT.findall(text)[:1]
    return subject, text.partition("\n\n")[2]
