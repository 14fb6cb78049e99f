# SPDX-License-Identifier: EUPL-1.2
"""What the journal keeps beside messages: mails of our own (begun, gone, or not known), and what was cleared away."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from processors.errors import UnusableInputError
from processors.journal_schema import WITH_CLEARED, WITH_LETTERS
from processors.ledger import Ledger, as_text


class LetterState(StrEnum):
    """Where a mail of our own is: begun, gone, not known to have gone, or let go again by a human."""

    CONCEPT = "concept"
    VERZONDEN = "verzonden"
    ONZEKER = "onzeker"
    VRIJGEGEVEN = "vrijgegeven"


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A row of the table `uitgaand`; moments are UTC text, `poging` counts the times a human let it go anew."""

    id: str
    staat: LetterState
    poging: int
    begonnen_op: str
    verzonden_op: str | None = None
    reden: str | None = None

    @property
    def key(self) -> str:
        """What the mailbox knows this try by; the first try has the name of the letter itself."""
        return self.id if self.poging == 1 else f"{self.id}-{self.poging}"


class LetterLedger(Ledger):
    """The mails of our own and what was cleared away; arguments and errors on opening as in `Ledger`."""

    def letter(self, name: str) -> SentLetter | None:
        """What is known of the mail with this name; None when it was never begun."""
        return next(iter(self._letters("WHERE id=?", name)), None)

    def letters(self, prefix: str = "") -> list[SentLetter]:
        """The mails whose names begin so, in order of name."""
        return self._letters("WHERE substr(id, 1, ?)=? ORDER BY id", len(prefix), prefix)

    def unsure_letters(self) -> list[SentLetter]:
        """The mails of which nobody knows whether they went: a human must look."""
        return self._letters("WHERE staat=? ORDER BY id", LetterState.ONZEKER)

    def letter_begun(self, name: str, at: datetime) -> SentLetter:
        """A mail is about to go; one that was begun before stays as it is."""
        before = self.letter(name)
        if before and before.staat is not LetterState.VRIJGEGEVEN:
            return before
        return self._keep_letter(SentLetter(name, LetterState.CONCEPT, before.poging if before else 1, as_text(at)))

    def letter_ended(self, name: str, state: LetterState, at: datetime, reden: str | None = None) -> SentLetter:
        """A mail went, or it is not known whether it did, or a human decided about it.

        Let go again, it goes under a next name when it is asked for once more.

        Raises:
            UnusableInputError: there is no such mail.

        """
        row = self.letter(name)
        if row is None:
            raise UnusableInputError(f"Uitgaand bericht '{name}' bestaat niet. Kijk met 'verzamelpunt status'.")
        return self._keep_letter(
            replace(
                row,
                staat=state,
                poging=row.poging + (state is LetterState.VRIJGEGEVEN),
                verzonden_op=as_text(at) if state is LetterState.VERZONDEN else None,
                reden=reden,
            )
        )

    def cleared(self) -> frozenset[str]:
        """The content (SHA-256) that was destroyed when its term had passed."""
        if self._version() < WITH_CLEARED:
            return frozenset()
        return frozenset(row["id"] for row in self._base.execute("SELECT id FROM opgeruimd"))

    def clear(self, name: str) -> None:
        """Note that content is about to be destroyed: the note comes first, so that nobody takes it for a loss."""
        now = as_text(datetime.now(UTC))
        row = {"id": name, "opgeruimd_op": now}
        with self.together():
            if name not in self.cleared():
                self._base.execute("INSERT INTO opgeruimd VALUES (:id, :opgeruimd_op)", row)
                self._chain(now, name, json.dumps(row))

    def _keep_letter(self, row: SentLetter) -> SentLetter:
        values = asdict(row)
        with self.together():
            self._base.execute(
                "INSERT OR REPLACE INTO uitgaand VALUES (:id, :staat, :poging, :begonnen_op, :verzonden_op, :reden)",
                values,
            )
            self._chain(as_text(datetime.now(UTC)), row.id, json.dumps(values))
        return row

    def _letters(self, which: str, *values: object) -> list[SentLetter]:
        if self._version() < WITH_LETTERS:  # an older file that is only looked at
            return []
        found = self._base.execute(f"SELECT * FROM uitgaand {which}", values)  # noqa: S608 - our own words
        return [SentLetter(**{**row, "staat": LetterState(row["staat"])}) for row in map(dict, found)]
