# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt opnieuw`: judge a submission anew."""

import click

from processors.commands import verwerk
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.quarantine import again
from processors.settings import load


@click.command("opnieuw", cls=DutchCommand)
@click.argument("kenmerk", metavar="KENMERK")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(kenmerk: str, *, as_json: bool) -> int:
    """Verwerk een aanlevering (A-…) of alle aanleveringen van een bericht (B-…) opnieuw.

    Bijvoorbeeld na een verbetering in de naslag. Het bewaarde bestand wordt opnieuw gelezen; de afzender krijgt een
    nieuw antwoord.
    """
    with open_desk(load()) as desk:
        again(desk, kenmerk)
        result = verwerk.run(desk, quiet=as_json)
    return verwerk.report(result, as_json=as_json)
