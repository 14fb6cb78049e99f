# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt demo`: a fictional month of the whole region, and the main job on it."""

import os
import re
import shutil
import time
from pathlib import Path

import click

from processors.commands import verwerk
from processors.commands.display import say, show_json
from processors.demo import DemoPlan, write_demo
from processors.demo.tender import FOLDER, realised, write_tender
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.settings import FILE, Settings

MARK = ".verzamelpunt-demo"


def a_month(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A month as yyyy-mm."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"'{value}' is geen maand. Schrijf jaar en maand als 2026-09.")
    return value


@click.command("demo", cls=DutchCommand)
@click.option(
    "--map",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default="demo",
    help="Waar de demo komt te staan; een eerdere demo daar wordt vervangen.",
)
@click.option(
    "--regels",
    type=click.IntRange(100, 5_000_000),
    default=12_000,
    show_default="12000",
    help="Ongeveer zoveel declaratieregels, over drie maanden.",
)
@click.option("--maand", default="2026-09", callback=a_month, show_default="2026-09", help="De laatste maand.")
@click.option("--zaad", type=int, default=1, show_default="1", help="Een ander getal geeft een andere regio.")
@click.option(
    "--foutaandeel",
    type=click.FloatRange(0, 0.2),
    default=0.02,
    show_default="0.02",
    help="Welk deel van de regels een gezaaide fout krijgt.",
)
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(folder: Path, *, regels: int, maand: str, zaad: int, foutaandeel: float, as_json: bool) -> int:
    """Maak een fictieve regio en verwerk haar.

    Veertien gemeenten, tientallen aanbieders, hun mails van drie maanden en gezaaide fouten. Het bestand
    waarheid.csv zegt welke fouten gevonden moeten worden. In de map aanbesteding staat een hele aanbesteding, van
    opdracht tot gunning. Alle personen zijn verzonnen.
    """
    begun = time.monotonic()
    _clear(folder)
    plan = DemoPlan(lines=regels, month=maand, seed=zaad, fault_share=foutaandeel)
    write_demo(folder, plan)
    secret = folder.resolve().parent / f".{folder.name}-sleutel"
    secret.write_text(os.urandom(32).hex(), encoding="ascii")
    secret.chmod(0o600)
    # So that every other command works from inside the demo folder.
    (folder / FILE).write_text(f'map = "."\nsleutelbestand = "../{secret.name}"\n', encoding="utf-8")
    settings = Settings.model_construct(map=folder, sleutelbestand=secret, wachttijd_seconden=0)
    with open_desk(settings) as desk:
        result = verwerk.run(desk, quiet=as_json)
        write_tender(folder / FOLDER, plan, realised(desk, plan))
    result["seconden"] = round(time.monotonic() - begun, 1)
    outputs = result["uitvoer"]
    assert isinstance(outputs, dict)  # noqa: S101 - made by run
    outputs["waarheid"] = folder / "waarheid.csv"
    outputs["aanbesteding"] = folder / FOLDER
    if as_json:
        show_json(result)
    else:
        say(*verwerk.sentences(result), f"Gezaaide fouten:  {outputs['waarheid']}")
        say(f"Aanbesteding:     {outputs['aanbesteding']}")
        say("", f"Verder kijken: ga naar de map {folder} en geef daar 'verzamelpunt status --maand {maand}'.")
    return verwerk.status_of(result)


def _clear(folder: Path) -> None:
    """Make room for a demo; only an earlier demo is removed, never somebody's own folder."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UnusableInputError(
                f"De map '{folder}' bestaat al en is geen demo. Kies met --map een nieuwe of lege map."
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Deze map is gemaakt door 'verzamelpunt demo' en mag weg.\n", encoding="utf-8")
