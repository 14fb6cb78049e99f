# SPDX-License-Identifier: EUPL-1.2
"""What lines are judged beside, without a runner: a folder of reference, or all that the work folder knows."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference, read_reference
from processors.intake.submission import no_problems
from processors.journal import Journal
from processors.journal_schema import Submission
from processors.known import Known
from processors.pseudonym import Key
from processors.settings import Settings
from processors.store import Store
from processors.workplace import Workplace

Mark = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Surroundings:
    """The reference, what is known beside it, and the key of the pseudonyms by which both are compared with lines."""

    reference: Reference
    known: Known
    key: Key


@dataclass(frozen=True)
class _Standing:
    """The submissions in force at one moment, newest received first."""

    rows: Sequence[Submission]

    def counting(self) -> list[Submission]:
        return list(self.rows)


def surroundings(settings: Settings, folder: Path | None = None) -> Surroundings:
    """The reference folder given, or the one of the work folder with what was accepted before.

    Args:
        settings: the settings in force.
        folder: where the reference tables stand; None for those of the work folder.

    Raises:
        UnusableInputError: the reference cannot be used, or the work folder needs a key that is not there.

    """
    place = settings.workplace
    if folder is not None or not place.journal.exists():
        found = folder or place.reference
        reference = read_reference(found) if found.is_dir() else Reference({}, ColumnMap(), no_problems())
        # Pseudonyms only need to match within this call, unless they must match those in the store.
        key = Key(settings.sleutel_id, os.urandom(32))
        return Surroundings(reference, Known(reference, key), key)
    reference = read_reference(place.reference)
    key = Key(settings.sleutel_id, settings.pseudonym_key())
    with Journal(place.journal, read_only=True) as journal:
        standing = _Standing(journal.counting())
    return Surroundings(reference, Known(reference, key, standing, Store(place.store)), key)


def lasting_surroundings(settings: Settings) -> Surroundings:
    """The surroundings of the work folder, kept as long as neither its reference nor its journal changes."""
    return _kept(settings, _mark(settings.workplace))


@lru_cache(maxsize=1)
def _kept(settings: Settings, mark: Mark) -> Surroundings:
    del mark  # another mark is another call
    return surroundings(settings)


def _mark(place: Workplace) -> Mark:
    """What changes when the reference or the journal does."""
    files = [*place.journal.parent.glob(f"{place.journal.name}*"), *place.reference.glob("*")]
    return tuple(sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))
