# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt pseudonimiseer`: a pseudonym in place of every Bsn, before a file leaves the municipality."""

from datetime import datetime
from pathlib import Path

import click

from processors.commands.background import reference_option
from processors.commands.display import say
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.pseudonym import Key
from processors.settings import load
from processors.surroundings import surroundings


@click.command("pseudonimiseer", cls=DutchCommand)
@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--uit", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Schrijf naar dit bestand (.xlsx).",
)  # fmt: skip
@reference_option
def command(bestand: Path, *, uit: Path, naslag: Path | None) -> int:
    """Vervang elk Bsn in een aanlevering door een pseudoniem, voor het bestand de deur uit gaat.

    Alleen wat het formulier vraagt gaat mee. Een pseudoniem is nog een persoonsgegeven: stuur het bestand veilig.
    """
    if uit.suffix.lower() != ".xlsx":
        raise UnusableInputError(f"'{uit.name}' is geen werkmap. Kies een naam die eindigt op .xlsx.")
    if uit.exists():
        raise UnusableInputError(f"'{uit}' bestaat al. Kies een andere naam, zodat er niets verloren gaat.")
    from processors.pseudonymising import pseudonymised, write_pseudonymised

    settings = load()
    key = Key(settings.sleutel_id, settings.pseudonym_key())
    made = pseudonymised(bestand, surroundings(settings, naslag).reference, key)
    write_pseudonymised(uit, made, datetime.now())  # noqa: DTZ005 - the clock of who asks
    say(f"{made.rows} regels staan met een pseudoniem in {uit}. Wat het formulier niet vraagt, is weggelaten.")
    return 0
