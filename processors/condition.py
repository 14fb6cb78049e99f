# SPDX-License-Identifier: EUPL-1.2
"""How the runner is: what was worked last, what waits, and what calls for a human."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from processors.errors import UnusableInputError
from processors.journal import Journal
from processors.journal_schema import State
from processors.mailbox.certificate import certificate_days
from processors.settings import Settings
from processors.slot_ledger import Slot, SlotLedger, SlotState
from processors.slots import ZONE, Times, next_slot

WEEK = timedelta(days=7)
SOON = 30  # days in which a certificate must be replaced


@dataclass(frozen=True, slots=True)
class JobHealth:
    """A job with its last slot, the moment (UTC) at which it last ended well, and its next slot."""

    name: str
    last: Slot | None
    success: datetime | None
    following: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """What monitoring and people are told; `made` is UTC.

    `human` counts what waits for a human, `dead` how many of those failed too often, `failing` what is tried again,
    `lines` the lines of all submissions, `certificate` the days that the certificate of the mailbox still lasts.
    """

    made: datetime
    jobs: tuple[JobHealth, ...]
    missed: int
    open: int
    human: int
    dead: int
    failing: int
    received: int
    answered: int
    lines: int
    head: str
    certificate: int | None

    @property
    def failed(self) -> dict[str, Slot]:
        """The jobs of which the last slot failed, with that slot."""
        return {each.name: each.last for each in self.jobs if each.last and each.last.staat is SlotState.FOUT}

    @property
    def attention(self) -> list[str]:
        """What a human must look at, in Dutch sentences."""
        counts = (
            (self.human - self.dead, "Wacht op een mens: {}. Kijk met 'verzamelpunt status' wat er wacht."),
            (self.dead, "Te vaak mislukt: {}. Geef 'verzamelpunt opnieuw KENMERK' als de oorzaak weg is."),
            (self.failing, "Mislukt en wordt vanzelf herhaald: {}. Kijk in logboek/fouten.log."),
            (self.missed, "Gemiste tijdvakken in een week: {}. Kijk of de machine en de dienst aan stonden."),
        )
        lasts = [] if self.certificate is None or self.certificate > SOON else [self.certificate]
        return [
            *(sentence.format(count) for count, sentence in counts if count),
            *(f"De taak {name} mislukte het laatst. {slot.reden}" for name, slot in self.failed.items()),
            *(f"Dagen tot het certificaat van het postvak verloopt: {days}. Vervang het." for days in lasts),
        ]


def look(settings: Settings, ledger: SlotLedger, work: Sequence[tuple[str, Times]], now: datetime) -> Health:
    """See how it is.

    Args:
        settings: the settings in force.
        ledger: of the slots.
        work: name and times of each job.
        now: the moment (UTC).

    """
    with Journal(settings.workplace.journal, read_only=True) as journal:
        stuck = journal.stuck()
        return Health(
            made=now,
            jobs=tuple(_job(ledger, name, times, now) for name, times in work),
            missed=ledger.count(SlotState.GEMIST, now - WEEK),
            open=len(journal.waiting()),
            human=len(stuck) + len(journal.unsure_letters()),
            dead=sum(row.status is State.DOOD for row in stuck),
            failing=len(journal.failing()),
            received=journal.received(),
            answered=journal.answered(),
            lines=journal.lines(),
            head=journal.head(),
            certificate=_certificate(settings, now),
        )


def _certificate(settings: Settings, now: datetime) -> int | None:
    """How many days the certificate lasts; of one that cannot be used the mailbox itself says why."""
    try:
        return certificate_days(settings, now.astimezone(ZONE).date())
    except UnusableInputError:
        return None


def _job(ledger: SlotLedger, name: str, times: Times, now: datetime) -> JobHealth:
    done = ledger.last(name, SlotState.KLAAR)
    return JobHealth(name, ledger.last(name), done.geeindigd_op if done else None, next_slot(times, now))
