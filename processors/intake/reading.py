# SPDX-License-Identifier: EUPL-1.2
"""From a path to submissions: one per file, and one per member of a zip."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from processors.intake.assembly import assemble
from processors.intake.headers import ColumnMap
from processors.intake.parquet import is_parquet, read_parquet
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.recognition import Source
from processors.intake.submission import Submission
from processors.messages.intake import read_message
from workbooks.errors import UnreadableFileError
from workbooks.grid import Oddity
from workbooks.reading import read
from workbooks.zipped import Member, members

MESSAGE = ".xml"
_PIECE = 1 << 20


def read_submission(  # noqa: PLR0913 - one keyword per fact that may be known beforehand
    path: Path,
    *,
    name: str | None = None,
    sender: str | None = None,
    column_map: ColumnMap | None = None,
    kind: str | None = None,
    products: frozenset[str] = frozenset(),
    own: bool = False,
) -> list[Submission]:
    """Read a file that came in; a file that cannot be read is a refused submission, never an exception.

    Args:
        path: the file.
        name: its name for people, when `path` is a copy under another name.
        sender: name of the sender in the column map.
        column_map: the words of senders.
        kind: the kind of file, when that is known; None to recognise it.
        products: product codes that exist beside those of the national lists.
        own: the file is ours, so a typed Parquet may be read too; never for what came by mail, because it is read
            without the limits of the child process.

    Returns:
        One submission; of a zip one per member.

    """
    source = Source(name or path.name, _sha256(path), sender, column_map or ColumnMap(), kind, products)
    if own and is_parquet(source.file):
        return [_read_own(path, source)]
    if PurePosixPath(name or path.name).suffix.lower() != ".zip":
        return [_read(path, source)]
    try:
        return list(_read_members(path, source))
    except UnreadableFileError as error:
        return [_unreadable(error, source)]


def _read(path: Path, source: Source, oddities: tuple[Oddity, ...] = ()) -> Submission:
    try:
        if PurePosixPath(source.file).suffix.lower() == MESSAGE:
            return read_message(path, source, oddities)
        reading = read(path, name=PurePosixPath(source.file).name)
    except UnreadableFileError as error:
        return _unreadable(error, source)
    return assemble(replace(reading, oddities=(*oddities, *reading.oddities)), source)


def _read_own(path: Path, source: Source) -> Submission:
    try:
        return read_parquet(path, source)
    except UnreadableFileError as error:
        return _unreadable(error, source)


def _read_members(path: Path, source: Source) -> Iterator[Submission]:
    with TemporaryDirectory() as folder:
        for member in members(path, name=PurePosixPath(source.file).name):
            sha256 = hashlib.sha256(member.data).hexdigest()
            yield _read_member(
                member, Path(folder), replace(source, file=f"{source.file}/{member.name}", sha256=sha256)
            )


def _read_member(member: Member, folder: Path, source: Source) -> Submission:
    # The name inside a zip is the sender's; on our disk a member is known by its hash.
    copy = folder / source.sha256
    copy.write_bytes(member.data)
    try:
        return _read(copy, source, tuple(member.oddities))
    finally:
        copy.unlink()


def _unreadable(error: UnreadableFileError, source: Source) -> Submission:
    sentence = scrub(str(error))
    problem = told(error.code, sentence, "Herstel het bestand en stuur het opnieuw.", refuses=True, bestand=source.file)
    return Submission(
        source.file, source.kind, problems=problem, refused=sentence, sha256=source.sha256, quarantine=error.quarantine
    )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
