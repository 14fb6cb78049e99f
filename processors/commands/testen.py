# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt test`: the whole suite, on this machine."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import click

from processors.dutch import DutchCommand
from processors.errors import UnusableInputError

ROOT = Path(__file__).parents[2]


@click.command("test", cls=DutchCommand, context_settings={"ignore_unknown_options": True})
@click.argument("woorden", nargs=-1, type=click.UNPROCESSED)
def command(woorden: tuple[str, ...]) -> int:
    """Voer alle tests uit; verandert niets.

    Wat een onderdeel nodig heeft dat hier ontbreekt (zoals LibreOffice), wordt overgeslagen met een regel die zegt
    hoe u het installeert. WOORDEN gaan ongewijzigd naar pytest.
    """
    if not (ROOT / "tests").is_dir() or importlib.util.find_spec("pytest") is None:
        raise UnusableInputError(
            "De tests horen bij de broncode en zijn hier niet aanwezig. "
            "Haal de broncode op en voer daarin './verzamelpunt test' uit."
        )
    words = [sys.executable, "-m", "pytest", "-n", "auto", *woorden]
    return subprocess.run(words, cwd=ROOT, check=False).returncode  # noqa: S603 - our own tests, by the user
