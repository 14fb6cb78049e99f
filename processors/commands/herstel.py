# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt herstel`: hold archive, journal, store and feedback against each other, and mend what can be mended."""

from collections import Counter
from dataclasses import asdict, replace
from pathlib import PurePosixPath

import click

from processors.commands.display import columns, say, show_json
from processors.commands.verwerk import follow
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.mailbox.message import clean_name
from processors.mending.fault import Fault, Result, What
from processors.mending.mend import mend, status_of
from processors.settings import load

FIRST = 40


@click.command("herstel", cls=DutchCommand)
@click.option("--proef", is_flag=True, help="Kijk alleen; verander niets.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(*, proef: bool, as_json: bool) -> int:
    """Controleer de werkmap als geheel en herstel wat te herstellen is.

    Wat in het archief ontbreekt of beschadigd is, komt terug uit het bericht, de zip of het postvak. Wat in de opslag
    of de terugkoppeling ontbreekt, wordt opnieuw gemaakt uit het archief, zonder dat een uitkomst verandert. Wat
    nergens bij hoort, gaat naar quarantaine/herstel. Uitgang 0: alles klopt; 1: hersteld of te herstellen; 3: er is
    een reservekopie nodig.
    """
    settings = load()
    place = settings.workplace
    if not place.journal.exists():
        raise UnusableInputError(
            f"In werkmap '{place.root}' staat geen journaal. Kies een andere werkmap, of zet 'journaal.sqlite' terug "
            "uit een reservekopie; zonder journaal is niet te zeggen wat er hoort te staan."
        )
    with open_desk(settings) as desk:
        found = mend(desk, trial=proef, step=follow("Aanleveringen", quiet=as_json))
    found = [replace(fault, plaats=_shown(fault)) for fault in found]
    if as_json:
        show_json({"proef": proef, "telling": _counts(found), "bevonden": [asdict(fault) for fault in found]})
    else:
        _show(found, trial=proef)
    return status_of(found)


def _shown(fault: Fault) -> str:
    """Where it is; a file that is not ours may have a name that says too much."""
    path = PurePosixPath(fault.plaats)
    return str(path.with_name(clean_name(path.name))) if fault.wat is What.STRAY else fault.plaats


def _counts(found: list[Fault]) -> dict[str, int]:
    counted = Counter(fault.gevolg for fault in found)
    return {str(result): counted[result] for result in Result}


def _show(found: list[Fault], *, trial: bool) -> None:
    if not found:
        say("Archief, journaal, opslag en terugkoppeling kloppen met elkaar.")
        return
    columns(
        ("Onderdeel", "Kenmerk", "Plaats", "Wat", "Gevolg"),
        [(fault.onderdeel, fault.kenmerk, fault.plaats, fault.wat, fault.gevolg) for fault in found[:FIRST]],
    )
    if len(found) > FIRST:
        say(f"… en nog {len(found) - FIRST}; met --json ziet u alles.")
    say("", *(f"{word.capitalize()}: {count}" for word, count in _counts(found).items() if count))
    for says in dict.fromkeys(fault.uitleg for fault in found if fault.uitleg):
        say(says)
    if trial:
        say("Er is niets veranderd. Herstel met 'verzamelpunt herstel'.")
