# SPDX-License-Identifier: EUPL-1.2
"""What a command that judges files compares them with: a folder of reference, or all that the work folder knows."""

import os
from contextlib import ExitStack
from pathlib import Path

import click

from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference, read_reference
from processors.intake.submission import no_problems
from processors.journal import Journal
from processors.known import Known
from processors.pseudonym import Key
from processors.settings import load
from processors.store import Store

reference_option = click.option(
    "--naslag",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="MAP",
    help="Map met tarieven, toewijzingen en andere naslag; anders die van de werkmap.",
)


def background(folder: Path | None, stack: ExitStack) -> tuple[Reference, Known, Key]:
    """The reference folder given, or the one of the work folder with what was accepted before.

    Args:
        folder: where the reference tables stand; None for those of the work folder.
        stack: closes what is opened.

    """
    settings = load()
    place = settings.workplace
    # Pseudonyms only need to match within this call, unless they must match those in the store.
    key = Key(settings.sleutel_id, os.urandom(32))
    if folder is not None or not place.journal.exists():
        found = folder or place.reference
        reference = read_reference(found) if found.is_dir() else Reference({}, ColumnMap(), no_problems())
        return reference, Known(reference, key), key
    reference = read_reference(place.reference)
    key = Key(settings.sleutel_id, settings.pseudonym_key())
    journal = stack.enter_context(Journal(place.journal, read_only=True))
    return reference, Known(reference, key, journal, Store(place.store)), key
