# SPDX-License-Identifier: EUPL-1.2
"""Another key for the whole work folder: of the archive, of the audit chain, and of the pseudonyms.

The originals tell which pseudonym under the old key is which under the new one. Each step does nothing where it was
done, so a rotation that was cut off is finished by doing it again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.ahead import read_ahead
from processors.desk import Desk
from processors.durable import landing
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.manifest import note, noted
from processors.pseudonym import PATTERN, Key, pseudonymise
from processors.second_process import second_process

ALTERED = (
    "De keten van de audit klopt met geen van beide sleutels. Geef de sleutel waarmee de werkmap tot nu toe werkte, of "
    "zet een reservekopie van het journaal terug; er is niets veranderd."
)
CLASH = "De nieuwe sleutel heeft hetzelfde nummer als de oude. Zet 'sleutel_id' op een ander nummer (1-9)."


@dataclass(frozen=True)
class Rotated:
    """What a rotation changed: pseudonyms that got another, those that could not, and files of the store."""

    renewed: int
    left: int
    files: int


def rotate(desk: Desk, old: Key, step: Callable[[int], None] = lambda _total: None) -> Rotated:
    """Bring a work folder from the old key to the key of its settings.

    Args:
        desk: an open work folder, with the new key.
        old: the key until now.
        step: called once with the number of submissions, then with 0 after each.

    Raises:
        UnusableInputError: both keys have one number, or the old key is not that of this work folder.

    """
    if old.id == desk.key.id:
        raise UnusableInputError(CLASH)
    if not desk.journal.rechain(old.secret):
        raise UnusableInputError(ALTERED)
    if desk.archive.vault:
        desk.archive.vault.rewrap(old.secret)
    known = _known(desk, old, step)
    files = [path for path in sorted(desk.workplace.store.rglob("*.parquet")) if _renewed(path, known)]
    for subject in sorted({path.stem for path in files}):
        _note_again(desk.workplace.store, subject)
    left = {name for path in desk.workplace.store.rglob("*.parquet") for name in _pseudonyms(path, old.id)}
    return Rotated(len(known), len(left), len(files))


def _known(desk: Desk, old: Key, step: Callable[[int], None]) -> dict[str, str]:
    """The pseudonym under the old key to that under the new one, of everybody in the originals."""
    known: dict[str, str] = {}
    # Of what was cleared away people keep the old pseudonym, and are counted.
    rows = [row for row in desk.journal.submissions() if row.in_store and desk.archive.holds(row.sha256)]
    step(len(rows))
    reference = read_reference(desk.workplace.reference)
    with second_process(worth=False) as second:
        for _, reading in read_ahead(desk, rows, reference, second):
            for read in reading():
                for table, frame in read.tables.items():
                    known.update(_pairs(frame, table, old, desk.key))
            step(0)
    return known


def _pairs(frame: pl.DataFrame, table: str, old: Key, new: Key) -> Iterator[tuple[str, str]]:
    was, now = pseudonymise(frame, table, old), pseudonymise(frame, table, new)
    for name in frame.columns:
        if frame[name].dtype == pl.String and not was[name].equals(now[name]):
            both = pl.DataFrame({"was": was[name], "now": now[name]}).drop_nulls().unique()
            yield from both.filter(pl.col("was") != pl.col("now")).iter_rows()


def _renewed(path: Path, known: dict[str, str]) -> bool:
    """Write a file of the store again with the new pseudonyms; whether any stood in it."""
    frame = pl.read_parquet(path)
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    told = frame.with_columns(
        pl.when(pl.col(name).str.contains(PATTERN))
        .then(pl.col(name).replace(known))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )
    if told.equals(frame):
        return False
    with landing(path) as half:
        told.write_parquet(half)
    return True


def _pseudonyms(path: Path, number: int) -> set[str]:
    """The pseudonyms under the key with this number in a file of the store."""
    frame = pl.read_parquet(path)
    mark = rf"^P{number}-[0-9a-f]{{32}}$"
    texts = [frame[name] for name, dtype in frame.schema.items() if dtype == pl.String]
    return {value for text in texts for value in text.filter(text.str.contains(mark).fill_null(value=False))}


def _note_again(store: Path, subject: str) -> None:
    """What was noted of a submission is noted anew, for its files have other hashes now."""
    if names := noted(store, subject):
        note(store, subject, [store / name for name in names])
