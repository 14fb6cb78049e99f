# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt vrijgeven`: release from quarantine."""

import click

from processors.commands import verwerk
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.quarantine import release
from processors.settings import load


@click.command("vrijgeven", cls=DutchCommand)
@click.argument("kenmerk", metavar="KENMERK")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(kenmerk: str, *, as_json: bool) -> int:
    """Geef een bericht (B-…) of aanlevering (A-…) uit quarantaine vrij en verwerk die.

    Een afzender die niet in het register staat, krijgt geen antwoord.
    """
    with open_desk(load()) as desk:
        release(desk, kenmerk)
        result = verwerk.run(desk, quiet=as_json)
    return verwerk.report(result, as_json=as_json)
