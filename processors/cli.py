# SPDX-License-Identifier: EUPL-1.2
"""The command `verzamelpunt`: the door at which errors become text."""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from processors.dutch import DutchGroup, explain
from processors.errors import SecondRunnerError, VerzamelpuntError

NOTHING_TO_DO, SOMETHING_TO_READ, WRONG_USE, OUR_FAULT, SECOND_RUNNER = 0, 1, 2, 3, 75

# The short help stands here so that `--help` imports no command.
COMMANDS = {
    "demo": ("demo", "Maak een fictieve regio en verwerk haar; begin hier."),
    "controleer": ("controleer", "Controleer bestanden en toon de bevindingen; verandert niets."),
    "bericht": ("bericht", "Controleer ontvangen berichten (xml) en schrijf het antwoord erop."),
    "verwerk": ("verwerk", "Verwerk wat in het postvak ligt, van ontvangst tot regiowerkboek."),
    "dienst": ("dienst", "Verwerk en publiceer op vaste tijden, tot u stopt."),
    "consolideer": ("consolideer", "Maak het regiowerkboek en de gemeentewerkboeken opnieuw."),
    "kpi": ("kpi", "Toon KPI's uit wat is geaccepteerd, per gemeente, maand en meer."),
    "herkomst": ("herkomst", "Toon uit welke bestanden en rijen een cijfer komt."),
    "status": ("status", "Toon wie leverde, wie te laat is en wat op u wacht."),
    "uitvraag": ("uitvraag", "Vraag de leveringen over een maand op, met het formulier erbij."),
    "rappel": ("rappel", "Herinner wie te laat is, en meld het als dat niet helpt."),
    "pseudonimiseer": ("pseudonimiseer", "Vervang elk Bsn door een pseudoniem voor een bestand weggaat."),
    "sjabloon": ("sjabloon", "Maak een invulformulier voor een aanbieder of gemeente."),
    "regelboek": ("regelboek", "Toon alle regels met uitleg, bron en voorbeelden."),
    "instellingen": ("instellingen", "Toon de instellingen die nu gelden, zonder geheimen."),
    "opnieuw": ("opnieuw", "Verwerk een aanlevering opnieuw."),
    "vrijgeven": ("vrijgeven", "Geef een aanlevering uit quarantaine vrij."),
    "weiger": ("weiger", "Weiger een aanlevering die in quarantaine staat."),
    "herstel": ("herstel", "Controleer de werkmap als geheel en herstel wat te herstellen is."),
    "postvak": ("postvak", "Bewijs dat het postvak werkt: toegang, rechten en certificaat."),
    "aanbesteding": ("aanbesteding", "Maak de stukken van een aanbesteding en beoordeel inschrijvingen."),
    "sleutelwissel": ("sleutelwissel", "Breng de werkmap naar een andere sleutel."),
    "opruimen": ("opruimen", "Vernietig wat zijn bewaartermijn heeft gehad."),
    "addin": ("addin.commands", "Bedien Excel: de server van de invoegtoepassing."),
    "schaal": ("schaal", "Controleer zeer veel regels of bereken KPI's met Spark."),
    "test": ("testen", "Voer alle tests uit."),
}


class Commands(DutchGroup):
    """The group of commands; a command is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order a newcomer needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command with this name; None when there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        place = COMMANDS[cmd_name][0]
        command = import_module(place if "." in place else f"processors.commands.{place}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each module of commands holds one
        return command

    def short_helps(self) -> dict[str, str]:
        """What each command does, without importing it."""
        return {name: short for name, (_, short) in COMMANDS.items()}


@click.group(cls=Commands, context_settings={"help_option_names": ["--help", "-h"]}, no_args_is_help=True)
def verzamelpunt() -> None:
    """Verzamelt, controleert, bundelt en deelt productie- en gemeentegegevens."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status.

    0 nothing to do for you, 1 something to read, 2 wrong use or unusable input, 3 our own fault, 75 second runner.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        status = verzamelpunt.main(words, prog_name="verzamelpunt", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        status = WRONG_USE
    except click.ClickException as error:
        status = _say(explain(error), WRONG_USE, as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        status = _say("Afgebroken op uw verzoek; wat al bewaard was, blijft bewaard.", WRONG_USE, as_json=as_json)
    except SecondRunnerError as error:
        status = _say(str(error), SECOND_RUNNER, as_json=as_json)
    except VerzamelpuntError as error:
        status = _say(_full_disk(error) or str(error), WRONG_USE, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - one of the three doors at which errors become text
        status = _not_expected(error, as_json=as_json)
    sys.exit(status if isinstance(status, int) else NOTHING_TO_DO)


def _say(sentence: str, status: int, *, as_json: bool, reference: str | None = None) -> int:
    if as_json:
        click.echo(json.dumps({"fout": sentence, "verwijzing": reference}, ensure_ascii=False))
    else:
        click.echo(sentence, err=True)
    return status


def _not_expected(error: Exception, *, as_json: bool) -> int:
    from processors.mistakes import log_mistake
    from workbooks.writing import UnwritableWorkbookError

    if full := _full_disk(error):
        return _say(full, WRONG_USE, as_json=as_json)
    if isinstance(error, UnwritableWorkbookError):
        return _say(str(error), WRONG_USE, as_json=as_json)
    reference, path = log_mistake(error)
    sentence = (
        f"Er ging bij ons iets mis; aan uw gegevens ligt het niet. Meld verwijzing {reference} aan de beheerder "
        f"(logboek: {path})."
    )
    return _say(sentence, OUR_FAULT, as_json=as_json, reference=reference)


def _full_disk(error: Exception) -> str | None:
    """The sentence when a disk is full, which looks around only where an error came of something else."""
    if error.__cause__ is None and error.__context__ is None and isinstance(error, VerzamelpuntError):
        return None
    from processors.full_disk import full_disk
    from processors.settings import load

    root = Path()
    with suppress(VerzamelpuntError):
        root = load().workplace.root
    return full_disk(error, root)


if __name__ == "__main__":
    main()
