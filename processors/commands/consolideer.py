# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt consolideer`: bring all that is published up to date: workbooks, reports, page and Power BI."""

import click

from processors.commands.demo import a_month
from processors.commands.display import say, show_json
from processors.commands.verwerk import follow
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.powerbi.refresh import refresh
from processors.region import consolidate
from processors.settings import load


@click.command("consolideer", cls=DutchCommand)
@click.option("--maand", required=True, callback=a_month, help="De maand, zoals 2026-09.")
@click.option("--module", type=click.Choice(["1", "2"]), help="Alleen de deelnemers van deze module.")
@click.option("--openbaar", is_flag=True, help="Maak ook de kerncijfers die iedereen mag zien.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str, module: str | None, *, openbaar: bool, as_json: bool) -> int:
    """Werk alles bij wat wordt gedeeld: werkboeken, rapporten, de pagina en de Power BI-map.

    Een werkboek dat hetzelfde zou zeggen blijft staan. Met --module alleen het regiowerkboek en de gemeentewerkboeken
    van die module. Met --openbaar komen in uitvoer/openbaar kerncijfers zonder aanbieders en kleine aantallen; zijn die
    niet veilig te delen, dan verandert er niets.
    """
    if module and openbaar:
        raise click.BadParameter("--openbaar gaat over alle gemeenten; laat --module weg.")
    with open_desk(load()) as desk:
        made = consolidate(
            desk, maand, module=int(module) if module else None, public=openbaar,
            step=follow("Werkboeken", quiet=as_json),
        )  # fmt: skip
        refreshed = None if module else refresh(desk.settings)
    if as_json:
        show_json(
            {
                "regiowerkboek": made.region, "gemeentewerkboeken": made.municipalities, "powerbi": made.powerbi,
                "vragenlijsten": made.question_lists, "verantwoordingen": made.statement_results,
                "aanbiederwerkboeken": made.suppliers, "rapporten": made.reports, "pagina": made.page,
                "openbaar": made.public,
            }
        )  # fmt: skip
    else:
        say(
            f"Regiowerkboek:       {made.region}",
            f"Gemeentewerkboeken:  {len(made.municipalities)} in {made.region.parents[1] / 'gemeente'}",
        )
        if made.powerbi:
            say(f"Power BI:            {made.powerbi}")
        if made.suppliers:
            say(f"Aanbiederwerkboeken: {len(made.suppliers)} in {made.region.parents[1] / 'aanbieder'}")
        for report in made.reports:
            say(f"Rapport:             {report}")
        for path in made.public:
            say(f"Openbaar:            {path}")
        if made.page:
            say(f"Overzicht:           {made.page}")
        if made.statement_results:
            say(
                f"Verantwoordingen:    {len(made.question_lists)} vragenlijsten voor aanbieders, "
                f"{len(made.statement_results)} uitkomsten voor gemeenten"
            )
        if refreshed:
            say(f"Verversen:           {refreshed.says}")
    return 0
