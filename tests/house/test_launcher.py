# SPDX-License-Identifier: EUPL-1.2
"""The launcher prepares once, starts at once, and says what to do when it cannot."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows heeft verzamelpunt.cmd")

# Stands in for Python: makes a venv with itself in it, writes down what pip was asked, and says what was run.
PYTHON = """#!/bin/sh
case "$*" in
*"-m venv"*)
    for folder in "$@"; do :; done
    rm -rf "$folder" && mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python" ;;
*"-m pip"*) echo "$*" >>"$PIP_LOG"; exit "${PIP_STATUS:-0}" ;;
*-P*) for argument in "$@"; do echo "<$argument>"; done ;;
esac
"""


@pytest.fixture
def checkout(project, tmp_path, monkeypatch):
    """A checkout in a folder with a blank in its name, on a machine with a stand-in for Python."""
    folder, programs = tmp_path / "een map", tmp_path / "programma's"
    folder.mkdir()
    programs.mkdir()
    for name in ("verzamelpunt", "pyproject.toml", "requirements.txt", "requirements-test.txt"):
        shutil.copy(project / name, folder / name)
    (programs / "python3").write_text(PYTHON, encoding="utf-8")
    (programs / "python3").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PIP_LOG", str(tmp_path / "pip.log"))
    return folder


def launch(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=program.parents[1])


def pip_calls(checkout):
    return (checkout.parent / "pip.log").read_text(encoding="utf-8").splitlines()


def test_the_first_call_prepares_and_passes_every_argument_on(checkout):
    done = launch(checkout / "verzamelpunt", "demo", "--map", "een map")

    assert (done.returncode, done.stdout) == (0, "<-P>\n<-m>\n<processors.cli>\n<demo>\n<--map>\n<een map>\n")
    assert done.stderr == "Eenmalige voorbereiding: onderdelen worden geïnstalleerd. Dit duurt ongeveer een minuut.\n"
    assert pip_calls(checkout) == [
        f"-m pip install -qq --require-hashes -r {checkout}/requirements.txt",
        f"-m pip install -qq --no-deps --no-build-isolation -e {checkout}",
    ]


def test_the_second_call_prepares_nothing(checkout):
    launch(checkout / "verzamelpunt", "demo")
    before = pip_calls(checkout)

    done = launch(checkout / "verzamelpunt", "demo")

    assert (done.returncode, done.stderr) == (0, "")
    assert pip_calls(checkout) == before


def test_a_symbolic_link_finds_the_checkout(checkout):
    (checkout.parent / "bin").mkdir()
    link = checkout.parent / "bin" / "vp"
    link.symlink_to("../een map/verzamelpunt")

    done = launch(link, "demo")

    assert done.returncode == 0
    assert (checkout / ".venv" / "compleet").exists()


def test_the_test_command_installs_the_test_tools_as_well_and_the_other_commands_are_ready_too(checkout):
    launch(checkout / "verzamelpunt", "test")
    before = pip_calls(checkout)

    launch(checkout / "verzamelpunt", "demo")

    assert f"-m pip install -qq --require-hashes -r {checkout}/requirements-test.txt" in before
    assert pip_calls(checkout) == before


def test_a_changed_requirement_is_installed_in_the_same_environment(checkout):
    launch(checkout / "verzamelpunt", "demo")
    (checkout / ".venv" / "mine").touch()
    (checkout / "requirements.txt").write_text("anders==1\n", encoding="utf-8")

    launch(checkout / "verzamelpunt", "demo")

    assert len(pip_calls(checkout)) == 4
    assert (checkout / ".venv" / "mine").exists()


def test_half_an_installation_is_told_and_begun_again(checkout, monkeypatch):
    monkeypatch.setenv("PIP_STATUS", "1")
    failed = launch(checkout / "verzamelpunt", "demo")
    (checkout / ".venv" / "half").touch()
    monkeypatch.setenv("PIP_STATUS", "0")

    again = launch(checkout / "verzamelpunt", "demo")

    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1] == (
        "De installatie is niet gelukt; de oorzaak staat hierboven. "
        "Controleer de internetverbinding of de proxy en geef de opdracht opnieuw."
    )
    assert again.returncode == 0
    assert not (checkout / ".venv" / "half").exists()


def test_a_machine_without_python_is_told_what_to_install(checkout, monkeypatch, tmp_path):
    bare = tmp_path / "kaal"
    bare.mkdir()
    for name in ("sh", "dirname", "readlink", "cat", "cmp"):
        (bare / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(bare))

    done = launch(checkout / "verzamelpunt", "demo")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "Python 3.11 of nieuwer is niet gevonden. Installeer het "
        "(Debian of Ubuntu: apt-get install python3 python3-venv) en probeer het opnieuw."
    )


def test_an_older_python_is_not_used(checkout, monkeypatch):
    stand_in = checkout.parent / "programma's" / "python3"
    monkeypatch.setenv("PATH", f"{stand_in.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    newer = stand_in.with_name("python3.14")
    newer.write_text(PYTHON, encoding="utf-8")
    newer.chmod(0o755)
    stand_in.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")

    done = launch(checkout / "verzamelpunt", "demo")

    assert done.returncode == 0
    assert (checkout / ".venv" / "bin" / "python").read_text(encoding="utf-8") == PYTHON


def test_the_windows_launcher_has_windows_line_ends_and_the_same_sentences(project):
    unix = (project / "verzamelpunt").read_text(encoding="utf-8")
    windows = (project / "verzamelpunt.cmd").read_bytes().decode("utf-8")

    assert windows.count("\r\n") == windows.count("\n")
    for sentence in (
        "Eenmalige voorbereiding: onderdelen worden geïnstalleerd. Dit duurt ongeveer een minuut.",
        "Controleer of u daar mag schrijven en of de schijf ruimte heeft.",
        "Python 3.11 of nieuwer is niet gevonden. Installeer het ",
        "Controleer de internetverbinding of de proxy en geef de opdracht opnieuw.",
    ):
        assert sentence in unix
        assert sentence in windows
