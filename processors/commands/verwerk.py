# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt verwerk`: one pass of the main job over the mailbox."""

import time
from contextlib import ExitStack

import click

from processors.commands.display import Steps, say, show_json, steps, tell_reference
from processors.desk import Desk, open_desk
from processors.dutch import DutchCommand
from processors.jobs import Pass, counted, process_mailbox
from processors.powerbi.refresh import refresh
from processors.region import consolidate, to_publish
from processors.settings import load
from processors.three_answers import tell_processed

TO_READ = ("deels", "geweigerd", "quarantaine")
OUTCOMES = ("geaccepteerd", *TO_READ, "al_ontvangen")


@click.command("verwerk", cls=DutchCommand)
@click.option("--postvak", metavar="ADRES", help="Een ander postvak dan in de instellingen, zoals folder://map.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(postvak: str | None, *, as_json: bool) -> int:
    """Verwerk wat in het postvak ligt.

    Elk bestand wordt bewaard, gecontroleerd en beantwoord; wat geaccepteerd is, komt in het regiowerkboek. Een tweede
    keer uitvoeren verandert niets.
    """
    with open_desk(load(), address=postvak) as desk:
        result = run(desk, quiet=as_json)
    return report(result, as_json=as_json)


def run(desk: Desk, *, quiet: bool) -> dict[str, object]:
    """Do one pass and rebuild the workbooks that are no longer up to date; the result of contracts.md 2."""
    begun = time.monotonic()
    done = process_mailbox(desk, step=follow("Aanleveringen", quiet=quiet))
    tell_reference(done.reference)
    published = None
    for month in to_publish(desk):
        published = consolidate(desk, month, step=follow("Werkboeken", quiet=quiet))
    told = tell_processed(desk)
    refreshed = refresh(desk.settings) if published else None
    output = desk.workplace.output
    return {
        "ontvangen": done.received,
        **_counts(done),
        "beantwoord": done.answered,
        "mislukt": done.failed + (not told),
        "uitvoer": {
            "regiowerkboek": published.region if published else None,
            "powerbi": published.powerbi if published else None,
            "overzicht": published.page if published else None,
            "terugkoppeling": output / "terugkoppeling",
            "antwoorden": output / "antwoorden",
        },
        **({"verversen": refreshed.says} if refreshed else {}),
        "seconden": round(time.monotonic() - begun, 1),
    }


def _counts(done: Pass) -> dict[str, int]:
    return counted(done.judged)


class follow:  # noqa: N801 - reads as a verb where it is used
    """Show progress: called once with the number of steps, then with 0 after each."""

    def __init__(self, what: str, *, quiet: bool) -> None:
        self._what, self._quiet = what, quiet
        self._stack = ExitStack()
        self._steps = Steps()
        self._left = 0

    def __call__(self, total: int) -> None:
        """Begin with this many steps, or note that one is done."""
        if total:
            self._left = total
            self._steps = self._stack.enter_context(steps(self._what, total, quiet=self._quiet))
            return
        self._steps.done()
        self._left -= 1
        if self._left == 0:
            self._stack.close()


def report(result: dict[str, object], *, as_json: bool) -> int:
    """Show what a pass did; exit status 1 when there is something to read, 3 when something went wrong at our side."""
    if as_json:
        show_json(result)
    else:
        say(*sentences(result))
    return status_of(result)


def status_of(result: dict[str, object]) -> int:
    """The exit status that goes with the result of a pass."""
    if result["mislukt"]:
        return 3
    return int(any(result[name] for name in TO_READ))


def sentences(result: dict[str, object]) -> list[str]:
    """The result of a pass in Dutch lines."""
    if not any(result[name] for name in ("ontvangen", "mislukt", *OUTCOMES)):
        return ["Er lag niets nieuws in het postvak; er is niets veranderd."]
    outputs = result["uitvoer"]
    assert isinstance(outputs, dict)  # noqa: S101 - made by run
    lines = [
        f"Ontvangen berichten:    {result['ontvangen']}",
        f"Geaccepteerd:           {result['geaccepteerd']}",
        f"Deels geaccepteerd:     {result['deels']}",
        f"Geweigerd:              {result['geweigerd']}",
        f"Wacht op een mens:      {result['quarantaine']}   (zie 'verzamelpunt status')",
        f"Al eerder ontvangen:    {result['al_ontvangen']}",
        f"Beantwoord:             {result['beantwoord']}",
        f"Regels gelezen:         {result['regels']}",
        f"Bevindingen:            {result['bevindingen']}",
        "",
    ]
    if result["mislukt"]:
        lines.append(f"Mislukt door een fout bij ons: {result['mislukt']}; zie het logboek in de werkmap.")
    if outputs["regiowerkboek"]:
        lines.append(f"Regiowerkboek:    {outputs['regiowerkboek']}")
        lines.append(f"Power BI:         {outputs['powerbi']}")
        lines.append(f"Overzicht:        {outputs['overzicht']}")
    lines.append(f"Terugkoppeling:   {outputs['terugkoppeling']}")
    lines.append(f"Antwoorden:       {outputs['antwoorden']}")
    if "verversen" in result:
        lines.append(f"Power BI-dienst:  {result['verversen']}")
    lines.append(f"Klaar in {result['seconden']} seconden.")
    return lines
