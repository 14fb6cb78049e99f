# SPDX-License-Identifier: EUPL-1.2
"""What click says by itself, in Dutch: headings, help and mistakes on the command line."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

import click
from click import exceptions

WORDS = {
    r" (?:INTEGER|FLOAT)(?: RANGE)?": " GETAL",
    r" TEXT": " TEKST",
    r" FILE": " BESTAND",
    r" (?:DIRECTORY|PATH)": " MAP",
    r"(?<=[\[ ])required\]": "verplicht]",
    r"\[default: ": "[standaard: ",
}


class DutchCommand(click.Command):
    """A command whose help page is Dutch."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call the command."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Dutch heading."""
        records = (option.get_help_record(ctx) for option in self.get_params(ctx))
        rows = [(_translated(names), _translated(says)) for names, says in filter(None, records)]
        if rows:
            with formatter.section("Opties"):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return [piece.replace("[OPTIONS]", "[OPTIES]") for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, in Dutch."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option


class DutchGroup(DutchCommand, click.Group):
    """A group of commands whose help page is Dutch and names each command with what it does."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands with their short help."""
        DutchCommand.format_options(self, ctx, formatter)
        with formatter.section("Commando's"):
            formatter.write_dl(list(self.short_helps().items()))

    def short_helps(self) -> dict[str, str]:
        """What each command does, by name, in the order in which they are used."""
        return {name: each.get_short_help_str(limit=300) for name, each in self.commands.items()}

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line, in Dutch."""
        return [
            piece.replace("COMMAND [ARGS]...", "COMMANDO [WAARDEN]...") for piece in super().collect_usage_pieces(ctx)
        ]


def _translated(text: str) -> str:
    """What click says of a value by itself, in Dutch."""
    for pattern, dutch in WORDS.items():
        text = re.sub(pattern, dutch, text)
    return text


def explain(error: click.ClickException) -> str:
    """A mistake on the command line as Dutch sentences: what is wrong and what to do."""
    what = _what(error)
    context = getattr(error, "ctx", None)
    now = f" Zie '{context.command_path} --help'." if context is not None else ""
    return what + now


def _what(error: click.ClickException) -> str:
    what = "De opdracht kan zo niet worden uitgevoerd."
    match error:
        case exceptions.NoSuchCommand():
            known = error.ctx.command.list_commands(error.ctx) if error.ctx else []  # type: ignore[attr-defined]
            close = get_close_matches(error.command_name, known, cutoff=0.5)
            what = f"Het commando '{error.command_name}' bestaat niet.{_meant(close)}"
        case exceptions.NoSuchOption():
            what = f"De optie '{error.option_name}' bestaat niet.{_meant(error.possibilities)}"
        case exceptions.MissingParameter():
            what = f"Er ontbreekt een waarde: {_name(error)}."
        case exceptions.BadParameter():
            what = _bad_value(error)
        case exceptions.BadOptionUsage():
            what = f"De optie '{error.option_name}' is niet goed gebruikt; er hoort precies een waarde achter."
        case exceptions.UsageError():
            what = "Er staan woorden te veel of te weinig op de opdrachtregel."
    return what


def _bad_value(error: exceptions.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"De waarde van {_name(error)} moet een van deze zijn: {', '.join(map(str, kind.choices))}."
    if isinstance(kind, click.Path):
        return f"Het bestand of de map bij {_name(error)} is niet gevonden of niet leesbaar."
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return f"De waarde van {_name(error)} moet een getal zijn binnen de grenzen van de uitleg."
    return error.message


def _name(error: exceptions.BadParameter) -> str:
    if error.param is None:
        return "de opdracht"
    if isinstance(error.param, click.Argument):
        return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name
    return " of ".join(error.param.opts)


def _meant(possibilities: Sequence[str] | None) -> str:
    return f" Bedoelde u {' of '.join(possibilities)}?" if possibilities else ""
