# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt consolideer`: rebuild the regional and municipal workbooks and the Power BI folder."""

import click

from processors.commands.demo import a_month
from processors.commands.display import say, show_json
from processors.commands.verwerk import follow
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.region import consolidate
from processors.settings import load


@click.command("consolideer", cls=DutchCommand)
@click.option("--maand", required=True, callback=a_month, help="De maand, zoals 2026-09.")
@click.option("--module", type=click.Choice(["1", "2"]), help="Alleen de deelnemers van deze module.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str, module: str | None, *, as_json: bool) -> int:
    """Maak het regiowerkboek, de gemeentewerkboeken en de Power BI-map opnieuw uit wat is geaccepteerd."""
    with open_desk(load()) as desk:
        made = consolidate(
            desk, maand, module=int(module) if module else None, step=follow("Werkboeken", quiet=as_json)
        )
    if as_json:
        show_json(
            {
                "regiowerkboek": made.region, "gemeentewerkboeken": made.municipalities, "powerbi": made.powerbi,
                "vragenlijsten": made.question_lists, "verantwoordingen": made.statement_results,
            }
        )  # fmt: skip
    else:
        say(
            f"Regiowerkboek:       {made.region}",
            f"Gemeentewerkboeken:  {len(made.municipalities)} in {made.region.parents[1] / 'gemeente'}",
            f"Power BI:            {made.powerbi}",
        )
        if made.statement_results:
            say(
                f"Verantwoordingen:    {len(made.question_lists)} vragenlijsten voor aanbieders, "
                f"{len(made.statement_results)} uitkomsten voor gemeenten"
            )
    return 0
