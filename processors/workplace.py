# SPDX-License-Identifier: EUPL-1.2
"""The work folder: where everything stands, and the lock that lets one runner in at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from processors.durable import make_folder
from processors.errors import SecondRunnerError


@dataclass(frozen=True, slots=True)
class Workplace:
    """The paths of contracts.md, 7, under one root."""

    root: Path

    @property
    def inbox(self) -> Path:
        """The folder mailbox."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Raw content by hash."""
        return self.root / "archief"

    @property
    def archive_keys(self) -> Path:
        """The wrapped keys of what is sealed in the archive; never in one backup with it."""
        return self.root / "archiefsleutels.sqlite"

    @property
    def journal(self) -> Path:
        """The ledger (SQLite)."""
        return self.root / "journaal.sqlite"

    @property
    def store(self) -> Path:
        """Accepted tables (Parquet)."""
        return self.root / "opslag"

    def findings_of(self, submission_id: str) -> Path:
        """The findings of a submission (Parquet), for the regional workbook and for questions later."""
        return self.store / "bevindingen" / f"{submission_id}.parquet"

    def whole_of(self, submission_id: str, what: str) -> Path:
        """What a delivery adds up to (Parquet): `aansluiting` with the ledger or `verschil` with what it replaces."""
        return self.store / what / f"{submission_id}.parquet"

    @property
    def figures(self) -> Path:
        """Every version of every measurement that was published (Parquet)."""
        return self.store / "meting"

    @property
    def publications(self) -> Path:
        """What was published before, for disclosure control; as secret as the store."""
        return self.store / "publicaties"

    @property
    def books(self) -> Path:
        """What each workbook said when it was written."""
        return self.store / "werkboeken"

    @property
    def reference(self) -> Path:
        """Reference workbooks and the register of senders, edited by people."""
        return self.root / "naslag"

    @property
    def quarantine(self) -> Path:
        """What waits for a human."""
        return self.root / "quarantaine"

    @property
    def set_aside(self) -> Path:
        """What belonged to nothing, or was damaged; put there by `herstel`, for a human to look at."""
        return self.quarantine / "herstel"

    @property
    def output(self) -> Path:
        """What goes out."""
        return self.root / "uitvoer"

    @property
    def logs(self) -> Path:
        """Log files: ids, hashes, codes and counts, never people."""
        return self.root / "logboek"

    def prepare(self) -> None:
        """Make the folders that are not there yet."""
        folders = self.inbox, self.archive, self.store, self.reference, self.quarantine, self.output, self.logs
        for folder in folders:
            make_folder(folder)

    @contextmanager
    def one_runner(self) -> Iterator[None]:
        """Hold the work folder while the block runs.

        The operating system drops the lock when its holder dies, so a kill never leaves the folder locked.

        Raises:
            SecondRunnerError: another process, or another block in this one, holds it.

        """
        with self._held(".bezig", "Er loopt al een verwerking in"):
            yield

    @contextmanager
    def one_service(self) -> Iterator[None]:
        """Be the only scheduled runner of the work folder while the block runs; others may work in between.

        Raises:
            SecondRunnerError: there is one already.

        """
        with self._held(".dienst", "Er loopt al een dienst voor"):
            yield

    @contextmanager
    def _held(self, name: str, says: str) -> Iterator[None]:
        make_folder(self.root)
        lock = FileLock(self.root / f"{name}.lock", timeout=0)
        holder = self.root / f"{name}.txt"
        try:
            lock.acquire()
        except Timeout:
            raise SecondRunnerError(
                f"{says} '{self.root}'{_who(holder)}. "
                "Wacht tot die klaar is, of stop die eerst; deze opdracht heeft niets veranderd."
            ) from None
        try:
            since = datetime.now().astimezone()
            holder.write_text(f" (proces {os.getpid()}, sinds {since:%d-%m-%Y %H:%M})", encoding="utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()


def _who(holder: Path) -> str:
    """What the holder of the lock wrote of itself; nothing when it has not come to that yet."""
    try:
        return holder.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
