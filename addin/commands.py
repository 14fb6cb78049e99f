# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt addin`: what the doors of Excel need."""

import sys
from datetime import datetime
from pathlib import Path

import click

from addin.classic.workbook import classic_workbook
from addin.classic.wrappers import wrappers
from addin.server.environment import ENVIRONMENTS
from addin.server.manifest import manifest
from addin.starter import data
from processors.durable import landing
from processors.dutch import DutchCommand, DutchGroup
from processors.errors import UnusableInputError
from processors.settings import load
from workbooks.starter import Starter, write_starter

STEPS = (
    "Zet de invoegtoepassing aan (Start, Invoegtoepassingen, Verzamelpunt). Ziet u haar niet, vraag dan uw beheerder.",
    "Kies hieronder een functie. Op haar blad staat wat zij doet, wat u typt en wat er dan uit komt.",
    "Typ de formule over in een lege cel. De tabellen van de voorbeelden staan op de laatste bladen en zijn verzonnen.",
    "Zet uw eigen regels in een tabel of bereik, met de koppen erboven, en geef dat bereik aan de functie.",
    "In Engelstalige Excel typt u komma's, [#All] en DATE in plaats van puntkomma's, [#Alles] en DATUM.",
    "Wat er uit komt is van de dag waarop deze werkmap is gemaakt. Ontbrak er iets, dan staat daar de zin daarover.",
)
HERE = ("127.0.0.1", "localhost", "::1")


@click.group("addin", cls=DutchGroup)
def command() -> None:
    """Bedien Excel: de server van de invoegtoepassing, haar manifest en de klassieke invoegtoepassing."""


@command.command("server", cls=DutchCommand)
@click.option("--luister", default=HERE[0], show_default=True, help="Het adres waarop de server luistert.")
@click.option("--poort", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="De poort.")
@click.option(
    "--certificaat", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Eigen certificaat (pem), als er geen proxy voor https staat.",
)  # fmt: skip
@click.option("--sleutel", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="De sleutel erbij (pem).")
@click.option("--omgeving", type=click.Choice(ENVIRONMENTS), default="prod", show_default=True, help="De omgeving.")
def server(luister: str, poort: int, certificaat: Path | None, sleutel: Path | None, omgeving: str) -> int:
    """Start de server voor Excel; stop hem met Ctrl+C.

    Zonder inloggen met Microsoft (instelling addin_tenant) luistert de server alleen op deze pc.
    """
    settings = load()
    if luister not in HERE and not settings.addin_tenant:
        raise UnusableInputError(
            "Zonder inloggen met Microsoft mag de server alleen op deze pc luisteren. Zet 'addin_tenant' en "
            "'addin_client', of laat --luister weg."
        )
    from addin.server.app import make_app  # noqa: PLC0415 - needs the extra

    app = make_app(settings, omgeving)
    import uvicorn  # noqa: PLC0415 - comes with the extra

    click.echo(f"De server voor Excel luistert op {luister}:{poort}. Stop met Ctrl+C.")
    uvicorn.run(
        app, host=luister, port=poort, log_level="error", access_log=False,
        ssl_certfile=certificaat, ssl_keyfile=sleutel,
    )  # fmt: skip
    return 0


@command.command("manifest", cls=DutchCommand)
@click.option("--omgeving", type=click.Choice(ENVIRONMENTS), default="prod", show_default=True, help="De omgeving.")
@click.option(
    "--uit", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf het manifest naar dit bestand (.xml).",
)  # fmt: skip
def written(omgeving: str, uit: Path | None) -> int:
    """Maak het manifest waarmee de invoegtoepassing in Microsoft 365 wordt uitgerold."""
    made = manifest(load(), omgeving)
    if uit is None:
        click.echo(made)
    else:
        with landing(uit) as half:
            half.write_text(made, encoding="utf-8")
        click.echo(f"Het manifest staat in {uit}. Zie docs/excel.md hoe u het uitrolt.")
    return 0


@command.command("klassiek", cls=DutchCommand)
@click.option(
    "--uit", required=True, type=click.Path(dir_okay=False, path_type=Path), help="De invoegtoepassing (.xlam).",
)  # fmt: skip
@click.option(
    "--python", "interpreter", default=sys.executable if sys.platform == "win32" else "",
    help="Het pad van Python op de pc met Excel; leeg: dat van xlwings op die pc.",
)  # fmt: skip
@click.option("--los", is_flag=True, help="Zet de functies in een los bestand (.bas), om zelf in Excel te importeren.")
def classic(uit: Path, interpreter: str, los: bool) -> int:  # noqa: FBT001 - an option of the command
    """Maak de klassieke invoegtoepassing voor Excel op Windows, die zonder server werkt."""
    if uit.suffix.lower() != ".xlam":
        raise UnusableInputError(f"'{uit.name}' is geen invoegtoepassing. Kies een naam die eindigt op .xlam.")
    functions = wrappers()
    with landing(uit) as half:
        half.write_bytes(classic_workbook(None if los else functions, interpreter))
    click.echo(f"De invoegtoepassing staat in {uit}. Zet in Excel haar map bij de vertrouwde locaties en open haar.")
    if los:
        module = uit.with_suffix(".bas")
        with landing(module) as half:
            half.write_text(functions, encoding="ascii", newline="\r\n")
        click.echo(f"De functies staan in {module}. Importeer ze in Excel: Alt+F11, Bestand, Bestand importeren.")
    return 0


@command.command("werkmap", cls=DutchCommand)
@click.option(
    "--uit", required=True, type=click.Path(dir_okay=False, path_type=Path), help="De werkmap (.xlsx).",
)  # fmt: skip
def starter(uit: Path) -> int:
    """Maak een werkmap om mee te beginnen: elke functie met een voorbeeld, en kleine tabellen om ze op te proberen."""
    if uit.suffix.lower() != ".xlsx":
        raise UnusableInputError(f"'{uit.name}' is geen werkmap. Kies een naam die eindigt op .xlsx.")
    from addin.starter import examples  # noqa: PLC0415 - the server must say that it is one before functions are read

    tables = data.tables()
    made = Starter(STEPS, examples.examples(tables), tables, datetime.now())  # noqa: DTZ005 - the clock of who asks
    write_starter(uit, made)
    click.echo(f"De werkmap staat in {uit}. Open haar in Excel en begin op het blad Begin.")
    return 0
