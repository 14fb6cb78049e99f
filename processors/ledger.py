# SPDX-License-Identifier: EUPL-1.2
"""The file under the journal: transactions that survive a kill, and a chained audit row for every change."""

import hmac
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from processors.errors import UnusableInputError
from processors.journal_schema import STEPS, VERSION, WITH_CLEARED, WITH_LETTERS, Outcome, Receipt, State, Submission

KEEP_RECEIPT = """INSERT OR REPLACE INTO berichten VALUES (
    :nr, :id, :postvak, :sleutel, :message_id, :afzender, :status, :ontvangen_op, :gezien_op, :gewijzigd_op,
    :sha256, :antwoord, :reden, :pogingen)"""
KEEP_SUBMISSION = """INSERT OR REPLACE INTO aanleveringen VALUES (
    :nr, :id, :bericht, :deel, :sha256, :bestand, :afzender, :status, :ontvangen_op, :gewijzigd_op, :soort, :wet,
    :gemeente, :aanbieder, :maand, :raamovereenkomst, :berichtsoort, :uitkomst, :regels, :geaccepteerd, :geweigerd,
    :bevindingen, :reden, :versie, :vervangen_door, :pogingen)"""

NOTHING_YET = "Er is nog geen journaal in '{}'. Kies een andere map, of verwerk eerst een postvak."
DAMAGED = (
    "Het journaal '{}' is beschadigd en niet te lezen. Zet het terug uit een reservekopie, en geef daarna "
    "'verzamelpunt herstel'."
)
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Ledger:
    """One SQLite file; what is changed is on disk when the call, or the `together` block, ends.

    Args:
        path: the file; made when it is not there and brought up to date when it is older, unless `read_only`.
        audit_key: makes the chain of audit rows an HMAC; without it the chain is a plain hash.
        read_only: for looking only, also while a runner works.

    Raises:
        UnusableInputError: there is nothing to look at yet, another version of Verzamelpunt made the file, or it is
            damaged.

    """

    def __init__(self, path: Path, *, audit_key: bytes = b"", read_only: bool = False) -> None:
        if read_only and not path.exists():
            raise UnusableInputError(NOTHING_YET.format(path.parent))
        self._key = audit_key
        mode = "ro" if read_only else "rwc"
        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        self._base.row_factory = sqlite3.Row
        try:
            self._base.execute("PRAGMA busy_timeout=30000")
            if not read_only:
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute("PRAGMA synchronous=FULL")
            self._prepare(path, read_only=read_only)
        except sqlite3.DatabaseError as error:
            self.close()
            if error.sqlite_errorcode in BROKEN:
                raise UnusableInputError(DAMAGED.format(path)) from None
            raise

    def _prepare(self, path: Path, *, read_only: bool) -> None:
        """Bring the file to this version; let go of a file that is not ours to read.

        Who only looks reads an older file as it is: a step adds to what was there.
        """
        found = self._version()
        if found not in {VERSION, *STEPS}:
            self.close()
            raise UnusableInputError(
                f"Het journaal '{path}' heeft indeling {found}; deze versie kent indeling {VERSION}. "
                "Gebruik de versie van Verzamelpunt die het journaal heeft gemaakt."
            )
        if read_only:
            if not found:
                self.close()
                raise UnusableInputError(NOTHING_YET.format(path.parent))
            return
        with self.together():
            while (version := self._version()) in STEPS:
                later, statements = STEPS[version]
                for statement in statements.split(";"):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version={later}")

    def _version(self) -> int:
        (found,) = self._base.execute("PRAGMA user_version").fetchone()
        return int(found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make the changes in the block one: all of them, or none when it raises."""
        if self._base.in_transaction:
            yield
            return
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            self._base.rollback()
            raise

    def head(self) -> str:
        """The last link of the audit chain: sent elsewhere, it proves that nothing before it was altered."""
        found = self._base.execute("SELECT keten FROM gebeurtenissen ORDER BY nr DESC LIMIT 1").fetchone()
        return str(found["keten"]) if found else ""

    def audit_ok(self) -> bool:
        """Whether the chain is whole, and all rows are exactly what the audit rows add up to."""
        world: dict[str, dict[str, object]] = {}
        head = ""
        for event in self._base.execute("SELECT * FROM gebeurtenissen ORDER BY nr"):
            head = self._link(head, event["tijd"], event["onderwerp"], event["feiten"])
            if not hmac.compare_digest(head, event["keten"]):
                return False
            world.setdefault(event["onderwerp"], {}).update(json.loads(event["feiten"]))
        version = self._version()
        later = (("uitgaand", WITH_LETTERS), ("opgeruimd", WITH_CLEARED))
        tables = ["berichten", "aanleveringen", *(name for name, since in later if version >= since)]
        rows = [row for table in tables for row in self._base.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own words
        return {row["id"]: dict(row) for row in rows} == world

    def is_whole(self) -> bool:
        """Whether SQLite finds its own file whole."""
        try:
            return [row[0] for row in self._base.execute("PRAGMA integrity_check")] == ["ok"]
        except sqlite3.DatabaseError:
            return False

    def rechain(self, old: bytes) -> bool:
        """Link the chain anew under the key of this ledger, where it was under an old one; in one transaction.

        Args:
            old: the key under which the chain was made, wholly or up to some link.

        Returns:
            Whether it was done; not where a link holds under neither key, for then something was altered.

        """
        before = after = ""
        linked: list[tuple[str, int]] = []
        for event in self._base.execute("SELECT * FROM gebeurtenissen ORDER BY nr").fetchall():
            parts = event["tijd"], event["onderwerp"], event["feiten"]
            if event["keten"] not in {self._link(before, *parts, key=key) for key in (old, self._key)}:
                return False
            before, after = event["keten"], self._link(after, *parts)
            linked.append((after, event["nr"]))
        with self.together():
            self._base.executemany("UPDATE gebeurtenissen SET keten=? WHERE nr=?", linked)
        return True

    def _link(self, previous: str, *parts: str, key: bytes | None = None) -> str:
        return hmac.digest(self._key if key is None else key, json.dumps([previous, *parts]).encode(), "sha256").hex()

    def _keep(self, row: Receipt | Submission, before: Receipt | Submission | None = None) -> None:
        """Write a row and the audit row of what changed in it; nothing when nothing did."""
        old = before.facts if before else {}
        if row.facts == old:
            return
        now = as_text(datetime.now(UTC))
        values = row.facts | {"gewijzigd_op": now}
        facts = json.dumps({name: value for name, value in values.items() if not old or value != old[name]})
        with self.together():
            self._base.execute(KEEP_RECEIPT if isinstance(row, Receipt) else KEEP_SUBMISSION, values)
            self._chain(now, row.id, facts)

    def _chain(self, now: str, subject: str, facts: str) -> None:
        """Add the audit row of a change; in the transaction of that change."""
        self._base.execute(
            "INSERT INTO gebeurtenissen (tijd, onderwerp, feiten, keten) VALUES (?, ?, ?, ?)",
            (now, subject, facts, self._link(self.head(), now, subject, facts)),
        )

    def _receipts(self, query: str, *values: object) -> list[Receipt]:
        found = self._base.execute(query, values)
        return [Receipt(**{**row, "status": State(row["status"])}) for row in map(dict, found)]

    def _submissions(self, query: str, *values: object) -> list[Submission]:
        found = self._base.execute(query, values)
        return [
            Submission(**{
                **row, "status": State(row["status"]), "uitkomst": row["uitkomst"] and Outcome(row["uitkomst"]),
            })
            for row in map(dict, found)
        ]  # fmt: skip

    def _number(self, query: str, *values: object) -> int:
        (found,) = self._base.execute(query, values).fetchone()
        return int(found or 0)


def as_text(moment: datetime) -> str:
    """A moment as UTC ISO text in one length, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
