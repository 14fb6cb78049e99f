# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt sjabloon`: an empty submission form, prefilled as far as the reference knows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from processors.agreement_forms import FORMS, agreement_form
from processors.commands.display import say, show_json
from processors.commands.status import optional_month
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.forms import LEVELS, PLANS, form
from processors.intake.reference import read_reference
from processors.settings import load
from processors.tender.assignment import KIND as ASSIGNMENT
from processors.tender.assignment_form import assignment_form
from workbooks.form import write_form


def _code(length: int, words: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A check on an option that is a code of so many digits."""

    def check(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        if value is not None and not (value.isdecimal() and value.isascii() and len(value) == length):
            raise click.BadParameter(f"'{value}' is geen {words}.")
        return value

    return check


@click.command("sjabloon", cls=DutchCommand)
@click.argument("soort", metavar="SOORT", type=click.Choice([*PLANS, *FORMS, ASSIGNMENT]))
@click.option(
    "--gemeente", metavar="CODE", callback=_code(4, "gemeentecode. Schrijf 4 cijfers, zoals 0983"),
    help="Gemeentecode van 4 cijfers.",
)  # fmt: skip
@click.option(
    "--aanbieder", metavar="AGB", callback=_code(8, "AGB-code. Schrijf 8 cijfers, zoals 12345678"),
    help="AGB-code van 8 cijfers; vult de productlijst met eigen tarieven.",
)  # fmt: skip
@click.option("--maand", callback=optional_month, help="De maand, zoals 2026-09.")
@click.option(
    "--niveau", type=click.Choice(LEVELS), default=LEVELS[0],
    help="Regels zelf, of opgetelde cijfers (alleen gemeentelevering).",
)  # fmt: skip
@click.option("--uit", type=click.Path(dir_okay=False, path_type=Path), help="Naam van het bestand (.xlsx).")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(
    soort: str, *, gemeente: str | None, aanbieder: str | None, maand: str | None, niveau: str, uit: Path | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Maak een invulformulier met keuzelijsten, uitleg en voorbeelden.

    SOORT is declaratie, gemeentelevering, productieverantwoording, parameters, eigen_regels of opdracht.

    Staat er een naslag in de werkmap, dan krijgt het formulier een lijst met producten en tarieven. De formulieren
    parameters en eigen_regels zijn voor de naslag zelf; opdracht is het begin van een aanbesteding.
    """
    if uit is not None and uit.suffix.lower() != ".xlsx":
        raise UnusableInputError(
            f"Een formulier kan niet als '{uit.suffix}' worden geschreven. Kies een naam op .xlsx."
        )
    settings = load()
    folder = settings.workplace.reference
    reference = read_reference(folder).tables if folder.is_dir() else {}
    made_on = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    if soort in FORMS:
        made = agreement_form(soort, made_on=made_on, contact=settings.contact)
    elif soort == ASSIGNMENT:
        made = assignment_form(made_on=made_on, contact=settings.contact)
    else:
        made = form(
            soort, reference, municipality=gemeente, supplier=aanbieder, month=maand, level=niveau,
            made_on=made_on, contact=settings.contact,
        )  # fmt: skip
    target = uit or Path("-".join(part for part in (soort, gemeente, aanbieder, maand) if part) + ".xlsx")
    write_form(target, made)
    if as_json:
        show_json({"formulier": target, "versie": made.version})
    else:
        say(f"Het formulier staat in {target}.")
    return 0
