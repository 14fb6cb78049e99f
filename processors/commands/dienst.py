# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt dienst`: the scheduled runner, until it is asked to stop."""

import signal
from datetime import UTC, datetime
from threading import Event

import click

from processors.commands.display import say
from processors.dutch import DutchCommand
from processors.service import StoppedError, jobs, run, sentence, work_due
from processors.settings import load
from processors.slot_ledger import Slot, SlotState

FAILED = 3


@click.command("dienst", cls=DutchCommand)
@click.option("--eenmaal", is_flag=True, help="Doe wat nu aan de beurt is en stop; voor de planner van het systeem.")
def command(*, eenmaal: bool) -> int:
    """Verwerk het postvak en publiceer op vaste tijden, tot u stopt (Ctrl+C of SIGTERM).

    Wanneer iets aan de beurt is staat in de instellingen (dienst_…). Na een storing of een herstart wordt ingehaald wat
    bleef liggen, en niets twee keer gedaan. Hoe het gaat staat in uitvoer/gezondheid.json.
    """
    settings, stop = load(), Event()
    settings.pseudonym_key()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _number, _frame: stop.set())
    if not eenmaal:
        say("De dienst loopt. Stop met Ctrl+C.")
        run(settings, say, stop)
        return 0
    worked: list[Slot] = []
    try:
        with settings.workplace.one_service():
            for slot in work_due(settings, jobs(settings), lambda: datetime.now(UTC), stop):
                worked.append(slot)
                say(sentence(slot))
    except StoppedError:
        say("Gestopt tussen twee stappen; de rest volgt bij de volgende start.")
    if not worked:
        say("Er was niets aan de beurt.")
    return FAILED if any(slot.staat is SlotState.FOUT for slot in worked) else 0
