# SPDX-License-Identifier: EUPL-1.2
"""What click says by itself, said in Dutch."""

import re

import click
import pytest
from click import exceptions

from processors import cli
from processors.dutch import DutchCommand, explain


@click.command("proef", cls=DutchCommand, add_help_option=False)
def bare():
    """Doe niets."""


def test_a_command_without_options_has_no_heading_for_them():
    context = click.Context(bare, info_name="proef")

    assert bare.get_help(context) == "Gebruik: proef [OPTIES]\n\n  Doe niets."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (click.ClickException("odd"), "De opdracht kan zo niet worden uitgevoerd."),
        (exceptions.FileError("weg.csv"), "De opdracht kan zo niet worden uitgevoerd."),
        (exceptions.NoSuchCommand("demmo"), "Het commando 'demmo' bestaat niet."),
        (exceptions.NoSuchOption("--mand"), "De optie '--mand' bestaat niet."),
        (exceptions.NoSuchOption("--mand", possibilities=["--maand", "--map"]),
         "De optie '--mand' bestaat niet. Bedoelde u --maand of --map?"),
        (exceptions.MissingParameter(), "Er ontbreekt een waarde: de opdracht."),
        (exceptions.MissingParameter(param=click.Option(["--uit", "-u"])), "Er ontbreekt een waarde: --uit of -u."),
        (exceptions.MissingParameter(param=click.Argument(["bestand"])), "Er ontbreekt een waarde: BESTAND."),
        (exceptions.BadParameter("Dat is niets."), "Dat is niets."),
        (exceptions.BadOptionUsage("--uit", "odd"),
         "De optie '--uit' is niet goed gebruikt; er hoort precies een waarde achter."),
        (exceptions.UsageError("odd"), "Er staan woorden te veel of te weinig op de opdrachtregel."),
    ],
)  # fmt: skip
def test_every_mistake_on_the_command_line_has_a_sentence(error, sentence):
    assert explain(error) == sentence


def test_a_mistake_in_a_command_points_at_its_help():
    error = exceptions.UsageError("odd", ctx=click.Context(bare, info_name="proef"))

    assert explain(error) == "Er staan woorden te veel of te weinig op de opdrachtregel. Zie 'proef --help'."


def test_no_help_page_says_anything_in_english():
    english = re.compile(
        r"\b(TEXT|FILE|DIRECTORY|PATH|INTEGER|FLOAT|RANGE|required|default|Options|Usage|Commands|COMMAND|ARGS)\b"
    )
    group = cli.verzamelpunt
    pages = {}
    for name in cli.COMMANDS:
        command = group.get_command(click.Context(group), name)
        for sub in [command, *getattr(command, "commands", {}).values()]:
            pages[f"{name} {sub.name}"] = sub.get_help(click.Context(sub, info_name=sub.name))

    assert {name for name, page in pages.items() if english.search(page)} == set()


def test_a_group_names_its_commands_with_what_they_do():
    group = cli.verzamelpunt.get_command(click.Context(cli.verzamelpunt), "aanbesteding")
    page = group.get_help(click.Context(group, info_name="verzamelpunt aanbesteding"))

    assert page.startswith("Gebruik: verzamelpunt aanbesteding [OPTIES] COMMANDO [WAARDEN]...")
    assert re.search(r"Commando's:.*\n  nieuw +Maak uit een ingevuld opdrachtformulier", page, re.DOTALL)
