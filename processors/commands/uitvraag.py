# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt uitvraag`: ask for the deliveries of a month, with the form."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import click

from processors.asking import Planned, Result
from processors.commands.demo import a_month
from processors.commands.display import columns, say, show_json
from processors.commands.status import PAUSED
from processors.desk import open_desk
from processors.dutch import DutchCommand
from processors.intake.reference import read_reference
from processors.outgoing import FOLDER
from processors.posting import ask
from processors.settings import load

WELL = frozenset({Result.VERZONDEN, Result.EERDER, Result.GELEVERD, Result.LATER, Result.BIJ_ONS})
OUR_FAULT = 3
FIRST = 40
ADVICE = {
    Result.GEEN_ADRES: "Zet de afzender met zijn adres in naslag/afzenders.csv.",
    Result.GEEN_DATUM: "Zet de uiterste datum van deze soort en maand in de tabel kalender van de naslag.",
    Result.PAUZE: "Haal de pauze weg in naslag/afzenders.csv of bij 'uitgaand_pauze' als het weer mag.",
    Result.ONZEKER: "Kijk met 'verzamelpunt status' wat u moet nagaan, en geef vrij of weiger.",
    Result.NIEMAND: "Zet een accounthouder in naslag/afzenders.csv, of stel 'beheer_adres' in.",
    Result.MISLUKT: "Controleer het postvak en geef de opdracht opnieuw; de oorzaak staat in logboek/fouten.log.",
}


@click.command("uitvraag", cls=DutchCommand)
@click.option("--maand", callback=a_month, required=True, help="De maand, zoals 2026-09.")
@click.option("--proef", is_flag=True, help="Toon wat er zou gebeuren; verstuur niets.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str, *, proef: bool, as_json: bool) -> int:
    """Vraag elke verwachte levering over een maand op, met het ingevulde formulier als bijlage.

    Elke afzender krijgt per soort en maand een uitvraag, hoe vaak u de opdracht ook geeft. Wat al geleverd is, wordt
    niet gevraagd. De brief en het formulier staan ook in uitvoer/uitgaand.
    """
    return worked(ask, maand, trial=proef, as_json=as_json)


def worked(work: Callable[..., list[Planned]], month: str, *, trial: bool, as_json: bool) -> int:
    """Ask or remind, and tell what became of each mail.

    Args:
        work: `posting.ask` or `posting.remind`.
        month: yyyy-mm.
        trial: send nothing.
        as_json: tell it to a machine.

    Returns:
        0 where all went as it should, 1 where something is left for a human, 3 where mails failed.

    """
    settings = load()
    with open_desk(settings) as desk:
        reference = read_reference(desk.workplace.reference).tables
        done = work(desk, reference, month, datetime.now(UTC), trial=trial)
    if as_json:
        told = [_told(each) for each in done]
        show_json({"maand": month, "proef": trial, "uitgaand_pauze": settings.uitgaand_pauze, "berichten": told})
    else:
        _show(done, trial=trial, paused=settings.uitgaand_pauze)
    results = {each.result for each in done}
    if Result.MISLUKT in results:
        return OUR_FAULT
    return int(not results <= (WELL | {Result.TE_VERSTUREN} if trial else WELL))


def _told(each: Planned) -> dict[str, object]:
    about = each.about
    return {
        "soort": about.soort, "code": about.code, "naam": about.naam, "wat": each.what, "nummer": each.nummer,
        "uiterste_datum": about.uiterste_datum, "uitkomst": each.result, "op": each.op, "kenmerk": each.name,
    }  # fmt: skip


def _show(done: list[Planned], *, trial: bool, paused: bool) -> None:
    counts = Counter(each.result for each in done)
    columns(("Uitkomst", "Aantal"), sorted(counts.items()))
    shown = [each for each in done if each.result is not Result.GELEVERD]
    if shown:
        say("")
        columns(("Soort", "Code", "Afzender", "Wat", "Uitkomst", "Op"), map(_row, shown[:FIRST]))
    if len(shown) > FIRST:
        say(f"… en nog {len(shown) - FIRST}; alles staat in --json.")
    said = [f"{result}: {advice}" for result, advice in ADVICE.items() if result in counts]
    if paused:
        said.append(PAUSED)
    if Result.VERZONDEN in counts:
        said.append(f"Wat wegging staat in uitvoer/{FOLDER}; bij een postvak in een map stuurt u het zelf door.")
    if trial:
        said.append("Dit was een proef: er is niets verstuurd.")
    say(*(["", *said] if said else []))


def _row(each: Planned) -> tuple[object, ...]:
    about = each.about
    which = f"{each.what} {each.nummer}" if each.what == "rappel" else each.what
    return (about.soort, about.code, about.naam, which, each.result, f"{each.op:%d-%m-%Y}" if each.op else "")
