# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt sjabloon`: an empty submission form, prefilled as far as the reference knows."""

from datetime import datetime
from pathlib import Path

import click

from processors.commands.display import say, show_json
from processors.commands.status import optional_month
from processors.dutch import DutchCommand
from processors.forms import PLANS, form
from processors.intake.reference import read_reference
from processors.settings import load
from workbooks.form import write_form


@click.command("sjabloon", cls=DutchCommand)
@click.argument("soort", type=click.Choice(list(PLANS)))
@click.option("--gemeente", metavar="CODE", help="Gemeentecode van 4 cijfers.")
@click.option("--aanbieder", metavar="AGB", help="AGB-code van 8 cijfers; vult de productlijst met eigen tarieven.")
@click.option("--maand", callback=optional_month, help="De maand, zoals 2026-09.")
@click.option("--uit", type=click.Path(dir_okay=False, path_type=Path), help="Naam van het bestand (.xlsx).")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(
    soort: str, *, gemeente: str | None, aanbieder: str | None, maand: str | None, uit: Path | None, as_json: bool
) -> int:
    """Maak een invulformulier met keuzelijsten, uitleg en voorbeelden.

    Staat er een naslag in de werkmap, dan krijgt het formulier een lijst met producten en tarieven.
    """
    settings = load()
    folder = settings.workplace.reference
    reference = read_reference(folder).tables if folder.is_dir() else {}
    made = form(
        soort, reference, municipality=gemeente, supplier=aanbieder, month=maand,
        made_on=datetime.now().astimezone().replace(tzinfo=None, microsecond=0), contact=settings.contact,
    )  # fmt: skip
    target = uit or Path("-".join(part for part in (soort, gemeente, aanbieder, maand) if part) + ".xlsx")
    write_form(target, made)
    if as_json:
        show_json({"formulier": target, "versie": made.version})
    else:
        say(f"Het formulier staat in {target}.")
    return 0
