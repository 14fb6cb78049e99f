# SPDX-License-Identifier: EUPL-1.2
"""Which slots were worked: what is due is asked of the journal, so that a restart or a wrong clock repeats nothing.

This stands beside the audit chain: it says when was worked, and the chain what was done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from processors.ledger import Ledger, as_text
from processors.slots import Policy, Times, latest_slot

INTERRUPTED = "Onderbroken; een later tijdvak deed het werk."


class SlotState(StrEnum):
    """Where the work of a slot is: going on, done, failed, or passed over because a later slot did it."""

    BEZIG = "bezig"
    KLAAR = "klaar"
    FOUT = "fout"
    GEMIST = "gemist"


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment (UTC) at which a job was due; `reden` says in Dutch why it failed."""

    taak: str
    tijdvak: datetime
    staat: SlotState
    begonnen_op: datetime | None = None
    geeindigd_op: datetime | None = None
    reden: str | None = None


class SlotLedger(Ledger):
    """The slots in the journal of a work folder. One process works slots at a time; that is for the caller to see to.

    So a slot that stands as going on when that process asks what is due, was left by one that is no more.
    """

    def due(self, job: str, times: Times, now: datetime) -> list[datetime]:
        """The slots of a job to be worked now (UTC), the oldest first: what was interrupted, and what came since.

        A job that is new has one: its latest. What was worked is never due again, so a clock that was set back repeats
        nothing; what was passed over by a clock that ran ahead is due, so one that was set right works again at once.
        """
        moments = [slot.tijdvak for slot in self._slots("WHERE taak=? AND staat=?", job, SlotState.BEZIG)]
        known = self._slots(
            "WHERE taak=?1 AND tijdvak<=?2 AND NOT (staat=?3 AND geeindigd_op>?2) ORDER BY tijdvak DESC LIMIT 1",
            job, as_text(now), SlotState.GEMIST,
        )  # fmt: skip
        moments += times.between(known[0].tijdvak, now) if known else [latest_slot(times, now)]
        return sorted(set(moments))

    def choose(self, job: str, due: Sequence[datetime], policy: Policy, now: datetime) -> Sequence[datetime]:
        """What of the due slots will be worked; the journal notes those that are passed over."""
        if policy is Policy.ALL:
            return due
        with self.together():
            for moment in due[:-1]:
                begun = self._slots("WHERE taak=? AND tijdvak=?", job, as_text(moment))
                if begun:
                    self.ended(job, moment, SlotState.FOUT, now, INTERRUPTED)
                else:
                    self._put(Slot(job, moment, SlotState.GEMIST, geeindigd_op=now))
        return due[-1:]

    def begun(self, job: str, moment: datetime, now: datetime) -> None:
        """The work of a slot begins, or begins again."""
        self._put(Slot(job, moment, SlotState.BEZIG, begonnen_op=now))

    def ended(self, job: str, moment: datetime, state: SlotState, now: datetime, reden: str | None = None) -> None:
        """The work of a slot is done or has failed."""
        with self.together():
            found = self._slots("WHERE taak=? AND tijdvak=?", job, as_text(moment))
            begun = found[0].begonnen_op if found else now
            self._put(Slot(job, moment, state, begun, now, reden))

    def last(self, job: str, *states: SlotState) -> Slot | None:
        """The last slot of a job that has one of these states, or any state; None when there is none."""
        wanted = states or tuple(SlotState)
        marks = ", ".join("?" * len(wanted))
        found = self._slots(f"WHERE taak=? AND staat IN ({marks}) ORDER BY tijdvak DESC LIMIT 1", job, *wanted)
        return found[0] if found else None

    def count(self, state: SlotState, since: datetime) -> int:
        """How many slots from this moment on have this state."""
        query = "SELECT count(*) FROM tijdvakken WHERE staat=? AND tijdvak>=?"
        return self._number(query, state, as_text(since))

    def _slots(self, which: str, *values: object) -> list[Slot]:
        found = self._base.execute(f"SELECT * FROM tijdvakken {which}", values)  # noqa: S608 - our own words
        return [
            Slot(
                row["taak"], datetime.fromisoformat(row["tijdvak"]), SlotState(row["staat"]),
                _moment(row["begonnen_op"]), _moment(row["geeindigd_op"]), row["reden"],
            )
            for row in found
        ]  # fmt: skip

    def _put(self, slot: Slot) -> None:
        moments = (as_text(at) if at else None for at in (slot.begonnen_op, slot.geeindigd_op))
        self._base.execute(
            "INSERT OR REPLACE INTO tijdvakken VALUES (?, ?, ?, ?, ?, ?)",
            (slot.taak, as_text(slot.tijdvak), slot.staat, *moments, slot.reden),
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
