# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt sleutelwissel`: another key for the work folder."""

from pathlib import Path

import click

from processors.commands.display import say, show_json
from processors.commands.verwerk import follow
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.key_rotation import rotate
from processors.pseudonym import Key
from processors.settings import load


@click.command("sleutelwissel", cls=DutchCommand)
@click.option(
    "--oud",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bestand met de oude sleutel.",
)
@click.option("--oud-id", required=True, type=click.IntRange(1, 9), help="Nummer van de oude sleutel (1-9).")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(oud: Path, oud_id: int, *, as_json: bool) -> int:
    """Breng de werkmap van de oude sleutel naar die in de instellingen; maak eerst een reservekopie.

    Zet de nieuwe sleutel en een nieuw sleutel_id in de instellingen en doe dit voor er weer wordt verwerkt. Wordt het
    afgebroken, doe het dan nog eens. Consolideer daarna; vernietig de oude sleutel als er niets is overgebleven.
    """
    settings = load()
    if oud.resolve().is_relative_to(settings.map.resolve()):
        raise UnusableInputError(f"De oude sleutel '{oud}' staat in de werkmap. Verplaats die naar een veilige plaats.")
    with open_desk(settings) as desk:
        done = rotate(desk, Key(oud_id, oud.read_bytes().strip()), follow("Aanleveringen", quiet=as_json))
    if as_json:
        show_json({"vernieuwd": done.renewed, "overgebleven": done.left, "bestanden": done.files})
    else:
        say(f"Pseudoniemen vernieuwd: {done.renewed}, in {done.files} bestanden van de opslag.")
        say(
            f"Overgebleven onder de oude sleutel: {done.left}; van deze personen is het origineel er niet meer, of een "
            "afzender stuurde zelf het pseudoniem. Zij tellen onder de nieuwe sleutel als een ander."
            if done.left
            else "Er is geen pseudoniem onder de oude sleutel overgebleven. Draai nu 'verzamelpunt consolideer'."
        )
    return int(bool(done.left))
