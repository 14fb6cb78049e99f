# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt weiger`: refuse what stands in quarantine."""

import click

from processors.commands.display import say, show_json
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.quarantine import refuse
from processors.settings import load


@click.command("weiger", cls=DutchCommand)
@click.argument("kenmerk", metavar="KENMERK")
@click.option("--reden", required=True, help="Waarom; een geregistreerde afzender leest deze zin.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(kenmerk: str, reden: str, *, as_json: bool) -> int:
    """Weiger een bericht (B-…) of aanlevering (A-…) die in quarantaine staat.

    Het bestand blijft in het archief; er wordt niets uit verwerkt.
    """
    with open_desk(load()) as desk:
        refuse(desk, kenmerk, reden)
    if as_json:
        show_json({"kenmerk": kenmerk, "uitkomst": "geweigerd", "reden": reden})
    else:
        say(f"{kenmerk} is geweigerd: {reden}")
    return 0
