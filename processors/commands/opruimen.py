# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt opruimen`: destroy what has passed its term."""

from datetime import UTC, datetime

import click

from processors.commands.display import say, show_json
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.retention import clear, expired
from processors.settings import load
from workbooks.dutch import counted


@click.command("opruimen", cls=DutchCommand)
@click.option("--proef", is_flag=True, help="Toon wat er weg zou gaan; verandert niets.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(*, proef: bool, as_json: bool) -> int:
    """Vernietig wat zijn bewaartermijn heeft gehad: originelen met hun sleutel, uitgegane stukken en logboeken.

    De termijnen staan in de instellingen die met bewaar_ beginnen; zonder termijn blijft alles. Cijfers, geaccepteerde
    regels en het journaal blijven.
    """
    settings = load()
    with open_desk(settings) as desk:
        what = expired(desk, datetime.now(UTC))
        if not proef:
            clear(desk, what)
    if as_json:
        show_json({"proef": proef, "inhoud": len(what.content), "bestanden": len(what.files)})
        return 0
    if not settings.terms:
        say("Er is geen bewaartermijn ingesteld; er gaat niets weg. Zie 'verzamelpunt instellingen' (bewaar_…).")
    verb = "Zou verdwijnen" if proef else "Vernietigd"
    say(
        f"{verb}: {counted(len(what.content), 'origineel', 'originelen')} uit het archief en "
        f"{counted(len(what.files), 'bestand', 'bestanden')} daarbuiten."
    )
    return 0
