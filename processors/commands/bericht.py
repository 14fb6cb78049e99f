# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt bericht`: check received messages and write the message that answers each of them."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import polars as pl

from processors.assessment import assess
from processors.commands.background import reference_option
from processors.commands.display import FIRST_FINDINGS, say, show_json, steps, tell_reference, writing
from processors.durable import landing
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.findings import FINDINGS, empty
from processors.intake.reading import read_submission
from processors.intake.submission import Submission
from processors.messages.answers import answer
from processors.messages.dictionary import ANSWER
from processors.messages.writing import write_message
from processors.settings import load
from processors.surroundings import surroundings

IDENTIFICATION = 12


@dataclass(frozen=True)
class Reply:
    """What became of one received file: the answer that was written, or why there is none.

    `remarks` are the findings that the answer cannot say.
    """

    file: str
    message: str
    path: Path | None
    reason: str | None
    remarks: pl.DataFrame


@click.command("bericht", cls=DutchCommand)
@click.argument(
    "bestanden",
    metavar="BESTAND...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@reference_option
@click.option(
    "--uit",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAP",
    help="De map waarin de antwoordberichten komen.",
)
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(bestanden: tuple[Path, ...], *, naslag: Path | None, uit: Path, as_json: bool) -> int:
    """Controleer ontvangen berichten en schrijf het antwoord op elk bericht.

    Op een 323 komt een 325, op een 301, 305, 307, 315, 317 of 319 het retourbericht. Het antwoord weigert alleen wat
    een officiële retourcode heeft; de andere bevindingen ziet u hier.
    """
    today = date.today()  # noqa: DTZ011 - a day on the calendar of who asks
    replies: list[Reply] = []
    with ExitStack() as stack:
        beside = surroundings(load(), naslag)
        reference, known, key = beside.reference, beside.known, beside.key
        tell_reference(reference.problems)
        bar = stack.enter_context(steps("Berichten", len(bestanden), quiet=as_json or len(bestanden) == 1))
        for path in bestanden:
            for read in read_submission(path, column_map=reference.column_map, products=reference.products):
                judged = assess(read, known.about(read, replaced=known.versions_of(read)), received_on=today, key=key)
                replies.append(_reply(read, judged.findings, uit, today))
            bar.done()
    if as_json:
        show_json({"antwoorden": [_as_json(each) for each in replies]})
    else:
        _show(replies)
    if all(each.path is None for each in replies):
        return 2
    return int(any(each.path is None or len(each.remarks) for each in replies))


def _reply(read: Submission, findings: pl.DataFrame, folder: Path, today: date) -> Reply:
    """Write the answer to one message, or say why it has none."""
    if read.message not in ANSWER:
        why = f"op een bericht {read.message} komt geen antwoord" if read.message else read.refused
        return Reply(read.file, read.message, None, why or "dit is geen bericht van de iStandaarden", empty(FINDINGS))
    # Of the file itself, so that the answer to the same file is the same message.
    identification = read.sha256[:IDENTIFICATION].upper()
    try:
        said = answer(read.message, read.tables, findings, identification=identification, dated=today)
        data = write_message(str(read.law), said.message, said.tables)
    except UnusableInputError as error:
        return Reply(read.file, read.message, None, str(error), findings)
    target = folder / f"{said.message}-{read.municipality}-{read.supplier}-{identification}.xml"
    with writing(target), landing(target) as half:
        half.write_bytes(data)
    return Reply(read.file, read.message, target, None, said.remarks)


def _as_json(each: Reply) -> dict[str, object]:
    return {
        "bestand": each.file,
        "bericht": each.message,
        "antwoord": each.path,
        "reden": each.reason,
        "opmerkingen": each.remarks.to_dicts(),
    }


def _show(replies: list[Reply]) -> None:
    for each in replies:
        if each.path is None:
            say(f"{each.file}: geen antwoord geschreven: {each.reason}")
            continue
        say(f"{each.file}: het antwoord staat in {each.path}.")
        if not each.remarks.is_empty():
            say("  Niet in het antwoord, omdat er geen officiële retourcode voor is of er niets om is geweigerd:")
        for row in each.remarks.head(FIRST_FINDINGS).iter_rows(named=True):
            place = f"{row['blad']} {row['rij']}, {row['kolom']}" if row["rij"] else "hele bericht"
            say(f"  {row['ernst']:<14}{row['regel']:<11}{place}", f"      {row['melding']}")
        left = len(each.remarks) - FIRST_FINDINGS
        if left > 0:
            say(f"  … en nog {left} opmerkingen; ze staan met --json alle in de uitvoer.")
