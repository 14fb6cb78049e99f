# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt instellingen`: the settings in force, without secrets."""

import click

from processors.commands.display import columns, show_json
from processors.dutch import DutchCommand
from processors.settings import effective, load


@click.command("instellingen", cls=DutchCommand)
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(*, as_json: bool) -> int:
    """Toon de instellingen die nu gelden en waar ze vandaan komen; geheimen worden niet getoond."""
    rows = effective(load())
    if as_json:
        show_json(
            {
                "instellingen": [
                    {"sleutel": row.key, "waarde": row.value, "bron": row.source, "uitleg": row.description}
                    for row in rows
                ]
            }
        )
    else:
        columns(("Instelling", "Waarde", "Bron", "Uitleg"), rows)
    return 0
