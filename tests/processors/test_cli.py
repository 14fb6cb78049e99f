# SPDX-License-Identifier: EUPL-1.2
"""The door of the command line: help, mistakes of the user, and our own."""

import json

import click
import pytest

from processors import cli
from processors.errors import OwnMistakeError, SecondRunnerError, UnusableInputError


def run(*words):
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    return left.value.code


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def failing(monkeypatch):
    def install(error):
        @click.command()
        @click.option("--json", "as_json", is_flag=True)
        def command(as_json):  # noqa: ARG001
            raise error

        monkeypatch.setattr(cli.Commands, "get_command", lambda *_: command)

    return install


def test_help_is_dutch_and_names_every_command(capsys):
    status = run("--help")

    said = capsys.readouterr().out
    assert status == 0
    assert said.startswith("Gebruik: verzamelpunt [OPTIES] COMMANDO [WAARDEN]...")
    assert all(f"\n  {name} " in said for name in cli.COMMANDS)
    assert "Toon deze uitleg." in said
    assert "Usage" not in said


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_each_command_has_a_help_page_in_dutch(name, capsys):
    status = run(name, "--help")

    said = capsys.readouterr().out
    assert status == 0
    assert said.startswith(f"Gebruik: verzamelpunt {name}")
    assert "Options:" not in said
    assert "Show this message" not in said


def test_without_words_the_help_is_shown_and_the_status_says_wrong_use(capsys):
    status = run()

    assert status == cli.WRONG_USE
    assert "Commando's:" in capsys.readouterr().out


def test_a_mistyped_command_gets_a_suggestion(capsys):
    status = run("demmo")

    assert status == cli.WRONG_USE
    assert capsys.readouterr().err == (
        "Het commando 'demmo' bestaat niet. Bedoelde u demo? Zie 'verzamelpunt --help'.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("status", "--mand"), "De optie '--mand' bestaat niet. Bedoelde u --maand?"),
        (("status", "--maand"), "De optie '--maand' is niet goed gebruikt; er hoort precies een waarde achter."),
        (("status", "--maand", "september"), "'september' is geen maand. Schrijf jaar en maand als 2026-09."),
        (("demo", "--regels", "veel"), "De waarde van --regels moet een getal zijn binnen de grenzen van de uitleg."),
        (("sjabloon", "folder"), ("De waarde van SOORT moet een van deze zijn: declaratie, gemeentelevering, "
                                  "productieverantwoording, parameters, eigen_regels, opdracht.")),
        (("weiger", "A-000001"), "Er ontbreekt een waarde: --reden."),
        (("controleer", "niet-hier.xlsx"), "Het bestand of de map bij BESTAND... is niet gevonden of niet leesbaar."),
        (("instellingen", "nog", "iets"), "Er staan woorden te veel of te weinig op de opdrachtregel."),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_is_said_in_dutch(words, sentence, capsys):
    status = run(*words)

    assert status == cli.WRONG_USE
    assert capsys.readouterr().err.startswith(sentence)


def test_what_the_user_can_solve_is_said_as_it_is(failing, capsys):
    failing(UnusableInputError("Dit kan niet. Doe iets anders."))

    status = run("demo")

    assert status == cli.WRONG_USE
    assert capsys.readouterr().err == "Dit kan niet. Doe iets anders.\n"


def test_an_error_as_json_goes_to_stdout(failing, capsys):
    failing(UnusableInputError("Dit kan niet."))

    run("demo", "--json")

    assert json.loads(capsys.readouterr().out) == {"fout": "Dit kan niet.", "verwijzing": None}


def test_a_second_runner_leaves_with_75(failing):
    failing(SecondRunnerError("Er loopt al een verwerking."))

    assert run("demo") == 75


def test_our_own_mistake_is_logged_without_the_values_it_happened_on(failing, capsys, tmp_path):
    failing(ValueError("999990019 is geen getal"))

    status = run("demo")

    said = capsys.readouterr().err
    log = (tmp_path / "logboek" / "fouten.log").read_text()
    assert status == cli.OUR_FAULT
    assert said.startswith("Er ging bij ons iets mis; aan uw gegevens ligt het niet. Meld verwijzing ")
    assert "ValueError" in log
    assert "999990019" not in log
    assert said.split("verwijzing ")[1].split()[0] in log


def test_a_mistake_of_ours_keeps_its_own_words_in_the_log(failing, tmp_path):
    failing(OwnMistakeError("Rule TR307 raised TypeError."))

    run("demo")

    assert "OwnMistakeError: Rule TR307 raised TypeError." in (tmp_path / "logboek" / "fouten.log").read_text()


def test_stopping_by_hand_is_no_mistake(failing, capsys):
    failing(KeyboardInterrupt())

    assert run("demo") == cli.WRONG_USE
    assert capsys.readouterr().err.endswith("Afgebroken op uw verzoek; wat al bewaard was, blijft bewaard.\n")
