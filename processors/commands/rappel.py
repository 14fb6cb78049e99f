# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt rappel`: remind who is late, and tell the account holder when that does not help."""

import click

from processors.commands.demo import a_month
from processors.commands.uitvraag import worked
from processors.dutch import DutchCommand
from processors.posting import remind


@click.command("rappel", cls=DutchCommand)
@click.option("--maand", callback=a_month, required=True, help="De maand, zoals 2026-09.")
@click.option("--proef", is_flag=True, help="Toon wat er zou gebeuren; verstuur niets.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str, *, proef: bool, as_json: bool) -> int:
    """Herinner wie over een maand te laat is met leveren, en meld het als dat niet helpt.

    Te laat is wie na de uiterste datum van de kalender geen aangenomen levering heeft. Tussen twee rappels zitten
    'rappel_dagen', na 'rappel_aantal' rappels gaat er een bericht naar de accounthouder. Ligt een levering bij ons,
    dan gaat er geen rappel.
    """
    return worked(remind, maand, trial=proef, as_json=as_json)
